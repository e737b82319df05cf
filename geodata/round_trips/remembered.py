"""
Round trips from one home at a time to the doors of a page, answered at once.

The searches from a door over the whole day do not depend on the home: they are done once a door
and remembered. What is left for a home are its walks, and the departures at the stops around it.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geodata.round_trips.area_days import AreaDay, onward_events, pickups_of, serves_areas
from geodata.round_trips.area_way_kernels import Onward
from geodata.round_trips.days import Day, end_of_day_s, ride_codes, walks_between
from geodata.round_trips.last_way_kernels import Way
from geodata.round_trips.visits import questions
from geodata.round_trips.week import ANY_VISIT, judged, of_date
from geodata.searches.profile_kernels import Events, departure_events
from geodata.searches.ride_profile_kernels import MAX_RIDES
from geodata.walking import NEVER, WalkingTable, transposed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geodata.points import Points
    from geodata.round_trips.answers import RoundTrips
    from geodata.round_trips.days import RideCodes
    from geodata.round_trips.visits import Hours, Visit
    from geodata.searches.transit import Transit

    Seconds = NDArray[np.int32]

MOST_BYTES = 128 * 2**20  # of searches remembered for one day
_ONE_HOME = slice(0, 1)


class Lane(NamedTuple):
    """
    The codes of `ride_codes` to one door, and on the mirrored day from it.

    `there` and `back` (events,); `after_there` and `after_back` (rows,) those after being set down
    at a stop by an on-demand area, none where no area is served.
    """

    there: Seconds
    back: Seconds
    after_there: Seconds
    after_back: Seconds


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


class RememberedDoors:
    """
    One service day, and the searches to and from the doors that were asked for last.

    Parameters
    ----------
    transit
        Public transport of the day.
    most_bytes
        How much is remembered; the doors asked for longest ago are forgotten first.
    """

    def __init__(self, transit: Transit, *, most_bytes: int = MOST_BYTES) -> None:
        self.transit = transit
        stops = len(transit.day.stops.ids)
        self._mirrored_events = departure_events(transit.mirrored.connections, stops=stops)
        every = [transit.events, self._mirrored_events]
        self._onward = onward_events(transit, *every) if serves_areas(transit) else None
        events = sum(len(some.departure_s) for some in (*every, *(self._onward or ())))
        self._most = max(1, most_bytes // (4 * max(events, 1)))
        self._lanes: OrderedDict[tuple[float, float], Lane] = OrderedDict()
        self._lock = Lock()

    def round_trips(  # noqa: PLR0913 - the question, and what others do with a public home
        self,
        home: Points,
        doors: Points,
        hours: Sequence[Hours],
        *,
        visit: Visit = ANY_VISIT,
        longest_walk_s: float = np.inf,
        public: bool = False,  # noqa: ARG002 - of no home anything is remembered here
    ) -> HomeTrips:
        """
        Return what `geodata.round_trips.week.round_trips` does for one home, and its walks.

        Parameters
        ----------
        home, public
            One point; nothing of it is remembered here, even where it is public.
        doors, hours, visit
            As there.
        longest_walk_s
            Nobody walks longer than this all the way to a door.

        Raises
        ------
        ShapeError
            If a window closes before it opens.
        """
        asked = questions([hours], stay_s=visit.stay_s)
        walks = walks_all_the_way(self.transit, home, doors, longest_walk_s)
        day = self._day(home, doors.take(asked.doors), [w[:, asked.doors] for w in walks], visit)
        trips = of_date(judged(day, asked, _ONE_HOME), asked.case_of[0])
        return home_trips(trips, walks, day.limits.home_by_s)

    def _day(self, home: Points, doors: Points, walks: Sequence[Seconds], visit: Visit) -> Day:
        transit, lanes = self.transit, self._lanes_of(doors)
        limits = visit.limits(
            end_of_day_s=end_of_day_s(transit), nearby_s=int(transit.max_walk_seconds)
        )
        there, back = [lane.there for lane in lanes], [lane.back for lane in lanes]
        access = transit.access(home)
        homeward = transposed(transit.way_back.egress(home), size=1)
        return Day(
            _way(access, transit.events, there, walks[0], limits.leave_from_s),
            _way(homeward, self._mirrored_events, back, walks[1], -limits.home_by_s),
            limits,
            self._areas(home, doors, lanes),
        )

    def _areas(self, home: Points, doors: Points, lanes: Sequence[Lane]) -> AreaDay | None:
        if self._onward is None:
            return None
        after = [lane.after_there for lane in lanes], [lane.after_back for lane in lanes]
        there, back = (
            Onward(events, _columns(codes, len(events.departure_s)))
            for events, codes in zip(self._onward, after, strict=True)
        )
        return AreaDay(self.transit, home, doors, there, back)

    def _lanes_of(self, doors: Points) -> list[Lane]:
        """Return the searches of the doors; those not remembered are done together."""
        keys = [*zip(doors.longitude.tolist(), doors.latitude.tolist(), strict=True)]
        with self._lock:
            known = {key: self._lanes[key] for key in keys if key in self._lanes}
        missing = [*dict.fromkeys(key for key in keys if key not in known)]
        known |= self._searched(doors.take([keys.index(key) for key in missing]), missing)
        with self._lock:
            for key in dict.fromkeys(keys):
                self._lanes[key] = known[key]
                self._lanes.move_to_end(key)
            while len(self._lanes) > self._most:
                self._lanes.popitem(last=False)
        return [known[key] for key in keys]

    def _searched(
        self, doors: Points, keys: Sequence[tuple[float, float]]
    ) -> dict[tuple[float, float], Lane]:
        if not keys:
            return {}
        transit, many = self.transit, len(keys)
        rides = min(transit.max_rides, MAX_RIDES)
        from_doors = transposed(transit.way_back.access(doors), size=len(transit.day.stops.ids))
        events, mirrored = transit.events, self._mirrored_events
        there = ride_codes(
            *(transit.network, events, transit.egress(doors), many, rides),
            pickups=pickups_of(transit, doors, events),
        )
        back = ride_codes(
            *(transit.mirrored, mirrored, from_doors, many, rides),
            pickups=pickups_of(transit, doors, mirrored, back=True),
        )
        columns = (there.profile, back.profile, _after(there, many), _after(back, many))
        lanes = zip(*(column.T for column in columns), strict=True)
        return {
            key: Lane(*(codes.copy() for codes in lane))
            for key, lane in zip(keys, lanes, strict=True)
        }


def walks_all_the_way(
    transit: Transit, home: Points, doors: Points, longest_s: float
) -> tuple[Seconds, Seconds]:
    """Return seconds of walking there and back, shape (1, doors); NEVER where too long."""
    there = walks_between(transit.walking, home, doors)
    back = walks_between(transit.walking, doors, home, turned=True)
    for seconds in (there, back):
        seconds[seconds > longest_s] = NEVER
    return there, back


def home_trips(trips: RoundTrips, walks: tuple[Seconds, Seconds], home_by_s: int) -> HomeTrips:
    """Return the round trips of one home with its walks there and back."""
    on_foot_s = home_by_s - walks[1][0].astype(np.int64)
    last_s = trips.last_home_s[0]
    return HomeTrips(trips, walks[0][0], (last_s < NEVER) & (last_s != on_foot_s))


def _after(codes: RideCodes, doors: int) -> Seconds:
    return np.zeros((0, doors), np.int32) if codes.onward is None else codes.onward.codes


def _way(
    access: WalkingTable,
    events: Events,
    codes: Sequence[Seconds],
    on_foot: Seconds,
    earliest_s: int,
) -> Way:
    """Return the ways of one home, with the departures at the stops around it only."""
    begin, end = events.indptr[access.targets], events.indptr[access.targets + 1]
    rows = np.concatenate([np.arange(b, e) for b, e in zip(begin, end, strict=True)] or [_NONE])
    near = Events(np.append(0, np.cumsum(end - begin)), events.departure_s[rows], _NONE)
    stops = np.arange(len(access.targets), dtype=np.int32)
    profile = _columns([code[rows] for code in codes], len(rows))
    return Way(access._replace(targets=stops), near, profile, on_foot, earliest_s)


def _columns(codes: Sequence[Seconds], rows: int) -> Seconds:
    """Return one column a door, shape (rows, doors)."""
    columns = np.empty((rows, len(codes)), dtype=np.int32)
    for lane, code in enumerate(codes):
        columns[:, lane] = code
    return columns


_NONE = np.zeros(0, dtype=np.int64)
