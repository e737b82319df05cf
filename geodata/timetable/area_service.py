"""
On-demand services without a timetable: who is fetched where, set down where, between which hours.

A ride takes the driving time by car times `factor`, plus `offset_s`: the safe duration of GTFS
(safe_duration_factor and safe_duration_offset of trips.txt, since April 2026). Where nobody tells
them, a ride takes half as long again as the car for the detours that other passengers make, and
one waits ten minutes for it; these two figures are a convention of ours.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geodata.walking import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.points import Points
    from geodata.timetable.stops import Stops

DETOUR_FACTOR = 1.5
WAIT_S = 600.0
Span = tuple[int, int]


@dataclass(frozen=True)
class Zone:
    """
    Where one is fetched or set down.

    Parameters
    ----------
    outline
        In degrees; every door and every stop in it or on its edge. None for some stops only.
    stop_ids
        These stops, where there is no outline.
    feed
        Number of the timetable to which the stops belong.
    """

    outline: shapely.MultiPolygon | None = None
    stop_ids: frozenset[str] = frozenset()
    feed: int = 0

    def doors(self, points: Points) -> NDArray[np.bool_]:
        """Say which points one is fetched from, shape (points,)."""
        if self.outline is None:
            return np.zeros(len(points), dtype=np.bool_)
        shapely.prepare(self.outline)
        inside = shapely.intersects_xy(self.outline, points.longitude, points.latitude)
        return np.asarray(inside, dtype=np.bool_)

    def stops(self, stops: Stops) -> NDArray[np.bool_]:
        """Say which stops belong to it, shape (stops,)."""
        if self.outline is not None:
            return self.doors(stops.points)
        listed = np.isin(stops.ids, np.array([*self.stop_ids], dtype=np.str_))
        return np.asarray(listed & (stops.feed == self.feed), dtype=np.bool_)


@dataclass(frozen=True)
class AreaService:
    """
    One service on one day; seconds count from the start of the service day.

    Parameters
    ----------
    name, phone, booking
        What it is called, the number to book at, and how to book; "" where not known.
    pick_up, set_down
        Where one is fetched, and where one is set down.
    pick_up_s, set_down_s
        Between which seconds each happens, inclusive.
    lead_s
        How long before being fetched one must have booked; None where not known.
    book_by_s
        Last second to book for the whole day, instead of a lead time.
    factor, offset_s
        How long a ride takes, see above.
    wheelchair_accessible
        1 if a wheelchair fits in, 2 if not, 0 if nobody tells.
    """

    name: str
    pick_up: Zone
    set_down: Zone
    pick_up_s: Span
    set_down_s: Span
    lead_s: int | None = 0
    book_by_s: int | None = None
    phone: str = ""
    booking: str = ""
    factor: float = DETOUR_FACTOR
    offset_s: float = WAIT_S
    wheelchair_accessible: int = 0

    def deadline(self, pick_up_s: int) -> int:
        """Return the last second to book a ride that begins then; -NEVER where not known."""
        if self.book_by_s is not None:
            return self.book_by_s
        return -NEVER if self.lead_s is None else pick_up_s - self.lead_s

    def booked_at(self, second: float) -> AreaService | None:
        """Return what is left of the service for who books at a second; None where nothing is."""
        if self.book_by_s is not None:
            return self if second <= self.book_by_s else None
        if self.lead_s is None:
            return None
        first = max(self.pick_up_s[0], int(np.ceil(second)) + self.lead_s)
        return replace(self, pick_up_s=(first, self.pick_up_s[1]))

    def plain(self) -> dict[str, Any]:
        """Return the service in plain data, see `area_service`."""
        facts = dict(self.__dict__)
        for side in ("pick_up", "set_down"):
            zone: Zone = facts[side]
            outline = None if zone.outline is None else shapely.to_wkb(zone.outline, hex=True)
            facts[side] = [outline, sorted(zone.stop_ids), zone.feed]
        return facts


def area_service(facts: dict[str, Any]) -> AreaService:
    """Return the service that `AreaService.plain` made plain."""
    zones = {
        side: Zone(
            None if facts[side][0] is None else shapely.from_wkb(facts[side][0]),
            frozenset(facts[side][1]),
            facts[side][2],
        )
        for side in ("pick_up", "set_down")
    }
    spans = {side: tuple(facts[side]) for side in ("pick_up_s", "set_down_s")}
    return AreaService(**{**facts, **zones, **spans})
