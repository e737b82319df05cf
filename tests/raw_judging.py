"""The numbers of METHODS, § 2, of one village, by arithmetic on its raw files alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tests.raw_timetable import rows_of
from tests.raw_village import RawDoor

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from tests.raw_village import RawVillage

AGES = {"kita": ("unter 3", "3 bis 5"), "counselling": ("unter 18",)}


@dataclass
class Judged:
    """Target persons, and each number by its path in the JSON form."""

    target: float
    numbers: dict[str, Any]


@dataclass
class Nearest:
    """The best trip of each home over some dates, minutes; infinite where none works."""

    way: NDArray[np.float64]
    possible: NDArray[np.float64]
    absence: NDArray[np.float64]
    door: NDArray[np.int64]


def judged(village: RawVillage, kind: str) -> Judged:
    """Recompute one kind."""
    limit = village.toml["thresholds"][kind]["public_transport_minutes"]
    doors, days = village.doors(kind), village.days
    school, holidays = (
        [days[name]] if kind == "kita" else village.week(days[name])
        for name in ("school_tuesday", "holiday_tuesday")
    )
    head = _nearest(village, kind, doors, school)
    car = village.car_minutes(doors)
    target, under_6 = _target(village, kind), _target(village, "kita")
    share = _share(village, head, limit)
    severity = float(
        (np.clip((head.way - limit) / limit, 0, 1) * village.people).sum() / village.people.sum()
    )
    people = np.bincount(head.door, weights=village.people, minlength=len(doors))
    names = sorted(range(len(doors)), key=lambda number: doors[number].name)
    numbers: dict[str, Any] = {
        **_beside(village, head, limit, ""),
        "share_failing_k1": village.share(np.isfinite(head.way) & (head.way > limit)),
        "share_failing_k2": village.share(~np.isfinite(head.way)),
        "people_failing": None if share is None else round(share * target, 1),
        "minutes_car.p50": _minutes(village.percentile(car, 50)),
        "minutes_car.p90": _minutes(village.percentile(car, 90)),
        "ratio_pt_car.p50": round(village.percentile(head.way / car, 50) or 0, 2),
        "absence_minutes.p50": _minutes(village.percentile(head.absence, 50)),
        "absence_minutes.p90": _minutes(village.percentile(head.absence, 90)),
        "severity": round(severity, 4),
        "priority": round(severity * (share or 0) * under_6, 2),
        "priority_parts.affected_under_6": round((share or 0) * under_6, 1),
        "nearest.name": doors[max(names, key=lambda number: people[number])].name,
    }
    beside = {"holidays": holidays} | {f"days.{name}": [day] for name, day in days.items()}
    for path, dates in beside.items():
        trips = _nearest(village, kind, doors, dates)
        if np.isfinite(trips.way).any() or not path.startswith("days"):
            numbers |= _beside(village, trips, limit, f"{path}.")
    worse = numbers["holidays.status"]
    numbers["fails_only_in_holidays"] = numbers["status"] != "underserved" == worse
    numbers |= _k3(village, kind, doors)
    return Judged(target, numbers)


def _nearest(
    village: RawVillage, kind: str, doors: Sequence[RawDoor], dates: Sequence[date]
) -> Nearest:
    if kind == "kita":
        way, absence = village.kita_trips(doors, dates)
        known = np.ones(len(doors), dtype=bool)
    else:
        best = village.trips(doors, RawDoor.windows, dates, stay_s=3600, wanted=np.maximum)
        way, absence = best[:, :, 0], best[:, :, 1]
        known = np.array([door.known for door in doors])
    sure = np.where(known, way, np.inf)
    door = sure.argmin(axis=1)
    homes = np.arange(len(door))
    return Nearest(sure[homes, door] / 60, way.min(axis=1) / 60, absence[homes, door] / 60, door)


def _beside(village: RawVillage, trips: Nearest, limit: float, path: str) -> dict[str, Any]:
    at_worst, at_best = (village.share(way > limit) for way in (trips.way, trips.possible))
    statuses = {_status(share) for share in (at_worst, at_best)}
    return {
        f"{path}status": statuses.pop() if len(statuses) == 1 else "insufficient_data",
        f"{path}share_failing": _share(village, trips, limit),
        f"{path}minutes_pt.p50": _minutes(village.percentile(trips.way, 50)),
        f"{path}minutes_pt.p90": _minutes(village.percentile(trips.way, 90)),
    }


def _share(village: RawVillage, trips: Nearest, limit: float) -> float | None:
    at_worst, at_best = (village.share(way > limit) for way in (trips.way, trips.possible))
    return round(at_worst, 4) if at_worst == at_best else None


def _status(share: float) -> str:
    return "underserved" if share > 0.5 else "partly" if share >= 0.2 else "served"


def _minutes(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _target(village: RawVillage, kind: str) -> float:
    if kind == "family_education":
        return float(village.facts["Einwohner"])
    return village.scaled(sum(int(village.facts[age]) for age in AGES[kind]))


def _k3(village: RawVillage, kind: str, doors: Sequence[RawDoor]) -> dict[str, Any]:
    if kind == "counselling":
        return {"k3": None}
    if kind == "kita":
        rows = rows_of(village.folder / "kitas.csv")
        places = sum(int(row["Plätze"]) for row in rows if row["AGS"] == village.ags)
        return {"k3.value": round(places / _target(village, "kita"), 3)}
    every = [day for door in doors for day, _ in door.events]
    quarters = ((max(every) - min(every)).days + 1) / (13 * 7)
    rows = rows_of(village.folder / "services.csv")
    here = {row["Name"] for row in rows if row["AGS"] == village.ags}
    dates = sum(len(door.events) for door in doors if door.name in here)
    return {"k3.value": round(dates / quarters / _target(village, "counselling") * 1000, 3)}
