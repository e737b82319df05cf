"""
Travel times from every origin to every destination, on any OSM and GTFS files.

Origins and destinations are tables (CSV, XLSX) with the columns id, lon and lat. The result has
the columns from_id, to_id and minutes, with two decimals, empty where there is no way. By public
transport the minutes run from the time of departure to the earliest arrival, walking all the way
included where that is quicker; --walk-as tells who walks. With --known-only a pushchair or a
wheelchair uses only what is known to be fit for it; without, also what nobody has tagged.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click
import numpy as np
import pandas as pd

from geodata.exports import neutralise
from geodata.parallel import blocks
from scripts.clock import ClockTime, second_of
from scripts.options import out_option
from scripts.point_files import read_point_file
from scripts.steps import step
from scripts.travel_files import FILE, S_PER_MINUTE, TravelFiles, tell_unsnapped, travel_options

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from geodata.points import Points
    from geodata.streets.access import Mode

    FloatArray = NDArray[np.float64]
    Question = Callable[[Points, Points], FloatArray]

STREET_MODES: tuple[Mode, ...] = ("walk", "bike", "car", "pushchair", "wheelchair")
MODES = (*STREET_MODES, "transit")
_PART, _PARTS = 512, 25  # origins asked for at once: at least, and in how many parts at most


@click.command(help=__doc__)
@travel_options
@click.option("--mode", type=click.Choice(MODES), required=True)
@click.option("--origins", type=FILE, required=True, help="Table with id, lon, lat.")
@click.option("--destinations", type=FILE, required=True, help="Table with id, lon, lat.")
@click.option("--depart", type=ClockTime(), help="Local time of departure, for transit.")
@out_option(".csv", ".parquet")
def main(  # noqa: PLR0913 - one argument an option
    files: TravelFiles,
    *,
    mode: str,
    origins: Path,
    destinations: Path,
    depart: tuple[int, int] | None,
    out: Path,
) -> None:
    """Read points, search, write the table."""
    from_ids, homes = read_point_file(origins)
    to_ids, doors = read_point_file(destinations)
    points = {"origins": homes, "destinations": doors}
    if mode == "transit":
        question = _by_transit(files, points, depart)
    else:
        question = _by_streets(files, points, mode)
    minutes = _minutes(question, homes, doors)
    _write(out, from_ids, to_ids, minutes)
    reached = int(np.isfinite(minutes).sum())
    click.echo(f"{out.name}: {minutes.size} pairs, {reached} with a way.", err=True)


def _by_transit(
    files: TravelFiles, points: dict[str, Points], depart: tuple[int, int] | None
) -> Question:
    if depart is None:
        message = "Public transport needs a time of departure: --depart HH:MM."
        raise click.UsageError(message)
    transit = files.transit()
    tell_unsnapped(transit.walking, points)
    return partial(transit.depart_matrix, depart_s=second_of(transit.day, depart))


def _by_streets(files: TravelFiles, points: dict[str, Points], mode: str) -> Question:
    streets = files.fit_streets(next(known for known in STREET_MODES if known == mode))
    tell_unsnapped(streets, points)
    return lambda homes, doors: streets.travel_seconds(homes, doors) / S_PER_MINUTE


def _minutes(question: Question, homes: Points, doors: Points) -> FloatArray:
    """Ask for some origins at a time, so that one can say how far it is."""
    minutes = np.empty((len(homes), len(doors)))
    size = max(_PART, -(-len(homes) // _PARTS))
    with step(f"searching {len(homes)} origins × {len(doors)} destinations") as progress:
        for some in blocks(len(homes), size=size):
            minutes[some] = question(homes.take(some), doors)
            progress(some.stop, len(homes))
    return minutes


def _write(out: Path, from_ids: list[str], to_ids: list[str], minutes: FloatArray) -> None:
    table = pd.DataFrame(
        {
            "from_id": np.repeat(np.array(from_ids, dtype=object), len(to_ids)),
            "to_id": np.tile(np.array(to_ids, dtype=object), len(from_ids)),
            "minutes": minutes.ravel().round(2),
        }
    )
    with step(f"writing {out.name}"):
        if out.suffix.lower() == ".parquet":
            table.to_parquet(out, index=False)
        else:
            ids = {name: table[name].map(neutralise) for name in ("from_id", "to_id")}
            table.assign(**ids).to_csv(out, index=False, float_format="%.2f")
