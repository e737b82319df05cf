"""Invented gap results of the small district, in the form that a build writes."""

from __future__ import annotations

from typing import Any

VILLAGES = ("Oberau", "Unterau", "Talheim an der Au")
DAYS = {
    "school_tuesday": "2026-11-24",
    "school_friday": "2026-11-27",
    "holiday_tuesday": "2026-12-29",
    "saturday": "2026-11-28",
}
KINDS = ("kita", "counselling", "family_education")


def gap_results() -> dict[str, Any]:
    """Return results with one village of each status, small numbers among them."""
    statuses = ("underserved", "served", "insufficient_data")
    people = ((80.0, 70.0), (12.0, 2.0), (3.0, None))  # target, failing: two to be withheld
    return {
        "district": "Landkreis Muster",
        "ags": "99999",
        "date": "2026-11-24",
        "days": [
            {"kind": kind, "date": day, "trips": 120, "considered": [day]}
            for kind, day in DAYS.items()
        ],
        "week": ["2026-11-24"],
        "holiday_week": ["2026-12-29"],
        "straight_line": True,
        "notes": [],
        "inputs": {},
        "thresholds": {},
        "stability_runs": 100,
        "villages": [
            _gap_village(index, name, status, *numbers)
            for index, (name, status, numbers) in enumerate(
                zip(VILLAGES, statuses, people, strict=True)
            )
        ],
    }


def _gap_village(
    index: int, name: str, status: str, target: float, failing: float | None
) -> dict[str, Any]:
    return {
        "ags": f"9999900{index}",
        "name": name,
        "association": "Auland",
        "youth_office": "Kreisjugendamt Muster",
        "population": 1234.0,
        "area_km2": 16.0,
        "target": dict.fromkeys(KINDS, target),
        "kinds": {kind: _gap(kind, status, target, failing, village=index) for kind in KINDS},
    }


def _gap(
    kind: str, status: str, target: float, failing: float | None, *, village: int
) -> dict[str, Any]:
    known = failing is not None
    share = failing / target if failing is not None else None
    minutes = {"p50": 41.3, "p90": 65.0} if known else {"p50": None, "p90": None}
    answer = {"status": status, "share_failing": share, "minutes_pt": minutes}
    gap = {
        **answer,
        "reason": "Für 88 % der Zielgruppe dauert ein Weg länger als 30 Minuten.",
        "share_failing_k1": share,
        "share_failing_k2": 0.0 if known else None,
        "people_failing": failing,
        "minutes_car": {"p50": 9.0, "p90": 12.0},
        "ratio_pt_car": {"p50": 4.6 if known else None},
        "absence_minutes": {"p50": 160.0, "p90": 205.0} if known else minutes,
        "severity": 0.4 if known else None,
        "priority": 28.0 if known else None,
        "priority_parts": _parts(failing),
        "stability": 0.93 if known else None,
        "stability_label": "robust" if known else None,
        "fails_only_in_holidays": status == "served" if known else None,
        "days": {day: {"date": on, "doors_open": 3, **answer} for day, on in DAYS.items()},
        "holidays": {**answer, "status": "underserved" if known else status},
        "with_on_demand": {**answer, "people_failing": failing},
        "k3": None,
        "few": target < 30,
        "withheld": False,
        "joined": _joined(village) if target < 30 else None,
        "nearest": {"name": "Beratungsstelle Unterau", "service_id": None} if known else None,
        "estimate": True,
        "sample": True,
        "inputs": [],
    }
    if kind == "kita":
        gap["ways"] = {"nearest": answer, "nearest_free": None, "assigned": None}
        gap["ages"] = {"under_3": answer, "from_3": {**answer, "status": "insufficient_data"}}
    return gap


def _parts(failing: float | None) -> dict[str, Any]:
    weights = {"severity": 1.0, "affected_under_6": 1.0, "need_factor": 1.0}
    known = failing is not None
    return {
        "severity": 0.4 if known else None,
        "affected_under_6": failing,
        "need_factor": 1.0,
        "weights": weights,
    }


def _joined(village: int) -> dict[str, Any]:
    """Return the village with Oberau, which has enough people for both."""
    return {
        "ags": [f"9999900{village}", "99999000"],
        "names": [VILLAGES[village], VILLAGES[0]],
        "target": 92.0,
        "share_failing": 0.78,
    }
