"""Whether a position can be one of the district: degrees, the right way round, not far off."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geodata.errors import RowError
from geodata.sources.fields import optional_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodata.crs import Bounds

LONGITUDE, LATITUDE, EASTING = "Länge", "Breite", "x"
WIDEST, HIGHEST = 180.0, 90.0  # degrees


def check_position(longitude: float, latitude: float, bounds: Bounds | None) -> None:
    """
    Raise RowError unless a position is in degrees and inside the bounds.

    Parameters
    ----------
    longitude, latitude
        Degrees (EPSG:4326), as the file gives them.
    bounds
        Where positions of the district may lie, buffer included; None checks
        only that they are degrees.
    """
    if not (math.isfinite(longitude) and math.isfinite(latitude)):
        raise RowError(LONGITUDE, f"{longitude}, {latitude} is not a position")
    if abs(longitude) > WIDEST or abs(latitude) > HIGHEST:
        raise RowError(LONGITUDE, f"{longitude:g}, {latitude:g} are not degrees: metres?")
    if bounds is not None and not bounds.contain(longitude, latitude):
        hint = " (longitude and latitude swapped?)" if bounds.contain(latitude, longitude) else ""
        problem = f"{longitude:g}, {latitude:g} lies outside the district and its surroundings"
        raise RowError(LONGITUDE, problem + hint)


def check_metres(x_m: float, y_m: float) -> None:
    """Raise RowError where numbers that should be metres look like degrees or are none."""
    if not (math.isfinite(x_m) and math.isfinite(y_m)):
        raise RowError(EASTING, f"{x_m}, {y_m} is not a position")
    if abs(x_m) <= WIDEST and abs(y_m) <= WIDEST:
        raise RowError(EASTING, f"{x_m:g}, {y_m:g} are not metres: degrees?")


def read_position(
    row: Mapping[str, str],
    bounds: Bounds | None,
    *,
    longitude: str = LONGITUDE,
    latitude: str = LATITUDE,
) -> tuple[float, float] | None:
    """Return longitude and latitude of a row, None where both cells are empty."""
    x, y = optional_number(row, longitude), optional_number(row, latitude)
    if x is None and y is None:
        return None
    if x is None or y is None:
        raise RowError(longitude if x is None else latitude, "is empty though its partner is not")
    check_position(x, y, bounds)
    return x, y


def required_position(
    row: Mapping[str, str],
    bounds: Bounds | None,
    *,
    longitude: str = LONGITUDE,
    latitude: str = LATITUDE,
) -> tuple[float, float]:
    """Return longitude and latitude of a row that cannot be used without."""
    position = read_position(row, bounds, longitude=longitude, latitude=latitude)
    if position is None:
        raise RowError(longitude, "is empty; give the position in degrees")
    return position
