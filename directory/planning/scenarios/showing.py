"""What the pages of scenarios show: maps, rows side by side, choices of the form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.features import simplified
from directory.planning.charts import Shape, village_map
from directory.planning.scenarios.known import trips_of_line
from directory.planning.scenarios.words import EFFECTS, kind_of_change, told
from geodata.measures.thresholds import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from directory.planning.charts import Chart
    from directory.planning.scenarios.ground import Ground
    from directory.planning.scenarios.keeping import Answered
    from directory.planning.scenarios.known import TripChoice
    from directory.planning.scenarios.outcomes import KindOutcome, VillageChange
    from directory.records.queries import Outline
    from geodata.scenarios.known import KnownDoor
    from geodata.scenarios.overlays import Scenario


@dataclass(frozen=True)
class Choices:
    """What the form offers to choose from."""

    kitas: Sequence[KnownDoor]
    doors: Sequence[KnownDoor]
    lines: Sequence[str]
    trips: Sequence[TripChoice]
    villages: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class SideBySide:
    """A village with what each of several scenarios does to it."""

    ags: str
    name: str
    changes: tuple[VillageChange, ...]


def choices(ground: Ground, line: str) -> Choices:
    """Return the choices of the form, the trips of one line among them."""
    doors = sorted(ground.known.doors, key=lambda door: (door.service, door.name, door.id))
    return Choices(
        kitas=[door for door in doors if door.service == "kita"],
        doors=doors,
        lines=sorted(ground.known.lines),
        trips=trips_of_line(ground, line) if line else [],
        villages=[(str(v.ags), v.name) for v in ground.question.villages],
    )


def told_changes(ground: Ground, scenario: Scenario) -> list[tuple[str, str]]:
    """Return what kind each change is and what it is about."""
    names = {door.id: door.name for door in ground.known.doors}
    return [(kind_of_change(change), told(change, names)) for change in scenario.changes]


def outcome_for(answer: Answered, kind: str, *, on_demand: bool) -> KindOutcome:
    """Return the outcome for a kind, with what runs on demand where that was worked out."""
    of_kind = [outcome for outcome in answer.outcomes if outcome.kind == kind]
    with_it = [outcome for outcome in of_kind if outcome.on_demand]
    return with_it[0] if on_demand and with_it else of_kind[0]


def chosen_kind(answers: Sequence[Answered], asked: str | None) -> str:
    """Return the kind that is asked for, else the first in which anything changes."""
    if asked in KINDS:
        return str(asked)
    changed = [outcome.kind for one in answers for outcome in one.outcomes if outcome.changed()]
    return changed[0] if changed else KINDS[0]


def effect_map(outlines: Sequence[Outline], outcome: KindOutcome, *, name: str) -> Chart:
    """Return the map of who gains and who loses."""
    effects = {change.ags: change.effect for change in outcome.villages}
    counts = effect_counts(outcome)
    shapes = [
        Shape(shape, _fill(effects, one), f"{one.name}: {_words(effects, one)}")
        for one, shape in zip(outlines, simplified(outlines), strict=True)
    ]
    return village_map(
        shapes,
        name=name,
        title="Wer gewinnt, wer verliert",
        description="Karte der Gemeinden: "
        + ", ".join(f"{counts[code]} {words}" for code, (words, _) in EFFECTS.items()),
    )


def effect_counts(outcome: KindOutcome) -> dict[str, int]:
    """Return how many villages gain, lose, do both or stay as they are."""
    counts = dict.fromkeys(EFFECTS, 0)
    for change in outcome.villages:
        counts[change.effect] += 1
    return counts


def side_by_side(outcomes: Sequence[KindOutcome]) -> list[SideBySide]:
    """Return the villages in which any of the scenarios changes anything, by name."""
    rows = [
        SideBySide(row[0].ags, row[0].name, row)
        for row in zip(*(outcome.villages for outcome in outcomes), strict=True)
    ]
    return [row for row in rows if any(change.effect != "same" for change in row.changes)]


def _fill(effects: Mapping[str, str], outline: Outline) -> str:
    return EFFECTS[effects.get(outline.ags, "same")][1]


def _words(effects: Mapping[str, str], outline: Outline) -> str:
    return EFFECTS[effects.get(outline.ags, "same")][0]
