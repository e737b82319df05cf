"""A table of the Kita transport (§ 20 KiTaG), one row for each run or for "there is none"."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from geodata.errors import RowError
from geodata.sources.clock_cells import minutes_of_day, weekdays
from geodata.sources.fields import municipality_key, not_negative, required_text, text, yes_or_no
from geodata.sources.reading import Reading, read_rows, unique
from geodata.sources.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

TRANSPORT_COLUMNS: dict[str, str] = {
    "ags": "AGS",
    "part": "Ortsteil",
    "runs": "Beförderung",
    "kita_key": "Kita",
    "weekdays": "Tage",
    "leaves_home_minutes": "Abfahrt Ort",
    "reaches_kita_minutes": "Ankunft Kita",
    "leaves_kita_minutes": "Abfahrt Kita",
    "reaches_home_minutes": "Ankunft Ort",
    "minimum_age": "Alter von",
    "maximum_age": "Alter bis",
    "escort": "Begleitung",
    "in_school_holidays": "In den Schulferien",
    "note": "Bemerkung",
    "sample": "Muster",
}
RUNS, FROM_AGE, TO_AGE = "Beförderung", "Alter von", "Alter bis"
TIMES = ("Abfahrt Ort", "Ankunft Kita", "Abfahrt Kita", "Ankunft Ort")


@dataclass(frozen=True)
class TransportRecord:
    """
    One run from a village to a Kita and home, or, where `runs` is false, that there is none.

    `kita_key` is the Kennung in the list of Kitas; times are minutes since midnight; `weekdays`
    are digits, 0 is Monday; None and "" mean that the table does not say.
    """

    ags: str
    part: str
    runs: bool
    kita_key: str
    weekdays: str
    leaves_home_minutes: int | None
    reaches_kita_minutes: int | None
    leaves_kita_minutes: int | None
    reaches_home_minutes: int | None
    minimum_age: float | None
    maximum_age: float | None
    escort: bool | None
    in_school_holidays: bool | None
    note: str
    sample: bool

    @property
    def key(self) -> tuple[str, ...]:
        """What makes two rows the same run: place, Kita, days and the first time."""
        parts = (self.ags, self.part, self.kita_key, self.weekdays)
        return (*parts, "" if self.leaves_home_minutes is None else str(self.leaves_home_minutes))


def read_kita_transport(path: Path) -> Reading[TransportRecord]:
    """
    Read a table of the Kita transport; a bad row is listed and never stops the others.

    Parameters
    ----------
    path
        CSV or XLSX with the columns of TRANSPORT_COLUMNS; AGS is needed, and Kita (the Kennung in
        the list of Kitas) where a bus runs. "nein" under Beförderung says that there is none; a
        village without a row is unknown.

    Raises
    ------
    SourceError
        If the file cannot be read as a table or lacks a needed column.
    """
    table = read_table(path).named(TRANSPORT_COLUMNS.values(), TRANSPORT_COLUMNS)
    table.require("AGS", "Kita")
    reading = read_rows(table.rows, _run, rejected=table.rejected)
    return unique(reading, lambda record: record.key, "AGS")


def _run(row: Mapping[str, str]) -> TransportRecord:
    required_text(row, "AGS")
    runs = _runs(row)
    times = [minutes_of_day(row, name) for name in TIMES]
    _refuse_disorder(times)
    youngest, oldest = not_negative(row, FROM_AGE), not_negative(row, TO_AGE)
    if youngest is not None and oldest is not None and oldest < youngest:
        problem = f"{oldest:g} is less than {FROM_AGE}, {youngest:g}"
        raise RowError(TO_AGE, problem)
    return TransportRecord(
        ags=municipality_key(row, "AGS"),
        part=text(row, "Ortsteil"),
        runs=runs,
        kita_key=required_text(row, "Kita") if runs else text(row, "Kita"),
        weekdays=weekdays(row, "Tage"),
        leaves_home_minutes=times[0],
        reaches_kita_minutes=times[1],
        leaves_kita_minutes=times[2],
        reaches_home_minutes=times[3],
        minimum_age=youngest,
        maximum_age=oldest,
        escort=yes_or_no(row, "Begleitung"),
        in_school_holidays=yes_or_no(row, "In den Schulferien"),
        note=text(row, "Bemerkung"),
        sample=yes_or_no(row, "Muster") or False,
    )


def _runs(row: Mapping[str, str]) -> bool:
    """Return whether a bus runs: what Beförderung says, else whether there is a Kita in the row."""
    said, named = yes_or_no(row, RUNS), bool(text(row, "Kita"))
    times = next((name for name in TIMES if text(row, name)), "")
    if said is False and times:
        raise RowError(times, "has a time, but Beförderung is nein")
    if said is None and not named:
        raise RowError(RUNS, "is empty; write nein where there is none, or name the Kita")
    return named if said is None else said


def _refuse_disorder(times: list[int | None]) -> None:
    known = [(name, at) for name, at in zip(TIMES, times, strict=True) if at is not None]
    for (before, earlier), (after, later) in pairwise(known):
        if later < earlier:
            raise RowError(after, f"lies before {before}; the four times follow one another")
