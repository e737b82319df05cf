"""The round trip from one home to one door as a person reads it, leg by leg."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.journeys.area_transit import with_areas
from geodata.journeys.building import LegBuilder
from geodata.journeys.door_search import DoorToDoor
from geodata.journeys.legs import DOOR, HOME
from geodata.round_trips.answers import S_PER_MINUTE
from geodata.round_trips.week import ANY_VISIT, round_trips
from geodata.walking import NEVER

if TYPE_CHECKING:
    from geodata.journeys.legs import Journey
    from geodata.points import Points
    from geodata.round_trips.answers import RoundTrips
    from geodata.round_trips.visits import Hours, Visit
    from geodata.searches.transit import Transit


@dataclass(frozen=True)
class RoundTrip:
    """
    The appointment that keeps from home the shortest; seconds count from the service day's start.

    Parameters
    ----------
    there, back
        The two ways with their legs; the one back leaves "destination" and comes to "origin".
    start_s, end_s
        The appointment.
    starts
        How many appointments of the day work.
    last_home_s
        The last way home of the day, see RoundTrips; None where there is none.
    """

    there: Journey
    back: Journey
    start_s: int
    end_s: int
    starts: int
    last_home_s: int | None

    @property
    def leaves_s(self) -> int:
        """When to leave home."""
        return self.there.departs_s

    @property
    def home_s(self) -> int:
        """When one is back home."""
        return self.back.arrives_s

    @property
    def absence_minutes(self) -> float:
        """How long one is away."""
        return (self.home_s - self.leaves_s) / S_PER_MINUTE

    @property
    def travel_minutes(self) -> float:
        """Both ways together."""
        ways = (self.there, self.back)
        return sum(way.arrives_s - way.departs_s for way in ways) / S_PER_MINUTE

    @property
    def transfers(self) -> int:
        """Changes between vehicles, both ways together."""
        return max(self.there.rides - 1, 0) + max(self.back.rides - 1, 0)


def round_trip(
    transit: Transit, home: Points, door: Points, hours: Hours, *, visit: Visit = ANY_VISIT
) -> RoundTrip | None:
    """
    Return the round trip from one home to one door; None where no appointment works.

    Parameters
    ----------
    transit
        Public transport on the date.
    home, door
        One point each.
    hours
        The opening windows of the door on that date, as in `round_trips`.
    visit
        How long one stays and may wait.

    Raises
    ------
    ShapeError
        If a window closes before it opens.
    """
    trips = round_trips(transit, home, door, [hours], visit=visit)
    return with_legs(transit, home, door, trips, 0, stay_s=visit.stay_s)


def with_legs(  # noqa: PLR0913 - what was asked, and which of the answers
    transit: Transit, home: Points, door: Points, trips: RoundTrips, lane: int, *, stay_s: int
) -> RoundTrip | None:
    """
    Return one answer of `round_trips` leg by leg; None where no appointment works.

    Parameters
    ----------
    transit, home
        As asked; one home.
    door
        The one point of this answer.
    trips, lane
        The answers from this home, and which of them.
    stay_s
        As asked.
    """
    if trips.starts[0, lane] <= 0:
        return None
    start_s, leave_s = int(trips.start_s[0, lane]), int(trips.leave_s[0, lane])
    there = (leave_s, leave_s + int(trips.there_s[0, lane]))
    home_s, last_s = int(trips.home_s[0, lane]), int(trips.last_home_s[0, lane])
    back = (home_s - int(trips.back_s[0, lane]), home_s)
    names, turned = (DOOR, HOME), transit.way_back
    going = with_areas(transit, home, door, depart_s=[leave_s])
    returning = with_areas(turned, door, home, depart_s=[back[0]], names=names)
    homeward = DoorToDoor(returning, door, home, names=names)
    return RoundTrip(
        there=_way(DoorToDoor(going, home, door), there, int(trips.rides_there[0, lane])),
        back=_way(homeward, back, int(trips.rides_back[0, lane])),
        start_s=start_s,
        end_s=start_s + stay_s,
        starts=int(trips.starts[0, lane]),
        last_home_s=last_s if last_s < NEVER else None,
    )


def _way(ends: DoorToDoor, times_s: tuple[int, int], rides: int) -> Journey:
    """Return the legs of a way whose times and number of rides are known."""
    legs = LegBuilder(ends)
    if rides == 0:
        return legs.on_foot(times_s)
    return legs.with_rides(ends.forward.rides(times_s[0], rides))
