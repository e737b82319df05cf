"""Warn on the error stream of timetables out of date, and of areas that lost their trips."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from directory.planning.timetables import state_of

if TYPE_CHECKING:
    from collections.abc import Mapping


def tell_warnings(results: Mapping[str, Any]) -> None:
    """Write what results tell of their timetables, as of today."""
    today = date.today()  # noqa: DTZ011 - the operator's own calendar
    for warning in state_of(results).warnings(today):
        click.echo(f"Warning: {warning}", err=True)
