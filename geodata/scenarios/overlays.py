"""What a scenario changes, as plain facts; each kind of METHODS, § 6 is a class of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    import shapely

    from geodata.scenarios.hours import Hours

WEEKDAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")


@dataclass(frozen=True)
class NewLocation:
    """
    A service where there was none.

    Parameters
    ----------
    service
        Its kind, one of KINDS.
    name
        What it is called.
    longitude, latitude
        Degrees, inside the district and its surroundings.
    hours
        When it is open; for a Kita none are needed, as Bringzeit and Abholzeit hold.
    """

    kind: ClassVar = "new_location"
    service: str
    name: str
    longitude: float
    latitude: float
    hours: Hours


@dataclass(frozen=True)
class MobileDay:
    """Counselling that comes to a Kita on one day of the week; `kita` is the id of its door."""

    kind: ClassVar = "mobile_day"
    kita: str
    hours: Hours


@dataclass(frozen=True)
class FamilyCentre:
    """A Kita that becomes a Familienzentrum and offers family education at given hours."""

    kind: ClassVar = "family_centre"
    kita: str
    hours: Hours


@dataclass(frozen=True)
class MovedHours:
    """A door that is open at other hours than now; `door` is its id."""

    kind: ClassVar = "moved_hours"
    door: str
    hours: Hours


@dataclass(frozen=True)
class Closure:
    """A door that closes for good; `door` is its id."""

    kind: ClassVar = "closure"
    door: str


@dataclass(frozen=True)
class CopiedTrip:
    """
    An existing trip once more, so many minutes later, on every date on which it runs.

    Parameters
    ----------
    trip
        trip_id of the timetable.
    shift_minutes
        Later where positive, earlier where negative; never 0.
    """

    kind: ClassVar = "copied_trip"
    trip: str
    shift_minutes: int


@dataclass(frozen=True)
class Call:
    """A stop of the timetable and the second of the service day at which a vehicle stands there."""

    stop: str
    second: int


@dataclass(frozen=True)
class NewTrip:
    """
    A trip of an existing line between given stops at given times.

    Parameters
    ----------
    line
        Name of the line, as passengers read it.
    calls
        Two stops or more, in order of travel; times never run backwards.
    days
        Weekdays on which it runs, 0 = Monday, as in calendar.txt: public holidays are no
        exception.
    """

    kind: ClassVar = "new_trip"
    line: str
    calls: tuple[Call, ...]
    days: frozenset[int]


@dataclass(frozen=True)
class OnDemandZone:
    """
    A Rufbus that drives wherever one likes within some municipalities.

    Parameters
    ----------
    name
        What it is called.
    municipalities
        Their AGS.
    outline
        Of all of them together, in degrees.
    days
        Weekdays, 0 = Monday.
    begins_minutes, ends_minutes
        When one is fetched at the earliest, and set down at the latest, since midnight.
    lead_minutes
        How long before the ride one must book.
    """

    kind: ClassVar = "zone"
    name: str
    municipalities: tuple[str, ...]
    outline: shapely.MultiPolygon = field(compare=False)
    days: frozenset[int]
    begins_minutes: int
    ends_minutes: int
    lead_minutes: int


Trip = CopiedTrip | NewTrip
DoorChange = NewLocation | MobileDay | FamilyCentre | MovedHours | Closure
Change = DoorChange | Trip | OnDemandZone


@dataclass(frozen=True)
class Scenario:
    """Changes that are made together, under a name; `id` is empty until it is kept."""

    name: str
    changes: tuple[Change, ...]
    note: str = ""
    id: str = ""

    @property
    def trips(self) -> tuple[Trip, ...]:
        """The trips that it adds."""
        return tuple(c for c in self.changes if isinstance(c, CopiedTrip | NewTrip))

    @property
    def zones(self) -> tuple[OnDemandZone, ...]:
        """The on-demand areas that it adds."""
        return tuple(c for c in self.changes if isinstance(c, OnDemandZone))
