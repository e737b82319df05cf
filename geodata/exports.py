"""Write tables for people, CSV and XLSX, in which no cell can act as a formula."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Any, TextIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from openpyxl.cell.cell import Cell

    Value = str | int | float | date | None

# What spreadsheet programs take as the beginning of a formula, full-width signs among them
# (OWASP, CSV Injection); marks before it are counted in, so that `restore` is exact.
FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠\t\r\n]")  # noqa: RUF001 - full-width on purpose
MARK = "'"
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # no XML file may hold these
COLUMN_WIDTH = 22  # characters


def neutralise(text: str) -> str:
    """Return the text with a mark before it if a program could take it for a formula."""
    return MARK + text if FORMULA.match(text) else text


def restore(text: str) -> str:
    """Return the text that `neutralise` was given."""
    marked = text.startswith(MARK) and FORMULA.match(text[1:])
    return text[1:] if marked else text


def write_csv(file: TextIO, columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """Write a table with `;` between the cells and a decimal point; empty where None."""
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")  # RFC 4180
    writer.writerow([_for_csv(column) for column in columns])
    writer.writerows([_for_csv(value) for value in row] for row in rows)


def write_xlsx(
    path: Path, title: str, columns: Sequence[str], rows: Iterable[Sequence[Value]]
) -> None:
    """Write a table as the only sheet of a workbook, its header fixed in bold."""
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(title)  # write-only; the stubs know only its parent
    sheet.freeze_panes = "A2"
    for index in range(len(columns)):
        sheet.column_dimensions[_letters(index)].width = COLUMN_WIDTH
    header = [_text_cell(sheet, column) for column in columns]
    for cell in header:
        cell.font = Font(bold=True)
    sheet.append(header)
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    book.save(path)


def _for_csv(value: Value) -> str | int | float | date | None:
    return neutralise(value) if isinstance(value, str) else value


def _cell(sheet: Any, value: Value) -> object:  # noqa: ANN401 - see write_xlsx
    if value == "":
        return None
    return _text_cell(sheet, value) if isinstance(value, str) else value


def _text_cell(sheet: Any, text: str) -> Cell:  # noqa: ANN401 - see write_xlsx
    cell: Cell = WriteOnlyCell(sheet, neutralise(ILLEGAL.sub("", text)))
    cell.data_type = "s"  # text for certain, whatever it looks like
    return cell


def _letters(index: int) -> str:
    """Return the letters of a column: 0 is A, 26 is AA."""
    rest, letter = divmod(index, 26)
    return (_letters(rest - 1) if rest else "") + chr(ord("A") + letter)
