"""Our own engine on a workload: a first answer with all reading, then one with walks loaded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geodata.round_trips.week import round_trips_by_date
from geodata.searches.nearest import nearest_doors
from geodata.searches.profiles import arrival_profile, door_walks
from geodata.searches.transit import Transit
from geodata.searches.windows import departure_minutes, window_blocks, window_percentiles
from geodata.sources.gtfs import read_feed
from geodata.sources.osm import read_ways
from geodata.streets.network import build_street_network
from geodata.timetable.service_day import service_day
from scripts.benchmarks.remembered import RememberedWalks
from scripts.benchmarks.settings import (
    DAY,
    DEPART_S,
    MAX_WALK_MIN,
    NEAREST,
    PERCENTS,
    RIDES,
    SECONDS_PER_MINUTE,
    WALK_SPEED_KM_H,
    WEEK,
    WINDOW_MIN,
    WINDOW_START_S,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from geodata.searches.profiles import DoorWalks
    from geodata.sources.gtfs import Feed
    from geodata.streets.network import StreetNetwork
    from scripts.benchmarks.stopwatch import Stopwatch
    from scripts.benchmarks.workload import Workload

    Ask = Callable[[Transit, Workload, DoorWalks], object]

LAST_S = WINDOW_START_S + (WINDOW_MIN - 1) * SECONDS_PER_MINUTE
MORNING, AFTERNOON = (8 * 3600, 12 * 3600), (14 * 3600, 17 * 3600)  # opening hours of services


def walking_streets(workload: Workload) -> StreetNetwork:
    """Return the streets for walking."""
    ways = read_ways(workload.files.streets)
    return build_street_network(ways, mode="walk", walk_speed_km_h=WALK_SPEED_KM_H)


def transit_on(feed: Feed, day: date, walks: RememberedWalks) -> Transit:
    """Return public transport on a day."""
    max_walk_s = MAX_WALK_MIN * SECONDS_PER_MINUTE
    return Transit(service_day([feed], day), walks, max_walk_seconds=max_walk_s, max_rides=RIDES)


def run_transit(workload: Workload, watch: Stopwatch, ask: Ask) -> object:
    """
    Read the district, answer, and answer again with the walks loaded.

    The second answer starts from the trips of the day and the walks; everything that was made of
    them for the first one, the changes between rides and the scan of the day included, is made
    anew.
    """
    transit = _read(workload, watch, (DAY,))[DAY]
    with watch.stage("access"):
        walks = door_walks(transit, workload.cells, workload.services)
    with watch.stage("first"):
        ask(transit, workload, walks)
    watch.answered()
    again = replace(transit)
    with watch.stage("warm"):
        return ask(again, workload, walks)


def _read(workload: Workload, watch: Stopwatch, dates: Sequence[date]) -> dict[date, Transit]:
    """Read streets and timetable, and keep of the timetable only the trips of the dates."""
    with watch.stage("read"):
        walking = RememberedWalks(walking_streets(workload))
        feed = read_feed(workload.files.timetable)
    with watch.stage("day"):
        return {day: transit_on(feed, day, walking) for day in dates}


def window_matrix(transit: Transit, workload: Workload, walks: DoorWalks) -> object:
    """W1: percentiles of every cell and service over the window."""
    return window_percentiles(
        transit,
        workload.cells,
        workload.services,
        first_s=WINDOW_START_S,
        last_s=LAST_S,
        percents=PERCENTS,
        walks=walks,
    )


def window_in_parts(transit: Transit, workload: Workload, walks: DoorWalks) -> int:
    """W1 with each part of the answer let go: what a district takes that is larger than memory."""
    parts = window_blocks(
        transit,
        workload.cells,
        workload.services,
        first_s=WINDOW_START_S,
        last_s=LAST_S,
        percents=PERCENTS,
        walks=walks,
    )
    return sum(part.size for _, part in parts)


def nearest_services(transit: Transit, workload: Workload, walks: DoorWalks) -> object:
    """W2: the nearest services of every cell by the median over the window."""
    return nearest_doors(
        transit,
        workload.cells,
        workload.services,
        first_s=WINDOW_START_S,
        last_s=LAST_S,
        k=NEAREST,
        walks=walks,
    )


def one_departure(workload: Workload, watch: Stopwatch) -> object:
    """W3: one time of departure, the scan of the day included; then with the scan used again."""

    def ask(transit: Transit, load: Workload, walks: DoorWalks) -> object:
        points = load.cells, load.services
        answer = departure_minutes(transit, *points, depart_s=DEPART_S, walks=walks)
        profile = arrival_profile(transit, walks.egress, doors=len(load.services))
        with watch.stage("reused"):
            departure_minutes(transit, *points, depart_s=DEPART_S, walks=walks, profile=profile)
        return answer

    return run_transit(workload, watch, ask)


def round_trips_of_a_week(workload: Workload, watch: Stopwatch) -> int:
    """W5: there and back within opening hours on each day of a week; return the feasible ones."""
    days = _read(workload, watch, WEEK)
    hours = {day: _opening_hours(day, len(workload.services)) for day in WEEK}

    def ask() -> int:
        found = round_trips_by_date(days, workload.cells, workload.services, hours)
        return sum(int((trips.starts > 0).sum()) for _, part in found for trips in part.values())

    with watch.stage("first"):
        ask()
    watch.answered()
    days = {day: replace(transit) for day, transit in days.items()}
    with watch.stage("warm"):
        return ask()


def _opening_hours(day: date, doors: int) -> list[list[tuple[int, int]]]:
    """Open each door on working days in the morning, every other one in the afternoon too."""
    if day.weekday() > 4:  # noqa: PLR2004 - Friday
        return [[] for _ in range(doors)]
    return [[MORNING, AFTERNOON] if door % 2 else [MORNING] for door in range(doors)]


def street_matrix(workload: Workload, watch: Stopwatch) -> object:
    """W4: walking times of every cell and service."""
    with watch.stage("read"):
        walk = walking_streets(workload)
    with watch.stage("first"):
        walk.travel_seconds(workload.cells, workload.services)
    watch.answered()
    with watch.stage("warm"):
        return walk.travel_seconds(workload.cells, workload.services)
