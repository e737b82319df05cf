"""A service day by the rules that all engines share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geodata.sources.gtfs import read_feed
from geodata.timetable.service_day import service_day

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from geodata.timetable.service_day import ServiceDay


def plain_day(timetable: Path, day: date) -> ServiceDay:
    """Return what runs on a date; going on in the same vehicle as another trip is a change."""
    feed = read_feed(timetable)
    return service_day([replace(feed, trips=feed.trips.assign(block_id=""))], day)
