"""How sure the statuses are: the same judgement a hundred times, by other assumptions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from directory.planning.measuring.judging import judge
from directory.planning.measuring.trips import door_trips
from geodata.crs import to_metres
from geodata.measures.assumptions import RUNS, Assumption, Levels, drawn
from geodata.measures.coarser_cells import coarser
from geodata.measures.coverage import Status
from geodata.measures.door_trips import DoorTrips
from geodata.measures.stability import same_status
from geodata.parallel import silent
from geodata.streets.paced import paced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from directory.planning.measuring.doors import AskedDoor
    from directory.planning.measuring.question import Question
    from geodata.measures.coarser_cells import Coarser
    from geodata.measures.criteria import Covered
    from geodata.networks import Networks
    from geodata.parallel import Progress

    FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Judged:
    """
    One kind as it was judged by the district's own assumptions.

    Parameters
    ----------
    doors, dates
        The doors, and the dates of which the best trip counts.
    trips
        The trips to these doors on these dates.
    minutes_car, covered
        As `judge` takes them.
    statuses
        What came out for each village.
    """

    doors: Sequence[AskedDoor]
    dates: Sequence[date]
    trips: DoorTrips
    minutes_car: FloatArray
    covered: Covered
    statuses: Sequence[Status]


def stability(
    question: Question,
    judged: Mapping[str, Judged],
    *,
    runs: int = RUNS,
    progress: Progress = silent,
) -> dict[str, FloatArray]:
    """
    Return for each kind in which share of the runs each village keeps its status.

    Ways are searched once for each walking speed and change time; all other assumptions are
    judged by these.

    Parameters
    ----------
    question
        The villages, their people, and the ways of getting about.
    judged
        The kinds as they were judged already.
    runs
        How many.
    progress
        Told how many searches are done, and of how many.

    Returns
    -------
    shares
        Shape (villages,) for each kind; NaN where data are missing, as nothing was judged there.
    """
    options = question.networks.options
    own = (options.walk_speed_km_h, options.change_minutes)
    draws = drawn(Levels.beside(walk_km_h=own[0], change_minutes=own[1]), runs=runs)
    of = len(judged) * len({_paces(draw) for draw in draws} | {own})
    shares: dict[str, FloatArray] = {}
    done = 0
    squares = _squares(question, draws)
    for kind, base in judged.items():
        rejudged = _Rejudged(question, kind, base, squares)
        found = dict[Assumption, list[str]]()
        for pace in sorted({_paces(draw) for draw in draws}):
            trips = base.trips if pace == own else rejudged.searched(*pace)
            found |= rejudged.statuses(trips, {draw for draw in draws if _paces(draw) == pace})
            done += 1
            progress(done, of)
        shares[kind] = _shares(base.statuses, [found[draw] for draw in draws])
    progress(of, of)
    return shares


def at_pace(networks: Networks, walk_km_h: float, change_minutes: float) -> Networks:
    """Return the networks for people who walk at another speed and need other times to change."""
    options = networks.options
    return replace(
        networks,
        walk=paced(networks.walk, from_km_h=options.walk_speed_km_h, to_km_h=walk_km_h),
        options=replace(options, walk_speed_km_h=walk_km_h, change_minutes=change_minutes),
    )


class _Rejudged:
    """One kind, judged again and again."""

    def __init__(
        self, question: Question, kind: str, base: Judged, squares: Mapping[float, Coarser]
    ) -> None:
        self._question, self._kind, self._base = question, kind, base
        self._squares, self._threshold = squares, question.threshold(kind)

    def searched(self, walk_km_h: float, change_minutes: float) -> DoorTrips:
        """Return the trips of people who walk and change otherwise."""
        networks = at_pace(self._question.networks, walk_km_h, change_minutes)
        base = self._base
        return door_trips(
            self._question, base.doors, self._threshold, base.dates, networks=networks
        )

    def statuses(self, trips: DoorTrips, draws: set[Assumption]) -> dict[Assumption, list[str]]:
        """Return the villages' statuses by each of the draws that these trips are for."""
        chosen = {rank: self._chosen(trips, rank) for rank in {draw.rank for draw in draws}}
        return {draw: self._judge(chosen[draw.rank], draw) for draw in draws}

    def _chosen(self, trips: DoorTrips, rank: int) -> DoorTrips:
        """Return the trips to the door of the rank, and to the one that unknown hours may allow."""
        found = [trips.nearest(limits=self._threshold, rank=rank)]
        if not trips.known.all():
            found += [trips.nearest(limits=self._threshold, rank=rank, known_only=False)]
        return DoorTrips(
            np.column_stack([one.way_minutes for one in found]),
            np.column_stack([one.absence_minutes for one in found]),
            np.array([True, False])[: len(found)],
        )

    def _judge(self, trips: DoorTrips, draw: Assumption) -> list[str]:
        residents, cell = self._squares[draw.cell_m]
        base, threshold = self._base, self._threshold
        limit = max(threshold.public_transport_minutes + draw.limit_minutes, 0.0)
        gaps = judge(
            replace(self._question, residents=residents, homes=self._question.homes.take(cell)),
            self._kind,
            DoorTrips(trips.way_minutes[cell], trips.absence_minutes[cell], trips.known),
            base.minutes_car[cell],
            replace(
                base.covered,
                in_timetable=base.covered.in_timetable[cell],
                on_streets=base.covered.on_streets[cell],
            ),
            replace(threshold, public_transport_minutes=limit),
        )
        return [gap.status.value for gap in gaps]


def _paces(draw: Assumption) -> tuple[float, float]:
    return draw.walk_km_h, draw.change_minutes


def _squares(question: Question, draws: Sequence[Assumption]) -> dict[float, Coarser]:
    homes = question.homes
    x_m, y_m = to_metres(homes.longitude, homes.latitude)
    sizes = {draw.cell_m for draw in draws}
    return {size: coarser(x_m, y_m, question.residents, cell_m=size) for size in sizes}


def _shares(statuses: Sequence[Status], runs: Sequence[Sequence[str]]) -> FloatArray:
    given = np.array([status.value for status in statuses])
    again = np.array(runs, dtype=np.str_).reshape(len(runs), len(given))
    shares = same_status(given, again)
    return np.where(given == Status.INSUFFICIENT_DATA.value, np.nan, shares)
