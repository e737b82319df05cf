"""One village and one kind of service as plain data, with the names of METHODS, § 2."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from directory.planning.reasons import reason_of
from geodata.measures.coverage import Status
from geodata.measures.severity import EQUAL, Priority
from geodata.measures.small_numbers import ENOUGH
from geodata.measures.stability import label_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from directory.planning.measuring.kinds import KindTrips
    from directory.records.area_tables import Area
    from geodata.measures.gaps import Gap

MINUTE_DECIMALS = 1
SHARE_DECIMALS = 4


def village_row(area: Area) -> dict[str, Any]:
    """Return what holds for a village whatever the kind."""
    population = area.population
    return {
        "ags": area.ags,
        "name": area.name,
        "association": area.parent.name if area.parent is not None else None,
        "youth_office": area.youth_office.name if area.youth_office is not None else None,
        "population": None if population is None else population.people,
        "area_km2": None if population is None else population.area_km2,
        "target": {},
        "kinds": {},
    }


def headline(gap: Gap, kind: str, searched: KindTrips) -> dict[str, Any]:
    """Return the judgement of the school week."""
    door = None if gap.nearest_door is None else searched.doors[gap.nearest_door]
    service = None if door is None or door.service_id is None else str(door.service_id)
    return {
        "status": gap.status.value,
        "reason": reason_of(gap, kind, searched.doors, searched.threshold),
        "share_failing": rounded(gap.share_failing, SHARE_DECIMALS),
        "share_failing_k1": rounded(gap.share_failing_k1, SHARE_DECIMALS),
        "share_failing_k2": rounded(gap.share_failing_k2, SHARE_DECIMALS),
        "people_failing": rounded(gap.people_failing, 1),
        "minutes_pt": minutes(gap.minutes_pt),
        "minutes_car": minutes(gap.minutes_car),
        "ratio_pt_car": {name: rounded(value, 2) for name, value in gap.ratio_pt_car.items()},
        "absence_minutes": minutes(gap.absence_minutes),
        "severity": rounded(gap.severity, SHARE_DECIMALS),
        "nearest": None if door is None else {"name": door.name, "service_id": service},
    }


def beside(gap: Gap) -> dict[str, Any]:
    """Return the short form of a judgement that stands beside the headline."""
    return {
        "status": gap.status.value,
        "share_failing": rounded(gap.share_failing, SHARE_DECIMALS),
        "minutes_pt": minutes(gap.minutes_pt),
    }


def with_people(gap: Gap) -> dict[str, Any]:
    """Return the short form with people in absolute numbers."""
    return beside(gap) | {"people_failing": rounded(gap.people_failing, 1)}


def fails_only_in_holidays(school: Gap, holidays: Gap | None) -> bool | None:
    """Say whether a village has its gap in the school holidays alone; None where unknown."""
    if holidays is None or Status.INSUFFICIENT_DATA in {school.status, holidays.status}:
        return None
    return school.status is not Status.UNDERSERVED and holidays.status is Status.UNDERSERVED


def priority(parts: Priority) -> dict[str, Any]:
    """Return the priority, and the parts that it is made of."""
    return {
        "priority": rounded(parts.value, 2),
        "priority_parts": {
            "severity": rounded(parts.severity, SHARE_DECIMALS),
            "affected_under_6": rounded(parts.affected_under_6, 1),
            "need_factor": parts.need_factor,
            "weights": asdict(EQUAL),
        },
    }


def stable(share: float | None) -> dict[str, Any]:
    """Return in which share of the stability runs the status stays, and what that is called."""
    label = label_of(share)
    return {
        "stability": rounded(share, SHARE_DECIMALS),
        "stability_label": None if label is None else label.value,
    }


def few(target: float) -> bool:
    """Say whether so few are meant that their share says little; not where nobody counted them."""
    return bool(target < ENOUGH)


def joined(areas: Sequence[Area], targets: Sequence[float], failing: float) -> dict[str, Any]:
    """Return a village with the neighbours that its share is told with."""
    people = float(sum(targets))
    return {
        "ags": [area.ags for area in areas],
        "names": [area.name for area in areas],
        "target": rounded(people, 1),
        "share_failing": rounded(failing / people, SHARE_DECIMALS),
    }


def minutes(percentiles: dict[str, float | None]) -> dict[str, float | None]:
    """Return minutes as they are written."""
    return {name: rounded(value, MINUTE_DECIMALS) for name, value in percentiles.items()}


def rounded(value: float | None, decimals: int) -> float | None:
    """Return a number as it is written; None where it is unknown."""
    return None if value is None or np.isnan(value) else round(float(value), decimals)
