"""Where up to five further places of a kind would help most, and what they would change."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from directory.planning.equity.supply import people_at_homes
from directory.planning.measuring.doors import AskedDoor
from directory.planning.measuring.trips import door_trips
from geodata.siting.models import (
    maximal_covering,
    one_after_the_other,
    p_median,
    set_covering,
)
from geodata.siting.places import Places, outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from numpy.typing import NDArray

    from directory.planning.equity.supply import KindSupply
    from directory.planning.measuring.question import Question

    Sites = tuple[int, ...]

MOST_SITES = 5
NO_WAY_MINUTES = 120.0  # what having no way counts in a mean; a convention, told on the page
WEEKDAYS = range(5)  # as `date.weekday` counts
OPENS_MINUTES, CLOSES_MINUTES = 9 * 60, 17 * 60  # of an invented site; told on the page
FOLDER = "siting"


@dataclass
class OfficeHours:
    """The hours of an invented site on one weekday, as a schedule of the records has them."""

    weekday: int | None
    opens_minutes: int | None = OPENS_MINUTES
    closes_minutes: int | None = CLOSES_MINUTES
    valid_from: date | None = None
    valid_to: date | None = None
    by_appointment: bool = False
    on_public_holidays: bool = False
    in_school_holidays: bool = True


def sites_of(question: Question, kind: str) -> list[AskedDoor]:
    """
    Return one possible site in each village: the cell where most of its people live.

    A Kita is open at the usual times of bringing and collecting, anything else from 9 to 17
    from Monday to Friday.
    """
    hours = () if kind == "kita" else tuple(OfficeHours(day) for day in WEEKDAYS)
    residents, homes = question.residents, question.homes
    order = np.lexsort((-residents.people, residents.village))
    first = np.searchsorted(residents.village[order], np.arange(residents.villages))
    sites = []
    for village, area in enumerate(question.villages):
        here = order[min(first[village], len(order) - 1)]
        sites.append(
            AskedDoor(
                id=area.ags,
                service_id=None,
                name=area.name,
                longitude=float(homes.longitude[here]),
                latitude=float(homes.latitude[here]),
                schedules=hours,
            )
        )
    return sites


def places_of(question: Question, supply: KindSupply) -> tuple[Places, float]:
    """Return homes and sites of a kind on the typical day, and who is left out as unknown."""
    sites, threshold = sites_of(question, supply.kind), question.threshold(supply.kind)
    trips = door_trips(question, sites, threshold, [question.networks.typical_day])
    minutes = trips.usable(limits=threshold, known_only=False)
    now = supply.nearest
    reached = ~np.isnan(now) | np.asarray((~np.isnan(minutes)).any(axis=1))
    people, unknown = people_at_homes(question, supply.kind, reached=reached)
    return Places(minutes.astype(np.float64), people, now), unknown


def siting_of(places: Places, *, limit: float, sites: Sequence[str]) -> dict[str, Any]:
    """
    Return what 1 to 5 further places would change, chosen by each model, and by steps.

    `covering` brings most people within the limit, `median` makes the mean way shortest;
    `steps` opens the one that helps most, then the next; `everyone` are the fewest with which
    nobody whom any site could help needs longer.
    """
    covering = maximal_covering(places, max_minutes=limit)
    median = p_median(places, no_way_minutes=NO_WAY_MINUTES)
    models: dict[str, Callable[[int], Sites]] = {
        "covering": covering.best,
        "median": median.best,
        "steps": lambda number: one_after_the_other(places, sites=number, max_minutes=limit),
    }
    return {
        "limit": limit,
        "today": plain_outcome(places, (), limit),
        "everyone": _plan(places, set_covering(places, max_minutes=limit), limit, sites),
    } | {
        name: [_plan(places, choose(number), limit, sites) for number in range(1, MOST_SITES + 1)]
        for name, choose in models.items()
    }


def plain_outcome(places: Places, chosen: Sites, limit: float) -> dict[str, float | None]:
    """Return how people would live with some sites, as plain data; None where undefined."""
    found = outcome(places, chosen, max_minutes=limit, no_way_minutes=NO_WAY_MINUTES)
    return {
        name: None if np.isnan(value) else round(float(value), 4)
        for name, value in asdict(found).items()
    }


def save_places(folder: Path, kind: str, places: Places) -> None:
    """Keep what a planner's own choice is judged by: `siting/<kind>.npz` in the results."""
    (folder / FOLDER).mkdir(exist_ok=True)
    np.savez(
        folder / FOLDER / f"{kind}.npz",
        minutes=places.minutes.astype(np.float32),
        people=places.people,
        now=places.now.astype(np.float32),
    )


def read_places(folder: Path, kind: str) -> Places:
    """Return what `save_places` kept."""
    with np.load(folder / FOLDER / f"{kind}.npz", allow_pickle=False) as file:
        arrays: list[NDArray[np.float64]] = [
            file[name].astype(np.float64) for name in ("minutes", "people", "now")
        ]
    return Places(*arrays)


def _plan(places: Places, chosen: Sites, limit: float, sites: Sequence[str]) -> dict[str, Any]:
    return {"sites": [sites[site] for site in chosen]} | plain_outcome(places, chosen, limit)
