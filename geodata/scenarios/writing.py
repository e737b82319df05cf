"""A scenario as plain data, which `read_scenario` reads again."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING, Any

from geodata.scenarios.fields import days_text, time_text
from geodata.scenarios.overlays import (
    Change,
    Closure,
    CopiedTrip,
    FamilyCentre,
    MobileDay,
    MovedHours,
    NewLocation,
    NewTrip,
    OnDemandZone,
)

if TYPE_CHECKING:
    from geodata.scenarios.overlays import Scenario


def plain_scenario(scenario: Scenario) -> dict[str, Any]:
    """Return name, note and changes."""
    return {
        "name": scenario.name,
        "note": scenario.note,
        "changes": [{"kind": c.kind, **plain_change(c)} for c in scenario.changes],
    }


@singledispatch
def plain_change(change: Change) -> dict[str, Any]:
    """Return the fields of one change but its kind."""
    raise TypeError(change)


@plain_change.register
def _(change: NewLocation) -> dict[str, Any]:
    place = {"longitude": change.longitude, "latitude": change.latitude}
    facts = {"service": change.service, "name": change.name}
    return {**facts, **place, "hours": change.hours.text}


@plain_change.register
def _(change: MobileDay) -> dict[str, Any]:
    return {"kita": change.kita, "hours": change.hours.text}


@plain_change.register
def _(change: FamilyCentre) -> dict[str, Any]:
    return {"kita": change.kita, "hours": change.hours.text}


@plain_change.register
def _(change: MovedHours) -> dict[str, Any]:
    return {"door": change.door, "hours": change.hours.text}


@plain_change.register
def _(change: Closure) -> dict[str, Any]:
    return {"door": change.door}


@plain_change.register
def _(change: CopiedTrip) -> dict[str, Any]:
    return {"trip": change.trip, "shift_minutes": change.shift_minutes}


@plain_change.register
def _(change: NewTrip) -> dict[str, Any]:
    calls = [{"stop": c.stop, "time": time_text(c.second // 60)} for c in change.calls]
    return {"line": change.line, "calls": calls, "days": days_text(change.days)}


@plain_change.register
def _(change: OnDemandZone) -> dict[str, Any]:
    return {
        "name": change.name,
        "municipalities": list(change.municipalities),
        "days": days_text(change.days),
        "begins": time_text(change.begins_minutes),
        "ends": time_text(change.ends_minutes),
        "lead_minutes": change.lead_minutes,
    }
