"""Sample Kita transport: a bus to the Kita for most villages without one, none for some."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.sources.clock_cells import clock_in_words
from geodata.sources.kita_transport import TRANSPORT_COLUMNS
from scripts.samples.dice import dice
from scripts.samples.kita_plan import kitas_of, place
from scripts.samples.ordering import gap_m
from scripts.samples.writing import write_table

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from scripts.samples.raw import Municipality, Raw

COLUMNS = tuple(TRANSPORT_COLUMNS.values())
UNKNOWN, NONE = 0.1, 0.25  # shares of the villages without a Kita: no row; a row that says nein
METRES_A_MINUTE = 350.0  # of straight distance, with detours and stops: about 30 km/h on roads
ARRIVES, LEAVES = (7 * 60 + 30, 8 * 60 + 15), (15 * 60, 16 * 60)
STEP = 5  # minutes; timetables of buses for children are round


def write_kita_transport(raw: Raw, kitas: list[dict[str, object]], out: Path) -> None:
    """Write kita_transport.csv."""
    with_kita = {row["AGS"] for row in kitas}
    villages = [m for m in raw.district if m.ags not in with_kita]
    rows = [row for village in villages for row in _rows(village, kitas)]
    write_table(out / "kita_transport.csv", COLUMNS, rows)


def _rows(village: Municipality, kitas: list[dict[str, object]]) -> list[dict[str, object]]:
    chance = dice(f"kita_transport/{village.ags}")
    drawn = chance.random()
    if drawn < UNKNOWN:
        return []
    row: dict[str, object] = {"AGS": village.ags, "Muster": "ja"}
    if drawn < UNKNOWN + NONE:
        return [row | {"Beförderung": "nein"}]
    (key,) = kitas_of(village, kitas)
    middle = village.shape.centroid
    metres = gap_m((middle.x, middle.y), place(next(k for k in kitas if k["Kennung"] == key)))
    minutes = STEP * max(1, round(metres / METRES_A_MINUTE / STEP))
    return [row | {"Beförderung": "ja", "Kita": key} | _run(minutes, chance)]


def _run(minutes: int, chance: Random) -> dict[str, object]:
    arrives = chance.randrange(*ARRIVES, STEP)
    leaves = chance.randrange(*LEAVES, STEP)
    return {
        "Tage": "Mo-Fr",
        "Abfahrt Ort": clock_in_words(arrives - minutes),
        "Ankunft Kita": clock_in_words(arrives),
        "Abfahrt Kita": clock_in_words(leaves),
        "Ankunft Ort": clock_in_words(leaves + minutes),
        "Alter von": 3,
        "Begleitung": chance.choice(("ja", "ja", "nein", "")),
        "In den Schulferien": chance.choice(("nein", "ja", "")),
    }
