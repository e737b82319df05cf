"""What is said of the way to a service and home again; all times are local, with their zone."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from geodata.fares import Fares
    from geodata.streets.underfoot import Along

S_PER_MINUTE = 60


def minutes_between(first: datetime, last: datetime) -> int:
    """Return whole minutes between two moments, right also on days when the clocks change."""
    return round((last.timestamp() - first.timestamp()) / S_PER_MINUTE)


class SchoolDay(StrEnum):
    """What kind of day it is for buses and doors."""

    SCHOOL = "school"
    SCHOOL_HOLIDAY = "school_holiday"
    PUBLIC_HOLIDAY = "public_holiday"
    WEEKEND = "weekend"


class Answer(StrEnum):
    """Whether one can get there, stay, and be home again on the day, or why nobody can tell."""

    WORKS = "works"
    TOO_LATE = "too_late"  # today no appointment can be kept any more
    NO_WAY = "no_way"  # the door is open, but no appointment fits the buses
    SHUT = "shut"  # the door is shut that day
    HOURS_UNKNOWN = "hours_unknown"
    NO_TIMETABLE = "no_timetable"  # the day lies outside the timetable, or none is built
    OFF_STREETS = "off_streets"  # no street is near, or the timetable does not reach that far


NOT_REACHED = (Answer.TOO_LATE, Answer.NO_WAY, Answer.SHUT)


@dataclass(frozen=True)
class Home:
    """
    Where somebody starts, in degrees.

    Parameters
    ----------
    longitude, latitude
        Never shown, logged or kept; they are not part of what is printed of a home.
    name
        What pages may call it: the name of a place, or "" for an address or a position.
    public
        Whether it is a place of the gazetteer, whose walks may be remembered between requests.
    """

    longitude: float = field(repr=False)
    latitude: float = field(repr=False)
    name: str = ""
    public: bool = False


@dataclass(frozen=True)
class Booking:
    """A ride that must be asked for: until when and where; None and "" where nobody tells."""

    book_by: datetime | None
    phone: str
    text: str = ""  # the timetable's own words

    def is_over(self, now: datetime) -> bool:
        """Say whether it is too late to ask at a moment."""
        return self.book_by is not None and now.timestamp() > self.book_by.timestamp()

    def late_s(self, now: datetime) -> int:
        """Return how many whole seconds too late it is at a moment, rounded up; 0 if it is not."""
        if self.book_by is None:
            return 0
        return max(0, ceil(now.timestamp() - self.book_by.timestamp()))


@dataclass(frozen=True)
class TripTimes:
    """
    The round trip of the appointment that keeps from home the shortest.

    "hin `leaves`, Termin `starts`–`ends`, zurück `leaves_door`, zu Hause `home`". Rides count
    vehicles; a way without rides is on foot.
    """

    leaves: datetime
    arrives: datetime
    starts: datetime
    ends: datetime
    leaves_door: datetime
    home: datetime
    rides_there: int
    rides_back: int
    appointments: int  # how many appointment starts of the day work (every 5 minutes one)

    @property
    def minutes_there(self) -> int:
        """Whole minutes of the way there, changes included."""
        return minutes_between(self.leaves, self.arrives)

    @property
    def minutes_back(self) -> int:
        """Whole minutes of the way home."""
        return minutes_between(self.leaves_door, self.home)

    @property
    def minutes_away(self) -> int:
        """Whole minutes between leaving home and coming back."""
        return minutes_between(self.leaves, self.home)


@dataclass(frozen=True)
class WaySummary:
    """
    The way from one home to one service and back, as a card says it.

    Parameters
    ----------
    day, school_day
        The date, and whether it is a school day.
    answer
        Whether it works, or why not.
    trip
        The times, where it works; to a Kita those of bringing a child.
    collecting
        The times of collecting it again; None where one goes for an appointment.
    last_home
        When the last vehicle home must be set out for; None where none goes, or one walks home.
    booking
        What must be booked on the way, where the trip needs it; None where nothing must.
    walk_minutes, bike_minutes, car_minutes
        One way; None where there is none.
    estimated
        Whether streets are straight lines times a detour factor.
    """

    day: date
    school_day: SchoolDay
    answer: Answer
    trip: TripTimes | None = None
    last_home: datetime | None = None
    booking: Booking | None = None
    walk_minutes: int | None = None
    bike_minutes: int | None = None
    car_minutes: int | None = None
    estimated: bool = True
    collecting: TripTimes | None = None

    @property
    def reachable_there_and_back(self) -> bool | None:
        """Whether one gets there and home again by bus, train and on foot; None if unknown."""
        return {Answer.WORKS: True, **dict.fromkeys(NOT_REACHED, False)}.get(self.answer)


@dataclass(frozen=True)
class WayLeg:
    """
    One walk or ride of a way.

    Parameters
    ----------
    mode
        "walk", "bus", "train", "tram", "ferry" or "other".
    from_name, to_name
        Stops; "" for home, and the service's name for its door.
    line, headsign
        Of a ride, "" of a walk.
    stops_between
        How many stops one passes.
    metres, line_degrees
        Of a walk: how far (None unknown) and its course as (longitude, latitude); the course of
        walks that touch a home is left out, it would show where somebody lives.
    pavement, lit
        Of a walk: on how many metres; None where no streets are loaded.
    from_key, shelter, bench, stop_lit
        Of a ride: the key of the stop where one boards, and what there is; None unknown.
    booking
        Where the ride must be asked for.
    """

    mode: str
    from_name: str
    to_name: str
    departs: datetime
    arrives: datetime
    line: str = ""
    headsign: str = ""
    stops_between: int = 0
    metres: float | None = None
    line_degrees: tuple[tuple[float, float], ...] = ()
    pavement: Along | None = None
    lit: Along | None = None
    from_key: str = ""
    shelter: bool | None = None
    bench: bool | None = None
    stop_lit: bool | None = None
    booking: Booking | None = None

    @property
    def is_walk(self) -> bool:
        """Whether one walks."""
        return self.mode == "walk"

    @property
    def minutes(self) -> int:
        """Whole minutes, at least one."""
        return max(1, minutes_between(self.departs, self.arrives))


@dataclass(frozen=True)
class Way:
    """A way in legs."""

    legs: tuple[WayLeg, ...]

    @property
    def departs(self) -> datetime:
        """When it begins."""
        return self.legs[0].departs

    @property
    def arrives(self) -> datetime:
        """When it ends."""
        return self.legs[-1].arrives

    @property
    def rides(self) -> tuple[WayLeg, ...]:
        """The legs in vehicles."""
        return tuple(leg for leg in self.legs if not leg.is_walk)

    @property
    def walk_metres(self) -> float:
        """How far one walks, as far as it is known."""
        return sum(leg.metres or 0.0 for leg in self.legs if leg.is_walk)


@dataclass(frozen=True)
class NearStop:
    """
    A stop near a door: its name, the walk, and the lines that call there on the day.

    `key` is that of the timetable; shelter, bench and light are None where nobody told.
    """

    name: str
    walk_minutes: int
    metres: float | None
    lines: tuple[str, ...]
    walk_degrees: tuple[tuple[float, float], ...] = ()  # from the stop to the door
    shelter: bool | None = None
    bench: bool | None = None
    lit: bool | None = None
    key: str = ""


@dataclass(frozen=True)
class WayDetails:
    """
    Everything about the way to one service and home again.

    Parameters
    ----------
    summary
        As on the card.
    there, back
        The two ways of the trip (to a Kita those of bringing a child); None where none works.
    others_there, others_back
        Other ways worth choosing: there in order of departure, back after the appointment.
    stops, fare
        The nearest stops to the door; the ticket, None where nobody told.
    collecting
        The same for collecting the child from a Kita.
    """

    summary: WaySummary
    there: Way | None = None
    back: Way | None = None
    others_there: tuple[Way, ...] = ()
    others_back: tuple[Way, ...] = ()
    stops: tuple[NearStop, ...] = ()
    fare: Fares | None = None
    collecting: WayDetails | None = None
