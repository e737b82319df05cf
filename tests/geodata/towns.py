"""Small random towns for hypothesis: stops on a plain, buses among them, doors near stops."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import strategies as st

from geodata.searches.transit import Transit
from geodata.streets.straight_line import StraightLine
from geodata.timetable.service_day import ServiceDay
from geodata.timetable.stops import Stops, TransferRules
from geodata.timetable.trips import Trips
from geodata.walking import whole_seconds
from tests.geodata.exhaustive import Call
from tests.geodata.networks import connections_of, trips
from tests.geodata.ways import at

if TYPE_CHECKING:
    from geodata.points import Points
    from tests.geodata.exhaustive import Trip, Walks

MAX_WALK_S, PACE = 300, StraightLine("walk", 3.6, detour_factor=1.0)  # a metre a second
Corner = tuple[int, int]
Place = tuple[int, int, int]
Facts = tuple["Walks", dict[int, int], dict[int, int]]
Town = tuple[list[Corner], tuple["Trip", ...]]


def town_transit(
    stops: list[Corner], runs: tuple[Trip, ...], *, change: int = 0, rides: int = 3
) -> Transit:
    """Return the transit of a town in which every bus is line 340 towards Mayen."""
    points, many = at(*stops), len(runs)
    texts = np.array([f"t{k}" for k in range(many)], dtype=np.str_)
    no_rules = np.zeros(0, dtype=np.int32)
    names = np.array([f"Halt {k}" for k in range(len(stops))], dtype=np.str_)
    feed = np.zeros(len(stops), dtype=np.int32)
    day = ServiceDay(
        date=date(2026, 3, 10),
        timezone="Europe/Berlin",
        stops=Stops(names, names, points.longitude, points.latitude, feed),
        connections=connections_of(runs),
        trips=Trips(
            texts,
            np.array(["340"] * many, dtype=np.str_),
            np.array(["Mayen"] * many, dtype=np.str_),
            np.full(many, 3, np.int32),
            np.zeros(many, np.bool_),
            np.array([""] * many, dtype=np.str_),
        ),
        transfer_rules=TransferRules(no_rules, no_rules, no_rules),
    )
    return Transit(day, PACE, max_walk_seconds=MAX_WALK_S, change_seconds=change, max_rides=rides)


def walks_between(here: Points, there: Points) -> dict[tuple[int, int], int]:
    """Return the walks within the limit."""
    seconds = whole_seconds(PACE.travel_seconds(here, there))
    return {(a, b): int(seconds[a, b]) for a, b in np.argwhere(seconds <= MAX_WALK_S).tolist()}


def on_foot_s(home: Points, door: Points) -> int:
    """Return the walk all the way."""
    return int(whole_seconds(PACE.travel_seconds(home, door))[0, 0])


@st.composite
def towns(draw: st.DrawFn) -> Town:
    """Stops on a grid of two kilometres, some a few steps apart, and buses among them."""
    many = draw(st.integers(2, 4))
    place = st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 2))
    spots = draw(st.lists(place, min_size=many, max_size=many))
    stops = [(2000 * x + 70 * aside, 2000 * y) for x, y, aside in spots]
    short = draw(st.lists(trips(many), min_size=1, max_size=4))
    runs = tuple(
        tuple(Call(c.stop, 60 * c.arrival_s, 60 * c.departure_s, c.pickup, c.drop_off) for c in run)
        for run in short
    )
    return stops, runs


# a door: near which stop, and how far east and north of it
places = st.tuples(st.integers(0, 3), st.integers(-170, 170), st.integers(-170, 170))


def near(stops: list[Corner], place: Place) -> Points:
    """Return the door at a place."""
    number, east, north = place
    stop = stops[number % len(stops)]
    return at((stop[0] + east, stop[1] + north))


def question(
    town: Town, ends: tuple[Place, Place], change: int
) -> tuple[Transit, tuple[Points, Points], Facts, int]:
    """Return the transit, the doors, the walks as the exhaustive search wants them, and on foot."""
    stops, _ = town
    transit = town_transit(*town, change=change)
    home, door = (near(stops, place) for place in ends)
    between = walks_between(at(*stops), at(*stops))
    changes = {pair: walk + change for pair, walk in between.items()}
    changes |= {(stop, stop): change for stop in range(len(stops))}
    access = {stop: walk for (_, stop), walk in walks_between(home, at(*stops)).items()}
    egress = {stop: walk for (stop, _), walk in walks_between(at(*stops), door).items()}
    return transit, (home, door), (changes, access, egress), on_foot_s(home, door)
