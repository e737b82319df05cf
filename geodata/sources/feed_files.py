"""The files of a GTFS zip as tables of text, each row with its line."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute
import pyarrow.csv

from geodata.errors import SourceError
from geodata.sources.archives import open_archive
from geodata.sources.feed_columns import FILES, OLD_NAMES

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd
    from numpy.typing import NDArray

    from geodata.sources.archives import Archive
    from geodata.sources.feed_report import FeedReport

LINE = "line"
REQUIRED_FILES = ("agency", "stops", "routes", "trips", "stop_times")
CALENDARS = ("calendar", "calendar_dates")
FALL_BACK = "cp1252"
LINE_END = re.compile(rb"\r\n|\r|\n")
NO_LINES: NDArray[np.int64] = np.empty(0, dtype=np.int64)
BLOCK_BYTES = 1 << 24  # longest row that can be read


def read_files(path: Path, report: FeedReport) -> dict[str, pd.DataFrame]:
    """
    Return every file we know as a table of str with the columns of FILES and `line`.

    Cells are without blanks around them, "" where the file or column is absent.

    Raises
    ------
    SourceError
        If the zip is refused, a file is damaged, or a file or column is
        missing without which there is no timetable.
    """
    tables = {}
    with open_archive(path) as archive:
        members = _members(path, archive, report)
        for name in FILES:
            member = members.get(f"{name}.txt")
            raw = archive.read(member) if member else b""
            tables[name] = _table(path, name, _utf_8(raw, name, report), report)
            if member:
                report.rows[name] = len(tables[name]) + sum(report.dropped.get(name, {}).values())
    return tables


def _members(path: Path, archive: Archive, report: FeedReport) -> dict[str, str]:
    """Return file name → name in the zip; all files may lie in one folder."""
    texts = [name for name in archive.names() if name.endswith(".txt") and "__MACOSX" not in name]
    folders = {name.rpartition("/")[0] for name in texts}
    if len(folders) > 1:
        advice = "Put all of them at the top of the zip."
        raise SourceError(path, "the files lie in several folders", advice=advice)
    if folders - {""}:
        report.count("file_in_folder", len(texts), texts)
    members = {name.rpartition("/")[2]: name for name in texts}
    missing = [f"{name}.txt" for name in REQUIRED_FILES if f"{name}.txt" not in members]
    if not any(f"{name}.txt" in members for name in CALENDARS):
        missing.append("calendar.txt (or calendar_dates.txt)")
    if missing:
        problem = f"is no complete GTFS timetable: {', '.join(missing)} missing"
        raise SourceError(path, problem)
    return members


def _utf_8(raw: bytes, name: str, report: FeedReport) -> bytes:
    try:
        raw.decode("utf_8")
    except UnicodeDecodeError:
        report.count("not_utf_8", 1, [f"{name}.txt"])
        return raw.decode(FALL_BACK, errors="replace").lstrip().encode()
    return raw.removeprefix(b"\xef\xbb\xbf").lstrip()


def _table(path: Path, name: str, raw: bytes, report: FeedReport) -> pd.DataFrame:
    cells, lines = _cells(path, name, raw, report) if raw.strip() else (pa.table({}), NO_LINES)
    for column, kind in FILES[name].items():
        if kind.required and column not in cells.column_names and len(lines):
            raise SourceError(path, f"{name}.txt lacks this column", field=column)
    blank = pa.repeat(pa.scalar(""), len(lines))
    known = {
        column: pyarrow.compute.utf8_trim_whitespace(cells[column])
        if column in cells.column_names
        else blank
        for column in FILES[name]
    }
    frame: pd.DataFrame = pa.table({**known, LINE: lines}).to_pandas()
    return frame


def _cells(
    path: Path, name: str, raw: bytes, report: FeedReport
) -> tuple[pa.Table, NDArray[np.int64]]:
    """
    Split a file into cells; a row of another length than the header is dropped and counted.

    The lines of the rows are counted without empty ones.
    """
    header = _header(path, name, raw)
    bad_lines: list[int] = []

    def drop(row: pyarrow.csv.InvalidRow) -> str:
        bad_lines.append(row.number)
        return "skip"

    try:
        table = pyarrow.csv.read_csv(
            io.BytesIO(raw),
            pyarrow.csv.ReadOptions(
                use_threads=False, block_size=BLOCK_BYTES, column_names=header, skip_rows=1
            ),
            pyarrow.csv.ParseOptions(newlines_in_values=True, invalid_row_handler=drop),
            pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(header, pa.string()),
                include_columns=[column for column in header if column in FILES[name]],
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid as error:
        raise SourceError(path, f"{name}.txt in it is damaged ({error})") from None
    bad = [f"{name}.txt, line {n}" for n in bad_lines]
    report.drop("row_of_wrong_length", len(bad_lines), name, bad)
    inside = lines_of(raw) - 1 - table.num_rows - len(bad_lines)
    report.drop("line_in_quotes", inside, name, [f"{name}.txt"])
    lines = np.arange(2, table.num_rows + len(bad_lines) + 2)
    return table, np.setdiff1d(lines, bad_lines) if bad_lines else lines


def lines_of(raw: bytes) -> int:
    """Return the number of lines of a file that are not empty."""
    text = np.frombuffer(raw, dtype=np.uint8)
    inside = (text != ord("\n")) & (text != ord("\r"))
    begins = inside[1:] & ~inside[:-1]
    return int(begins.sum()) + bool(inside[:1].any())


def _header(path: Path, name: str, raw: bytes) -> list[str]:
    first_line = LINE_END.split(raw, maxsplit=1)[0].decode("utf_8")
    try:
        header = [column.strip() for column in next(csv.reader([first_line], strict=True), [])]
    except csv.Error as error:
        raise SourceError(path, f"the header of {name}.txt is damaged ({error})") from None
    header = [OLD_NAMES.get(column, column) for column in header]
    named = [column for column in header if column]
    if len(set(named)) < len(named):
        raise SourceError(path, f"{name}.txt names a column twice")
    return header
