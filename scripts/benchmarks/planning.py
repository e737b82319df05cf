"""Time what planners ask: what-if answers beside a search of everything anew, and a whole build."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from directory.planning.building import NOTHING_BUILT, build
from directory.planning.measuring.kept import KeptTrips
from directory.planning.measuring.trips import door_trips
from directory.planning.scenarios.evaluating import evaluate
from directory.planning.scenarios.ground import ground_of
from directory.planning.scenarios.outcomes import outcomes
from directory.records.database import database_url, open_engine, reading
from directory.records.errors import NotFoundError
from geodata.builds import current_build
from geodata.district import VAR_VARIABLE
from geodata.measures.thresholds import KINDS
from geodata.networks import open_networks
from scripts.benchmarks.machine import machine_text
from scripts.benchmarks.planning_questions import scenarios_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy.orm import Session

    from directory.planning.scenarios.ground import Ground
    from geodata.district import District

PLANNING = "planning"
LIMIT_WHATIF_S, LIMIT_BUILD_S = 2.0, 120.0  # of the issue
RUNS = 3


def measure_planning(district: District, *, say: Callable[[str], None]) -> dict[str, Any]:
    """
    Return whatif_s (the slowest question), full_rebuild_s, their ratio, build_s, and the limits.

    Each question is asked several times and its median counts; the first answer of all, which
    also compiles and remembers, stands apart as first_s. `full_rebuild_s` searches and judges
    everything anew on networks that are open already, which is what an overlay spares; `build_s`
    is the whole command into an empty folder.

    Parameters
    ----------
    district
        One that has been imported and built.
    say
        Called with each line for people.

    Raises
    ------
    NotFoundError
        If it has not been built.
    """
    folder = current_build(district.var)
    if folder is None:
        raise NotFoundError(NOTHING_BUILT)
    url = database_url(district)
    engine = open_engine(url)
    say(f"{machine_text()}; {datetime.now(UTC).isoformat(timespec='minutes')}")
    with reading(engine) as session:
        ground = ground_of(
            session, district, open_networks(folder / "networks"), folder / "results"
        )
        figures = _figures(ground, say)
        figures |= {"build_s": _build_s(session, district), "limit_build_s": LIMIT_BUILD_S}
    engine.dispose()
    say(f"whole build: {figures['build_s']} s (limit {LIMIT_BUILD_S:.0f})")
    return figures


def _figures(ground: Ground, say: Callable[[str], None]) -> dict[str, Any]:
    asked = scenarios_of(ground)
    first_s = _seconds(lambda: outcomes(ground, evaluate(ground, asked["one more trip, 1"])))
    each = {
        name: round(
            median(
                _seconds(lambda one=one: outcomes(ground, evaluate(ground, one)))  # type: ignore[misc] # bound at once
                for _ in range(RUNS)
            ),
            2,
        )
        for name, one in asked.items()
    }
    for name, taken in each.items():
        say(f"what if, {name}: {taken} s (limit {LIMIT_WHATIF_S:.0f})")
    rebuild_s, whatif_s = _seconds(lambda: _anew(ground)), max(each.values())
    ratio = round(rebuild_s / whatif_s, 1)
    say(f"everything searched anew: {rebuild_s:.2f} s, {ratio} times the slowest what-if")
    return {
        "whatif_s": whatif_s,
        "whatif_each_s": each,
        "first_s": round(first_s, 2),
        "full_rebuild_s": round(rebuild_s, 2),
        "ratio": ratio,
        "limit_s": LIMIT_WHATIF_S,
        "runs": RUNS,
    }


def _anew(ground: Ground) -> None:
    """Search the week's round trips of all kinds, and judge them."""
    for kind in KINDS:
        limits, kept = ground.question.threshold(kind), ground.kept[kind]
        trips = door_trips(ground.question, ground.doors[kind], limits, ground.week)
        ground.judged(kind, KeptTrips(trips, kept.doors, kept.minutes_car))


def _build_s(session: Session, district: District) -> float:
    with TemporaryDirectory() as name, _var_in(Path(name)):
        return round(_seconds(lambda: build(session, district, progress=lambda _: None)), 1)


@contextmanager
def _var_in(folder: Path) -> Iterator[None]:
    """Let what is built go into a folder for a while."""
    before = os.environ.get(VAR_VARIABLE)
    os.environ[VAR_VARIABLE] = str(folder)
    try:
        yield
    finally:
        del os.environ[VAR_VARIABLE]
        if before is not None:
            os.environ[VAR_VARIABLE] = before


def _seconds(do: Callable[[], object]) -> float:
    begin = time.perf_counter()
    do()
    return time.perf_counter() - begin
