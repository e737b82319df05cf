"""
Door to door by public transport: walk, ride, change, walk.

The rules, the same for every answer: walks are rounded up to whole seconds; a walk to a stop, from
a stop or between two stops is as long as `max_walk_seconds` at most, inclusive; a change time is
added to every change between two rides, never to the first boarding; boarding in the very second
of coming to the stop is allowed; a journey has at most `max_rides` rides; walking all the way
counts where it is no slower, however far it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from geodata.day_network import DayNetwork, mirror
from geodata.searches.area_arrivals import Ways, arrivals_by_area, arrivals_in_blocks
from geodata.searches.area_pairs import area_rides
from geodata.searches.profile_kernels import Events, departure_events
from geodata.timetable.same_stops import on_the_spot
from geodata.timetable.transfers import transfer_table
from geodata.walking import NEVER, WalkingTable, transposed, whole_seconds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.points import Points
    from geodata.searches.area_pairs import AreaRides
    from geodata.timetable.service_day import ServiceDay
    from geodata.walking import Streets

    FloatArray = NDArray[np.float64]
    Seconds = NDArray[np.int32]

S_PER_MINUTE = 60
MAX_WALK_S = 1200.0  # 20 minutes to, from and between stops
MAX_RIDES = 4


@dataclass(frozen=True)
class Transit:
    """
    Public transport on one service day, with walks to, from and between stops.

    Parameters
    ----------
    day
        What runs.
    walking
        Streets for walking, or straight lines.
    max_walk_seconds
        Longest walk to, from or between stops, inclusive.
    change_seconds
        Added to every change between two rides.
    max_rides
        Largest number of vehicles boarded.
    access_by, egress_by
        Streets of another mode by which one comes to the first stop or goes on from the last,
        for example a bicycle left at the stop; walking where None. All the way one walks.
    max_access_seconds
        Longest way by these, inclusive; as for walks where None.
    ride_by
        Streets by car for the on-demand areas of the day, see AreaPairs; they are not served
        where None.
    """

    day: ServiceDay
    walking: Streets
    max_walk_seconds: float = MAX_WALK_S
    change_seconds: int = 0
    max_rides: int = MAX_RIDES
    access_by: Streets | None = None
    egress_by: Streets | None = None
    max_access_seconds: float | None = None
    ride_by: Streets | None = None

    def depart_matrix(self, origins: Points, destinations: Points, *, depart_s: int) -> FloatArray:
        """
        Return minutes from leaving at a second of the day to the earliest arrival.

        Waiting counts from `depart_s` on; shape (origins, destinations), NaN where no way.
        """
        access = self.access(origins)
        egress = transposed(self.egress(destinations), size=len(destinations))
        ways = Ways(access, egress, self.max_rides, self.change_seconds)
        arrivals = _arrivals(self.network, ways, self.areas(origins, destinations), depart_s)
        return _minutes(arrivals, -depart_s, self._on_foot(origins, destinations))

    def arrive_matrix(self, origins: Points, destinations: Points, *, arrive_s: int) -> FloatArray:
        """
        Return minutes from the latest departure to a second of the day by which one must be there.

        Waiting at the destination counts; shape (origins, destinations), NaN where no way.
        """
        egress = transposed(self.egress(destinations), size=len(destinations))
        ways = Ways(egress, self.access(origins), self.max_rides, self.change_seconds)
        areas = self.areas(origins, destinations)
        mirrored = None if areas is None else areas.mirrored
        departures = _arrivals(self.mirrored, ways, mirrored, -arrive_s)
        return _minutes(departures.T, arrive_s, self._on_foot(origins, destinations))

    def access(self, origins: Points) -> WalkingTable:
        """Return the walks from origins to stops, or ways by another mode, rows by origin."""
        return self._ways(self.access_by, origins, self.day.stop_points)

    def egress(self, destinations: Points) -> WalkingTable:
        """Return the walks from stops to destinations, or ways by another mode, rows by stop."""
        return self._ways(self.egress_by, self.day.stop_points, destinations)

    def areas(self, origins: Points, destinations: Points) -> AreaRides | None:
        """Return the rides of on-demand areas; None where none is served."""
        if self.ride_by is None or not self.day.areas:
            return None
        day = self.day
        return area_rides(day.areas, self.ride_by, day.stops, origins, destinations)

    def leg_streets(self, *, first: bool, last: bool) -> Streets:
        """Return by what streets the first or last leg goes; one that is both is walked."""
        by = self.access_by if first else self.egress_by if last else None
        return self.walking if by is None or (first and last) else by

    @cached_property
    def stop_walks(self) -> WalkingTable:
        """The walks between stops; stops that are one, in two timetables, need none."""
        walks = self._walks(self.day.stop_points, self.day.stop_points)
        return on_the_spot(walks, self.day.same_stops)

    @cached_property
    def network(self) -> DayNetwork:
        """The hops of the day and the changes between them."""
        transfers = transfer_table(
            self.stop_walks, self.day.transfer_rules, change_seconds=self.change_seconds
        )
        return DayNetwork(self.day.connections, transfers, len(self.day.trips.ids))

    @cached_property
    def mirrored(self) -> DayNetwork:
        """The same day seen backwards, see `mirror`."""
        connections, transfers, trips = self.network
        return DayNetwork(mirror(connections), transposed(transfers, size=self._stops), trips)

    @cached_property
    def way_back(self) -> Transit:
        """The same day for the way back: what waits at the first stop is taken up again there."""
        if self.access_by is self.egress_by:
            return self
        back = replace(self, access_by=self.egress_by, egress_by=self.access_by)
        back.__dict__.update(network=self.network, mirrored=self.mirrored, events=self.events)
        return back

    def with_rides(self, most: int) -> Transit:
        """Return the same day with another limit of rides, which shares what is known of it."""
        other = replace(self, max_rides=most)
        known = ("stop_walks", "network", "mirrored", "events")
        other.__dict__.update(
            {name: getattr(self, name) for name in known if name in self.__dict__}
        )
        return other

    @cached_property
    def events(self) -> Events:
        """The distinct departures of the day."""
        return departure_events(self.day.connections, stops=self._stops)

    @property
    def _stops(self) -> int:
        return len(self.day.stops.ids)

    def _ways(self, by: Streets | None, origins: Points, destinations: Points) -> WalkingTable:
        """Return the ways by the streets, or the walks where these are None."""
        if by is None:
            return self._walks(origins, destinations)
        longest = self.max_access_seconds
        limit = self.max_walk_seconds if longest is None else longest
        return by.pairs_within(origins, destinations, max_seconds=limit)

    def _walks(self, origins: Points, destinations: Points) -> WalkingTable:
        return self.walking.pairs_within(origins, destinations, max_seconds=self.max_walk_seconds)

    def _on_foot(self, origins: Points, destinations: Points) -> Seconds:
        return whole_seconds(self.walking.travel_seconds(origins, destinations))


def _arrivals(network: DayNetwork, ways: Ways, areas: AreaRides | None, start_s: int) -> Seconds:
    by_bus = arrivals_in_blocks(network, ways.access, ways.egress, start_s, ways.rides)
    if areas is None:
        return by_bus
    return np.minimum(by_bus, arrivals_by_area(network, ways, areas, start_s))


def _minutes(reached: Seconds, offset_s: int, on_foot: Seconds) -> FloatArray:
    """Return minutes by vehicle or on foot, whichever is quicker; NaN where neither."""
    by_vehicle = np.where(reached < NEVER, reached + offset_s, NEVER)
    seconds = np.minimum(by_vehicle, on_foot)
    return np.where(seconds < NEVER, seconds / S_PER_MINUTE, np.nan)
