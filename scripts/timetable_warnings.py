"""Tell on the error stream which days were chosen, and warn of timetables and lost areas."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from directory.planning.timetables import state_of
from geodata.timetable.typical_days import choice_of

if TYPE_CHECKING:
    from collections.abc import Mapping


def tell_days(results: Mapping[str, Any]) -> None:
    """Write the typical days with those that were considered."""
    for day in results["days"]:
        click.echo(f"Typical day: {choice_of(day)}", err=True)


def tell_warnings(results: Mapping[str, Any]) -> None:
    """Write what results tell of their timetables, as of today."""
    today = date.today()  # noqa: DTZ011 - the operator's own calendar
    for warning in state_of(results).warnings(today):
        click.echo(f"Warning: {warning}", err=True)
