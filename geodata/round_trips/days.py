"""One service day searched in both directions, ready for round trips from any home."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geodata.parallel import blocks, run_parallel
from geodata.round_trips.area_days import AreaDay, codes_by_area, pickups_of, serves_areas
from geodata.round_trips.area_way_kernels import Onward
from geodata.round_trips.last_way_kernels import Way
from geodata.searches.profile_kernels import departure_events
from geodata.searches.ride_profile_kernels import MAX_RIDES, ride_profiles
from geodata.timetable.area_service import AreaService
from geodata.walking import NEVER, rows_of, transposed, whole_seconds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.day_network import DayNetwork
    from geodata.points import Points
    from geodata.round_trips.area_days import Pickups
    from geodata.round_trips.round_kernels import Limits
    from geodata.round_trips.visits import Questions, Visit
    from geodata.searches.profile_kernels import Events
    from geodata.searches.transit import Transit
    from geodata.walking import Streets, WalkingTable

    Seconds = NDArray[np.int32]

MIDNIGHT_S = 86_400
_LANES = 64  # doors searched together: one row of lanes is four cache lines
_NOT_COMPARED = {"date", "left_out"}


@dataclass(frozen=True)
class Day:
    """
    All ways of a service day to and from some doors.

    Parameters
    ----------
    there, back
        Ways from all homes; those back are mirrored.
    limits
        Of the visit, on this day.
    areas
        The on-demand areas; None where none is served.
    """

    there: Way
    back: Way
    limits: Limits
    areas: AreaDay | None = None

    @classmethod
    def search(
        cls, transit: Transit, homes: Points, doors: Points, asked: Questions, visit: Visit
    ) -> Day:
        """Search the day to and from the doors that are asked for."""
        lanes, stops = doors.take(asked.doors), len(transit.day.stops.ids)
        homeward = transit.way_back
        limits = visit.limits(
            end_of_day_s=end_of_day_s(transit), nearby_s=int(transit.max_walk_seconds)
        )
        rides = min(transit.max_rides, MAX_RIDES)
        mirrored_events = departure_events(transit.mirrored.connections, stops=stops)
        to_stops = transposed(homeward.access(lanes), size=stops)
        codes_there = ride_codes(
            *(transit.network, transit.events, transit.egress(lanes), len(lanes), rides),
            pickups=pickups_of(transit, lanes, transit.events),
        )
        codes_back = ride_codes(
            *(transit.mirrored, mirrored_events, to_stops, len(lanes), rides),
            pickups=pickups_of(transit, lanes, mirrored_events, back=True),
        )
        return cls(
            there=Way(
                transit.access(homes),
                transit.events,
                codes_there.profile,
                walks_between(transit.walking, homes, lanes),
                limits.leave_from_s,
            ),
            back=Way(
                transposed(homeward.egress(homes), size=len(homes)),
                mirrored_events,
                codes_back.profile,
                walks_between(transit.walking, lanes, homes, turned=True),
                -limits.home_by_s,
            ),
            limits=limits,
            areas=AreaDay.of(transit, homes, lanes, (codes_there.onward, codes_back.onward)),
        )

    def ways(self, homes: slice) -> tuple[Way, Way]:
        """Return the ways there and back of some homes."""
        there, back = (
            way._replace(
                access=way.access._replace(indptr=way.access.indptr[homes.start : homes.stop + 1]),
                on_foot=way.on_foot[homes],
            )
            for way in (self.there, self.back)
        )
        return there, back


def same_service(one: Transit, other: Transit) -> bool:
    """Say whether the very same runs and walks are offered, so that one search serves both."""
    if one is other:
        return True
    options = [field.name for field in fields(one) if field.name != "day"]
    parts = [field.name for field in fields(one.day) if field.name not in _NOT_COMPARED]
    return all(_same(getattr(one, name), getattr(other, name)) for name in options) and all(
        _same(getattr(one.day, name), getattr(other.day, name)) for name in parts
    )


def _same(one: object, other: object) -> bool:
    """Compare numbers, texts, areas, arrays and tuples of these; anything else must be one object."""
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return bool(np.array_equal(one, other))
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    plain = (int, float, str, AreaService, type(None))
    return one is other or (isinstance(one, plain) and one == other)


def end_of_day_s(transit: Transit) -> int:
    """Return midnight, or the last arrival and the longest way from there if that is later."""
    last_s = int(transit.day.connections.arrival_s.max(initial=0))
    longest_s = max(transit.max_walk_seconds, transit.max_access_seconds or 0)
    areas = transit.day.areas if serves_areas(transit) else ()
    return max(MIDNIGHT_S, last_s + int(longest_s), *(area.set_down_s[1] for area in areas))


class RideCodes(NamedTuple):
    """
    The codes of `ride_profiles`, shape (events, doors), and what one can take after a ride.

    `onward` is None where no area is served.
    """

    profile: Seconds
    onward: Onward | None


def ride_codes(  # noqa: PLR0913 - a day, doors, and what is served
    network: DayNetwork,
    events: Events,
    egress: WalkingTable,
    doors: int,
    rides: int,
    *,
    pickups: Pickups | None = None,
) -> RideCodes:
    """Return the codes of some doors; `pickups` are the on-demand areas, None where there is none."""
    egress_s = np.full((len(egress.indptr) - 1, doors), NEVER, dtype=np.int32)
    egress_s[rows_of(egress), egress.targets] = egress.seconds
    codes = np.empty((len(events.departure_s), doors), dtype=np.int32)
    after = np.empty((0 if pickups is None else len(pickups.rows), doors), dtype=np.int32)

    def block(lanes: slice) -> None:
        walks = np.ascontiguousarray(egress_s[:, lanes])
        if pickups is None:
            codes[:, lanes] = ride_profiles(network, events, walks, rides)
        else:
            known = pickups.of_doors(lanes)
            found = codes_by_area(network, events, walks, rides, known)
            codes[:, lanes], after[:, lanes] = found

    run_parallel(block, blocks(doors, size=_LANES))
    return RideCodes(codes, None if pickups is None else Onward(pickups.events, after))


def walks_between(
    walking: Streets, origins: Points, destinations: Points, *, turned: bool = False
) -> Seconds:
    """Return whole seconds of walking all the way, rows by home; some doors at a time."""
    homes, doors = (destinations, origins) if turned else (origins, destinations)
    seconds = np.empty((len(homes), len(doors)), dtype=np.int32)
    for lanes in blocks(len(doors), size=_LANES):
        some = doors.take(lanes)
        if turned:
            seconds[:, lanes] = whole_seconds(walking.travel_seconds(some, homes)).T
        else:
            seconds[:, lanes] = whole_seconds(walking.travel_seconds(homes, some))
    return seconds
