"""Which single measure would help most: every candidate is worked out, none is guessed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from directory.planning.measuring.trips import door_trips
from directory.planning.scenarios.candidates import (
    LEAST_GAP_S,
    Candidate,
    counselling_days,
    places_in_villages,
    promising,
    trips_in_gaps,
)
from directory.planning.scenarios.changed_doors import changed_doors
from directory.planning.scenarios.changed_trips import NewWays, with_trips
from directory.planning.scenarios.evaluating import Side, side
from directory.planning.scenarios.outcomes import people_lifted, shown_people
from geodata.parallel import silent
from geodata.scenarios.days import networks_with
from geodata.scenarios.refusals import ScenarioError
from geodata.scenarios.writing import plain_scenario

if TYPE_CHECKING:
    from collections.abc import Sequence

    from directory.planning.scenarios.ground import Ground
    from geodata.parallel import Progress

WHAT = ("trip", "day", "village")
HOURS = {"day": "14:00-17:00", "village": "Mo-Fr 09:00-17:00"}
MOST_TRIES = 60  # trips that are searched in full
AT_ONCE = 64  # doors searched together
DAY_KINDS = ("counselling", "family_education")


@dataclass(frozen=True)
class Ranked:
    """
    A measure and what it does for one kind of service.

    `lifted` are target persons who come within the limit, fewer those who fall out; None where
    it would tell of fewer than five. `minutes_saved` adds up over people, once each way.
    """

    candidate: Candidate
    lifted: float | None
    minutes_saved: float


@dataclass(frozen=True)
class Ranking:
    """The measures by what they do, the best first, and in sentences what was tried."""

    what: str
    kind: str
    rows: tuple[Ranked, ...]
    tried: tuple[str, ...]

    def plain(self) -> dict[str, Any]:
        """Return the ranking as plain data; a row's `scenario` can be added as it is."""
        rows = [
            {
                "rank": number,
                "about": row.candidate.about,
                "lifted": row.lifted,
                "minutes_saved": row.minutes_saved,
                "scenario": plain_scenario(row.candidate.scenario),
            }
            for number, row in enumerate(self.rows, start=1)
        ]
        return {"what": self.what, "kind": self.kind, "tried": list(self.tried), "rows": rows}


def rank(  # noqa: PLR0913 - what and for which kind, the rest by name only
    ground: Ground,
    what: str,
    kind: str,
    *,
    hours: str | None = None,
    most: int = MOST_TRIES,
    progress: Progress = silent,
) -> Ranking:
    """
    Return the measures of a sort by how many people they lift out of the gap.

    Parameters
    ----------
    ground
        The state of affairs.
    what
        One of WHAT: one more trip, a day in a Kita, a new place in a village.
    kind
        One of KINDS; a day is for counselling or family education.
    hours
        When a day or a place is open; see HOURS.
    most
        How many trips are searched in full; the others are left out, and that is said.
    progress
        Told how many are done, and of how many.
    """
    if what == "trip":
        return _ranked_trips(ground, kind, most, progress)
    if what == "day" and kind not in DAY_KINDS:
        raise ScenarioError(
            field="kind", code="unknown_service", text=kind, known=", ".join(DAY_KINDS)
        )
    text = hours or HOURS[what]
    make = counselling_days if what == "day" else places_in_villages
    tried = make(ground, kind, text)
    rows = _ranked_doors(ground, kind, tried, progress)
    told = f"{len(tried)} candidates, all worked out; open {text}"
    where = "each Kita on each working day" if what == "day" else "the middle of each municipality"
    return Ranking(what, kind, rows, (told, f"tried: {where}"))


def _ranked_doors(
    ground: Ground, kind: str, tried: Sequence[Candidate], progress: Progress
) -> tuple[Ranked, ...]:
    limits, found = ground.question.threshold(kind), list[Ranked]()
    before = side(ground, kind, ground.kept[kind], gaps=())
    for first in range(0, len(tried), AT_ONCE):
        some = tried[first : first + AT_ONCE]
        doors = [changed_doors(ground, one.scenario, kind).new[0] for one in some]
        trips = door_trips(ground.question, doors, limits, ground.week, networks=ground.networks)
        for column, candidate in enumerate(some):
            way = trips.only([column]).nearest(limits=limits).way_minutes.astype(np.float64)
            after = Side((), np.fmin(before.way_minutes, way))
            found.append(_row(ground, kind, candidate, before, after))
        progress(len(found), len(tried))
    return _in_order(found)


def _ranked_trips(ground: Ground, kind: str, most: int, progress: Progress) -> Ranking:
    every = trips_in_gaps(ground)
    tried, found = promising(ground, kind, every, most), list[Ranked]()
    limits = ground.question.threshold(kind)
    before = side(ground, kind, ground.kept[kind], gaps=())
    for candidate in tried:
        after = networks_with(ground.question.networks, candidate.scenario, ground.stops)
        way = with_trips(ground, kind, NewWays(ground, after)).nearest(limits=limits).way_minutes
        found.append(_row(ground, kind, candidate, before, Side((), way.astype(np.float64))))
        progress(len(found), len(tried))
    told = (
        f"{len(every)} candidates: copies of trips of the typical day, in the middle of gaps of"
        f" {2 * LEAST_GAP_S // 3600} hours or more between 6 and 20 h"
    )
    cut = (
        f"{len(tried)} of them worked out: those with the most people in a gap within a walk of"
        f" their stops; {len(every) - len(tried)} left out"
    )
    return Ranking("trip", kind, _in_order(found), (told, cut))


def _row(ground: Ground, kind: str, candidate: Candidate, before: Side, after: Side) -> Ranked:
    lifted, minutes = people_lifted(ground, kind, before, after)
    return Ranked(candidate, shown_people(lifted), round(minutes, 1))


def _in_order(rows: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """Return the rows, most people first, then most minutes; a withheld figure counts as none."""
    return tuple(
        sorted(rows, key=lambda r: (-(r.lifted or 0.0), -r.minutes_saved, r.candidate.about))
    )
