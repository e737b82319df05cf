"""What is asked of every engine, the same for all."""

from __future__ import annotations

from datetime import date, timedelta

DAY = date(2026, 3, 10)  # a Tuesday in term
WEEK = tuple(date(2026, 3, 9) + timedelta(days=number) for number in range(7))
WALK_SPEED_KM_H = 5.04  # 1.4 m/s
MAX_WALK_MIN = 20.0  # to, from and between stops
RIDES = 4
WINDOW_START_S, WINDOW_MIN = 7 * 3600, 720  # every minute from 7 to 19
PERCENTS = (5, 50, 95)
DEPART_S = 7 * 3600 + 30 * 60
NEAREST = 3
PEER_CELLS = 1_000  # evenly spaced; a peer's time is scaled from them to all cells
RUNS = 3  # alternating; the median counts

SECONDS_PER_MINUTE = 60


def clock(second: int) -> str:
    """Return a second of the day as HH:MM."""
    return f"{second // 3600:02d}:{second // 60 % 60:02d}"


def settings_text(runs: int) -> str:
    """Return the settings in a line."""
    last = clock(WINDOW_START_S + WINDOW_MIN * SECONDS_PER_MINUTE)
    return (
        f"{DAY}, walking {WALK_SPEED_KM_H} km/h, at most {MAX_WALK_MIN:g} min to, from and between"
        f" stops, at most {RIDES} rides, window {clock(WINDOW_START_S)}–{last} by the minute,"
        f" percentiles {PERCENTS}, one departure at {clock(DEPART_S)}, k = {NEAREST},"
        f" median of {runs} alternating runs, each in a fresh process"
    )
