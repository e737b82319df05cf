"""The limits of a district, read from its `[thresholds]` and refused where they are nonsense."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING, Any

from geodata.errors import DistrictError

if TYPE_CHECKING:
    from geodata.district import District

KINDS = ("kita", "counselling", "family_education")
TARGETS = ("under_6", "under_18", "everyone")
MINUTES_PER_DAY = 1440


@dataclass(frozen=True)
class Threshold:
    """
    What counts as in reach for one kind of service; all limits are inclusive.

    Parameters
    ----------
    public_transport_minutes, car_minutes
        Longest way, door to door.
    stay_minutes
        How long one must be able to stay before closing.
    arrive_between_s
        Seconds since midnight between which one must arrive, or None where opening hours decide.
    target
        Whose number is counted: one of TARGETS.
    source
        Where the limits come from, in words for a page.
    """

    public_transport_minutes: float
    car_minutes: float
    stay_minutes: float
    arrive_between_s: tuple[int, int] | None
    target: str
    source: str


def threshold_of(district: District, kind: str) -> Threshold:
    """
    Return the limits of one kind of service.

    Raises
    ------
    DistrictError
        If an entry is missing or no sensible figure.
    """
    try:
        return _threshold(district.thresholds[kind])
    except KeyError as error:
        message = f"district.toml of {district.slug} lacks {error} under [thresholds.{kind}]."
        raise DistrictError(message) from None
    except (ValueError, TypeError) as error:
        message = f"district.toml of {district.slug}, [thresholds.{kind}]: {error}."
        raise DistrictError(message) from None


def _threshold(table: dict[str, Any]) -> Threshold:
    if table["target"] not in TARGETS:
        message = f"target {table['target']!r} is none of {', '.join(TARGETS)}"
        raise ValueError(message)
    between = table.get("arrive_between")
    return Threshold(
        public_transport_minutes=_minutes(table, "public_transport_minutes"),
        car_minutes=_minutes(table, "car_minutes"),
        stay_minutes=_minutes(table, "stay_minutes"),
        arrive_between_s=None if between is None else _span(between),
        target=table["target"],
        source=table["source"],
    )


def _minutes(table: dict[str, Any], name: str) -> float:
    value = table[name]
    if isinstance(value, bool) or not 0 <= float(value) <= MINUTES_PER_DAY:
        message = f"{name} {value!r} is no number of minutes within a day"
        raise ValueError(message)
    return float(value)


def _span(between: list[str]) -> tuple[int, int]:
    first, last = (time.fromisoformat(text) for text in between)
    if first > last:
        message = f"arrive_between {between} ends before it begins"
        raise ValueError(message)
    return _seconds(first), _seconds(last)


def _seconds(moment: time) -> int:
    return moment.hour * 3600 + moment.minute * 60 + moment.second
