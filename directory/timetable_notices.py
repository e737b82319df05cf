"""Let every page ask what must be told of the timetables behind its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.config import now, settings
from directory.planning.results import timetables_of

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    """Give templates the state of the timetables, and the date today."""
    app.context_processor(
        lambda: {
            "timetables": lambda: timetables_of(settings().results),
            "today": lambda: now().date(),
        }
    )
