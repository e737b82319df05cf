"""
What the on-demand areas of a service day add to round trips; only used on days that have some.

Rides between homes and stops are found for some homes at a time: there are far too many of them
where an area is as large as a district.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from geodata.round_trips.area_profile_kernels import AreaTable, area_ride_profiles
from geodata.round_trips.area_way_kernels import AreaWay, Onward
from geodata.searches.area_pairs import area_rides
from geodata.searches.profile_kernels import Events
from geodata.timetable.stops import Stops

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geodata.day_network import DayNetwork
    from geodata.points import Points
    from geodata.round_trips.last_way_kernels import Way
    from geodata.searches.area_pairs import AreaPairs, AreaRides
    from geodata.searches.transit import Transit

    Seconds = NDArray[np.int32]

NO_POINT = slice(0, 0)


def serves_areas(transit: Transit) -> bool:
    """Say whether on-demand areas are served on the day."""
    return transit.ride_by is not None and bool(transit.day.areas)


class Pickups(NamedTuple):
    """
    The rides at the far end of one direction, and where those at the near end set down.

    `pairs` are rides from stops to doors; `events` the departures at the stops from which one goes
    on after a ride, without those elsewhere, and `rows` where they stand among all departures;
    `change_s` lies between a ride and a bus. Those of the way back are mirrored.
    """

    pairs: AreaPairs
    events: Events
    rows: NDArray[np.int64]
    change_s: int

    def of_doors(self, chosen: slice) -> Pickups:
        """Return those of some doors, counted from the first of them."""
        door = self.pairs.target
        pairs = self.pairs.chosen((door >= chosen.start) & (door < chosen.stop))
        return self._replace(pairs=pairs._replace(target=pairs.target - chosen.start))


def pickups_of(
    transit: Transit, doors: Points, events: Events, *, back: bool = False
) -> Pickups | None:
    """
    Return the rides between stops and some doors; None where no area is served.

    `events` are all departures of the direction.
    """
    if not serves_areas(transit):
        return None
    stops, nowhere = transit.day.stops, doors.take(NO_POINT)
    if back:
        pairs = rides_between(transit, stops, doors, nowhere).access.mirrored
    else:
        pairs = rides_between(transit, stops, nowhere, doors).egress
    onward, rows = onward_rows(transit, events, back=back)
    return Pickups(pairs, onward, rows, transit.change_seconds)


def onward_rows(
    transit: Transit, events: Events, *, back: bool
) -> tuple[Events, NDArray[np.int64]]:
    """Return the departures where areas set down (pick up, on the mirrored day), and their rows."""
    stops, counts = transit.day.stops, np.diff(events.indptr)
    here = np.zeros(len(stops.ids), dtype=np.bool_)
    for area in transit.day.areas:
        here |= (area.pick_up if back else area.set_down).stops(stops)
    rows = np.flatnonzero(np.repeat(here, counts))
    indptr = np.append(0, np.cumsum(np.where(here, counts, 0))).astype(np.int64)
    return Events(indptr, events.departure_s[rows], np.zeros(0, dtype=np.int64)), rows


def codes_by_area(
    network: DayNetwork, events: Events, egress_s: Seconds, rides: int, known: Pickups
) -> tuple[Seconds, Seconds]:
    """
    Return the codes of `area_ride_profiles`, and those of `Onward`.

    Shape (events, lanes) and (rows, lanes); `egress_s` (stops, lanes) are the walks to the doors.
    """
    table = area_table(known.pairs, len(egress_s), 0)
    codes, fewer = area_ride_profiles(network, events, egress_s, rides, table, known.change_s)
    return codes, fewer[known.rows] + np.int32(1)


@dataclass(frozen=True)
class AreaDay:
    """
    The on-demand areas of a day between some homes and doors.

    Parameters
    ----------
    transit
        Public transport of the day.
    homes, doors
        Where people live, and the doors that are asked for.
    there, back
        What one can take after being set down at a stop; that of the way back is mirrored.
    """

    transit: Transit
    homes: Points
    doors: Points
    there: Onward
    back: Onward

    @classmethod
    def of(
        cls, transit: Transit, homes: Points, doors: Points, onward: Sequence[Onward | None]
    ) -> AreaDay | None:
        """Return the areas of a day; None where nothing goes on from any, as none is served."""
        there, back = onward
        if there is None or back is None:
            return None
        return cls(transit, homes, doors, there, back)

    def block(self, homes: slice) -> AreaBlock:
        """Return the rides of some homes."""
        transit, some, stops = self.transit, self.homes.take(homes), self.transit.day.stops
        nowhere, none = some.take(NO_POINT), without_rows(stops)
        there = (
            rides_between(transit, stops, some, nowhere).access,
            rides_between(transit, none, some, self.doors).direct,
        )
        back = (
            rides_between(transit, stops, nowhere, some).egress.mirrored,
            rides_between(transit, none, self.doors, some).direct.mirrored,
        )
        change_s, many = transit.change_seconds, len(some)
        tables = [
            (area_table(fetches, many, change_s), area_table(direct, many, 0))
            for fetches, direct in (there, back)
        ]
        return AreaBlock((self.there, *tables[0]), (self.back, *tables[1]))


class AreaBlock(NamedTuple):
    """What the areas offer to some homes: where one goes on, the rides to stops and to doors."""

    there: tuple[Onward, AreaTable, AreaTable]
    back: tuple[Onward, AreaTable, AreaTable]

    def ways(self, there: Way, back: Way, homes: slice) -> tuple[AreaWay, AreaWay]:
        """Return the ways of some of the homes; `there` and `back` are theirs already."""
        one, other = (
            AreaWay(way, _rows(fetches, homes), onward, _rows(direct, homes))
            for way, (onward, fetches, direct) in ((there, self.there), (back, self.back))
        )
        return one, other


def rides_between(transit: Transit, stops: Stops, origins: Points, doors: Points) -> AreaRides:
    """Return the rides of the areas between some origins, stops and doors."""
    if transit.ride_by is None:
        message = "On-demand areas need streets by car."
        raise ValueError(message)
    return area_rides(transit.day.areas, transit.ride_by, stops, origins, doors)


def without_rows(stops: Stops) -> Stops:
    """Return no stops, for rides from point to point alone."""
    none: dict[str, Any] = {name: column[:0] for name, column in stops._asdict().items()}
    return Stops(**none)


def area_table(pairs: AreaPairs, rows: int, more_s: int) -> AreaTable:
    """Return rides row by row, each some seconds longer."""
    order = np.argsort(pairs.origin, kind="stable")
    indptr = np.searchsorted(pairs.origin[order], np.arange(rows + 1)).astype(np.int64)
    columns = (pairs.target, pairs.seconds + more_s, pairs.first_s, pairs.last_s)
    return AreaTable(indptr, *(column[order].astype(np.int32) for column in columns))


def _rows(table: AreaTable, chosen: slice) -> AreaTable:
    return table._replace(indptr=table.indptr[chosen.start : chosen.stop + 1])
