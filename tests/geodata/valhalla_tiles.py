"""Valhalla as a second opinion: tiles of an extract, and its matrix."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import numpy as np
import valhalla
from valhalla.config import get_config

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from geodata.points import Points

_NEITHER = {"use_ferry": 0, "country_crossing_cost": 0, "country_crossing_penalty": 0}
# The quickest way at the same speeds, without Valhalla's tastes and penalties.
COSTINGS: dict[str, tuple[str, dict[str, Any]]] = {
    "walk": ("pedestrian", {"walking_speed": 4.5, "shortest": True, "max_hiking_difficulty": 6}),
    "bike": (
        "bicycle",
        {
            "cycling_speed": 15,
            "bicycle_type": "City",
            "use_roads": 1,
            "use_hills": 1,
            "avoid_bad_surfaces": 0,
            "service_penalty": 0,
            "maneuver_penalty": 0,
        },
    ),
    "car": ("auto", {"use_tracks": 0}),
}


def build_tiles(extract: Path, folder: Path) -> valhalla.Actor:
    """Build the tiles of an extract and return the engine on them."""
    tiles, tar = folder / "tiles", folder / "tiles.tar"
    tiles.mkdir()
    tar.touch()
    config = get_config(tile_dir=str(tiles), tile_extract=str(tar))
    config["thor"]["source_to_target_algorithm"] = "timedistancematrix"
    config["mjolnir"]["concurrency"] = 1
    for costing, _ in COSTINGS.values():
        config["service_limits"][costing]["max_matrix_location_pairs"] = 100_000
        config["service_limits"][costing]["max_matrix_distance"] = 500_000
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    program = valhalla.PYVALHALLA_DIR / "bin" / "valhalla_build_tiles"
    command = [str(program), "-c", str(folder / "config.json"), str(extract)]
    subprocess.run(command, check=True, capture_output=True, cwd=folder)
    return valhalla.Actor(config)


def matrix_seconds(engine: valhalla.Actor, mode: str, points: Points) -> NDArray[np.float64]:
    """Return Valhalla's seconds between all points; NaN where it answers null."""
    costing, options = COSTINGS[mode]
    positions = zip(points.longitude.tolist(), points.latitude.tolist(), strict=True)
    places = [{"lon": longitude, "lat": latitude} for longitude, latitude in positions]
    request = {"sources": places, "targets": places, "costing": costing}
    answer = engine.matrix({**request, "costing_options": {costing: {**options, **_NEITHER}}})
    seconds = np.full((len(points), len(points)), np.nan)
    for cell in (cell for row in answer["sources_to_targets"] for cell in row):
        if cell["time"] is not None:
            seconds[cell["from_index"], cell["to_index"]] = cell["time"]
    return seconds
