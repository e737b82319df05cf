"""Number the offers of a booklet so that those at one spot of the map follow each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from directory.printing.ground import box_around
from geodata.crs import to_metres
from geodata.points import Points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from directory.printing.ground import Box
    from directory.records.tables import Service

WIDTH_MM, HEIGHT_MM = 180.0, 118.0
MARGIN, LEAST_M = 0.08, 2000.0
TOGETHER_MM = 8.0  # marks nearer than that would lie on each other: they become one


@dataclass(frozen=True)
class Place:
    """Offers at one spot of the map: their first and last number, and where they are."""

    numbers: tuple[int, ...]
    x_m: float
    y_m: float

    @property
    def text(self) -> str:
        """What stands in the mark."""
        first, last = self.numbers[0], self.numbers[-1]
        return str(first) if first == last else f"{first}–{last}"


@dataclass(frozen=True)
class Booklet:
    """
    What is printed.

    Parameters
    ----------
    title
        Around what: the name of a Kita or an area.
    services
        In the order of their numbers, see `in_order`; a sensitive offer is never among them.
    places
        The marks of the map.
    start
        Longitude and latitude of the Kita; None for an area.
    """

    title: str
    services: Sequence[Service]
    places: Sequence[Place]
    start: tuple[float, float] | None = None


def in_order(
    title: str, services: Sequence[Service], start: tuple[float, float] | None = None
) -> Booklet:
    """Return the offers numbered: spot after spot, near ones first, those without a place last."""
    placed = [(s, p) for s in services if (p := position_of(s)) is not None]
    remote = sorted((s for s in services if position_of(s) is None), key=lambda s: s.name)
    if not placed:
        return Booklet(title, remote, (), start)
    points = Points.of(*(position for _, position in placed), *([start] if start else []))
    x_m, y_m = to_metres(points.longitude, points.latitude)
    spots = _spots(np.column_stack([x_m, y_m])[: len(placed)], _metres_a_mm(points) * TOGETHER_MM)
    middle = (x_m[-1], y_m[-1]) if start else (x_m.mean(), y_m.mean())
    spots.sort(key=lambda spot: np.hypot(x_m[spot[0]] - middle[0], y_m[spot[0]] - middle[1]))
    ordered: list[Service] = []
    places: list[Place] = []
    for spot in spots:
        first = len(ordered) + 1
        ordered += sorted((placed[index][0] for index in spot), key=lambda s: (s.kind, s.name))
        numbers = tuple(range(first, len(ordered) + 1))
        places.append(Place(numbers, float(x_m[spot[0]]), float(y_m[spot[0]])))
    return Booklet(title, [*ordered, *remote], places, start)


def _spots(points: NDArray[np.float64], near_m: float) -> list[list[int]]:
    """Return the indices of points that lie near the first of their spot."""
    spots: list[list[int]] = []
    for index, point in enumerate(points):
        near = (s for s in spots if np.hypot(*(points[s[0]] - point)) < near_m)
        spot = next(near, None)
        if spot is None:
            spots.append([index])
        else:
            spot.append(index)
    return spots


def _metres_a_mm(points: Points) -> float:
    west, _south, east, _north = box_of(points)
    return (east - west) / WIDTH_MM


def box_of(points: Points) -> Box:
    """Return the box of the map in metres."""
    return box_around(points, margin=MARGIN, least_m=LEAST_M, ratio=HEIGHT_MM / WIDTH_MM)


def position_of(service: Service) -> tuple[float, float] | None:
    """Return longitude and latitude of an offer; None where it has none or none may be told."""
    location = None if service.undisclosed else service.location
    return None if location is None else location.longitude_latitude
