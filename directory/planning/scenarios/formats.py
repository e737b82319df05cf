"""Outcomes of scenarios as table, CSV and JSON; what is withheld on pages is withheld here too."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TextIO

from directory.planning.scenarios.outcomes import plain_outcome
from geodata import exports
from geodata.scenarios.writing import plain_scenario

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from directory.planning.scenarios.keeping import Answered
    from directory.planning.scenarios.outcomes import KindOutcome

COLUMNS = (
    *("scenario", "kind", "on_demand", "ags", "name", "effect", "status_before", "status_after"),
    *("share_before", "share_after", "people_before", "people_after", "lifted"),
    *("minutes_before", "minutes_after", "minutes_saved", "withheld"),
)
UNKNOWN = "–"


def write_json(answers: Sequence[Answered], file: TextIO) -> None:
    """Write scenarios and outcomes; null where unknown or withheld."""
    plain = [
        {
            "id": one.scenario.id,
            **plain_scenario(one.scenario),
            "outcomes": [plain_outcome(outcome) for outcome in one.outcomes],
        }
        for one in answers
    ]
    json.dump(plain, file, ensure_ascii=False, indent=1)
    file.write("\n")


def write_csv(answers: Sequence[Answered], file: TextIO) -> None:
    """Write a row a scenario, kind and village."""
    rows = [
        [one.scenario.name, *row]
        for one in answers
        for outcome in one.outcomes
        for row in _rows(outcome)
    ]
    exports.write_csv(file, COLUMNS, rows)


def table_lines(answers: Sequence[Answered], *, villages: bool = True) -> Iterator[str]:
    """Yield what each scenario does in sums, and in which villages, as lines of text."""
    for one in answers:
        yield f"{one.scenario.id or 'new'}  {one.scenario.name}"
        for outcome in one.outcomes:
            yield f"  {_sums(outcome)}"
            for change in outcome.changed() if villages else ():
                before, after = (UNKNOWN if m is None else f"{m:.0f}" for m in change.minutes)
                people = "withheld" if change.withheld else _number(change.lifted)
                yield (
                    f"    {change.effect:<6} {change.name:<28} {change.status[0]} → "
                    f"{change.status[1]}, half within {before} → {after} min, lifted: {people}"
                )


def _sums(outcome: KindOutcome) -> str:
    booked = ", with on-demand" if outcome.on_demand else ""
    return (
        f"{outcome.kind}{booked}: {_number(outcome.lifted)} people come within the limit,"
        f" {_number(outcome.fallen)} fall out of it, {_number(outcome.newly_reached)} had no trip;"
        f" {outcome.minutes_saved:.0f} person-minutes saved each way"
    )


def _number(figure: float | None) -> str:
    return "fewer than 5" if figure is None else f"{figure:.0f}"


def _rows(outcome: KindOutcome) -> Iterator[list[Any]]:
    for v in outcome.villages:
        yield [
            *(outcome.kind, outcome.on_demand, v.ags, v.name, v.effect, *v.status),
            *(*v.share_failing, *v.people, v.lifted, *v.minutes, v.minutes_saved, v.withheld),
        ]
