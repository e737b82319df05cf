"""The gap table of a district as plain data, ready to be written and read again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from directory.planning.reasons import reason_of
from directory.records import queries
from directory.travel import minutes_of_kind
from geodata.crs import to_degrees
from geodata.measures.coverage import Residents
from geodata.measures.gaps import gaps_of_kind
from geodata.measures.thresholds import KINDS, threshold_of
from geodata.points import Points

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd
    from numpy.typing import NDArray
    from sqlalchemy.orm import Session

    from directory.records.area_tables import Area, AreaPopulation
    from geodata.district import District
    from geodata.measures.gaps import Gap
    from geodata.networks import Networks

    FloatArray = NDArray[np.float64]

LATER = {"severity": None, "priority": None, "stability": None}  # measured by a later version
MINUTE_DECIMALS = 1
SHARE_DECIMALS = 4


def gap_results(
    session: Session,
    district: District,
    networks: Networks,
    *,
    inputs: dict[str, dict[str, Any]],
    progress: Callable[[str], None],
) -> dict[str, Any]:
    """
    Return every village's gaps, with the names of METHODS §2.

    Parameters
    ----------
    session
        The records.
    district, networks
        Limits, and ways of getting about.
    inputs
        The files behind the answer by source name, each with at least its `hash`.
    progress
        Called with the kind that is begun.
    """
    villages = queries.areas_at(session, "municipality")
    cells = queries.population_cells(session).dropna(subset="people")
    residents = _residents(cells, villages)
    homes = Points(*to_degrees(cells["x_m"].to_numpy(), cells["y_m"].to_numpy()))
    rows = [_village(area) for area in villages]
    for number, kind in enumerate(KINDS, start=1):
        progress(f"{kind} ({number} of {len(KINDS)})")
        threshold = threshold_of(district, kind)
        doors = queries.doors_of_kind(session, kind)
        minutes = minutes_of_kind(doors, homes, networks, threshold, state=district.state)
        target = np.array([_target(area.population, threshold.target) for area in villages])
        facts = _facts(kind, sample=any(door.sample for door in doors), inputs=inputs)
        gaps = gaps_of_kind(minutes, residents, target, threshold)
        booked = networks.with_on_demand
        by_booking: list[Gap | None] = [None] * len(gaps)
        if booked is not None:
            quicker = minutes_of_kind(doors, homes, booked, threshold, state=district.state)
            by_booking = [*gaps_of_kind(quicker, residents, target, threshold)]
        for row, gap, people, other in zip(rows, gaps, target, by_booking, strict=True):
            row["target"][kind] = _rounded(people, 1)
            row["kinds"][kind] = {
                "status": gap.status.value,
                "reason": reason_of(gap, kind, minutes, threshold),
                "share_failing": _rounded(gap.share_failing, SHARE_DECIMALS),
                "people_failing": _rounded(gap.people_failing, 1),
                "minutes_pt": _minutes(gap.minutes_pt),
                "minutes_car": _minutes(gap.minutes_car),
                "with_on_demand": _with_on_demand(other),
                **LATER,
                **facts,
            }
    return {
        "district": district.name,
        "ags": district.ags,
        "date": networks.typical_day.isoformat(),
        "days": [day.isoformat() for day in networks.days],
        "one_way_only": True,
        "straight_line": networks.straight_line,
        "notes": list(networks.notes),
        "inputs": inputs,
        "villages": rows,
    }


def _with_on_demand(gap: Gap | None) -> dict[str, Any] | None:
    """Return the gap with what runs on demand, booked in time; None where nothing does."""
    if gap is None:
        return None
    return {
        "status": gap.status.value,
        "share_failing": _rounded(gap.share_failing, SHARE_DECIMALS),
        "people_failing": _rounded(gap.people_failing, 1),
        "minutes_pt": _minutes(gap.minutes_pt),
    }


def _village(area: Area) -> dict[str, Any]:
    return {
        "ags": area.ags,
        "name": area.name,
        "association": area.parent.name if area.parent is not None else None,
        "population": None if area.population is None else area.population.people,
        "target": {},
        "kinds": {},
    }


def _residents(cells: pd.DataFrame, villages: Sequence[Area]) -> Residents:
    index = {area.ags: number for number, area in enumerate(villages)}
    village = np.array([index[ags] for ags in cells["ags"]], dtype=np.int64)
    return Residents(cells["people"].to_numpy(dtype=np.float64), village, len(villages))


def _target(population: AreaPopulation | None, target: str) -> float:
    """Return the target persons of a village today; NaN where nobody counted them."""
    if population is None:
        return np.nan
    if target == "everyone":
        return population.people
    count = population.under_6 if target == "under_6" else population.under_18
    scaled = population.scaled(count)
    return np.nan if scaled is None else scaled


def _facts(kind: str, *, sample: bool, inputs: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return which files this kind rests on, and whether one of them is estimate or sample."""
    others = {"kitas", "services"} - ({"kitas"} if kind == "kita" else {"services"})
    used = [facts for name, facts in inputs.items() if name not in others]
    return {
        "estimate": any(facts["estimate"] for facts in used),
        "sample": sample or any(facts["sample"] for facts in used),
        "inputs": [facts["hash"] for facts in used],
    }


def _minutes(percentiles: dict[str, float | None]) -> dict[str, float | None]:
    return {name: _rounded(value, MINUTE_DECIMALS) for name, value in percentiles.items()}


def _rounded(value: float | None, decimals: int) -> float | None:
    return None if value is None or np.isnan(value) else round(float(value), decimals)
