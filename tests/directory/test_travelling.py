from __future__ import annotations

import json
import time
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from shapely import box
from shapely.geometry import mapping

from directory.travelling.answers import Answer, Home, SchoolDay, minutes_between
from directory.travelling.asking import Asked
from directory.travelling.details import details
from directory.travelling.doors import Door, hours_on
from directory.travelling.engine import Travel, TravelSource, open_travel
from directory.travelling.equipment import stop_keys, with_equipment
from directory.travelling.near_stops import equipped
from directory.travelling.summaries import summaries
from geodata.district import Source, find_district
from geodata.journeys import door_search
from geodata.networks import build_networks
from tests.geodata.sources.feeds import write_feed

if TYPE_CHECKING:
    from pathlib import Path

ZONE = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 10, 19)
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
HOME = Home(7.07, 50.37, "Acht", public=True)  # at stop A
CALENDAR = (
    "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
    "week,1,1,1,1,1,1,1,20260301,20261030\n"
)
TRIPS = "route_id,service_id,trip_id\nr,week,o\nr,week,i\nr,week,night\nq,week,ro\nq,week,ri\n"
ROUTES = "route_id,agency_id,route_short_name,route_type\nr,a,340,3\nq,a,ALF,715\n"
TIMES = (
    "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_booking_rule_id\n"
    "o,08:00:00,08:00:00,A,1,\no,08:40:00,08:40:00,C,2,\n"
    "i,11:00:00,11:00:00,C,1,\ni,11:40:00,11:40:00,A,2,\n"
    "night,23:50:00,23:50:00,C,1,\nnight,24:30:00,24:30:00,A,2,\n"
    "ro,13:00:00,13:00:00,A,1,b\nro,13:20:00,13:20:00,B,2,\n"
    "ri,15:00:00,15:00:00,B,1,b\nri,15:20:00,15:20:00,A,2,\n"
)
BOOKED = "booking_rule_id,booking_type,prior_notice_duration_min,phone_number\nb,1,60,02630 99998\n"


@dataclass(frozen=True)
class Window:
    weekday: int | None
    opens_minutes: int | None = 8 * 60
    closes_minutes: int | None = 12 * 60
    by_appointment: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    on_public_holidays: bool = False
    in_school_holidays: bool = True


EVERY_DAY = tuple(Window(day) for day in range(7))
AFTERNOON = tuple(Window(day, 13 * 60, 16 * 60) for day in range(7))


def door(*windows: Window, at: tuple[float, float] = (7.17, 50.15)) -> Door:
    schedules: Any = windows  # what hours.py needs of a schedule
    return Door(uuid4(), "Beratung", *at, schedules)


@pytest.fixture(scope="module")
def travel(tmp_path_factory: pytest.TempPathFactory) -> Travel:
    folder = tmp_path_factory.mktemp("travel")
    files = {"calendar": CALENDAR, "trips": TRIPS, "routes": ROUTES, "stop_times": TIMES}
    feed = write_feed(folder, **files, booking_rules=BOOKED)
    district = replace(find_district(), sources={"timetable": Source("timetable", feed)}, travel={})
    build_networks(
        district, folder / "n", day=MONDAY, every_day_from=MONDAY, progress=lambda _: None
    )
    return open_travel(district, folder / "n")


def ask(travel: Travel, *doors: Door, day: date = MONDAY, now: datetime | None = None) -> Asked:
    earlier = datetime(day.year, day.month, day.day, 12, tzinfo=ZONE) - timedelta(days=1)
    return Asked(travel, HOME, doors, day, now or earlier)


def clock(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment:%H:%M}"


def test_the_round_trip_is_told_on_the_clock(travel: Travel) -> None:
    (found,) = summaries(ask(travel, door(*EVERY_DAY)))
    trip = found.trip
    assert trip is not None
    assert [clock(moment) for moment in (trip.leaves, trip.starts, trip.ends)] == [
        "08:00",
        "09:00",
        "10:00",
    ]
    assert (clock(trip.leaves_door), clock(trip.home)) == ("11:00", "11:40")
    assert (trip.minutes_there, trip.minutes_back, trip.minutes_away) == (40, 40, 220)
    assert clock(found.last_home) == "23:50"
    assert found.reachable_there_and_back is True


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_when_the_clocks_change_all_times_are_those_on_the_wall(travel: Travel, day: date) -> None:
    (found,) = summaries(ask(travel, door(*EVERY_DAY), day=day))
    assert found.trip is not None
    assert clock(found.trip.leaves) == "08:00"
    assert clock(found.trip.home) == "11:40"
    assert found.trip.leaves.date() == day
    opens, closes = (8 - 12) * 3600 + 12 * 3600, 12 * 3600  # of the service day: noon minus 12 h
    assert hours_on(EVERY_DAY, day, state="RP", timezone="Europe/Berlin") == ((opens, closes),)


def test_reasons_why_nothing_is_told(travel: Travel) -> None:
    doors = (
        door(),  # hours unknown
        door(Window(MONDAY.weekday() + 1)),  # open on Tuesday
        door(Window(0, 8 * 60, 8 * 60 + 30)),  # shorter than the appointment
        door(*EVERY_DAY, at=(9.0, 52.0)),  # far outside the timetable
    )
    answers = [found.answer for found in summaries(ask(travel, *doors))]
    assert answers == [Answer.HOURS_UNKNOWN, Answer.SHUT, Answer.NO_WAY, Answer.OFF_STREETS]
    reached = [found.reachable_there_and_back for found in summaries(ask(travel, *doors))]
    assert reached == [None, False, False, None]


def test_nothing_is_told_of_a_day_outside_the_timetable(travel: Travel) -> None:
    after = ask(travel, door(*EVERY_DAY), day=date(2026, 11, 2))
    (found,) = summaries(after)
    assert (found.answer, found.trip, found.last_home) == (Answer.NO_TIMETABLE, None, None)
    assert found.car_minutes is not None
    told = details(after)
    assert (told.there, told.back, told.others_there, told.stops) == (None, None, (), ())


def test_what_has_left_today_is_not_offered_any_more(travel: Travel) -> None:
    late = datetime(2026, 10, 19, 8, 0, 1, tzinfo=ZONE)
    (found,) = summaries(ask(travel, door(*EVERY_DAY), now=late))
    assert (found.answer, found.trip) == (Answer.TOO_LATE, None)
    (just,) = summaries(ask(travel, door(*EVERY_DAY), now=late.replace(second=0)))
    assert just.answer is Answer.WORKS


def test_a_ride_to_be_booked_is_told_with_its_deadline_and_number(travel: Travel) -> None:
    asked = ask(travel, door(*AFTERNOON, at=(7.01, 50.31)))  # at stop B
    (found,) = summaries(asked)
    assert found.answer is Answer.WORKS
    assert found.booking is not None
    assert (clock(found.booking.book_by), found.booking.phone) == ("12:00", "02630 99998")
    legs = details(asked).there
    assert legs is not None
    assert [leg.booking is not None for leg in legs.legs if not leg.is_walk] == [True]


@pytest.mark.parametrize(("minute", "answer"), [(0, Answer.WORKS), (1, Answer.TOO_LATE)])
def test_what_can_no_longer_be_booked_is_not_offered(
    travel: Travel, minute: int, answer: Answer
) -> None:
    now = datetime(2026, 10, 19, 12, minute, tzinfo=ZONE)
    (found,) = summaries(ask(travel, door(*AFTERNOON, at=(7.01, 50.31)), now=now))
    assert found.answer is answer
    assert (found.trip is None) == (answer is Answer.TOO_LATE)


@pytest.fixture(scope="module")
def rufbus(tmp_path_factory: pytest.TempPathFactory) -> Travel:
    """The timetable, and from 13 to 17 a service around stops A and B that is booked an hour before."""
    folder = tmp_path_factory.mktemp("rufbus")
    table, areas = folder / "rufbus.csv", folder / "areas.geojson"
    table.write_text("area,line,from,to,lead_minutes,phone\nAcht,,13:00,17:00,60,02630 99997\n")
    outline = mapping(box(6.98, 50.29, 7.08, 50.38))
    feature = {"type": "Feature", "properties": {"id": "1", "name": "Acht"}, "geometry": outline}
    areas.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    sources = {"on_demand": Source("on_demand", table), "boundaries": Source("boundaries", areas)}
    feed = {"timetable": Source("timetable", write_feed(folder, calendar=CALENDAR))}
    district = replace(find_district(), sources=sources | feed, travel={})
    build_networks(district, folder / "n", day=MONDAY, progress=lambda _: None)
    return open_travel(district, folder / "n")


def test_a_ride_in_an_area_is_told_with_its_deadline_and_number_there_and_back(
    rufbus: Travel,
) -> None:
    asked = ask(rufbus, door(*AFTERNOON, at=(7.01, 50.31)))
    (found,) = summaries(asked)
    assert (found.answer, found.reachable_there_and_back) == (Answer.WORKS, True)
    trip, told = found.trip, details(asked)
    assert trip is not None
    assert found.booking is not None
    assert (clock(trip.leaves), clock(found.booking.book_by)) == ("13:01", "12:01")
    assert found.booking.phone == "02630 99997"
    assert told.there is not None
    assert told.back is not None
    (there,), (back,) = told.there.legs, told.back.legs
    assert (there.line, there.booking) == ("Acht", found.booking)
    assert back.booking is not None
    assert back.booking.book_by == back.departs - timedelta(hours=1)
    assert (there.departs, back.arrives) == (trip.leaves, trip.home)
    elsewhere = replace(asked, home=Home(7.09, 50.37))
    assert summaries(elsewhere)[0].answer is Answer.NO_WAY


@pytest.mark.parametrize(
    ("now", "leaves"),
    [("11:59", "13:01"), ("12:01", "13:01"), ("12:30", "13:31"), ("14:10", ""), ("16:30", "")],
)
def test_who_asks_late_is_offered_the_first_ride_that_can_still_be_booked(
    rufbus: Travel, now: str, leaves: str
) -> None:
    moment = datetime.fromisoformat(f"{MONDAY}T{now}").replace(tzinfo=ZONE)
    (found,) = summaries(ask(rufbus, door(*AFTERNOON, at=(7.01, 50.31)), now=moment))
    assert found.answer is (Answer.WORKS if leaves else Answer.TOO_LATE)
    assert leaves == clock(found.trip.leaves if found.trip else None)
    told = details(ask(rufbus, door(*AFTERNOON, at=(7.01, 50.31)), now=moment))
    assert leaves == clock(told.there.departs if told.there else None)


def test_other_ways_are_rides_and_never_a_walk_of_hours(travel: Travel) -> None:
    told = details(ask(travel, door(*AFTERNOON, at=(7.01, 50.31))))  # two hours on foot
    assert told.there is not None
    assert all(way.rides for way in (*told.others_there, *told.others_back))
    near = details(ask(travel, door(*EVERY_DAY, at=(7.075, 50.37))))
    assert near.there is not None
    assert not near.there.rides


def test_the_kind_of_day_is_said(travel: Travel) -> None:
    days = (date(2026, 9, 15), date(2026, 10, 6), date(2026, 6, 4), date(2026, 9, 19))
    assert [travel.school_day(day) for day in days] == [
        SchoolDay.SCHOOL,
        SchoolDay.SCHOOL_HOLIDAY,
        SchoolDay.PUBLIC_HOLIDAY,  # Fronleichnam, in Rheinland-Pfalz
        SchoolDay.WEEKEND,
    ]


def test_without_a_build_nothing_but_that_is_told(travel: Travel, tmp_path: Path) -> None:
    source = TravelSource(travel.district, tmp_path / "none")
    (found,) = summaries(ask(source.current(), door(*EVERY_DAY)))
    assert (found.answer, found.walk_minutes) == (Answer.NO_TIMETABLE, None)
    assert source.current() is source.current()


def test_nothing_printed_of_a_home_tells_where_it_is() -> None:
    assert "7.07" not in repr(HOME)
    assert "50.37" not in str(HOME)


def test_twenty_doors_that_are_known_take_no_time(travel: Travel) -> None:
    doors = [door(*EVERY_DAY, at=(7.17 + n / 5000, 50.15)) for n in range(20)]
    summaries(ask(travel, *doors))
    took = []
    for _ in range(5):
        begin = time.perf_counter()
        assert len(summaries(ask(travel, *doors))) == 20
        took.append(time.perf_counter() - begin)
    assert min(took) < 0.02


def test_what_is_known_of_a_stop_stands_with_it_and_the_rest_stays_unknown(travel: Travel) -> None:
    stops = details(ask(travel, door(*EVERY_DAY))).stops
    assert [(stop.name, stop.lines, stop.shelter) for stop in stops] == [("Cond", ("340",), None)]
    known: Any = {"C": SimpleNamespace(shelter=True, bench=False, light=None)}  # a row of records
    (stop,) = equipped(stops, known)
    assert (stop.shelter, stop.bench, stop.lit) == (True, False, None)
    assert equipped(stops, {}) == stops


def test_where_one_boards_is_told_like_where_one_alights(travel: Travel) -> None:
    asked = details(ask(travel, door(*EVERY_DAY)))
    assert stop_keys(asked) == {"A", "C"}
    known: Any = {"A": SimpleNamespace(shelter=None, bench=True, light=False)}
    told = with_equipment(asked, known)
    assert told.there is not None
    assert told.back is not None
    (first,), (last,) = told.there.rides, told.back.rides
    assert (first.from_key, first.shelter, first.bench, first.stop_lit) == ("A", None, True, False)
    assert (last.from_key, last.shelter, last.bench, last.stop_lit) == ("C", None, None, None)


def test_to_a_kita_one_goes_twice_in_place_of_an_appointment(travel: Travel) -> None:
    all_day = tuple(Window(day, 7 * 60, 17 * 60) for day in range(7))
    near = replace(door(*all_day, at=(7.075, 50.37)), kita=True)
    far = replace(door(*all_day), kita=True)  # the bus is there at 8:40, after the Bringzeit
    found, missed, other = summaries(ask(travel, near, far, door(*EVERY_DAY)))
    assert (found.answer, missed.answer, other.answer) == (
        Answer.WORKS,
        Answer.NO_WAY,
        Answer.WORKS,
    )
    assert found.trip is not None
    assert found.collecting is not None
    assert "07:00" <= clock(found.trip.starts) <= "08:30"
    assert "15:30" <= clock(found.collecting.starts) <= "16:30"
    for trip in (found.trip, found.collecting):
        assert minutes_between(trip.starts, trip.ends) == 10
        assert trip.minutes_away < 60
    assert (missed.trip, missed.collecting, other.collecting) == (None, None, None)
    assert other.trip is not None
    told = details(ask(travel, near))
    assert told.summary == found
    assert told.there is not None
    assert told.collecting is not None
    assert told.collecting.back is not None
    assert clock(told.there.departs) == clock(found.trip.leaves)
    assert clock(told.collecting.back.arrives) == clock(found.collecting.home)


def test_a_warmed_day_is_open_before_anybody_asks(travel: Travel) -> None:
    fresh = Travel(travel.district, travel.networks)
    fresh.warm(MONDAY)
    assert fresh._searches.cache_info().currsize == 2  # with and without what must be booked
    fresh.warm(date(2030, 1, 1))
    assert fresh._searches.cache_info().currsize == 2
    Travel(travel.district, None).warm(MONDAY)


def test_what_tells_a_way_leg_by_leg_is_compiled_before_anybody_asks(
    travel: Travel, monkeypatch: pytest.MonkeyPatch
) -> None:
    used: list[str] = []
    compiled = door_search.door_arrivals

    def noted(*arguments: object) -> object:
        used.append("door_arrivals")
        return compiled(*arguments)

    monkeypatch.setattr(door_search, "door_arrivals", noted)
    Travel(travel.district, travel.networks).warm(MONDAY)
    assert used
