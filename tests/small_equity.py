"""Invented results of supply, equity and siting of the small district, as a build writes them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from directory.planning.equity.building import EQUITY, SITING
from directory.planning.equity.siting import save_places, siting_of
from geodata.siting.places import Places
from tests.small_results import KINDS, VILLAGES

if TYPE_CHECKING:
    from pathlib import Path

AGS = [f"9999900{index}" for index in range(len(VILLAGES))]
# Homes in three villages; a way of 10 minutes at home, 40 to the next village, none to the third.
PLACES = Places(
    np.array([[10.0, 40.0, np.nan], [40.0, 10.0, 40.0], [np.nan, 40.0, 10.0]]),
    np.array([80.0, 12.0, 3.0]),
    np.array([35.0, 31.0, np.nan]),
)


def write_equity(folder: Path) -> None:
    """Write what the pages of equity and siting read."""
    equity = {"date": "2026-11-24", "kinds": dict.fromkeys(KINDS, _figures())}
    siting = {
        "date": "2026-11-24",
        "no_way_minutes": 120.0,
        "hours": [540, 1020],
        "sites": dict(zip(AGS, VILLAGES, strict=True)),
        "kinds": {
            kind: {"people": 95.0, "people_unknown": 0.0} | siting_of(PLACES, limit=30.0, sites=AGS)
            for kind in KINDS
        },
    }
    (folder / EQUITY).write_text(json.dumps(equity), encoding="utf-8")
    (folder / SITING).write_text(json.dumps(siting), encoding="utf-8")
    for kind in KINDS:
        save_places(folder, kind, PLACES)


def _figures() -> dict[str, Any]:
    values = ((0.25, 40.0), (1.5, 300.0), (0.1, 10.0))  # the last one's few children are no rank
    return {
        "counted": "places",
        "supply": 120.0,
        "supply_in_reach": 100.0,
        "doors": 2,
        "doors_unknown": 1,
        "people_unknown": 7.0,
        "villages": {
            ags: {
                "target": people,
                "per_person": each,
                "per_person_stepped": each,
                "balanced": index,
            }
            for ags, people, (each, index) in zip(AGS, (80.0, 35.0, 3.0), values, strict=True)
        },
        "areas": [_area("Landkreis Muster", 3, 0.4), _area("Kreisjugendamt Muster", 2, 0.1)],
    }


def _area(name: str, villages: int, unequal: float) -> dict[str, Any]:
    short = {"fgt0": 0.25, "fgt1": 0.125, "fgt2": 0.0625}
    curve = [[step / 20, (step / 20) ** (1 + unequal)] for step in range(21)]
    return {
        "name": name,
        "people": 118.0,
        "villages": villages,
        "minutes": {"limit": 30.0} | short,
        "opportunities": {"line": 0.85, "mean": 0.85} | short,
        "inequality": {
            "gini": unequal,
            "palma": None,
            "theil": {"total": 0.3, "between": 0.1, "within": 0.2},
            "concentration": None,
        },
        "lorenz": curve,
    }
