"""What must be right before anything is timed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from geodata.errors import GeodataError
from geodata.points import Points
from geodata.searches.windows import departure_minutes
from geodata.sources.gtfs import read_feed
from scripts.benchmarks.machine import installed
from scripts.benchmarks.ours import transit_on, walking_streets
from scripts.benchmarks.peer_osrm import osrm_seconds
from scripts.benchmarks.peer_streets import node_graph, scipy_search
from scripts.benchmarks.questions import OSRM
from scripts.benchmarks.remembered import RememberedWalks
from scripts.benchmarks.settings import DAY, DEPART_S
from scripts.benchmarks.synthetic import files_in
from scripts.benchmarks.workload import read_workload

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from geodata.searches.transit import Transit
    from geodata.streets.network import StreetNetwork
    from scripts.benchmarks.stop_gate import Agreement
    from scripts.benchmarks.workload import Workload

HOMES = 100  # searched forward one by one, against the profile
PAIRS = 1_000  # of stops, drawn for each time of day
NODES = 300  # of the streets, from where scipy must find the same seconds
SAME_S = 1e-3  # sums of the same floating-point numbers in another order
# OSRM counts each street to 0.1 s; its lengths are "within 0.1% or so" (coordinate_calculation.cpp)
OSRM_SAME_S, OSRM_SAME_SHARE = 1.0, 1e-3


class WrongAnswerError(GeodataError):
    """An engine that is about to be timed gives a wrong answer."""


def gate_lines(
    folder: Path, *, listed: Path | None = None, questions: Sequence[str] = ()
) -> Iterator[str]:
    """
    Yield a line for each check that holds.

    Parameters
    ----------
    folder
        The district.
    listed
        Where to write every pair of stops for which nigiri finds another time; None for nowhere.
    questions
        What will be timed. OSRM contracts the streets for minutes and is checked for W4 only.

    Raises
    ------
    WrongAnswerError
        If one does not hold; nothing is timed then.
    """
    workload = read_workload(folder, cells=HOMES)
    streets = walking_streets(workload)
    transit = transit_on(read_feed(workload.files.timetable), DAY, RememberedWalks(streets))
    if installed("cafein"):
        yield from _beside_cafein(folder)
        yield _doors_beside_cafein(transit, workload)
    if installed("pynigiri"):
        yield from _beside_nigiri(folder, listed)
    yield _profile_is_forward_search(transit, workload.cells, workload.services)
    yield _streets_are_scipys(streets)
    if "W4" in questions and installed(OSRM.package):
        yield _osrm_walks_as_scipy(workload, streets)


def _beside_cafein(folder: Path) -> Iterator[str]:
    from scripts.benchmarks.stop_gate import CLOCKS, stop_gate  # noqa: PLC0415 - runs without peers
    from scripts.benchmarks.window_gate import over_window  # noqa: PLC0415 - as above

    gate = stop_gate(files_in(folder).timetable, DAY)
    for clock in CLOCKS:
        yield _agreed(f"stop to stop at {clock}, seconds as cafein", gate.at(clock))
    for percent, agreement in over_window(gate).items():
        yield _agreed(f"stop to stop, p{percent} of 120 minutes as cafein", agreement)


def _beside_nigiri(folder: Path, listed: Path | None) -> Iterator[str]:
    from scripts.benchmarks import nigiri_gate  # noqa: PLC0415 - as above

    timetable = files_in(folder).timetable
    compared = [*nigiri_gate.compare_day(timetable, DAY, pairs=PAIRS)]
    if listed is not None:
        nigiri_gate.list_differences(listed, compared)
    for clock, count, _, differing in compared:
        found, unexplained = nigiri_gate.by_rule(differing), nigiri_gate.UNEXPLAINED
        what = f"stop to stop at {clock} beside nigiri: {count} pairs"
        if unexplained in found:
            message = f"{what}, unexplained: {found[unexplained]}"
            raise WrongAnswerError(message)
        named = [f"{len(pairs)} where it {rule}" for rule, pairs in found.items()]
        yield f"{what}; {'; '.join(named) or 'none'} differ"


def _doors_beside_cafein(transit: Transit, workload: Workload) -> str:
    from scripts.benchmarks.doors_beside_cafein import distribution_line  # noqa: PLC0415 - as above

    return distribution_line(transit, workload, depart_s=DEPART_S)


def _agreed(what: str, agreement: Agreement) -> str:
    pairs, differing = agreement
    if len(differing):
        message = f"{what}: {len(differing)} of {pairs} pairs differ, first {differing[0]}."
        raise WrongAnswerError(message)
    return f"{what}: 0 of {pairs:,} pairs differ"


def _profile_is_forward_search(transit: Transit, homes: Points, doors: Points) -> str:
    searched = replace(transit).depart_matrix(homes, doors, depart_s=DEPART_S)
    from_profile = departure_minutes(transit, homes, doors, depart_s=DEPART_S)
    differing = int((~np.isclose(searched, from_profile, rtol=0, equal_nan=True)).sum())
    what = f"door to door from {len(homes)} cells, backward as forward"
    if differing:
        message = f"{what}: {differing} of {searched.size} pairs differ."
        raise WrongAnswerError(message)
    return f"{what}: 0 of {searched.size:,} pairs differ"


def _streets_are_scipys(streets: StreetNetwork) -> str:
    places, seconds = _between_junctions(streets)
    apart = np.abs(streets.travel_seconds(places, places) - seconds)
    if not np.nanmax(apart) <= SAME_S or np.isnan(apart).any():
        message = f"streets, junction to junction: up to {np.nanmax(apart):.3f} s from scipy."
        raise WrongAnswerError(message)
    return f"streets, junction to junction as scipy: 0 of {apart.size:,} pairs differ by 1 ms"


def _osrm_walks_as_scipy(workload: Workload, streets: StreetNetwork) -> str:
    places, seconds = _between_junctions(streets)
    apart = np.abs(osrm_seconds(workload, places, places) - seconds)
    differing = int((~(apart <= OSRM_SAME_S + OSRM_SAME_SHARE * seconds)).sum())  # so is no way
    what = "streets, junction to junction by OSRM as by scipy"
    bound = f"pairs differ by more than {OSRM_SAME_S:g} s + {OSRM_SAME_SHARE:.1%}"
    if differing:
        message = f"{what}: {differing} of {apart.size} {bound}."
        raise WrongAnswerError(message)
    return f"{what}: 0 of {apart.size:,} {bound}, the furthest by {apart.max():.1f} s"


def _between_junctions(streets: StreetNetwork) -> tuple[Points, NDArray[np.float64]]:
    """Return evenly spaced junctions and what scipy finds between them, in seconds."""
    graph = node_graph(streets.streets)
    nodes = np.linspace(0, len(graph.longitude) - 1, NODES).astype(np.int64)
    places = Points(graph.longitude[nodes], graph.latitude[nodes])
    return places, scipy_search(graph)(nodes, nodes)
