"""
Travel times on two real extracts against an independent engine, Valhalla.

Measured on 60 street corners of each extract, all pairs, ours divided by theirs (2026-11):

============= ====== ====== =========== =========== ============
extract       mode   median 5 – 95 %    within 5 %  within 15 %
============= ====== ====== =========== =========== ============
Heidelberg    walk   0.991  0.970–1.001 99.5 %      99.9 %
Heidelberg    bike   0.948  0.858–1.019 46 %        95.8 %
Heidelberg    car    1.040  0.961–1.194 58 %        92.3 %
Liechtenstein walk   0.997  0.975–1.000 98.7 %      99.9 %
Liechtenstein bike   0.969  0.912–1.014 78 %        98.6 %
Liechtenstein car    1.050  0.952–1.088 46 %        99.3 %
============= ====== ====== =========== =========== ============

Why they differ:

* Walking: Valhalla walks along trunk roads without a pavement and through private streets; we do
  not. It is asked for the shortest way, as we search; its own taste for footways is switched off.
* Cycling: Valhalla lowers the speed by surface and use of a way by tables of its own, and adds
  time at turns; the speeds of ours are OSRM's.
* Driving: Valhalla adds time at turns, knows turn restrictions and drives on farm tracks (which
  are closed to the public in Germany); ours drives 0.9 × the permitted speed and turns freely.
* The worst outliers: a Heidelberg village (8.6253, 49.3680) from which Valhalla walks along the
  trunk road, 1.13; two corners at the rim of the extract (8.668, 49.496) from which Valhalla
  drives over farm tracks, 0.7.
* Its waiting time at borders and its ferries are switched off: ours has neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest

from geodata.points import Points
from geodata.sources.osm import read_ways
from geodata.streets.network import build_street_network
from tests.geodata.valhalla_tiles import build_tiles, matrix_seconds

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from geodata.sources.osm import OsmWays
    from geodata.streets.access import Mode

EXTRACTS = {
    "Heidelberg": "heidelberg/heidelberg.test.osm.pbf",
    "Liechtenstein": "liechtenstein/liechtenstein_20240303.osm.pbf",
}
VILLAGE_STREETS = ["residential", "living_street", "unclassified", "tertiary"]
CORNERS, SEED = 60, 3
NEAR_S = 60.0  # below a minute, rounding to whole seconds and to 10 m would decide


class Opinions(NamedTuple):
    """Our ways and corners, and what Valhalla says about these by mode."""

    ways: OsmWays
    corners: Points
    seconds: dict[str, NDArray[np.float64]]


@pytest.fixture(scope="module", params=EXTRACTS)
def opinions(
    request: pytest.FixtureRequest, shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Opinions:
    path = shared_data / EXTRACTS[request.param]
    ways = read_ways(path)
    corners = _corners(ways)
    engine = build_tiles(path, tmp_path_factory.mktemp(request.param))
    modes = ("walk", "bike", "car")
    return Opinions(ways, corners, {mode: matrix_seconds(engine, mode, corners) for mode in modes})


def _corners(ways: OsmWays) -> Points:
    """Return nodes of village streets, so that neither engine has to snap far."""
    chosen = np.flatnonzero(ways.tags["highway"].isin(VILLAGE_STREETS).to_numpy())
    slices = [slice(ways.way_offsets[way], ways.way_offsets[way + 1]) for way in chosen]
    nodes = np.unique(np.concatenate([ways.way_nodes[part] for part in slices]))
    drawn = np.random.default_rng(SEED).choice(nodes, CORNERS, replace=False)
    return Points(ways.longitude[drawn], ways.latitude[drawn])


@pytest.mark.parametrize(
    ("mode", "median", "share_within_5", "share_within_15"),
    [
        ("walk", (0.985, 1.0), 0.97, 0.995),
        ("bike", (0.93, 0.98), 0.42, 0.94),
        ("car", (1.02, 1.07), 0.42, 0.9),
    ],
)
def test_times_agree_with_valhalla(
    opinions: Opinions,
    mode: Mode,
    median: tuple[float, float],
    share_within_5: float,
    share_within_15: float,
) -> None:
    network = build_street_network(opinions.ways, mode=mode)
    ours = network.travel_seconds(opinions.corners, opinions.corners)
    theirs = opinions.seconds[mode]
    both = np.isfinite(ours) & np.isfinite(theirs) & (theirs > NEAR_S)
    ratio = ours[both] / theirs[both]
    off = abs(ratio - 1)
    figures = [np.median(ratio), (off <= 0.05).mean(), (off <= 0.15).mean()]
    assert median[0] <= figures[0] <= median[1], figures
    assert figures[1] >= share_within_5, figures
    assert figures[2] >= share_within_15, figures


@pytest.mark.parametrize("mode", ["walk", "bike", "car"])
def test_hardly_a_pair_is_reached_by_one_engine_only(opinions: Opinions, mode: Mode) -> None:
    """Corners cut off at the rim of the extract: each engine loses at most two of sixty."""
    network = build_street_network(opinions.ways, mode=mode)
    ours = network.travel_seconds(opinions.corners, opinions.corners)
    cut_off = network.unsnapped(opinions.corners)
    assert not np.isnan(ours[np.ix_(~cut_off, ~cut_off)]).any()
    assert cut_off.sum() <= 2
    assert np.isnan(opinions.seconds[mode]).mean() <= 2 * 2 / CORNERS
