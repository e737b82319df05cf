"""Timetables and streets, read as far around a district as its people travel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.sources.gtfs import read_feed
from geodata.sources.osm import read_ways

if TYPE_CHECKING:
    from geodata.crs import Bounds
    from geodata.district import District, Source
    from geodata.sources.gtfs import Feed
    from geodata.sources.osm import OsmWays

SURROUNDINGS_KM = 15.0  # around the bounds of a district; see `surroundings_of`
OUTSIDE = "outside_bounds"  # the rule of the report on a timetable


def surroundings_of(district: District) -> Bounds:
    """
    Return the bounds within which timetables and streets of a district are read.

    A trip that calls at a single stop within is kept with all its calls, so the first and the
    last bus of a journey between two doors of the district are always there, however far they go.
    The margin is for what comes between them: one goes to the next town, changes to a line of that
    town, and from it to the bus back. 15 km are a convention: the next town, beyond the buffer
    that the bounds of a district have already. What is missed is only a third ride that stays
    farther out than this, between two others that leave the district and come back.

    Streets reach as far as that, not less: a bus to the next town is of little use where nobody
    can walk there from its stop to the next.
    """
    return district.bounds.widened(SURROUNDINGS_KM)


def read_timetables(district: District) -> list[Feed]:
    """Return the timetables of a district with the trips that call in its surroundings."""
    bounds = surroundings_of(district)
    return [read_feed(source.path, bounds=bounds) for source in district.timetables]


def read_surrounding_ways(district: District, streets: Source) -> OsmWays:
    """Return the ways of an extract that reach into the surroundings of a district."""
    return read_ways(streets.path, bounds=surroundings_of(district))


def trips_left_out(feed: Feed) -> tuple[str, ...]:
    """Return a sentence if a timetable has trips outside the surroundings; else nothing."""
    number = feed.report.dropped.get("trips", {}).get(OUTSIDE, 0)
    return _left_out(feed.path.name, "trips", number, number + len(feed.trips))


def ways_left_out(streets: Source, ways: OsmWays) -> tuple[str, ...]:
    """Return a sentence if an extract has ways outside the surroundings; else nothing."""
    kept = len(set(ways.way_id.tolist()))  # a way that lacks a node stands there in pieces
    return _left_out(streets.path.name, "ways", ways.outside, ways.outside + kept)


def _left_out(file: str, what: str, number: int, of: int) -> tuple[str, ...]:
    if not number:
        return ()
    where = f"outside the bounds of the district widened by {SURROUNDINGS_KM:.0f} km"
    return (f"{number} of {of} {what} in {file} lie {where} and were left out.",)
