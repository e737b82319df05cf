"""The first sheet of an XLSX workbook as cells of text, with guards against hostile files."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from geodata.errors import SourceError
from geodata.sources.archives import open_archive

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geodata.sources.csv_tables import Cells

MAX_FILES = 500
MAX_BYTES = 200_000_000  # unpacked
MAX_COLUMNS = 300
MAX_EMPTY_ROWS = 5_000  # in a row; sheets formatted to the last row have a million


def read_workbook(path: Path) -> Iterator[tuple[int, Cells]]:
    """
    Yield the rows of the first sheet that has content, with their numbers.

    Dates become 2026-03-29, whole numbers lose their ".0", yes/no becomes
    ja/nein; a formula gives its last computed value.

    Raises
    ------
    SourceError
        If the file is no workbook, declares entities, or unpacks too large.
    """
    _refuse_entities(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            for sheet in book.worksheets:
                rows = list(_rows(sheet))
                if rows:
                    yield from rows
                    return
        finally:
            book.close()
    except (zipfile.BadZipFile, DefusedXmlException, ParseError) as error:
        raise SourceError(path, f"cannot be read as a workbook ({error})") from None
    except (KeyError, ValueError, TypeError, IndexError, AttributeError, OSError) as error:
        # openpyxl meets broken workbooks with whatever its parser stumbles over
        problem = f"cannot be read as a workbook ({type(error).__name__}: {error})"
        raise SourceError(path, problem) from None


def _refuse_entities(path: Path) -> None:
    """Look at the head of every XML part: no workbook needs a document type."""
    with open_archive(path, max_files=MAX_FILES, max_bytes=MAX_BYTES) as archive:
        for name in archive.names():
            if name.endswith((".xml", ".rels", ".vml")):
                _refuse_document_type(path, name, archive.read(name))


def _refuse_document_type(path: Path, name: str, content: bytes) -> None:
    try:
        next(iterparse(io.BytesIO(content), events=("start",), forbid_dtd=True), None)
    except (DefusedXmlException, ParseError, ValueError) as error:
        problem = f"is refused: its part {name} is not the XML of a workbook ({error})"
        raise SourceError(path, problem) from None


def _rows(sheet: Any) -> Iterator[tuple[int, Cells]]:  # noqa: ANN401 - openpyxl's read-only sheet
    empty = 0
    for line, values in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True), start=1):
        cells = [_text(value) for value in values]
        if any(cells):
            empty = 0
            yield line, cells
        else:
            empty += 1
            if empty > MAX_EMPTY_ROWS:
                return


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date | datetime):
        return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    return str(value)
