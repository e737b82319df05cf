"""An invented clock of a day of the small district, in the form that a build writes."""

from __future__ import annotations

from typing import Any

from tests.small_results import DAYS, KINDS, VILLAGES

SHARES = {8: 1.0, 9: 0.6, 10: 0.3, 15: 0.1}  # of the people of a village, by hour


def clock_results() -> dict[str, Any]:
    """Return hours for two villages; of the third nothing is known."""
    days = ("school_tuesday", "holiday_tuesday")
    known = {
        "school_tuesday": [SHARES.get(hour, 0.0) for hour in range(24)],
        "holiday_tuesday": [0.6 if hour == 9 else 0.0 for hour in range(24)],
    }
    unknown = dict.fromkeys(days)
    return {
        "days": {day: DAYS[day] for day in days},
        "doors": {kind: {"all": 3, "without_hours": 1} for kind in KINDS},
        "villages": {
            f"9999900{number}": dict.fromkeys(
                KINDS, unknown if number == len(VILLAGES) - 1 else known
            )
            for number in range(len(VILLAGES))
        },
    }
