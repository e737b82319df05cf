"""Further places as rows of a table: today, proposals, and the planner's own choice beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from directory.planning.equity.siting import MOST_SITES, plain_outcome
from directory.planning.equity.wording import decimal, people, share
from directory.records.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geodata.siting.places import Places

    Plain = Mapping[str, Any]

AIMS = {
    "covering": "möglichst viele Menschen innerhalb der Grenze",
    "median": "möglichst kurze Wege im Mittel",
}


@dataclass(frozen=True)
class PlanRow:
    """Some places and what they change, in words."""

    name: str
    sites: tuple[str, ...]
    within: str
    share: str
    gain: str
    mean: str
    shorter_by: str
    without: str


@dataclass(frozen=True)
class Choice:
    """
    What a planner asked for.

    Raises
    ------
    NotFoundError
        If there is no such aim, number or village.
    """

    aim: str
    number: int
    own: tuple[str, ...]

    @classmethod
    def read(cls, aim: str, number: str, own: Sequence[str], sites: Mapping[str, str]) -> Choice:
        """Return the choice that an address asks for; villages named twice count once."""
        chosen = tuple(dict.fromkeys(ags for ags in own if ags))
        known = number in map(str, range(1, MOST_SITES + 1)) and all(a in sites for a in chosen)
        if aim not in AIMS or not known or len(chosen) > MOST_SITES:
            message = f"There are no {number} places {chosen} by {aim}."
            raise NotFoundError(message)
        return cls(aim, int(number), chosen)


def compared(found: Plain, sites: Mapping[str, str], choice: Choice) -> list[PlanRow]:
    """Return today, the best places all at once, and the same number one after the other."""
    today, number = found["today"], choice.number
    return [
        _row("Heute", {"sites": ()} | dict(today), today, sites),
        _row(f"Optimum: {_places(number)}", found[choice.aim][number - 1], today, sites),
        _row(
            f"Nacheinander: {_places(number)}, jedes Mal der Ort, der den meisten hilft",
            found["steps"][number - 1],
            today,
            sites,
        ),
    ]


def own_plan(
    found: Plain, sites: Mapping[str, str], choice: Choice, places: Places
) -> list[PlanRow]:
    """Return the planner's own places and the optimum of as many; nothing where none was chosen."""
    if not choice.own:
        return []
    today, order = found["today"], [*sites]
    chosen = tuple(order.index(ags) for ags in choice.own)
    own = {"sites": choice.own} | plain_outcome(places, chosen, found["limit"])
    best = found[choice.aim][len(chosen) - 1]
    return [
        _row("Ihr Plan", own, today, sites),
        _row(f"Optimum mit ebenso vielen: {_places(len(chosen))}", best, today, sites),
    ]


def each_number(found: Plain, sites: Mapping[str, str], aim: str) -> list[PlanRow]:
    """Return the best one to five places."""
    rows = enumerate(found[aim], start=1)
    return [_row(_places(number), plan, found["today"], sites) for number, plan in rows]


def _places(number: int) -> str:
    return "ein Ort mehr" if number == 1 else f"{number} Orte mehr"


def _row(name: str, plan: Plain, today: Plain, sites: Mapping[str, str]) -> PlanRow:
    return PlanRow(
        name=name,
        sites=tuple(sites[ags] for ags in plan["sites"]),
        within=people(plan["people_within"]),
        share=share(plan["share_within"]),
        gain=people(plan["people_within"] - today["people_within"]),
        mean=decimal(plan["mean_minutes"], 1),
        shorter_by=decimal(_less(plan["mean_minutes"], today["mean_minutes"]), 1),
        without=people(plan["people_without"]),
    )


def _less(minutes: float | None, today: float | None) -> float | None:
    return None if minutes is None or today is None else today - minutes
