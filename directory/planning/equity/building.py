"""What a build keeps of supply, equity and siting: `equity.json`, `siting.json`, `siting/*.npz`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from directory.planning.equity.measuring import area_figures, village_figures
from directory.planning.equity.siting import (
    CLOSES_MINUTES,
    NO_WAY_MINUTES,
    OPENS_MINUTES,
    places_of,
    save_places,
    siting_of,
)
from directory.planning.equity.supply import supply_of
from geodata.measures.thresholds import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from numpy.typing import NDArray
    from sqlalchemy.orm import Session

    from directory.planning.equity.supply import KindSupply
    from directory.planning.measuring.question import Question

    Plain = dict[str, Any]

EQUITY, SITING = "equity.json", "siting.json"


def equity_results(
    session: Session,
    question: Question,
    folder: Path,
    *,
    need: Mapping[str, float],
    progress: Callable[[str], None],
) -> None:
    """
    Write the figures of supply and equity, and proposals of further places.

    Parameters
    ----------
    session
        The records; asked for doors and places of Kitas.
    question
        Homes, villages, networks.
    folder
        Where the results of the build lie; the trips of all kinds are kept there already.
    need
        Need factor by AGS; empty where none was uploaded.
    progress
        Called with what is begun.

    Raises
    ------
    MissingInputError
        If the folder holds no trips.
    """
    equity: Plain = {"date": question.networks.typical_day.isoformat(), "kinds": {}}
    siting: Plain = {
        "date": equity["date"],
        "no_way_minutes": NO_WAY_MINUTES,
        "hours": [OPENS_MINUTES, CLOSES_MINUTES],
        "sites": {area.ags: area.name for area in question.villages},
        "kinds": {},
    }
    for kind in KINDS:
        progress(f"supply and siting, {kind}")
        supply = supply_of(session, question, folder, kind)
        equity["kinds"][kind] = _equity(question, supply, need)
        siting["kinds"][kind] = _siting(question, supply, folder)
    for name, results in ((EQUITY, equity), (SITING, siting)):
        (folder / name).write_text(json.dumps(results, ensure_ascii=False), "utf-8")


def _equity(question: Question, supply: KindSupply, need: Mapping[str, float]) -> Plain:
    return {
        "counted": supply.counted,
        "supply": float(supply.supply.sum()),
        "supply_in_reach": float(supply.supply[supply.region.wanted].sum()),
        "doors": len(supply.supply),
        "doors_unknown": supply.doors_unknown,
        "people_unknown": round(supply.unknown, 1),
        "villages": village_figures(question, supply),
        "areas": [
            {"name": name} | area_figures(question, supply, villages, need)
            for name, villages in _areas(question).items()
        ],
    }


def _siting(question: Question, supply: KindSupply, folder: Path) -> Plain:
    places, unknown = places_of(question, supply)
    save_places(folder, supply.kind, places)
    sites = [area.ags for area in question.villages]
    return {"people": round(float(places.people.sum()), 1), "people_unknown": round(unknown, 1)} | (
        siting_of(places, limit=supply.limit, sites=sites)
    )


def _areas(question: Question) -> dict[str, NDArray[np.bool_]]:
    """Return the whole Landkreis, then each youth office's area, as flags of villages."""
    offices = [
        None if area.youth_office is None else area.youth_office.name for area in question.villages
    ]
    named = {office: offices.count(office) for office in offices if office is not None}
    largest_first = sorted(named, key=lambda office: (-named[office], office))
    whole = np.ones(len(offices), dtype=np.bool_)
    return {question.district.name: whole} | {
        office: np.array([office == other for other in offices]) for office in largest_first
    }
