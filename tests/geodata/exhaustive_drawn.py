"""
Random questions about random timetables with one feature switched on, or with several.

All of a question comes out of one number, so that every example is another one: given a part each,
hypothesis mostly repeats parts of the example before, and what decides seldom is hardly ever tried.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from tests.geodata.exhaustive_faults import EVERYWHERE, FAULTS, decides
from tests.geodata.exhaustive_features import FEATURES, WHEELCHAIR, in_a_row
from tests.geodata.exhaustive_timetables import RawTrip, Row, Timetable

if TYPE_CHECKING:
    from tests.geodata.exhaustive_timetables import OnDemand, Wheels
    from tests.geodata.towns import Place

MOST_TRIES = 40
NUMBERS = st.integers(0, 2**24 - 1)  # of so many hypothesis draws each alike


@dataclass(frozen=True)
class Question:
    """A timetable with its rows in some order, how one may travel by it, and when."""

    timetable: Timetable
    order: int
    on_demand: OnDemand
    booked_s: int
    change_s: int
    rides: int
    ends: tuple[Place, Place]
    second: int
    bike: bool
    wheels: Wheels = ""


def question_of(number: int, *features: str, bike: bool) -> Question:
    """
    Return the question with a number; `bike` says whether one may come by bike at all.

    Of some questions the first is taken whose answer one rule at least decides, mostly one of
    these features; now and then any.
    """
    random = Random(number)  # noqa: S311 - no secret
    rules = [fault for feature in features for fault in FAULTS.get(feature, [])]
    fault = random.choice([*3 * rules, *EVERYWHERE])
    tries = random.choice([1, MOST_TRIES, MOST_TRIES, MOST_TRIES])
    for _ in range(tries):
        question = _drawn(random, features, bike=bike)
        if decides(question, fault):
            break
    return question


def _drawn(random: Random, features: tuple[str, ...], *, bike: bool) -> Question:
    corners, aside = _corners(random)
    trips = _trips(random, len(corners), aside)
    timetable = Timetable(corners, trips)
    for feature in features:
        timetable = FEATURES[feature](random, timetable)
    wheels: list[Wheels] = ["pushchair", "wheelchair", "wheelchair", "wheelchair, surely"]
    on_demand: list[OnDemand] = ["off", "on", "booked"]
    return Question(
        timetable,
        order=random.randint(0, 9),
        on_demand=random.choice(on_demand),
        booked_s=random.randint(-1800, 600),
        change_s=random.choice([0, 1, 60, 120, 240]),
        rides=random.choice([1, 2, 2, 3]),
        ends=_ends(random, timetable, trips),
        second=random.randint(-900, 900),
        bike=bike and random.choice([False, True, True]),
        wheels=random.choice(wheels) if WHEELCHAIR in features else "",
    )


def _corners(random: Random) -> tuple[tuple[tuple[int, int], ...], dict[int, int]]:
    """
    Return three to five stops on a grid of two kilometres, now and then one a few steps aside.

    Also which stop lies aside of which.
    """
    spots = random.sample([(x, y) for x in range(5) for y in range(5)], random.randint(3, 5))
    corners = [(2000 * x, 2000 * y) for x, y in spots]
    steps, last = random.choice([0, 70, 140, None, None, None]), len(corners)
    if steps is None:
        return tuple(corners), {}
    return (*corners, (corners[-1][0] + steps, corners[-1][1])), {last: last - 1, last - 1: last}


def _trips(random: Random, stops: int, aside: dict[int, int]) -> tuple[RawTrip, ...]:
    """Some trips, most of which set out where and soon after the one before has ended."""
    trips = [_trip(random, stops, random.randrange(stops), 60 * random.randint(0, 9))]
    for _ in range(random.randint(1, 3)):
        last = trips[-1].rows[-1]
        stop, second = last.stop, last.arrival_s + 60 * random.randint(0, 4)
        if random.randint(0, 3) == 0:
            stop, second = random.randrange(stops), 60 * random.randint(0, 12)
        trips.append(_trip(random, stops, random.choice([stop, aside.get(stop, stop)]), second))
    return tuple(trips)


def _trip(random: Random, stops: int, stop: int, second: int) -> RawTrip:
    """Two to four calls, the first at a stop and a second."""
    rows = [Row(stop, second, second)]
    for _ in range(random.randint(1, 3)):
        arrival_s = second + 60 * random.randint(0, 4)
        second = arrival_s + 60 * random.randint(0, 2)
        # the same stop twice in a row now and then
        stop = (stop + random.choice([*range(1, stops), *range(1, stops), 0])) % stops
        rows.append(Row(stop, arrival_s, second))
    return RawTrip(tuple(rows))


def _ends(random: Random, timetable: Timetable, trips: tuple[RawTrip, ...]) -> tuple[Place, Place]:
    """Doors near where one trip sets out and a later one calls, now and then anywhere."""
    home, door = _place(random), _place(random)
    if random.randint(0, 4):
        begun = random.randint(0, len(trips) - 2)
        ended = random.choice([begun, *range(begun + 1, len(trips)), begun + 1, begun + 1])
        begun, ended = random.choice(in_a_row(timetable) or [(begun, ended)])
        home = (_only(trips[begun], trips[ended])[0], *home[1:])
        stops = [stop for stop in _only(trips[ended], trips[begun]) if stop != home[0]]
        door = (random.choice(stops[-1:] + stops) if stops else home[0] + 1, *door[1:])
    return home, door


def _only(trip: RawTrip, other: RawTrip) -> list[int]:
    """Return the stops of a trip at which another does not call, all where it calls at all."""
    stops, called = [row.stop for row in trip.rows], {row.stop for row in other.rows}
    return [stop for stop in stops if stop not in called] or stops


def _place(random: Random) -> Place:
    """Near which stop, and how far east and north of it."""
    return random.randint(0, 3), random.randint(-170, 170), random.randint(-170, 170)
