"""The days of a district without and with what runs on demand, booked in time, kept as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geodata.errors import SourceError
from geodata.sources.boundaries import read_boundaries
from geodata.sources.on_demand import outlines_of, read_on_demand
from geodata.timetable.kept_days import KeptDays
from geodata.timetable.service_day import service_day

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from geodata.district import District
    from geodata.sources.gtfs import Feed
    from geodata.sources.on_demand import OnDemandRecord
    from geodata.timetable.service_day import ServiceDay

ON_DEMAND, AREAS = "on_demand", "boundaries"  # sources of district.toml


def keep_days(
    feeds: Sequence[Feed],
    same: Mapping[date, date],
    overlay: Sequence[OnDemandRecord],
    folder: Path,
    progress: Callable[[str], None],
) -> tuple[KeptDays, KeptDays | None]:
    """
    Write the days into a folder; return them without what runs on demand, and with it.

    Parameters
    ----------
    same
        For each date the one on which the same runs, see `same_days`: only that one is written.
    folder
        Where the files go. A day on which nothing runs on demand has one file for both.

    Returns
    -------
    days, booked
        By date; the second is None where nothing ever runs on demand.
    """
    plain: dict[date, str] = {}
    booked: dict[date, str] = {}
    patterns = [*dict.fromkeys(same.values())]
    for number, day in enumerate(patterns, start=1):
        progress(f"timetable, day {number} of {len(patterns)}")
        off = service_day(feeds, day, overlay=overlay)
        on = service_day(feeds, day, on_demand="on", overlay=overlay)
        plain[day] = booked[day] = f"day-{day}"
        off.save(folder / plain[day])
        if _more_runs(off, on):
            booked[day] = f"on-demand-{day}"
            on.save(folder / booked[day])
    days = KeptDays(folder, same, plain)
    return days, None if booked == plain else KeptDays(folder, same, booked)


def overlay_of(district: District) -> list[OnDemandRecord]:
    """
    Return the district's own table of lines and areas; its areas are those of `boundaries`.

    Raises
    ------
    SourceError
        If a row cannot be used: half a table would look like a whole one.
    """
    source, areas = (district.sources.get(name) for name in (ON_DEMAND, AREAS))
    if source is None:
        return []
    return read_overlay(source.path, None if areas is None else areas.path)


def read_overlay(table: Path, areas: Path | None = None) -> list[OnDemandRecord]:
    """
    Return a table of lines and areas that run on demand, see `read_on_demand`.

    Parameters
    ----------
    table
        The table.
    areas
        A file of the outlines that it may name, see `read_boundaries`.

    Raises
    ------
    SourceError
        If a row cannot be used: half a table would look like a whole one.
    """
    known = [] if areas is None else [record for _, record in read_boundaries(areas).records]
    reading = read_on_demand(table, outlines=outlines_of(known))
    for line, error in reading.rejected:
        raise SourceError(table, error.problem, line=line, field=error.field)
    return [record for _, record in reading.records]


def _more_runs(off: ServiceDay, on: ServiceDay) -> bool:
    """Say whether anything runs on demand on a day."""
    return bool(on.areas) or any(
        not np.array_equal(getattr(off.connections, side), getattr(on.connections, side))
        for side in ("can_board", "can_alight")
    )
