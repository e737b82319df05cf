"""
What can be reached from a point within some minutes, as areas, on any OSM and GTFS files.

The result is GeoJSON with one feature for each number of minutes, the largest first: minutes,
mode, km2 and, with --points, how many of these points are in reach. By public transport the
minutes run from the time of departure; --walk-as tells who walks. With --known-only a pushchair or
a wheelchair uses only what is known to be fit for it; without, also what nobody has tagged.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click
import numpy as np
import shapely

from geodata.crs import to_metres
from geodata.isochrones import street_areas, transit_areas, within
from geodata.points import Points
from geodata.searches.area_reach import reached_minutes
from geodata.streets.network import StreetNetwork
from scripts.clock import ClockTime, second_of
from scripts.far_points import check_start
from scripts.journey import Position
from scripts.matrix import STREET_MODES
from scripts.options import out_option
from scripts.point_files import read_point_file
from scripts.steps import step
from scripts.travel_files import FILE, S_PER_MINUTE, TravelFiles, travel_options

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]
    Answer = tuple[list[shapely.Geometry], Callable[[Points], FloatArray]]

_M2_PER_KM2 = 1e6
_DIGITS = 6  # of a degree: a tenth of a metre


class Minutes(click.ParamType[tuple[float, ...]]):
    """Numbers of minutes, parted by commas."""

    name = "MINUTES"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[float, ...]:
        """Return the numbers, each once, rising."""
        if isinstance(value, tuple):
            return value
        try:
            minutes = sorted({float(part) for part in str(value).split(",")})
        except ValueError:
            minutes = []
        if not minutes or not 0 < minutes[0] <= minutes[-1] < 24 * 60:
            self.fail(f"{value} is no list of minutes, for example 15,30,45.", param, ctx)
        return tuple(minutes)


@click.command(help=__doc__)
@travel_options
@click.option("--mode", type=click.Choice([*STREET_MODES, "transit"]), required=True)
@click.option("--from", "origin", type=Position(), required=True, help="Where to begin.")
@click.option("--minutes", type=Minutes(), required=True, help="Limits, for example 15,30,45.")
@click.option("--depart", type=ClockTime(), help="Time of departure of public transport.")
@click.option("--points", type=FILE, help="Table with id, lon, lat: count what is in reach.")
@out_option(".geojson", ".json")
def main(  # noqa: PLR0913 - one argument an option
    files: TravelFiles,
    *,
    mode: str,
    origin: tuple[float, float],
    minutes: tuple[float, ...],
    depart: tuple[int, int] | None,
    points: Path | None,
    out: Path,
) -> None:
    """Search, draw, count, write."""
    counted = None if points is None else read_point_file(points)[1]
    home = Points.of(origin)
    if mode == "transit":
        areas, times = _by_transit(files, home, minutes, depart)
    else:
        areas, times = _by_streets(files, home, minutes, mode)
    reached = [None] * len(minutes)
    if counted is not None:
        reached = within(times(counted), minutes)[0].tolist()
    features = [
        _feature(area, {"minutes": limit, "mode": mode, "points": number})
        for area, limit, number in zip(areas, minutes, reached, strict=True)
    ]
    collection = {"type": "FeatureCollection", "features": features[::-1]}
    out.write_text(json.dumps(collection), encoding="utf-8")
    click.echo(f"{out.name}: {len(features)} areas.", err=True)


def _by_transit(
    files: TravelFiles, home: Points, minutes: tuple[float, ...], depart: tuple[int, int] | None
) -> Answer:
    if depart is None:
        message = "Public transport needs a time of departure: --depart HH:MM."
        raise click.UsageError(message)
    transit = files.transit()
    check_start(transit.walking, home)
    second = second_of(transit.day, depart)
    with step("searching and drawing") as progress:
        areas = transit_areas(transit, home, depart_s=second, minutes=minutes, progress=progress)

    def times(points: Points) -> FloatArray:
        return reached_minutes(transit, home, points, depart_s=second, max_minutes=minutes[-1])

    return areas, times


def _by_streets(files: TravelFiles, home: Points, minutes: tuple[float, ...], mode: str) -> Answer:
    network = files.fit_streets(next(known for known in STREET_MODES if known == mode))
    if not isinstance(network, StreetNetwork):
        message = "The area in reach is made from streets: --osm."
        raise click.UsageError(message)
    check_start(network, home)
    with step("searching and drawing") as progress:
        areas = street_areas(network, home, minutes=minutes, progress=progress)
    return areas, lambda points: network.travel_seconds(home, points) / S_PER_MINUTE


def _feature(area: shapely.Geometry, properties: dict[str, object]) -> dict[str, object]:
    metric = shapely.transform(area, lambda xy: np.column_stack(to_metres(*xy.T)))
    rounded = shapely.set_precision(area, 10**-_DIGITS)
    return {
        "type": "Feature",
        "geometry": json.loads(shapely.to_geojson(rounded)),
        "properties": {**properties, "km2": round(float(shapely.area(metric)) / _M2_PER_KM2, 3)},
    }
