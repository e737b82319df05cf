"""The gap table of a district as plain data, ready to be written and read again."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import numpy as np

from directory.planning.kind_results import KindResults
from directory.planning.measuring import queries as measured
from directory.planning.measuring.judging import covered_by, nearest_car
from directory.planning.measuring.kept import KeptTrips, save_trips
from directory.planning.measuring.kinds import school_dates, search_kind
from directory.planning.measuring.question import question_of
from directory.planning.needs.queries import need_factors
from directory.planning.stability_runs import Judged, stability
from directory.planning.village_results import rounded, stable, village_row
from geodata.measures.assumptions import RUNS
from geodata.measures.thresholds import KINDS
from geodata.parallel import silent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.planning.measuring.kinds import KindTrips
    from directory.planning.measuring.question import Question
    from geodata.district import District
    from geodata.networks import Networks
    from geodata.parallel import Progress


def gap_results(  # noqa: PLR0913 - records, district and networks, the rest by name only
    session: Session,
    district: District,
    networks: Networks,
    *,
    inputs: dict[str, dict[str, Any]],
    progress: Callable[[str], None],
    share: Progress = silent,
    keep_in: Path | None = None,
    runs: int = RUNS,
) -> dict[str, Any]:
    """
    Return every village's gaps, with the names of METHODS, § 2.

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
    keep_in
        Folder that the trips of the headline are kept in, see `read_trips`; nowhere where None.
    runs
        How often every status is judged again by other assumptions; 0 leaves that out.
    """
    question = question_of(session, district, networks)
    searched = _searched(session, question, progress, share)
    if keep_in is not None:
        for kind, trips in searched.items():
            _keep(keep_in, kind, trips)
    parts = {
        kind: KindResults.judge(session, question, trips, need=need_factors(session))
        for kind, trips in searched.items()
    }
    sure = _stability(question, parts, runs, progress, share)
    rows = [village_row(area) for area in question.villages]
    for kind, results in parts.items():
        facts = _facts(kind, sample=any(door.sample for door in results.trips.doors), inputs=inputs)
        for village, row in enumerate(rows):
            row["target"][kind] = rounded(question.targets[kind][village], 1)
            certainty = stable(sure[kind][village] if kind in sure else None)
            row["kinds"][kind] = results.plain(village) | certainty | facts
    return {
        **_head(question),
        "stability_runs": runs or None,
        "inputs": inputs,
        "villages": rows,
    }


def _searched(
    session: Session, question: Question, progress: Callable[[str], None], share: Progress
) -> dict[str, KindTrips]:
    """Search the trips of every kind."""
    covered = covered_by(question.networks, question)
    booked, zone = question.networks.with_on_demand, ZoneInfo(question.district.timezone)
    found = {}
    for number, kind in enumerate(KINDS, start=1):
        progress(f"{kind} ({number} of {len(KINDS)})")
        doors = measured.asked_doors(session, kind, zone)
        found[kind] = search_kind(question, kind, doors, covered, booked, share)
    return found


def _keep(folder: Path, kind: str, searched: KindTrips) -> None:
    doors = tuple(door.id for door in searched.doors)
    car = nearest_car(searched.car)
    save_trips(folder, kind, KeptTrips(searched.school, doors, car))
    if searched.booked is not None:
        save_trips(folder, kind, KeptTrips(searched.booked, doors, car), booked=True)


def _stability(
    question: Question,
    parts: Mapping[str, KindResults],
    runs: int,
    progress: Callable[[str], None],
    share: Progress,
) -> dict[str, Sequence[float]]:
    if not runs:
        return {}
    progress(f"stability, {runs} runs")
    judged = {
        kind: Judged(
            doors=results.trips.doors,
            dates=school_dates(question.networks.typical, results.trips.threshold),
            trips=results.trips.school,
            minutes_car=nearest_car(results.trips.car),
            covered=results.trips.covered,
            statuses=[gap.status for gap in results.school],
        )
        for kind, results in parts.items()
    }
    found = stability(question, judged, runs=runs, progress=share)
    return {kind: np.asarray(shares).tolist() for kind, shares in found.items()}


def _head(question: Question) -> dict[str, Any]:
    """Return what holds for all villages: the district, the days, and what to know of both."""
    district, networks = question.district, question.networks
    typical = networks.typical
    return {
        "district": district.name,
        "ags": district.ags,
        "date": networks.typical_day.isoformat(),
        "days": [choice.plain() for choice in typical.choices],
        "week": [day.isoformat() for day in typical.week],
        "holiday_week": [day.isoformat() for day in typical.holiday_week],
        "straight_line": networks.straight_line,
        "notes": list(networks.notes),
        "thresholds": {kind: _limits(question, kind) for kind in KINDS},
    }


def _limits(question: Question, kind: str) -> dict[str, Any]:
    threshold = question.threshold(kind)
    return {**asdict(threshold), "absence_minutes": threshold.absence_minutes}


def _facts(kind: str, *, sample: bool, inputs: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return which files this kind rests on, and whether one of them is estimate or sample."""
    others = {"kitas", "services"} - ({"kitas"} if kind == "kita" else {"services"})
    used = [facts for name, facts in inputs.items() if name not in others]
    return {
        "estimate": any(facts["estimate"] for facts in used),
        "sample": sample or any(facts["sample"] for facts in used),
        "inputs": [facts["hash"] for facts in used],
    }
