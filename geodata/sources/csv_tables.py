"""CSV of any common encoding and separator, recognised and split into cells."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, TypeAlias

from charset_normalizer import from_bytes

from geodata.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

Cells: TypeAlias = "Sequence[str]"

SEPARATORS = (";", ",", "\t")
HEAD_BYTES = 65_536
ENCODINGS = ["utf_16", "utf_16_le", "utf_16_be", "cp1252"]  # what spreadsheets write but UTF-8


def read_csv(path: Path) -> tuple[Iterator[tuple[int, Cells]], str, str]:
    """
    Return the lines of a CSV with their numbers, its encoding and its separator.

    Raises
    ------
    SourceError
        If the encoding is not recognised, or while iterating if a quotation
        mark is never closed.
    """
    text, encoding = decode(path, path.read_bytes())
    separator = _separator(text)
    return _lines(path, text, separator), encoding, separator


def decode(path: Path, raw: bytes) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding, byte order mark removed."""
    try:
        return raw.decode("utf_8_sig"), "utf_8"
    except UnicodeDecodeError:
        match = from_bytes(raw, cp_isolation=ENCODINGS).best()
    if match is None:
        advice = "Save it as CSV UTF-8."
        raise SourceError(path, "its character encoding is not recognised", advice=advice)
    return str(match).removeprefix("\ufeff"), match.encoding


def _separator(text: str) -> str:
    """Return the separator that splits the header into the most cells."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    return max(SEPARATORS, key=lambda separator: len(_split(header, separator)))


def _split(header: str, separator: str) -> Cells:
    return next(csv.reader([header], delimiter=separator), [])


def _lines(path: Path, text: str, separator: str) -> Iterator[tuple[int, Cells]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        advice = "Look for a quotation mark that is never closed."
        raise SourceError(path, f"is damaged ({error})", line=line, advice=advice) from None


def read_head(path: Path) -> tuple[tuple[str, ...], str, str]:
    """Return column names, encoding and separator of a CSV too large to be read at once."""
    with path.open("rb") as file:
        raw = file.read(HEAD_BYTES)
    whole_lines = raw[: raw.rfind(b"\n") + 1] or raw
    text, encoding = decode(path, whole_lines)
    separator = _separator(text)
    header = next((line for line in text.splitlines() if line.strip()), "")
    return tuple(name.strip() for name in _split(header, separator)), encoding, separator
