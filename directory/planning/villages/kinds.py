"""All that the sheet of a village says of one kind of service."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from directory.planning.charts import ClockRing, day_clock
from directory.planning.clock_file import read_clock
from directory.planning.labels import percent
from directory.planning.secrecy import withheld
from directory.planning.villages.days import DayRow, day_chart, day_rows
from directory.planning.villages.figures import Figure, Grounds
from directory.planning.villages.reach import reach_figures
from geodata.measures.thresholds import KINDS, threshold_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from directory.planning.charts import Chart
    from directory.planning.clock_file import ClockResults
    from directory.planning.plain_results import PlainResults
    from geodata.district import District
    from geodata.measures.thresholds import Threshold

    Gap = Mapping[str, Any]

FEW = "Es geht um so wenige Menschen, dass Anteile und Personen hier nicht allein stehen."
WAYS = {
    "assigned": "die Kita des Bedarfsplans",
    "nearest_free": "die nächste Kita mit freiem Platz",
    "nearest": "die nächste Kita",
}
AGES = {"under_3": "Kinder unter 3", "from_3": "Kinder ab 3"}
CLOCK_DAYS = {"school_tuesday": "Schultag", "holiday_tuesday": "Ferientag"}


@dataclass(frozen=True)
class Variant:
    """A result for some children only, or by another choice of Kita; None is not known."""

    name: str
    status: str | None
    half: float | None
    share: float | None


@dataclass(frozen=True)
class KindSheet:
    """One kind of service on the sheet of a village."""

    kind: str
    status: str
    reason: str
    threshold: Threshold
    figures: tuple[Figure, ...]
    days: tuple[DayRow, ...]
    chart: Chart
    nearest: Mapping[str, Any] | None
    k3: Mapping[str, Any] | None
    joined: Mapping[str, Any] | None
    only_in_holidays: bool
    withheld: bool
    variants: tuple[Variant, ...] = ()
    clocks: tuple[Chart, ...] = ()
    clock_hours: tuple[tuple[int, tuple[str, ...]], ...] = ()
    clock_days: tuple[str, ...] = field(default=())


def kind_sheets(
    village: Mapping[str, Any],
    results: PlainResults,
    district: District,
    folder: Path | None,
) -> list[KindSheet]:
    """Return the kinds of service that a village has a result of."""
    clock = read_clock(folder)
    return [
        _sheet(village, kind, results, threshold_of(district, kind), clock)
        for kind in KINDS
        if kind in village["kinds"]
    ]


def _sheet(
    village: Mapping[str, Any],
    kind: str,
    results: PlainResults,
    threshold: Threshold,
    clock: ClockResults | None,
) -> KindSheet:
    gap: Gap = village["kinds"][kind]
    rows = day_rows(village, kind, results)
    secret = withheld(gap, village["target"].get(kind))
    grounds = Grounds(results, threshold, f"Schulwoche {rows[0].when}" if rows[0].when else "")
    hours = _clock(village["ags"], kind, clock)
    return KindSheet(
        kind=kind,
        status=gap["status"],
        reason=_reason(gap, secret=secret),
        threshold=threshold,
        figures=tuple(reach_figures(village, kind, grounds)),
        days=tuple(rows),
        chart=day_chart(rows, kind, threshold.public_transport_minutes),
        nearest=gap.get("nearest"),
        k3=gap.get("k3"),
        joined=gap.get("joined"),
        only_in_holidays=bool(gap.get("fails_only_in_holidays")),
        withheld=secret,
        variants=_variants(gap, secret=secret),
        clocks=tuple(_ring(kind, day, shares) for day, shares in hours.items()),
        clock_hours=_hours(hours),
        clock_days=tuple(CLOCK_DAYS[day] for day in hours),
    )


def _reason(gap: Gap, *, secret: bool) -> str:
    """Return why, without numbers of people where these are few; what is missing is always told."""
    told = not secret or gap["status"] == "insufficient_data"
    return (gap["reason"] or "") if told else FEW


def _variants(gap: Gap, *, secret: bool) -> tuple[Variant, ...]:
    parts = [(gap.get("ways") or {}, WAYS), (gap.get("ages") or {}, AGES)]
    return tuple(
        _variant(words[code], answers.get(code), secret=secret)
        for answers, words in parts
        if answers
        for code in words
    )


def _variant(name: str, answer: Gap | None, *, secret: bool) -> Variant:
    if not answer:
        return Variant(name, None, None, None)
    half = (answer.get("minutes_pt") or {}).get("p50")
    share = None if secret else answer.get("share_failing")
    return Variant(name, answer["status"], half, share)


def _clock(ags: str, kind: str, clock: ClockResults | None) -> dict[str, tuple[float, ...]]:
    days = CLOCK_DAYS if clock is not None else {}
    found = {day: clock.shares(ags, kind, day) for day in days} if clock is not None else {}
    return {day: tuple(shares) for day, shares in found.items() if shares is not None}


def _ring(kind: str, day: str, shares: tuple[float, ...]) -> Chart:
    return day_clock(
        ClockRing(shares, "solid" if day == "school_tuesday" else "stripes"),
        name=f"uhr-{kind}-{day.replace('_', '-')}",
        title=f"Tagesuhr, {CLOCK_DAYS[day]} (Dienstag)",
        description="Uhr mit 24 Stunden; je weiter ein Feld nach außen reicht, desto mehr Menschen können in dieser Stunde einen Termin beginnen. Der äußere Ring heißt: alle. Dieselben Anteile stehen in der Tabelle darunter.",
    )


def _hours(days: Mapping[str, tuple[float, ...]]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Return the hours in which anybody can come on any of the days, with each day's share."""
    hours = [h for h in range(24) if any(shares[h] for shares in days.values())]
    return tuple((h, tuple(percent(shares[h]) for shares in days.values())) for h in hours)
