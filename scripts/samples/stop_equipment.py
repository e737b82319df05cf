"""Sample shelters, benches and lights; of many stops nothing is known, as in real life."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.sources.stop_equipment import COLUMNS
from scripts.samples.dice import dice
from scripts.samples.raw import DISTRICT_AGS
from scripts.samples.writing import write_table

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.samples.raw import Raw

KNOWN = 0.6  # share of stops
ANSWERS = ("ja", "ja", "nein", "")


def write_stop_equipment(raw: Raw, out: Path) -> None:
    """Write stop_equipment.csv, for some of the stops of the district."""
    rows = []
    for stop in raw.stops.values():
        chance = dice(f"equipment/{stop.key}")
        if stop.ags.startswith(DISTRICT_AGS) and chance.random() < KNOWN:
            rows.append({name: chance.choice(ANSWERS) for name in COLUMNS} | {COLUMNS[0]: stop.key})
    write_table(out / "stop_equipment.csv", COLUMNS, rows)
