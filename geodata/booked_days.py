"""The days of a district without and with what runs on demand, booked in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geodata.errors import SourceError
from geodata.sources.boundaries import read_boundaries
from geodata.sources.on_demand import outlines_of, read_on_demand
from geodata.timetable.service_day import service_day

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from geodata.district import District
    from geodata.sources.gtfs import Feed
    from geodata.sources.on_demand import OnDemandRecord
    from geodata.timetable.service_day import ServiceDay

    Days = dict[date, ServiceDay]

ON_DEMAND, AREAS = "on_demand", "boundaries"  # sources of district.toml


def days_of(
    feeds: Sequence[Feed],
    dates: Sequence[date],
    overlay: Sequence[OnDemandRecord],
    progress: Callable[[str], None],
) -> tuple[Days, Days | None]:
    """Return the days without what runs on demand, and with it; None where nothing does."""
    days, booked = {}, {}
    for number, day in enumerate(dates, start=1):
        progress(f"timetable, day {number} of {len(dates)}")
        days[day] = service_day(feeds, day, overlay=overlay)
        booked[day] = service_day(feeds, day, on_demand="on", overlay=overlay)
    more = any(_more_runs(days[day], booked[day]) for day in dates)
    return days, booked if more else None


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
    records = [] if areas is None else [record for _, record in read_boundaries(areas.path).records]
    reading = read_on_demand(source.path, outlines=outlines_of(records))
    for line, error in reading.rejected:
        raise SourceError(source.path, error.problem, line=line, field=error.field)
    return [record for _, record in reading.records]


def _more_runs(off: ServiceDay, on: ServiceDay) -> bool:
    """Say whether anything runs on demand on a day."""
    return bool(on.areas) or any(
        not np.array_equal(getattr(off.connections, side), getattr(on.connections, side))
        for side in ("can_board", "can_alight")
    )
