"""Journeys with on-demand areas: the same seconds as the matrix, and legs to read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.journeys.alternatives import alternatives, journeys_of_the_day, way_back
from geodata.journeys.area_transit import with_areas
from geodata.journeys.legs import DOOR, HOME, RideLeg
from geodata.journeys.quickest import quickest_journey
from geodata.timetable.area_service import AreaService, Zone
from tests.geodata.exhaustive import Call
from tests.geodata.searches.test_area_rides import CAR, box, services
from tests.geodata.towns import places, question, town_transit, towns
from tests.geodata.ways import at

if TYPE_CHECKING:
    from geodata.points import Points
    from geodata.searches.transit import Transit


def _asked(data: st.DataObject) -> tuple[Transit, Points, Points]:
    town, change = data.draw(towns()), data.draw(st.sampled_from([0, 120]))
    transit, (home, door), _, _ = question(town, data.draw(st.tuples(places, places)), change)
    found = data.draw(st.lists(services(town[0]), min_size=1, max_size=2))
    day = replace(transit.day, areas=tuple(found))
    return (
        replace(transit, day=day, ride_by=CAR, max_rides=data.draw(st.integers(1, 3))),
        home,
        door,
    )


@settings(deadline=None, max_examples=100)
@given(data=st.data(), second=st.integers(-600, 3000), forward=st.booleans())
def test_a_journey_takes_as_long_as_the_matrix_tells(
    data: st.DataObject, second: int, *, forward: bool
) -> None:
    transit, home, door = _asked(data)
    asked = {"depart_s": second} if forward else {"arrive_s": second}
    matrix = transit.depart_matrix if forward else transit.arrive_matrix
    minutes = matrix(home, door, **asked)[0, 0]
    moment = {name: [value] for name, value in asked.items()}
    journey = quickest_journey(with_areas(transit, home, door, **moment), home, door, **asked)
    if journey is None:
        assert np.isnan(minutes)
        return
    end = journey.arrives_s - second if forward else second - journey.departs_s
    assert end / 60 == minutes
    assert journey.rides <= transit.max_rides
    for leg, following in zip(journey.legs, journey.legs[1:], strict=False):
        assert leg.arrives_s <= following.departs_s


def _two_villages() -> tuple[Transit, Points, Points]:
    """A bus from eight o'clock, fetched home by a service that is booked an hour before."""
    stops, bus = [(0, 0), (9000, 0)], (Call(0, 28800, 28800), Call(1, 29400, 29400))
    plain = town_transit(stops, (bus, (Call(1, 36000, 36000), Call(0, 36600, 36600))), change=60)
    zone = Zone(box(stops, (0, 0, 0), 1100))
    area = AreaService(
        *("Rufbus Acht", zone, zone, (0, 80000), (0, 80000)),
        lead_s=3600,
        phone="02651 1",
        booking="Call us",
        offset_s=99.5,
    )
    day = replace(plain.day, areas=(area,))
    return replace(plain, day=day, ride_by=CAR), at((1000, 0)), at((9100, 0))


def test_the_legs_tell_service_phone_and_deadline() -> None:
    transit, home, door = _two_villages()
    asked = with_areas(transit, home, door, depart_s=[25200])
    (journey, _) = alternatives(asked, home, door, depart_s=25200, fitting=2).fitting
    first, second, third = journey.legs
    assert isinstance(first, RideLeg)
    assert (first.line, first.from_name, first.to_name) == ("Rufbus Acht", HOME, "Halt 0")
    assert (first.departs_s, first.arrives_s) == (28800 - 60 - 400, 28800 - 60)
    assert (first.on_demand, first.phone, first.booking) == (True, "02651 1", "Call us")
    assert first.book_by_s == first.departs_s - 3600
    assert (second.from_name, third.to_name) == ("Halt 0", DOOR)
    assert isinstance(second, RideLeg)
    assert (second.on_demand, second.book_by_s, second.wait_s) == (False, None, 60)
    assert (journey.rides, journey.book_by_s) == (2, first.book_by_s)


def test_one_is_fetched_at_the_stop_on_the_way_back() -> None:
    transit, home, door = _two_villages()
    asked = with_areas(transit, door, home, depart_s=[30000], names=(DOOR, HOME))
    journeys = way_back(asked, home, door, after_s=30000, count=2)
    journey = next(journey for journey in journeys if journey.rides)
    last = journey.legs[-1]
    assert isinstance(last, RideLeg)
    assert (last.from_name, last.to_name, last.departs_s) == ("Halt 0", HOME, 36660)
    assert last.arrives_s == 36660 + 400


def test_all_the_way_one_is_fetched_when_one_asks() -> None:
    transit, home, _ = _two_villages()
    near_by = at((-500, 0))
    asked = with_areas(transit, home, near_by, depart_s=[30000, 30900])
    found, walk_s = journeys_of_the_day(asked, home, near_by)
    assert [(journey.departs_s, journey.arrives_s) for journey in found] == [
        (30000, 30550),
        (30900, 31450),
    ]
    assert walk_s is not None
    by_noon = with_areas(transit, home, near_by, arrive_s=[43200])
    journey = quickest_journey(by_noon, home, near_by, arrive_s=43200)
    assert journey is not None
    assert (journey.departs_s, journey.arrives_s) == (42650, 43200)


def test_without_an_area_nothing_is_made() -> None:
    transit, home, door = _two_villages()
    plain = replace(transit, ride_by=None)
    assert with_areas(plain, home, door, depart_s=[0]) is plain
