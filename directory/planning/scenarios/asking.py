"""What pages ask: the state of affairs, remembered; scenarios by id; a form that was sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from flask import current_app

from directory.config import settings
from directory.planning.scenarios.ground import RESULTS, Ground, ground_of
from directory.planning.scenarios.keeping import Answered, answered, scenario_of
from directory.planning.scenarios.words import refusal
from directory.records.changes import state_of
from directory.records.errors import NotFoundError
from directory.sessions import current_session
from geodata.errors import MissingInputError
from geodata.networks import open_networks
from geodata.scenarios import files
from geodata.scenarios.reading import read_scenario
from geodata.scenarios.refusals import ScenarioError, UnknownScenarioError
from geodata.scenarios.writing import plain_scenario

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from werkzeug.datastructures import MultiDict

EXTENSION = "sozialraum-scenarios"
MOST_COMPARED = 4
LISTS = ("municipalities",)  # fields of a form that may stand several times


@dataclass(frozen=True)
class Sent:
    """A form as it was filled in: the id that the scenario is kept under, or what is wrong."""

    values: Mapping[str, object] = field(default_factory=dict)
    id: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Listed:
    """A scenario in the list; `problem` says why it cannot be worked out any more."""

    id: str
    name: str
    problem: str = ""


def ground_here() -> Ground | None:
    """Return the state of affairs of the build in use; None where there is none to ask."""
    here = settings()
    if here.results is None or here.networks is None or not (here.results / RESULTS).is_file():
        return None
    session = current_session()
    key = ((here.results / RESULTS).stat().st_mtime_ns, here.results.resolve(), state_of(session))
    known = current_app.extensions.get(EXTENSION)
    if known is None or known[0] != key:
        try:
            found = ground_of(session, here.district, open_networks(here.networks), here.results)
        except MissingInputError:
            return None
        known = (key, found)
        current_app.extensions[EXTENSION] = known
    return cast("Ground", known[1])


def needed_ground() -> Ground:
    """Return the state of affairs, or raise NotFoundError."""
    ground = ground_here()
    if ground is None:
        message = "No results have been built yet."
        raise NotFoundError(message)
    return ground


def listed() -> list[Listed]:
    """Return the scenarios of the district, the oldest first."""
    ground, var = ground_here(), settings().district.var
    found = []
    for id_ in files.kept_ids(var):
        problem = ""
        try:
            if ground is not None:
                scenario_of(ground, id_)
        except ScenarioError as error:
            problem = refusal(error)
        found.append(Listed(id_, str(files.kept(var, id_).get("name", "")), problem))
    return found


def one_answer(id_: str) -> Answered:
    """Return what a scenario does, or raise NotFoundError where there is none of this id."""
    ground = needed_ground()
    try:
        return answered(ground, scenario_of(ground, id_))
    except ScenarioError as error:
        raise NotFoundError(str(error)) from None


def some_answers(ids: Sequence[str]) -> list[Answered]:
    """Return what the first few of some scenarios do."""
    return [one_answer(id_) for id_ in [*dict.fromkeys(ids)][:MOST_COMPARED]]


def forget(id_: str) -> None:
    """Remove a scenario, or raise NotFoundError."""
    try:
        files.remove(settings().district.var, id_)
    except UnknownScenarioError as error:
        raise NotFoundError(str(error)) from None


def sent(form: MultiDict[str, str]) -> Sent:
    """Keep the scenario of a form, or say in German what is wrong with it."""
    values: dict[str, object] = {name: form[name] for name in form}
    values |= {name: form.getlist(name) for name in LISTS if name in form}
    change = {name: value for name, value in values.items() if name not in {"title", "note"}}
    plain = {"name": values.get("title"), "note": values.get("note"), "changes": [change]}
    try:
        scenario = read_scenario(plain, needed_ground().known)
    except ScenarioError as error:
        return Sent(values, problem=refusal(error))
    return Sent(values, id=files.keep(settings().district.var, plain_scenario(scenario)))
