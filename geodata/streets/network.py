"""The street network of one mode: points snap to it, and travel times come out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import shapely

from geodata.array_files import load_arrays, save_arrays
from geodata.errors import MissingInputError
from geodata.points import Points
from geodata.streets.files import arrays_of, streets_of
from geodata.streets.graph import M_S_PER_KM_H, StreetTable, reversed_graph, street_table
from geodata.streets.hierarchy import turned
from geodata.streets.paths import Ways, line_along, pieces_between, ways_of
from geodata.streets.prepared import Prepared, prepare
from geodata.streets.search import near_pairs, times_between
from geodata.streets.speeds import WALK_SPEED_KM_H
from geodata.streets.street_kernels import Ends, Graph
from geodata.streets.underfoot import Underfoot, along
from geodata.walking import transposed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from geodata.sources.osm import OsmWays
    from geodata.streets.access import Mode
    from geodata.streets.paths import Piece
    from geodata.streets.snapping import Snapped
    from geodata.walking import WalkingTable

    FloatArray = NDArray[np.float64]

T = TypeVar("T")

KIND, VERSION = "street network", 3
MAX_SNAP_M = 500.0
_BYTES_OF_ONE = 16  # two coordinates
_SETS, _SINGLE = 16, 64  # sets of points, and single ones, whose places are remembered


@dataclass(frozen=True)
class StreetNetwork:
    """
    Streets of one mode, and the times on them.

    Parameters
    ----------
    mode
        "walk", "bike", "car", "pushchair" or "wheelchair".
    streets
        The streets, see StreetTable.
    prepared
        What is made from them once, see `prepare`.
    walk_speed_km_h
        Speed of walking, also between a point and the nearest street of any mode.
    max_snap_m
        A point farther from every street than this is not reachable: NaN.
    leaves_out_unknown
        Whether only what is known to be fit for the mode is open, see `known_only`.
    """

    mode: str
    streets: StreetTable
    prepared: Prepared
    walk_speed_km_h: float = WALK_SPEED_KM_H
    max_snap_m: float = MAX_SNAP_M
    leaves_out_unknown: bool = False

    def travel_seconds(
        self, origins: Points, destinations: Points, *, max_seconds: float = np.inf
    ) -> FloatArray:
        """
        Return travel times in seconds, shape (origins, destinations); NaN where out of reach.

        A time runs from the origin on foot to the nearest point of the nearest street, along the
        streets, and on foot to the destination. It is searched from the side with fewer points.
        """
        starts, targets = self._pair_of_ends(origins, destinations)
        along_s = self.streets.seconds
        if len(destinations) < len(origins):
            upward = turned(self.prepared.hierarchy)
            return times_between(upward, _against(along_s), targets, starts, limit=max_seconds)
        hierarchy = self.prepared.hierarchy
        return times_between(hierarchy, along_s, starts, targets, limit=max_seconds).T

    def pairs_within(
        self, origins: Points, destinations: Points, *, max_seconds: float
    ) -> WalkingTable:
        """Return the pairs within the limit, inclusive, in whole seconds; never a full matrix."""
        starts, targets = self._pair_of_ends(origins, destinations)
        along_s = self.streets.seconds
        if len(destinations) < len(origins):
            found = near_pairs(self._turned, _against(along_s), targets, starts, limit=max_seconds)
            return transposed(found, size=len(origins))
        graph = self.prepared.layered.graph
        return near_pairs(graph, along_s, starts, targets, limit=max_seconds)

    def path(self, origin: Points, destination: Points) -> tuple[shapely.LineString, float] | None:
        """Return the quickest way between two single points in degrees and its metres, or None."""
        pieces = self._pieces(origin, destination)
        if pieces is None:
            return None
        corners, metres = line_along(self.streets, pieces)
        home, door = ([[p.longitude[0], p.latitude[0]]] for p in (origin, destination))
        aside = sum(self._asides_m(origin, destination))
        return shapely.LineString(np.concatenate([home, corners, door])), metres + aside

    def underfoot(self, origin: Points, destination: Points) -> Underfoot | None:
        """Return what is known of pavement and light on the way of `path`; None where none is."""
        pieces = self._pieces(origin, destination)
        if pieces is None:
            return None
        streets, asides_m = self.streets, self._asides_m(origin, destination)
        walked = [(s, abs(end - begin) * float(streets.metres[s])) for s, begin, end in pieces]
        return Underfoot(
            along(streets.pavement, walked, asides_m), along(streets.lit, walked, asides_m)
        )

    def _pieces(self, origin: Points, destination: Points) -> list[Piece] | None:
        """Return the streets of the quickest way between two single points."""
        if min(self._snapped(point).street[0] for point in (origin, destination)) < 0:
            return None
        start, target = self._pair_of_ends(origin, destination)
        return pieces_between(self._ways, self.streets, start, target)

    def _asides_m(self, *ends: Points) -> list[float]:
        """Return how far each single point lies from its street."""
        return [float(self._snapped(point).aside_m[0]) for point in ends]

    @cached_property
    def known_only(self) -> StreetNetwork:
        """
        The same streets without those of which the tags do not tell whether the mode can use them.

        Points snap as before: one beside such a street is not known to be reachable. A time here
        is a sure "yes"; a time only on the whole network is "not known"; none at all is "no".
        """
        closed = np.where(self.streets.known[:, None], self.streets.seconds, np.inf)
        streets = self.streets._replace(seconds=closed)
        prepared = prepare(streets)._replace(snapping=self.prepared.snapping)
        return replace(self, streets=streets, prepared=prepared, leaves_out_unknown=True)

    def unsnapped(self, points: Points) -> NDArray[np.bool_]:
        """Say which points lie too far from every street to be reached at all."""
        return self._snapped(points).street < 0

    def save(self, folder: Path) -> None:
        """Write the network into a folder, from which `load_street_network` maps it."""
        facts: dict[str, Any] = {"mode": self.mode, "walk_speed_km_h": self.walk_speed_km_h}
        facts |= {"leaves_out_unknown": self.leaves_out_unknown}
        version = {"kind": KIND, "version": VERSION, "max_snap_m": self.max_snap_m}
        save_arrays(folder, arrays_of(self.streets, self.prepared), {**version, **facts})

    @cached_property
    def _ways(self) -> Ways:
        return ways_of(self.streets, self.prepared.layered)

    @cached_property
    def _turned(self) -> Graph:
        return reversed_graph(self.prepared.layered.graph)

    def _pair_of_ends(self, origins: Points, destinations: Points) -> tuple[Ends, Ends]:
        starts, targets = self._ends_of
        return starts(_places(origins)), targets(_places(destinations))

    def _snapped(self, points: Points) -> Snapped:
        return self._snap(_places(points))

    @cached_property
    def _snap(self) -> Callable[[bytes], Snapped]:
        """The snapping, which remembers: the stops of a day and an address are asked for again."""

        def snap(places: bytes) -> Snapped:
            longitude, latitude = np.frombuffer(places).reshape(2, -1)
            return self.prepared.snapping.snap(Points(longitude, latitude), max_m=self.max_snap_m)

        return _remembering(snap)

    @cached_property
    def _ends_of(self) -> tuple[Callable[[bytes], Ends], Callable[[bytes], Ends]]:
        """The ways to the ends of the streets, and those from them, remembered likewise."""
        starts = _remembering(lambda places: self._ends(self._snap(places), target=False))
        targets = _remembering(lambda places: self._ends(self._snap(places), target=True))
        return starts, targets

    def _ends(self, snapped: Snapped, *, target: bool) -> Ends:
        """Return how to get from snapped points to the ends of their streets, or from these."""
        street, share = snapped.street, np.stack([snapped.along, 1 - snapped.along], axis=1)
        nodes = (
            self.prepared.layered.target_nodes if target else self.prepared.layered.start_nodes
        )[street]
        # from the first end the street is driven along it, to the first end against it
        whole = self.streets.seconds[street] if target else self.streets.seconds[street][:, ::-1]
        ride = np.where(share > 0, share * np.where(share > 0, whole, 0), 0)
        aside = snapped.aside_m / (self.walk_speed_km_h * M_S_PER_KM_H)
        on_street = (street >= 0)[:, None]
        return Ends(
            np.where(on_street, nodes, -1),
            np.where(on_street, ride + aside[:, None], np.inf),
            street,
            snapped.along,
            aside,
        )


def _remembering(answer: Callable[[bytes], T]) -> Callable[[bytes], T]:
    """Return the answer to points that keeps a few large sets of them and many single ones."""
    sets, singles = lru_cache(maxsize=_SETS)(answer), lru_cache(maxsize=_SINGLE)(answer)
    return lambda places: (singles if len(places) == _BYTES_OF_ONE else sets)(places)


def _places(points: Points) -> bytes:
    return np.stack([points.longitude, points.latitude]).astype(np.float64).tobytes()


def build_street_network(
    ways: OsmWays, *, mode: Mode, walk_speed_km_h: float = WALK_SPEED_KM_H
) -> StreetNetwork:
    """
    Return the streets of an extract that a mode may use.

    Raises
    ------
    MissingInputError
        If the extract has no street for the mode.
    """
    streets = street_table(ways, mode=mode, walk_speed_km_h=walk_speed_km_h)
    if not len(streets.metres):
        message = f"The extract has no street for the mode {mode}. Choose a larger extract."
        raise MissingInputError(message)
    return StreetNetwork(mode, streets, prepare(streets), walk_speed_km_h=walk_speed_km_h)


def load_street_network(folder: Path) -> StreetNetwork:
    """Return a saved network; its arrays are maps of the files."""
    arrays, facts = load_arrays(folder, kind=KIND, version=VERSION)
    return StreetNetwork(
        facts["mode"],
        *streets_of(arrays),
        walk_speed_km_h=facts["walk_speed_km_h"],
        max_snap_m=facts["max_snap_m"],
        leaves_out_unknown=facts.get("leaves_out_unknown", False),
    )


def _against(along_s: FloatArray) -> FloatArray:
    return np.ascontiguousarray(along_s[:, ::-1])
