"""Points that lie where no timetable and no street is: refused, or told with a hint."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import numpy as np

from geodata.crs import Bounds, geodesic_m
from geodata.points import Points
from geodata.streets.network import StreetNetwork
from scripts.travel_files import tell_unsnapped

if TYPE_CHECKING:
    from geodata.searches.transit import Transit
    from geodata.walking import Streets

FARTHEST_KM = 50.0  # convention: half a day on foot; who lives farther off asks another timetable
SWAPPED = " Longitude and latitude swapped?"
_M_PER_KM = 1000
_MERIDIANS, _POLE = 180.0, 90.0  # degrees


def check_ends(transit: Transit, origin: Points, destination: Points) -> None:
    """
    Refuse or tell of the ends of a journey that lie too far off, one point each.

    Where ways are straight lines, an end farther than FARTHEST_KM from every stop is refused:
    nothing else would tell that it lies in another country. On streets one is told of an end with
    no street near; journeys in a place that the timetable does not reach are walks.

    Raises
    ------
    click.UsageError
        With the distance, and a hint where the point with its numbers swapped is near.
    """
    stops = transit.day.stop_points
    if isinstance(transit.walking, StreetNetwork):
        check_start(transit.walking, origin)
        check_start(transit.walking, destination, "destinations")
        return
    for option, point in (("--from", origin), ("--to", destination)):
        distance_km = _nearest_km(point, stops)
        if distance_km > FARTHEST_KM:
            hint = SWAPPED if _nearest_km(_swapped(point), stops) <= FARTHEST_KM else ""
            message = (
                f"{option} {_text(point)} lies {distance_km:,.0f} km from the nearest stop of the"
                f" timetable; at most {FARTHEST_KM:.0f} km can be asked for without --osm.{hint}"
            )
            raise click.UsageError(message)


def check_start(streets: Streets, point: Points, name: str = "origins") -> None:
    """Tell of a single point with no street near, with a hint where its numbers are swapped."""
    tell_unsnapped(streets, {name: point})
    if isinstance(streets, StreetNetwork) and streets.unsnapped(point)[0]:
        corners = Points(streets.streets.longitude, streets.streets.latitude)
        near = _around(corners)
        if near.contain(*_position(_swapped(point))) and not near.contain(*_position(point)):
            click.echo(f"{_text(point)} lies far from all streets.{SWAPPED}", err=True)


def _around(places: Points) -> Bounds:
    """Return the box around all places with a rim of FARTHEST_KM."""
    axes = places.longitude, places.latitude
    box = Bounds(*(float(np.nanmin(axis)) for axis in axes), *(float(np.nanmax(a)) for a in axes))
    return box.widened(FARTHEST_KM)


def _nearest_km(point: Points, stops: Points) -> float:
    """Return how far the nearest stop is; NaN without any, infinity for what is on no map."""
    longitude, latitude = _position(point)
    if abs(latitude) > _POLE or abs(longitude) > _MERIDIANS:
        return np.inf
    metres = geodesic_m(longitude, latitude, stops.longitude, stops.latitude)
    placed = metres[np.isfinite(metres)]
    return float(placed.min()) / _M_PER_KM if len(placed) else np.nan


def _swapped(point: Points) -> Points:
    return Points(point.latitude, point.longitude)


def _position(point: Points) -> tuple[float, float]:
    return float(point.longitude[0]), float(point.latitude[0])


def _text(point: Points) -> str:
    return ",".join(f"{number:g}" for number in _position(point))
