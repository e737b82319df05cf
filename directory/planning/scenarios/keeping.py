"""Scenarios of a district with their outcomes; an outcome is worked out once for each build."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.planning.scenarios.evaluating import evaluate
from directory.planning.scenarios.outcomes import outcome_of, outcomes, plain_outcome
from geodata.parallel import silent
from geodata.scenarios import files
from geodata.scenarios.reading import read_scenario
from geodata.scenarios.writing import plain_scenario

if TYPE_CHECKING:
    from pathlib import Path

    from directory.planning.scenarios.ground import Ground
    from directory.planning.scenarios.outcomes import KindOutcome
    from geodata.parallel import Progress
    from geodata.scenarios.overlays import Scenario

FORM = 1  # of an outcome; raised whenever the same inputs give another one
OUTCOMES = "outcomes"


@dataclass(frozen=True)
class Answered:
    """A scenario and what it does."""

    scenario: Scenario
    outcomes: tuple[KindOutcome, ...]


def scenario_of(ground: Ground, id_: str) -> Scenario:
    """
    Return a scenario that is kept.

    Raises
    ------
    UnknownScenarioError
        If there is none of this id.
    ScenarioError
        If it names what is no longer there.
    """
    return read_scenario(files.kept(_var(ground), id_), ground.known, id_=id_)


def answered(ground: Ground, scenario: Scenario, *, progress: Progress = silent) -> Answered:
    """Return what a scenario does, from the file of a former answer where there is one."""
    path = _var(ground) / files.FOLDER / OUTCOMES / f"{_key(ground, scenario)}.json"
    if path.is_file():
        raw = json.loads(path.read_text("utf-8"))
        return Answered(scenario, tuple(outcome_of(one) for one in raw))
    found = tuple(outcomes(ground, evaluate(ground, scenario, progress=progress)))
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}.unfinished")
    text = json.dumps([plain_outcome(one) for one in found], ensure_ascii=False)
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)
    return Answered(scenario, found)


def _var(ground: Ground) -> Path:
    return ground.question.district.var


def _key(ground: Ground, scenario: Scenario) -> str:
    limits = repr(ground.question.district.thresholds)
    parts = [FORM, ground.build, limits, plain_scenario(scenario)]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
