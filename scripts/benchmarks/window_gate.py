"""Percentiles over two hours of departures, from every stop to every stop, beside cafein."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.searches.windows import window_percentiles
from scripts.benchmarks.stop_gate import S_PER_MINUTE, agreement, whole_seconds_of
from scripts.benchmarks.stop_walks import stop_transit

if TYPE_CHECKING:
    from scripts.benchmarks.stop_gate import Agreement, StopGate

PERCENTS = (5, 50, 95)
START, MINUTES = "07:00", 120


def over_window(gate: StopGate) -> dict[int, Agreement]:
    """Compare the percentiles of all pairs of stops, by percent."""
    transit = stop_transit(gate.day, gate.footpaths, rides=gate.rides)
    first_s = gate.second(START)
    minutes = window_percentiles(
        transit,
        *gate.points(),
        first_s=first_s,
        last_s=first_s + (MINUTES - 1) * S_PER_MINUTE,
        percents=PERCENTS,
    )
    theirs = gate.peer.percentiles(
        gate.day.date, START, minutes=MINUTES, percents=PERCENTS, rides=gate.rides
    )
    ours = whole_seconds_of(minutes)
    return {p: agreement(ours[:, :, k], theirs[:, :, k]) for k, p in enumerate(PERCENTS)}
