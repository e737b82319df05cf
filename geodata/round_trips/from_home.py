"""
Round trips from one home at a time, searched from the home: one search of the day there, one back.

They cost the same for one door and for a thousand, and what changes between hops, which takes most
of the time of a search, is found once for the day. Homes that are public places are remembered;
what was searched for any other is forgotten with the answer.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geodata.round_trips.area_days import area_table, serves_areas
from geodata.round_trips.area_profile_kernels import area_ride_rounds
from geodata.round_trips.days import end_of_day_s, walks_between
from geodata.round_trips.from_home_area_kernels import judge_doors_by_area
from geodata.round_trips.from_home_areas import HomeAreas
from geodata.round_trips.from_home_kernels import DoorWay, judge_doors
from geodata.round_trips.round_kernels import Asked, Found
from geodata.round_trips.visits import mirrored, questions
from geodata.round_trips.week import ANY_VISIT, of_date
from geodata.searches.change_kernels import Changes, TripHops, changes_of, trip_hops
from geodata.searches.profile_kernels import Events, departure_events
from geodata.searches.ride_profile_kernels import MAX_RIDES, ride_rounds
from geodata.walking import NEVER, rows, rows_of, stacked, transposed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geodata.day_network import DayNetwork
    from geodata.points import Points
    from geodata.round_trips.answers import RoundTrips
    from geodata.round_trips.area_days import Pickups
    from geodata.round_trips.round_kernels import Limits
    from geodata.round_trips.visits import Hours, Questions, Visit
    from geodata.searches.transit import Transit
    from geodata.walking import WalkingTable

    Seconds = NDArray[np.int32]
    Codes = tuple[Seconds, Seconds]  # of all departures, of those after a ride by area

MOST_BYTES = 48 * 2**20  # of searches remembered for one day; some 200 homes of a district
MOST_DOORS = 8_192  # whose walks to stops are remembered for one day; about 1 kB each
_NONE = np.zeros(0, dtype=np.int32)


@dataclass(frozen=True)
class HomeTrips:
    """
    Round trips from one home, shape (1, doors), and the ways without a timetable.

    `walk_s` (doors,) are seconds of walking to each door, NEVER if impossible or longer than
    allowed; `rides_home` (doors,) says whether `last_home_s` of the trips is a ride, not a walk.
    """

    trips: RoundTrips
    walk_s: Seconds
    rides_home: NDArray[np.bool_]


class _Driven(NamedTuple):
    """One direction of the day as it is searched: hops, changes and departures."""

    hops: TripHops
    changes: Changes
    events: Events

    @classmethod
    def of(cls, network: DayNetwork, events: Events) -> _Driven:
        hops = trip_hops(network, events)
        return cls(hops, changes_of(network, events, hops), events)

    def from_home(self, walks: WalkingTable, rides: int, pickups: Pickups | None) -> Codes:
        """Return the codes of `ride_profiles`; `walks` and `pickups` lead from stops to the home."""
        stops = len(walks.indptr) - 1
        egress_s = np.full((stops, 1), NEVER, dtype=np.int32)
        egress_s[rows_of(walks), 0] = walks.seconds
        if pickups is None:
            codes = ride_rounds(self.hops, self.changes, self.events, egress_s, rides)
            return np.ascontiguousarray(codes[:, 0]), _NONE
        table = area_table(pickups.pairs, stops, 0)
        codes, fewer = area_ride_rounds(*self, egress_s, rides, table, pickups.change_s)
        return np.ascontiguousarray(codes[:, 0]), fewer[pickups.rows, 0] + np.int32(1)


class RememberedHomes:
    """
    One service day, and the searches from the public homes that were asked for last.

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
        every = [turned, transit.events]
        self._areas = HomeAreas.of(transit, *every) if serves_areas(transit) else None
        every += [self._areas.there[0], self._areas.back[0]] if self._areas else []
        self._most = most_bytes // (4 * max(sum(len(some.departure_s) for some in every), 1))
        self._near: OrderedDict[tuple[float, float], tuple[WalkingTable, WalkingTable]]
        self._near = OrderedDict()
        self._known: OrderedDict[tuple[float, float], tuple[Codes, Codes]] = OrderedDict()
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
        walks = self._walks(home, doors, longest_walk_s)
        limits = visit.limits(
            end_of_day_s=end_of_day_s(self.transit), nearby_s=int(self.transit.max_walk_seconds)
        )
        shape = (1, len(asked.cases.lane))
        found = Found(*(np.full(shape, NEVER, dtype=np.int32) for _ in Found._fields))
        if shape[1]:
            on_foot = (walks[0][0, asked.doors], walks[1][0, asked.doors])
            codes = self._searched(home, public=public)
            self._judge(
                (home, doors.take(asked.doors)), on_foot, codes, _asked(asked, limits), found
            )
        trips = of_date(found, asked.case_of[0])
        on_foot_s = limits.home_by_s - walks[1][0].astype(np.int64)
        last_s = trips.last_home_s[0]
        return HomeTrips(trips, walks[0][0], (last_s < NEVER) & (last_s != on_foot_s))

    def _walks(self, home: Points, doors: Points, longest_s: float) -> tuple[Seconds, Seconds]:
        there = walks_between(self.transit.walking, home, doors)
        back = walks_between(self.transit.walking, doors, home, turned=True)
        for seconds in (there, back):
            seconds[seconds > longest_s] = NEVER
        return there, back

    def _judge(
        self,
        ends: tuple[Points, Points],
        on_foot: tuple[Seconds, Seconds],
        codes: tuple[Codes, Codes],
        question: Asked,
        found: Found,
    ) -> None:
        """Write the answers for some doors; `ends` are the home and the doors."""
        limits, doors = question.limits, ends[1]
        to_doors, from_doors = self._walks_of(doors)
        (there, after_there), (back, after_back) = codes
        ways = (
            DoorWay(to_doors, self._there.events, there, on_foot[0], limits.leave_from_s),
            DoorWay(from_doors, self._back.events, back, on_foot[1], -limits.home_by_s),
        )
        if self._areas is None:
            judge_doors(*ways, question, found)
        else:
            by_area = self._areas.ways(ends, ways, (after_there, after_back))
            judge_doors_by_area(*by_area, question, found)

    def _walks_of(self, doors: Points) -> tuple[WalkingTable, WalkingTable]:
        """Return the walks from stops to doors and from there to stops, both rows by door."""
        keys = [*zip(doors.longitude.tolist(), doors.latitude.tolist(), strict=True)]
        with self._lock:
            known = {key: self._near[key] for key in keys if key in self._near}
        missing = [*dict.fromkeys(key for key in keys if key not in known)]
        if missing:
            some = doors.take([keys.index(key) for key in missing])
            to_some = transposed(self.transit.egress(some), size=len(some))
            known |= zip(
                missing,
                zip(rows(to_some), rows(self.transit.way_back.access(some)), strict=True),
                strict=True,
            )
        with self._lock:
            for key in dict.fromkeys(keys):
                self._near[key] = known[key]
                self._near.move_to_end(key)
            while len(self._near) > MOST_DOORS:
                self._near.popitem(last=False)
        there, back = zip(*(known[key] for key in keys), strict=True)
        return stacked(there), stacked(back)

    def _searched(self, home: Points, *, public: bool) -> tuple[Codes, Codes]:
        """Return what was searched for a home there and back, remembered only if that is public."""
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

    def _search(self, home: Points) -> tuple[Codes, Codes]:
        transit, rides = self.transit, min(self.transit.max_rides, MAX_RIDES)
        fetched, brought = (None, None) if self._areas is None else self._areas.pickups(home)
        to_stops = transposed(transit.access(home), size=len(transit.day.stops.ids))
        return (
            self._there.from_home(to_stops, rides, fetched),
            self._back.from_home(transit.way_back.egress(home), rides, brought),
        )


def _asked(asked: Questions, limits: Limits) -> Asked:
    turned = mirrored(asked.slots, stay_s=limits.stay_s)
    return Asked(asked.slots, turned, asked.cases, limits)
