"""The round trip to each door of a page, without what must be booked where that will do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from directory.travelling.answers import Answer, Booking, TripTimes, WaySummary
from directory.travelling.asking import streets_only
from directory.travelling.errands import Errand
from directory.travelling.legs import first_booking, first_of, way_of
from geodata.round_trips.one_home import with_legs
from geodata.round_trips.visits import Visit

if TYPE_CHECKING:
    from directory.travelling.asking import Asked
    from geodata.round_trips.from_home import HomeTrips, RememberedHomes
    from geodata.round_trips.one_home import RoundTrip

TRIES = 4  # how often a later ride is looked for when the first can no longer be booked
LONGEST_WALK_S = 3600  # convention: nobody is sent on a longer walk all the way


class Searched(NamedTuple):
    """One service day searched for a question, and whether what must be booked was ridden."""

    searches: RememberedHomes
    asked: Asked
    visit: Visit
    found: HomeTrips
    booked: bool

    def trip(self, lane: int) -> RoundTrip | None:
        """Return the round trip to one door with its legs."""
        asked = self.asked
        door = asked.door_points.take([lane])
        transit, trips = self.searches.transit, self.found.trips
        stay_s = self.visit.stay_s
        return with_legs(transit, asked.home_point, door, trips, lane, stay_s=stay_s)

    def leaving_from(self, second: int) -> Searched:
        """Return the same for who leaves home no earlier than a second."""
        return _search(self.searches, self.asked, second, booked=self.booked)

    def only(self, lane: int) -> Searched:
        """Return the same for one door."""
        asked, leave_from_s = self.asked.only([lane]), self.visit.leave_from_s
        return _search(self.searches, asked, leave_from_s, booked=self.booked)

    def booking(self, lane: int) -> Booking | None:
        """Return what must be booked first on the way to one door and back."""
        trip = self.trip(lane) if self.booked else None
        if trip is None:
            return None
        ways = [way_of(way, self.asked.at, door="", booked=True) for way in (trip.there, trip.back)]
        return first_booking(*ways)


def summaries(asked: Asked) -> list[WaySummary]:
    """Return the answer for each door; to a Kita one goes twice, to bring and to collect."""
    kitas = [lane for lane, door in enumerate(asked.doors) if door.kita]
    if not kitas:
        return one_errand(asked)
    found: dict[int, WaySummary] = {}
    others = [lane for lane, door in enumerate(asked.doors) if not door.kita]
    if others:
        found |= zip(others, one_errand(asked.only(others)), strict=True)
    found |= zip(kitas, _brought_and_collected(asked.only(kitas)), strict=True)
    return [found[lane] for lane in range(len(asked.doors))]


def _brought_and_collected(asked: Asked) -> list[WaySummary]:
    """Return the answer for each Kita: it works where one can both bring and collect."""
    bringing = one_errand(replace(asked, errand=Errand.BRINGING))
    collecting = one_errand(replace(asked, errand=Errand.COLLECTING))
    return [_both(one, other) for one, other in zip(bringing, collecting, strict=True)]


def _both(bringing: WaySummary, collecting: WaySummary) -> WaySummary:
    """Return one answer; where either fails no times are told, for one without the other is none."""
    failing = next((s for s in (bringing, collecting) if s.answer is not Answer.WORKS), None)
    if failing is not None:
        return replace(failing, trip=None, last_home=collecting.last_home)
    bookings = [s.booking for s in (bringing, collecting) if s.booking is not None]
    return replace(
        bringing,
        collecting=collecting.trip,
        last_home=collecting.last_home,
        booking=first_of(bookings),
    )


def one_errand(asked: Asked) -> list[WaySummary]:
    """Return the answer for each door, for what is asked for alone."""
    plain = streets_only(asked)
    searched = searched_on(asked, booked=False, leave_from_s=asked.from_now_s)
    if searched is None:
        return plain
    answers = [_answered(summary, searched, lane) for lane, summary in enumerate(plain)]
    for reason in (_if_booked, _why_not):
        lanes = [lane for lane, answer in enumerate(answers) if answer.answer is Answer.NO_WAY]
        if lanes:
            some = reason(asked.only(lanes), [answers[lane] for lane in lanes])
            for lane, answer in zip(lanes, some, strict=True):
                answers[lane] = answer
    return answers


def searched_on(asked: Asked, *, booked: bool, leave_from_s: int) -> Searched | None:
    """Return the round trips to all doors; None where the timetable does not cover the day."""
    searches = asked.travel.searches_on(asked.day, booked=booked)
    return None if searches is None else _search(searches, asked, leave_from_s, booked=booked)


def _search(
    searches: RememberedHomes, asked: Asked, leave_from_s: int, *, booked: bool
) -> Searched:
    visit = Visit(stay_s=asked.errand.stay_s, leave_from_s=leave_from_s)
    found = searches.round_trips(
        asked.home_point,
        asked.door_points,
        asked.hours,
        visit=visit,
        longest_walk_s=LONGEST_WALK_S,
        public=asked.home.public,
    )
    return Searched(searches, asked, visit, found, booked)


def _if_booked(asked: Asked, failing: list[WaySummary]) -> list[WaySummary]:
    """Return the answers for doors that cannot be reached without booking."""
    searched = searched_on(asked, booked=True, leave_from_s=asked.from_now_s)
    if searched is None:
        return failing
    return [_booked(searched, lane, summary) for lane, summary in enumerate(failing)]


def still_bookable(searched: Searched) -> Searched:
    """
    Return the search for one door, begun so late that what must be booked first still can be.

    Where nothing later works, nothing is found.
    """
    for _ in range(TRIES):
        trip, booking = searched.trip(0), searched.booking(0)
        if trip is None or booking is None or not booking.is_over(searched.asked.now):
            break
        later_s = trip.leaves_s + booking.late_s(searched.asked.now)
        searched = searched.leaving_from(later_s)
    return searched


def _booked(searched: Searched, lane: int, summary: WaySummary) -> WaySummary:
    """Return the answer with what must be booked; that it is too late for booking; else none."""
    now = searched.asked.now
    booking = searched.booking(lane)
    if booking is None:
        return summary
    if not booking.is_over(now):
        return replace(_answered(summary, searched, lane), booking=booking)
    later = still_bookable(searched.only(lane))
    then = later.booking(0)
    if then is None or then.is_over(now):
        return replace(summary, answer=Answer.TOO_LATE, booking=booking)
    return replace(_answered(summary, later, 0), booking=then)


def _answered(summary: WaySummary, searched: Searched, lane: int) -> WaySummary:
    """Return the summary with what the timetable says of one door."""
    asked, trips = searched.asked, searched.found.trips
    windows = asked.hours[lane]
    if windows is None:
        return replace(summary, answer=Answer.HOURS_UNKNOWN)
    if not windows:
        return replace(summary, answer=Answer.SHUT)
    rides = searched.found.rides_home[lane]
    last = asked.at(int(trips.last_home_s[0, lane])) if rides else None
    if trips.starts[0, lane] <= 0:
        return replace(summary, answer=Answer.NO_WAY, last_home=last)
    return replace(summary, answer=Answer.WORKS, trip=_times(searched, lane), last_home=last)


def _times(searched: Searched, lane: int) -> TripTimes:
    at, trips = searched.asked.at, searched.found.trips
    leave_s, home_s = int(trips.leave_s[0, lane]), int(trips.home_s[0, lane])
    start_s = int(trips.start_s[0, lane])
    return TripTimes(
        leaves=at(leave_s),
        arrives=at(leave_s + int(trips.there_s[0, lane])),
        starts=at(start_s),
        ends=at(start_s + searched.visit.stay_s),
        leaves_door=at(home_s - int(trips.back_s[0, lane])),
        home=at(home_s),
        rides_there=int(trips.rides_there[0, lane]),
        rides_back=int(trips.rides_back[0, lane]),
        appointments=int(trips.starts[0, lane]),
    )


def _why_not(asked: Asked, failing: list[WaySummary]) -> list[WaySummary]:
    """Say what is only too late today, or not known for want of a street or a timetable."""
    networks = asked.travel.networks
    if networks is None:
        return failing
    starts = _starts_of_the_day(asked) if asked.from_now_s else [0] * len(failing)
    places = asked.home_and_doors
    known = networks.on_streets(places) & networks.in_timetable(places)
    return [
        replace(summary, answer=Answer.TOO_LATE)
        if works > 0
        else summary
        if known[0] and here
        else replace(summary, answer=Answer.OFF_STREETS)
        for summary, works, here in zip(failing, starts, known[1:].tolist(), strict=True)
    ]


def _starts_of_the_day(asked: Asked) -> list[int]:
    """Return for each door how many appointments worked this morning, with booking or without."""
    every = [searched_on(asked, booked=booked, leave_from_s=0) for booked in (False, True)]
    found = [searched.found.trips.starts[0].tolist() for searched in every if searched is not None]
    return [max(starts) for starts in zip(*found, strict=True)]
