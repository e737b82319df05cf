"""On-demand areas beside a search that tries every way of being fetched and set down."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.searches.one_way import shortest_durations
from geodata.streets.straight_line import StraightLine
from geodata.timetable.area_service import AreaService, Zone, area_service
from geodata.walking import whole_seconds
from tests.geodata.exhaustive import Call, every_journey
from tests.geodata.towns import places, question, town_transit, towns
from tests.geodata.ways import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geodata.points import Points
    from geodata.searches.transit import Transit
    from tests.geodata.exhaustive import Ride, Trip, Walks
    from tests.geodata.towns import Place, Town

CAR = StraightLine("car", 18.0, detour_factor=1.0)  # five metres a second
LONG_AGO = -(10**6)
Pick = tuple[int, int, int]  # seconds of the ride, first and last second at which it may begin


class Rides(NamedTuple):
    """What one area offers between two doors."""

    access: dict[int, list[Pick]]
    egress: dict[int, list[Pick]]
    direct: list[Pick]


def box(stops: list[tuple[int, int]], place: Place, size: int) -> shapely.MultiPolygon:
    """Return a square around a place, in degrees."""
    corner = stops[place[0] % len(stops)]
    x, y = corner[0] + place[1], corner[1] + place[2]
    ends = at((x - size, y - size), (x + size, y + size))
    (west, east), (south, north) = ends.longitude, ends.latitude
    return shapely.MultiPolygon([shapely.box(west, south, east, north)])


@st.composite
def services(draw: st.DrawFn, stops: list[tuple[int, int]]) -> AreaService:
    zones = []
    for _ in range(2):
        outline = box(stops, draw(places), draw(st.sampled_from([1500, 9000, 9000])))
        listed = frozenset({f"Halt {draw(st.integers(0, len(stops) - 1))}"})
        zones.append(draw(st.sampled_from([Zone(outline)] * 4 + [Zone(None, listed)])))
    begin, begin_down = draw(st.integers(-900, 900)), draw(st.integers(-900, 900))
    long = st.integers(0, 3000)
    return AreaService(
        "Rufbus",
        pick_up=zones[0],
        set_down=zones[1],
        pick_up_s=(begin, begin + draw(long)),
        set_down_s=(begin_down, begin_down + draw(long)),
        factor=draw(st.sampled_from([1.0, 1.5])),
        offset_s=draw(st.sampled_from([0.0, 61.0])),
    )


def rides_of(found: list[AreaService], transit: Transit, home: Points, door: Points) -> Rides:
    """Return what the areas offer, each pair for itself."""
    stops = transit.day.stops
    rides = Rides({}, {}, [])
    for service in found:
        fetched, set_down = service.pick_up.doors(home)[0], service.set_down.doors(door)[0]
        for number in range(len(stops.ids)):
            spot = stops.points.take([number])
            if fetched and service.set_down.stops(stops)[number]:
                rides.access.setdefault(number, []).extend(picks(service, home, spot))
            if set_down and service.pick_up.stops(stops)[number]:
                rides.egress.setdefault(number, []).extend(picks(service, spot, door))
        if fetched and set_down:
            rides.direct.extend(picks(service, home, door))
    return rides


def picks(service: AreaService, here: Points, there: Points) -> Iterator[Pick]:
    driving_s = CAR.travel_seconds(here, there)
    seconds = int(whole_seconds(driving_s * service.factor + service.offset_s)[0, 0])
    first = max(service.pick_up_s[0], service.set_down_s[0] - seconds)
    last = min(service.pick_up_s[1], service.set_down_s[1] - seconds)
    if first <= last:
        yield seconds, first, last


def every_way(  # noqa: PLR0913 - a town, what an area offers, and the limits
    runs: tuple[Trip, ...],
    facts: tuple[Walks, dict[int, int], dict[int, int]],
    rides: Rides,
    *,
    most: int,
    change: int,
    depart_s: int | None,
) -> Iterator[tuple[int, int]]:
    """
    Yield (leave, at the door) of every journey with an area.

    Who must leave at or after a second leaves as early as can be; who need not, as late as can be.
    """
    transfers, access, egress = facts
    earliest = LONG_AGO if depart_s is None else depart_s
    for seconds, first, last in rides.direct:
        begin = last if depart_s is None else max(first, depart_s)
        if most >= 1 and begin <= last:
            yield begin, begin + seconds
    ready = dict.fromkeys(range(20), LONG_AGO)
    for buses in every_journey(runs, transfers, ready, rides=most - 1):
        leaves = _leaving(buses[0], access, rides, change, earliest)
        ends = _ending(buses[-1], egress, rides, change)
        for (leave, before), (arrive, after) in product(leaves, ends):
            if before + after and len(buses) + before + after <= most:
                yield leave, arrive


def _leaving(
    start: Ride, access: dict[int, int], rides: Rides, change: int, earliest: int
) -> list[tuple[int, int]]:
    """Return when one leaves home for the first bus, and with how many rides before it."""
    leaves = list[tuple[int, int]]()
    if start.departure_s - access.get(start.from_stop, 10**9) >= earliest:
        leaves.append((start.departure_s - access[start.from_stop], 0))
    for seconds, first, last in rides.access.get(start.from_stop, []):
        begin = min(last, start.departure_s - change - seconds)
        if begin >= max(first, earliest):
            leaves.append((begin, 1))
    return leaves


def _ending(end: Ride, egress: dict[int, int], rides: Rides, change: int) -> list[tuple[int, int]]:
    """Return when one is at the door after the last bus, and with how many rides after it."""
    ends = list[tuple[int, int]]()
    if end.to_stop in egress:
        ends.append((end.arrival_s + egress[end.to_stop], 0))
    for seconds, first, last in rides.egress.get(end.to_stop, []):
        begin = max(first, end.arrival_s + change)
        if begin <= last:
            ends.append((begin + seconds, 1))
    return ends


def _asked(
    data: st.DataObject,
) -> tuple[Transit, Points, Points, Rides, tuple[Walks, dict[int, int], dict[int, int]], Town, int]:
    town, change = data.draw(towns()), data.draw(st.sampled_from([0, 120]))
    ends = data.draw(st.tuples(places, places))
    transit, (home, door), facts, _ = question(town, ends, change)
    found = data.draw(st.lists(services(town[0]), min_size=1, max_size=2))
    most = data.draw(st.integers(1, 3))
    day = replace(transit.day, areas=tuple(found))
    asked = replace(transit, day=day, ride_by=CAR, max_rides=most)
    return asked, home, door, rides_of(found, asked, home, door), facts, town, change


@settings(deadline=None, max_examples=100)
@given(data=st.data(), depart_s=st.integers(-600, 1500))
def test_no_way_with_an_area_arrives_earlier_than_the_matrix(
    data: st.DataObject, depart_s: int
) -> None:
    transit, home, door, rides, facts, town, change = _asked(data)
    limits = {"most": transit.max_rides, "change": change}
    ways = every_way(town[1], facts, rides, **limits, depart_s=depart_s)
    plain = replace(transit, ride_by=None).depart_matrix(home, door, depart_s=depart_s)[0, 0]
    best = min((arrive - depart_s for _, arrive in ways), default=np.inf) / 60
    minutes = transit.depart_matrix(home, door, depart_s=depart_s)[0, 0]
    assert np.nan_to_num(minutes, nan=np.inf) == np.fmin(plain, best)


@settings(deadline=None, max_examples=100)
@given(data=st.data(), arrive_s=st.integers(0, 3000))
def test_no_way_with_an_area_leaves_later_than_the_matrix(
    data: st.DataObject, arrive_s: int
) -> None:
    transit, home, door, rides, facts, town, change = _asked(data)
    latest = max(
        (
            leave
            for leave, _ in leaving_by(town[1], facts, rides, transit.max_rides, change, arrive_s)
        ),
        default=-np.inf,
    )
    plain = replace(transit, ride_by=None).arrive_matrix(home, door, arrive_s=arrive_s)[0, 0]
    minutes = transit.arrive_matrix(home, door, arrive_s=arrive_s)[0, 0]
    assert np.nan_to_num(minutes, nan=np.inf) == np.fmin(plain, (arrive_s - latest) / 60)


def leaving_by(  # noqa: PLR0913, PLR0917 - as every_way
    runs: tuple[Trip, ...],
    facts: tuple[Walks, dict[int, int], dict[int, int]],
    rides: Rides,
    most: int,
    change: int,
    arrive_s: int,
) -> Iterator[tuple[int, int]]:
    """Yield (leave, at the door) of the journeys that arrive by a second, left as late as can be."""
    direct = [
        (seconds, first, min(last, arrive_s - seconds)) for seconds, first, last in rides.direct
    ]
    timely = rides._replace(direct=[pick for pick in direct if pick[1] <= pick[2]])
    for leave, arrive in every_way(runs, facts, timely, most=most, change=change, depart_s=None):
        if arrive <= arrive_s:
            yield leave, arrive


@settings(deadline=None, max_examples=100)
@given(data=st.data(), opens_s=st.integers(0, 1500), open_s=st.integers(-60, 1500))
def test_no_way_with_an_area_is_shorter_than_the_shortest(
    data: st.DataObject, opens_s: int, open_s: int
) -> None:
    transit, home, door, rides, facts, town, change = _asked(data)
    closes_s = opens_s + open_s
    ways = leaving_by(town[1], facts, rides, transit.max_rides, change, closes_s)
    best = min((max(arrive, opens_s) - leave for leave, arrive in ways), default=np.inf) / 60
    window = {"earliest_arrival_s": opens_s, "latest_arrival_s": closes_s}
    plain = shortest_durations(replace(transit, ride_by=None), home, door, **window)[0, 0]
    minutes = shortest_durations(transit, home, door, **window)[0, 0]
    expected = np.fmin(plain, best) if open_s >= 0 else np.inf
    assert np.nan_to_num(minutes, nan=np.inf) == expected


def test_a_ride_to_the_only_bus_and_all_the_way_by_hand() -> None:
    stops = [(0, 0), (6000, 0)]
    bus = (Call(0, 1800, 1800), Call(1, 2400, 2400))
    plain = town_transit(stops, (bus,), change=60)
    zone = Zone(box(stops, (0, 0, 0), 1100))
    area = AreaService("Rufbus", zone, zone, (600, 1500), (600, 1500), factor=1.5, offset_s=99.5)
    transit = replace(plain, day=replace(plain.day, areas=(area,)), ride_by=CAR)
    home, door = at((1000, 0)), at((6000, 0))
    on_foot = [
        plain.depart_matrix(home, there, depart_s=0)[0, 0] for there in (at((-500, 0)), door)
    ]
    # 1,000 m by car 200 s, one half more and 99.5 s: 400 s; the bus leaves 60 s after at the earliest
    assert transit.depart_matrix(home, door, depart_s=600)[0, 0] == (2400 - 600) / 60
    assert transit.depart_matrix(home, door, depart_s=1100)[0, 0] == (2400 - 1100) / 60
    assert transit.depart_matrix(home, door, depart_s=1101)[0, 0] == on_foot[1]  # set down too late
    # fetched at 1,100 s, the last moment, though 1,340 s would do for the bus
    window = {"earliest_arrival_s": 0, "latest_arrival_s": 3000}
    assert shortest_durations(transit, home, door, **window)[0, 0] == (2400 - 1100) / 60
    near_by = at((-500, 0))  # 1,500 m: 300 s by car, 550 s; on foot 1,500 s
    assert transit.depart_matrix(home, near_by, depart_s=0)[0, 0] == (600 + 550) / 60
    assert transit.arrive_matrix(home, near_by, arrive_s=1400)[0, 0] == 550 / 60
    assert transit.depart_matrix(home, near_by, depart_s=951)[0, 0] == on_foot[0]
    one_ride = replace(transit, max_rides=1)
    assert one_ride.depart_matrix(home, door, depart_s=600)[0, 0] == on_foot[1]


def test_who_is_fetched_at_home_is_set_down_at_a_stop_and_needs_the_change_time_there() -> None:
    stops = [(0, 0), (6000, 0)]
    at_home, at_stop = (Zone(box([(x, 0)], (0, 0, 0), 200)) for x in (1000, 0))
    area = AreaService("Rufbus", at_home, at_stop, (600, 600), (0, 3000), factor=1.0, offset_s=0.5)
    home, door = at((1000, 0)), at((6000, 0))
    minutes, shortest = [], []
    for departs_s in (860, 861):  # fetched at 600, there 201 s later, 60 s to change
        plain = town_transit(stops, ((Call(0, 0, departs_s), Call(1, 2400, 2400)),), change=60)
        transit = replace(plain, day=replace(plain.day, areas=(area,)), ride_by=CAR)
        minutes.append(transit.depart_matrix(home, door, depart_s=600)[0, 0])
        window = {"earliest_arrival_s": 0, "latest_arrival_s": 3000}
        shortest.append(shortest_durations(transit, home, door, **window)[0, 0])
    assert shortest == minutes
    assert minutes[0] > 5000 / 60  # on foot, for the bus is gone
    assert minutes[1] == (2400 - 600) / 60


def test_a_service_is_kept_as_plain_data_and_who_books_late_has_less_of_it() -> None:
    zone = Zone(box([(0, 0)], (0, 0, 0), 1000))
    area = AreaService("Rufbus", zone, Zone(None, frozenset({"a"}), 1), (600, 1500), (600, 1500))
    assert area_service(json.loads(json.dumps(area.plain()))) == area
    hour = replace(area, lead_s=300)
    assert (hour.deadline(1000), hour.booked_at(500)) == (700, replace(hour, pick_up_s=(800, 1500)))
    assert replace(area, lead_s=None).booked_at(-(10**6)) is None
    eve = replace(area, book_by_s=-100)
    assert (eve.deadline(1000), eve.booked_at(-100), eve.booked_at(-99)) == (-100, eve, None)


def test_an_area_at_either_end_of_one_bus_makes_three_rides() -> None:
    stops = [(0, 0), (9000, 0)]
    plain = town_transit(stops, ((Call(0, 1800, 1800), Call(1, 2400, 2400)),))
    zones = [Zone(box(stops, (number, 0, 0), 1100)) for number in (0, 1)]
    areas = tuple(
        AreaService("Rufbus", zone, zone, (0, 9000), (0, 9000), factor=1.0, offset_s=0.5)
        for zone in zones
    )
    transit = replace(plain, day=replace(plain.day, areas=areas), ride_by=CAR, max_rides=3)
    home, door = at((1000, 0)), at((9500, 0))
    window = {"earliest_arrival_s": 0, "latest_arrival_s": 5000}
    assert transit.depart_matrix(home, door, depart_s=0)[0, 0] == (2400 + 101) / 60
    assert shortest_durations(transit, home, door, **window)[0, 0] == (201 + 600 + 101) / 60
    two = replace(transit, max_rides=2)
    assert two.depart_matrix(home, door, depart_s=0)[0, 0] > 8000 / 60  # on foot
    assert shortest_durations(two, home, door, **window)[0, 0] > 8000 / 60
