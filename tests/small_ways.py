"""An invented way there and back, for tests of what is printed of it."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from directory.travelling.answers import (
    Answer,
    Booking,
    NearStop,
    SchoolDay,
    TripTimes,
    Way,
    WayDetails,
    WayLeg,
    WaySummary,
)
from geodata.streets.underfoot import Along

TUESDAY = date(2026, 11, 24)
BERLIN = ZoneInfo("Europe/Berlin")
NO_BUS = WayDetails(WaySummary(TUESDAY, SchoolDay.SCHOOL, Answer.NO_TIMETABLE, walk_minutes=85))


def at(hour: int, minute: int, *, day: int = 24) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=BERLIN)


BOOKING = Booking(at(18, 0, day=23), "0261 99999")


def way_to(name: str, longitude: float, latitude: float) -> WayDetails:
    """Return a way with two buses there, one of them to be booked, and one bus back."""
    stop = (longitude + 0.004, latitude + 0.002)
    there = Way(
        (
            WayLeg("walk", "", "Oberau, Am Brückchen", at(9, 12), at(9, 17), metres=380),
            WayLeg(
                *("bus", "Oberau, Am Brückchen", "Mayen, Ostbahnhof", at(9, 18), at(9, 36)),
                line="350",
                headsign="Mayen, Westbahnhof",
                shelter=True,
            ),
            WayLeg(
                *("bus", "Mayen, Ostbahnhof", "Talheim, Markt", at(9, 41), at(9, 52)),
                line="R 12",
                headsign="Polch, Forum",
                booking=BOOKING,
                shelter=False,
            ),
            WayLeg(
                *("walk", "Talheim, Markt", name, at(9, 52), at(9, 58)),
                metres=430,
                pavement=Along(430, 0, 0),
                lit=Along(150, 90, 190),
            ),
        )
    )
    back = Way(
        (
            WayLeg("walk", name, "Talheim, Markt", at(11, 30), at(11, 36), metres=430),
            WayLeg(
                *("bus", "Talheim, Markt", "Oberau, Am Brückchen", at(11, 38), at(12, 0)),
                line="351",
                headsign="Oberau",
            ),
            WayLeg("walk", "Oberau, Am Brückchen", "", at(12, 0), at(12, 5), metres=380),
        )
    )
    trip = TripTimes(
        *(at(9, 12), at(9, 58), at(10, 0), at(11, 0), at(11, 30), at(12, 5)),
        rides_there=2,
        rides_back=1,
        appointments=12,
    )
    summary = WaySummary(
        *(TUESDAY, SchoolDay.SCHOOL, Answer.WORKS, trip, at(17, 34), BOOKING, 85, 24, 11)
    )
    walk = (stop, (longitude, latitude))
    stops = (NearStop("Talheim, Markt", 6, 430.0, ("350", "351"), walk, shelter=False),)
    return WayDetails(summary, there, back, stops=stops)
