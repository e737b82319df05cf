"""The timetable of the synthetic district as a GTFS feed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.random import Generator
    from numpy.typing import NDArray

    from scripts.benchmarks.synthetic_lines import Lines

    Rows = list[dict[str, object]]

S_PER_MINUTE, S_PER_HOUR = 60, 3600
HEADWAYS_MIN = (30, 60, 60, 60, 120)  # on working days; drawn for each line
SUNDAY_MIN = 240
BUS = 3  # route_type
SPEED_M_S, DETOUR, STOP_S = 9.5, 1.25, 20  # from stop to stop: metres × detour ÷ speed + stopping
SCHOOL_S = (6 * S_PER_HOUR + 40 * S_PER_MINUTE, 13 * S_PER_HOUR)  # two runs a line and direction
SCHOOL_SPREAD_S = 1200
YEAR = ("20260101", "20261231")
SUMMER_HOLIDAYS = tuple(f"202607{day:02d}" for day in range(6, 32))
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WORKING, SATURDAY, SUNDAY = (1, 1, 1, 1, 1, 0, 0), (0, 0, 0, 0, 0, 1, 0), (0, 0, 0, 0, 0, 0, 1)
SERVICES = {"working": WORKING, "saturday": SATURDAY, "sunday": SUNDAY, "school": WORKING}


class Run(NamedTuple):
    """One trip: its line, direction, days of service and the seconds of its calls."""

    line: int
    direction: int
    service: str
    stops: list[int]
    seconds: NDArray[np.int64]


def plan_runs(random: Generator, lines: Lines, *, times: int) -> list[Run]:
    """Return the trips of all lines and days; `times` as many as in the plain district."""
    runs: list[Run] = []
    for line, pairs in enumerate(lines.pairs):
        headway = int(random.choice(HEADWAYS_MIN))
        for direction in (0, 1):
            stops = [2 * pair + direction for pair in (pairs, pairs[::-1])[direction]]
            travel = _seconds_from_start(lines, stops)
            offset = int(random.integers(headway)) * S_PER_MINUTE
            for service, start in _starts(headway, offset, times):
                runs.append(Run(line, direction, service, stops, start + travel))
    return runs


def _seconds_from_start(lines: Lines, stops: list[int]) -> NDArray[np.int64]:
    """Return when a trip calls at its stops; it needs whole minutes from stop to stop."""
    apart = np.linalg.norm(np.diff(lines.stops[stops], axis=0), axis=1)
    minutes = np.round((apart * DETOUR / SPEED_M_S + STOP_S) / S_PER_MINUTE).astype(np.int64)
    return np.append(0, np.cumsum(np.maximum(1, minutes) * S_PER_MINUTE))


def _starts(headway: int, offset: int, times: int) -> Iterator[tuple[str, int]]:
    """Yield days of service and second of each departure of one line in one direction."""
    for service, first, last, minutes in (
        ("working", 5, 21, headway),
        ("saturday", 7, 19, 2 * headway),
        ("sunday", 9, 19, SUNDAY_MIN),
    ):
        gap = max(S_PER_MINUTE, minutes * S_PER_MINUTE // times)
        start = first * S_PER_HOUR + offset % gap
        yield from ((service, second) for second in range(start, last * S_PER_HOUR, gap))
    shift = offset % SCHOOL_SPREAD_S
    for second in SCHOOL_S:
        for turn in range(times):
            yield "school", second + shift + turn * 5 * S_PER_MINUTE


def timetable_tables(
    runs: list[Run], longitude: NDArray[np.float64], latitude: NDArray[np.float64]
) -> dict[str, Rows]:
    """Return the rows of each GTFS file; stops that no trip calls at are left out."""
    called = sorted({stop for run in runs for stop in run.stops})
    return {
        "agency": [_agency()],
        "calendar": [_calendar(name, days) for name, days in SERVICES.items()],
        "calendar_dates": [_exception(day) for day in SUMMER_HOLIDAYS],
        "routes": [_route(line) for line in sorted({run.line for run in runs})],
        "stops": [_stop(stop, longitude[stop], latitude[stop]) for stop in called],
        "trips": [_trip(number, run) for number, run in enumerate(runs)],
        "stop_times": [row for number, run in enumerate(runs) for row in _calls(number, run)],
    }


def _agency() -> dict[str, object]:
    url, zone = "https://example.org", "Europe/Berlin"
    return {
        "agency_id": "a",
        "agency_name": "Synthetic",
        "agency_url": url,
        "agency_timezone": zone,
    }


def _calendar(name: str, days: tuple[int, ...]) -> dict[str, object]:
    week = dict(zip(DAYS, days, strict=True))
    return {"service_id": name, **week, "start_date": YEAR[0], "end_date": YEAR[1]}


def _exception(day: str) -> dict[str, object]:
    return {"service_id": "school", "date": day, "exception_type": 2}


def _route(line: int) -> dict[str, object]:
    name = {"route_short_name": str(300 + line), "route_long_name": f"Line {line}"}
    return {"route_id": f"r{line}", "agency_id": "a", **name, "route_type": BUS}


def _stop(stop: int, longitude: float, latitude: float) -> dict[str, object]:
    place = {"stop_lat": f"{latitude:.6f}", "stop_lon": f"{longitude:.6f}"}
    return {"stop_id": f"s{stop}", "stop_name": f"Stop {stop // 2}", **place}


def _trip(number: int, run: Run) -> dict[str, object]:
    ids = {"route_id": f"r{run.line}", "service_id": run.service, "trip_id": f"t{number}"}
    return {**ids, "direction_id": run.direction}


def _calls(number: int, run: Run) -> Rows:
    return [
        {
            "trip_id": f"t{number}",
            "arrival_time": _clock(int(second)),
            "departure_time": _clock(int(second)),
            "stop_id": f"s{stop}",
            "stop_sequence": position,
        }
        for position, (stop, second) in enumerate(zip(run.stops, run.seconds, strict=True), start=1)
    ]


def _clock(second: int) -> str:
    minutes = second // S_PER_MINUTE
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{second % S_PER_MINUTE:02d}"
