"""
A synthetic rural district, the same every time: streets, timetable, populated cells, services.

Plain, it has 87 villages, some 30,000 street nodes, 2,000 stops, 3,300 trips on a school day with
94,000 calls, 13,000 populated cells of 100 m and 200 services, as Mayen-Koblenz has about.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import astuple, dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import osmium

from geodata.builds import current_build, new_build
from scripts.benchmarks import synthetic_villages
from scripts.benchmarks.synthetic_lines import plan_lines
from scripts.benchmarks.synthetic_points import populated_cells, service_doors
from scripts.benchmarks.synthetic_streets import lay_streets
from scripts.benchmarks.synthetic_timetable import plan_runs, timetable_tables
from scripts.benchmarks.synthetic_villages import place_villages
from scripts.samples.writing import table_text, write_archive, write_table

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from scripts.benchmarks.synthetic_streets import SyntheticStreets

    FloatArray = NDArray[np.float64]

VERSION = 1  # of the generator: raise it when its output changes
SOUTH, WEST = 50.20, 7.10  # the corner of the plane
M_PER_DEGREE = 111_320.0  # of latitude, on a sphere
MIDDLE_LATITUDE = 50.33
SEED = 40  # of the first 40 the one nearest to the figures above
SPEED_LIMITS = {"secondary": ("50", "100"), "tertiary": ("30", "70"), "residential": ("30", "30")}


@dataclass(frozen=True)
class DistrictSize:
    """How large a synthetic district is; `cells` and `timetable` multiply the plain one's."""

    villages: int = synthetic_villages.VILLAGES
    lines: int = 83
    services: int = 200
    cells: int = 1
    timetable: int = 1
    seed: int = SEED

    @property
    def name(self) -> str:
        """Return a short name that no other size has."""
        text = repr((VERSION, *astuple(self)))
        return hashlib.sha256(text.encode()).hexdigest()[:12]


SMALL = DistrictSize(villages=12, lines=12, services=40)


class DistrictFiles(NamedTuple):
    """The files of a synthetic district."""

    streets: Path
    timetable: Path
    cells: Path
    services: Path


def district_files(folder: Path, size: DistrictSize) -> DistrictFiles:
    """Return the files of a district below a folder; they are made where they are missing."""
    var = folder / size.name
    built = current_build(var)
    if built is None:
        with new_build(var, size.name) as unfinished:
            write_district(unfinished, size)
        built = current_build(var) or unfinished
    return files_in(built)


def files_in(folder: Path) -> DistrictFiles:
    """Return where the files of a district lie in a folder."""
    names = ("streets.osm.pbf", "timetable.zip", "cells.csv", "services.csv")
    return DistrictFiles(*(folder / name for name in names))


def write_district(folder: Path, size: DistrictSize) -> None:
    """Write all files of a district into a folder."""
    # each part has its own stream, so that more cells leave the buses alone
    streams = np.random.default_rng(size.seed).spawn(6)
    files, plain = files_in(folder), replace(size, cells=1, timetable=1)
    villages = place_villages(streams[0], plain.villages)
    streets = lay_streets(streams[1], villages)
    lines = plan_lines(streams[2], villages, streets, lines=size.lines)
    runs = plan_runs(streams[3], lines, times=size.timetable)
    _write_streets(files.streets, streets)
    tables = timetable_tables(runs, *_degrees(lines.stops))
    texts = {f"{name}.txt": table_text(tuple(rows[0]), rows) for name, rows in tables.items()}
    write_archive(files.timetable, texts)
    _write_points(files.cells, "c", populated_cells(streams[4], villages, times=size.cells))
    doors = service_doors(streams[5], villages, streets, count=size.services)
    _write_points(files.services, "d", doors)


def _degrees(metres: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return longitude and latitude of positions on the plane."""
    per_degree = M_PER_DEGREE * math.cos(math.radians(MIDDLE_LATITUDE))
    return WEST + metres[:, 0] / per_degree, SOUTH + metres[:, 1] / M_PER_DEGREE


def _write_points(path: Path, letter: str, metres: FloatArray) -> None:
    pairs = zip(*_degrees(metres), strict=True)
    rows = [
        {"id": f"{letter}{number}", "lon": f"{longitude:.6f}", "lat": f"{latitude:.6f}"}
        for number, (longitude, latitude) in enumerate(pairs)
    ]
    write_table(path, ("id", "lon", "lat"), rows)


def _write_streets(path: Path, streets: SyntheticStreets) -> None:
    positions = np.column_stack(_degrees(streets.nodes)).tolist()
    with osmium.SimpleWriter(str(path)) as writer:
        for number, position in enumerate(positions, start=1):
            writer.add_node(osmium.osm.mutable.Node(id=number, location=tuple(position)))
        for number, (nodes, highway) in enumerate(streets.ways, start=1):
            refs, tags = [node + 1 for node in nodes], _tags(highway, corners=len(nodes))
            writer.add_way(osmium.osm.mutable.Way(id=number, nodes=refs, tags=tags))


def _tags(highway: str, *, corners: int) -> dict[str, str]:
    if highway not in SPEED_LIMITS:
        return {"highway": highway, "foot": "yes", "bicycle": "yes"}
    inside, outside = SPEED_LIMITS[highway]
    between_villages = corners > 2  # noqa: PLR2004 - a street of a village has its two ends only
    return {"highway": highway, "maxspeed": outside if between_villages else inside}
