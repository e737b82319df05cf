"""Invented gap results of the small district, in the form that a build writes."""

from __future__ import annotations

from typing import Any

VILLAGES = ("Oberau", "Unterau", "Talheim an der Au")


def gap_results() -> dict[str, Any]:
    """Return results with one village of each status, small numbers among them."""
    statuses = ("underserved", "served", "insufficient_data")
    people = ((80.0, 70.0), (12.0, 2.0), (3.0, None))  # target, failing: two to be withheld
    return {
        "district": "Landkreis Muster",
        "date": "2026-11-24",
        "days": ["2026-11-24"],
        "straight_line": True,
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
    known = failing is not None
    gap = {
        "status": status,
        "reason": "Für 88 % der Zielgruppe dauert der Weg länger als 30 Minuten (nur Hinweg).",
        "share_failing": failing / target if known else None,
        "people_failing": failing,
        "minutes_pt": {"p50": 41.3, "p90": 65.0} if known else {"p50": None, "p90": None},
        "minutes_car": {"p50": 9.0, "p90": 12.0},
        "severity": None,
        "priority": None,
        "stability": None,
        "estimate": True,
        "sample": True,
        "inputs": [],
    }
    kinds = ("kita", "counselling", "family_education")
    return {
        "ags": f"9999900{index}",
        "name": name,
        "association": "Auland",
        "population": 1234.0,
        "target": dict.fromkeys(kinds, target),
        "kinds": dict.fromkeys(kinds, gap),
    }
