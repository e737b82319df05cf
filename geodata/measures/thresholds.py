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
WAIT_MINUTES = 60.0  # METHODS, § 2: on each side
ABSENCE_BEYOND_STAY_MINUTES = 180.0  # a convention of METHODS, § 2
COLLECT_BETWEEN_S = (55_800, 59_400)  # Abholzeit 15:30–16:30, METHODS, § 2


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
        Where they are given, it is a Kita: one brings a child, and collects it later.
    target
        Whose number is counted: one of TARGETS.
    source
        Where the limits come from, in words for a page.
    collect_between_s
        Seconds since midnight between which one comes to collect a child from a Kita.
    wait_minutes
        Longest wait at the door, before the appointment and after it.
    longest_absence_minutes
        Longest time away from home; the stay and 3 hours where None.
    """

    public_transport_minutes: float
    car_minutes: float
    stay_minutes: float
    arrive_between_s: tuple[int, int] | None
    target: str
    source: str
    collect_between_s: tuple[int, int] = COLLECT_BETWEEN_S
    wait_minutes: float = WAIT_MINUTES
    longest_absence_minutes: float | None = None

    @property
    def absence_minutes(self) -> float:
        """How long one may be away from home, inclusive."""
        if self.longest_absence_minutes is None:
            return self.stay_minutes + ABSENCE_BEYOND_STAY_MINUTES
        return self.longest_absence_minutes

    @property
    def is_kita(self) -> bool:
        """Whether children are brought there and collected, in place of an appointment."""
        return self.arrive_between_s is not None


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
    between, collect = table.get("arrive_between"), table.get("collect_between")
    absence = "absence_minutes"
    return Threshold(
        public_transport_minutes=_limit(table, "public_transport_minutes"),
        car_minutes=_minutes(table, "car_minutes"),
        stay_minutes=_minutes(table, "stay_minutes"),
        arrive_between_s=None if between is None else _span(between),
        target=table["target"],
        source=table["source"],
        collect_between_s=COLLECT_BETWEEN_S if collect is None else _span(collect),
        wait_minutes=_minutes({"wait_minutes": WAIT_MINUTES} | table, "wait_minutes"),
        longest_absence_minutes=_minutes(table, absence) if absence in table else None,
    )


def _minutes(table: dict[str, Any], name: str) -> float:
    value = table[name]
    if isinstance(value, bool) or not 0 <= float(value) <= MINUTES_PER_DAY:
        message = f"{name} {value!r} is no number of minutes within a day"
        raise ValueError(message)
    return float(value)


def _limit(table: dict[str, Any], name: str) -> float:
    """Return a limit that excesses are measured by, so that it cannot be none at all."""
    if _minutes(table, name) == 0:
        message = f"{name} 0 is no limit that anybody could keep"
        raise ValueError(message)
    return float(table[name])


def _span(between: list[str]) -> tuple[int, int]:
    first, last = (time.fromisoformat(text) for text in between)
    if first > last:
        message = f"{between[0]}–{between[1]} ends before it begins"
        raise ValueError(message)
    return _seconds(first), _seconds(last)


def _seconds(moment: time) -> int:
    return moment.hour * 3600 + moment.minute * 60 + moment.second
