"""What the on-demand areas of a service day add to round trips that are searched from the home."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geodata.round_trips.area_days import (
    NO_POINT,
    Pickups,
    area_table,
    onward_rows,
    rides_between,
    without_rows,
)
from geodata.round_trips.from_home_area_kernels import AreaDoorWay

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from geodata.points import Points
    from geodata.round_trips.from_home_kernels import DoorWay
    from geodata.searches.profile_kernels import Events
    from geodata.searches.transit import Transit

    Seconds = NDArray[np.int32]


class HomeAreas(NamedTuple):
    """
    The areas of a day.

    `there` and `back` are the departures at the stops where a ride from the door ends, as the search
    from a home sees them, and where they stand among all departures of that direction.
    """

    transit: Transit
    there: tuple[Events, NDArray[np.int64]]
    back: tuple[Events, NDArray[np.int64]]

    @classmethod
    def of(cls, transit: Transit, there: Events, back: Events) -> HomeAreas:
        """Return the areas of a day, given all arrivals (mirrored) and all departures."""
        return cls(
            transit,
            onward_rows(transit, there, back=True),
            onward_rows(transit, back, back=False),
        )

    def pickups(self, home: Points) -> tuple[Pickups, Pickups]:
        """Return the rides between a home and all stops, there and back."""
        transit, stops = self.transit, self.transit.day.stops
        nowhere, change_s = home.take(NO_POINT), transit.change_seconds
        fetched = rides_between(transit, stops, home, nowhere).access.mirrored
        brought = rides_between(transit, stops, nowhere, home).egress
        return Pickups(fetched, *self.there, change_s), Pickups(brought, *self.back, change_s)

    def ways(
        self,
        ends: tuple[Points, Points],
        ways: tuple[DoorWay, DoorWay],
        after: tuple[Seconds, Seconds],
    ) -> tuple[AreaDoorWay, AreaDoorWay]:
        """
        Return the ways there and back with those by area among them.

        Parameters
        ----------
        ends
            The home and the doors.
        ways
            The ways there and back at the end of which one walks.
        after
            Codes at the stops where a ride from the door ends, there and back, the ride counted.
        """
        (home, doors), transit, stops = ends, self.transit, self.transit.day.stops
        nowhere, none, change_s = doors.take(NO_POINT), without_rows(stops), transit.change_seconds
        rides = (
            rides_between(transit, stops, nowhere, doors).egress.mirrored,
            rides_between(transit, stops, doors, nowhere).access,
        )
        direct = (
            rides_between(transit, none, home, doors).direct,
            rides_between(transit, none, doors, home).direct.mirrored,
        )
        one, other = (
            AreaDoorWay(
                ways[side],
                area_table(rides[side], len(doors), change_s),
                (self.there, self.back)[side][0],
                after[side],
                area_table(direct[side], 1, 0),
            )
            for side in (0, 1)
        )
        return one, other
