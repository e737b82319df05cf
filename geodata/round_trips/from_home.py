"""
Round trips from one home at a time, searched from the home: one search of the day there, one back.

They cost the same for one door and for a thousand, and what changes between hops, which takes most
of the time of a search, is found once for the day. Homes that are public places are remembered;
what was searched for any other is forgotten with the answer.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geodata.round_trips.days import end_of_day_s
from geodata.round_trips.from_home_kernels import DoorWay, judge_doors
from geodata.round_trips.remembered import HomeTrips, home_trips, walks_all_the_way
from geodata.round_trips.round_kernels import Asked, Found
from geodata.round_trips.visits import mirrored, questions
from geodata.round_trips.week import ANY_VISIT, of_date
from geodata.searches.change_kernels import Changes, TripHops, changes_of, trip_hops
from geodata.searches.profile_kernels import departure_events
from geodata.searches.ride_profile_kernels import MAX_RIDES, ride_rounds
from geodata.walking import NEVER, rows_of, transposed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geodata.day_network import DayNetwork
    from geodata.points import Points
    from geodata.round_trips.visits import Hours, Visit
    from geodata.searches.profile_kernels import Events
    from geodata.searches.transit import Transit
    from geodata.walking import WalkingTable

    Seconds = NDArray[np.int32]

MOST_BYTES = 48 * 2**20  # of searches remembered for one day; some 200 homes of a district


class _Searched(NamedTuple):
    """
    The codes of `ride_profiles` of one home.

    `there` (arrivals of the day,) when one must leave, `back` (departures,) when one is home.
    """

    there: Seconds
    back: Seconds


class _Driven(NamedTuple):
    """One direction of the day as it is searched: hops, changes and departures."""

    hops: TripHops
    changes: Changes
    events: Events

    @classmethod
    def of(cls, network: DayNetwork, events: Events) -> _Driven:
        hops = trip_hops(network, events)
        return cls(hops, changes_of(network, events, hops), events)

    def from_point(self, walks: WalkingTable, rides: int) -> Seconds:
        """Return the codes (events,) of one point; `walks` lead from stops to it."""
        egress_s = np.full((len(walks.indptr) - 1, 1), NEVER, dtype=np.int32)
        egress_s[rows_of(walks), 0] = walks.seconds
        codes = ride_rounds(self.hops, self.changes, self.events, egress_s, rides)
        return np.ascontiguousarray(codes[:, 0])


class RememberedHomes:
    """
    One service day without on-demand areas, and the searches from the public homes asked for last.

    Parameters
    ----------
    transit
        Public transport of the day.
    most_bytes
        How much is remembered; the homes asked for longest ago are forgotten first.
    """

    def __init__(self, transit: Transit, *, most_bytes: int = MOST_BYTES) -> None:
        self.transit = transit
        turned = departure_events(transit.mirrored.connections, stops=len(transit.day.stops.ids))
        self._there = _Driven.of(transit.mirrored, turned)
        self._back = _Driven.of(transit.network, transit.events)
        events = len(turned.departure_s) + len(transit.events.departure_s)
        self._most = most_bytes // (4 * max(events, 1))
        self._known: OrderedDict[tuple[float, float], _Searched] = OrderedDict()
        self._lock = Lock()

    def round_trips(  # noqa: PLR0913 - the question, and whether the home is public
        self,
        home: Points,
        doors: Points,
        hours: Sequence[Hours],
        *,
        visit: Visit = ANY_VISIT,
        longest_walk_s: float = np.inf,
        public: bool = False,
    ) -> HomeTrips:
        """
        Return what `geodata.round_trips.week.round_trips` does for one home, and its walks.

        Parameters
        ----------
        home
            One point.
        doors, hours, visit
            As there.
        longest_walk_s
            Nobody walks longer than this all the way to a door.
        public
            Whether the home is a public place, which may be remembered; nothing of others is.

        Raises
        ------
        ShapeError
            If a window closes before it opens.
        """
        asked = questions([hours], stay_s=visit.stay_s)
        walks = walks_all_the_way(self.transit, home, doors, longest_walk_s)
        limits = visit.limits(
            end_of_day_s=end_of_day_s(self.transit), nearby_s=int(self.transit.max_walk_seconds)
        )
        turned = mirrored(asked.slots, stay_s=visit.stay_s)
        question = Asked(asked.slots, turned, asked.cases, limits)
        shape = (1, len(asked.cases.lane))
        found = Found(*(np.full(shape, NEVER, dtype=np.int32) for _ in Found._fields))
        if shape[1]:
            some, on_foot = doors.take(asked.doors), [row[0, asked.doors] for row in walks]
            there, back = self._to_and_from(some)
            codes = self._searched(home, public=public)
            judge_doors(
                DoorWay(there, self._there.events, codes.there, on_foot[0], limits.leave_from_s),
                DoorWay(back, self._back.events, codes.back, on_foot[1], -limits.home_by_s),
                question,
                found,
            )
        return home_trips(of_date(found, asked.case_of[0]), walks, limits.home_by_s)

    def _to_and_from(self, doors: Points) -> tuple[WalkingTable, WalkingTable]:
        """Return the walks from stops to the doors, and from the doors to stops, rows by door."""
        to_doors = transposed(self.transit.egress(doors), size=len(doors))
        return to_doors, self.transit.way_back.access(doors)

    def _searched(self, home: Points, *, public: bool) -> _Searched:
        """Return what was searched for a home, remembered only if that is public."""
        if not public or self._most < 1:
            return self._search(home)
        key = (float(home.longitude[0]), float(home.latitude[0]))
        with self._lock:
            known = self._known.get(key)
        if known is None:
            known = self._search(home)
        with self._lock:
            self._known[key] = known
            self._known.move_to_end(key)
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return known

    def _search(self, home: Points) -> _Searched:
        transit, rides = self.transit, min(self.transit.max_rides, MAX_RIDES)
        from_home = transposed(transit.access(home), size=len(transit.day.stops.ids))
        return _Searched(
            there=self._there.from_point(from_home, rides),
            back=self._back.from_point(transit.way_back.egress(home), rides),
        )
