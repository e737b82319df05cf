"""The gap table of a district as plain data, ready to be written and read again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from directory.planning.reasons import reason_of
from directory.records import queries
from directory.travel import minutes_of_kind
from geodata.crs import to_degrees
from geodata.measures.coverage import Residents
from geodata.measures.gaps import gaps_of_kind
from geodata.measures.thresholds import KINDS, threshold_of
from geodata.parallel import silent
from geodata.points import Points

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd
    from numpy.typing import NDArray
    from sqlalchemy.orm import Session

    from directory.records.area_tables import Area, AreaPopulation
    from geodata.district import District
    from geodata.measures.gaps import Gap, KindMinutes
    from geodata.measures.thresholds import Threshold
    from geodata.networks import Networks
    from geodata.parallel import Progress

    FloatArray = NDArray[np.float64]

LATER = {"severity": None, "priority": None, "stability": None}  # measured by a later version
MINUTE_DECIMALS = 1
SHARE_DECIMALS = 4


@dataclass(frozen=True)
class Question:
    """For whom the gaps are asked, by which limits, and by which ways of getting about."""

    district: District
    networks: Networks
    villages: Sequence[Area]
    residents: Residents
    homes: Points

    def target(self, threshold: Threshold) -> FloatArray:
        """Return the target persons of each village today, shape (villages,); NaN if unknown."""
        return np.array([_target(area.population, threshold.target) for area in self.villages])


def gap_results(  # noqa: PLR0913 - records, district and networks, the rest by name only
    session: Session,
    district: District,
    networks: Networks,
    *,
    inputs: dict[str, dict[str, Any]],
    progress: Callable[[str], None],
    share: Progress = silent,
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
    share
        Called with how much of the kind is done, and of how much.
    """
    question = _question(session, district, networks)
    rows = [_village(area) for area in question.villages]
    for number, kind in enumerate(KINDS, start=1):
        progress(f"{kind} ({number} of {len(KINDS)})")
        doors = queries.doors_of_kind(session, kind)
        facts = _facts(kind, sample=any(door.sample for door in doors), inputs=inputs)
        target = question.target(threshold_of(district, kind))
        gaps = _gaps_of_kind(question, kind, doors, share)
        for row, people, gap in zip(rows, target, gaps, strict=True):
            row["target"][kind] = _rounded(people, 1)
            row["kinds"][kind] = {**gap, **LATER, **facts}
    return {**_head(district, networks), "inputs": inputs, "villages": rows}


def _question(session: Session, district: District, networks: Networks) -> Question:
    villages = queries.areas_at(session, "municipality")
    cells = queries.population_cells(session).dropna(subset="people")
    homes = Points(*to_degrees(cells["x_m"].to_numpy(), cells["y_m"].to_numpy()))
    return Question(district, networks, villages, _residents(cells, villages), homes)


def _head(district: District, networks: Networks) -> dict[str, Any]:
    """Return what holds for all villages: the district, the days, and what to know of both."""
    return {
        "district": district.name,
        "ags": district.ags,
        "date": networks.typical_day.isoformat(),
        "days": [day.isoformat() for day in networks.days],
        "one_way_only": True,
        "straight_line": networks.straight_line,
        "notes": list(networks.notes),
    }


def _gaps_of_kind(
    question: Question, kind: str, doors: Sequence[queries.Door], share: Progress
) -> list[dict[str, Any]]:
    """Return the gap of each village, and within it the one with what runs on demand."""
    threshold = threshold_of(question.district, kind)
    plain, *booked = _minutes_of_kind(question, doors, threshold, share)
    target = question.target(threshold)
    gaps = gaps_of_kind(plain, question.residents, target, threshold)
    others: list[Gap | None] = [None] * len(gaps)
    for minutes in booked:
        others = [*gaps_of_kind(minutes, question.residents, target, threshold)]
    return [
        {
            "status": gap.status.value,
            "reason": reason_of(gap, kind, plain, threshold),
            "share_failing": _rounded(gap.share_failing, SHARE_DECIMALS),
            "people_failing": _rounded(gap.people_failing, 1),
            "minutes_pt": _minutes(gap.minutes_pt),
            "minutes_car": _minutes(gap.minutes_car),
            "with_on_demand": _with_on_demand(other),
        }
        for gap, other in zip(gaps, others, strict=True)
    ]


def _minutes_of_kind(
    question: Question, doors: Sequence[queries.Door], threshold: Threshold, share: Progress
) -> list[KindMinutes]:
    """Return the minutes without what runs on demand and, where anything does, with it."""
    booked = question.networks.with_on_demand
    ways = [question.networks] if booked is None else [question.networks, booked]

    def part(number: int) -> Progress:
        return lambda done, of: share(number * of + done, len(ways) * of)

    state = question.district.state
    return [
        minutes_of_kind(doors, question.homes, way, threshold, state=state, progress=part(number))
        for number, way in enumerate(ways)
    ]


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
