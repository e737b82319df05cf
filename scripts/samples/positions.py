"""Plausible places for what is made up: beside a real stop, inside the municipality."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin
from typing import TYPE_CHECKING

from shapely.geometry import Point

from geodata.crs import to_degrees

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from scripts.samples.raw import Municipality, Raw

NEAREST_M, FARTHEST_M = 40.0, 220.0  # a few houses from the stop
TRIES = 100


@dataclass(frozen=True)
class Site:
    """A made-up position in degrees, six digits: about a decimetre."""

    longitude: float
    latitude: float


def beside(
    point: tuple[float, float],
    municipality: Municipality,
    chance: Random,
    *,
    farthest_m: float = FARTHEST_M,
) -> Site:
    """
    Return a position near a point in metres, inside the municipality.

    The point itself stands where no try lies inside.
    """
    for _ in range(TRIES):
        angle, distance = chance.uniform(0, 2 * pi), chance.uniform(NEAREST_M, farthest_m)
        x_m, y_m = point[0] + distance * cos(angle), point[1] + distance * sin(angle)
        if municipality.shape.contains(Point(x_m, y_m)):
            return _site(x_m, y_m)
    return _site(*point)


def _site(x_m: float, y_m: float) -> Site:
    longitude, latitude = to_degrees(x_m, y_m)
    return Site(round(float(longitude), 6), round(float(latitude), 6))


def anchors(raw: Raw, municipality: Municipality) -> list[tuple[str, float, float]]:
    """
    Return points of a municipality at which people live, as (name, x, y) in metres.

    These are its bus stops, else its place points inside it, else a representative point.
    """
    stops = [
        (s.name, s.x_m, s.y_m)
        for s in raw.stops.values()
        if s.ags == municipality.ags and s.has_bus
    ]
    places = [
        (municipality.name, p.x_m, p.y_m)
        for p in raw.places
        if p.ags == municipality.ags and municipality.shape.covers(Point(p.x_m, p.y_m))
    ]
    inner = municipality.shape.representative_point()
    return stops or places or [(municipality.name, inner.x, inner.y)]


def spread(
    points: Sequence[tuple[str, float, float]], wanted: int
) -> list[tuple[str, float, float]]:
    """
    Return points that lie far from one another: each next one farthest from those before it.

    Where more are wanted than there are, the points come again.
    """
    chosen = [points[0]]
    while len(chosen) < min(wanted, len(points)):
        rest = [p for p in points if p not in chosen]
        chosen.append(max(rest, key=lambda p: min(_squared(p, c) for c in chosen)))
    return [chosen[i % len(chosen)] for i in range(wanted)]


def _squared(a: tuple[str, float, float], b: tuple[str, float, float]) -> float:
    return (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2
