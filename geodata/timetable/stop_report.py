"""The report on stops that several timetables share, as a table for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.exports import write_csv
from geodata.timetable.stop_matching import COLUMNS, stop_matches

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from geodata.sources.gtfs import Feed

SAME_STOPS = "same-stops.csv"  # name of the file beside the network files


def save_report(feeds: Sequence[Feed], path: Path) -> None:
    """Write which stops are the same and which are undecided, see `StopMatches.table`."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        write_csv(file, COLUMNS, stop_matches(feeds).table(feeds))
