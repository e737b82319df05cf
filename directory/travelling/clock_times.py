"""Moments as times of day, alike on pages and on paper."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

ONE_MINUTE = timedelta(minutes=1)


def leaving(moment: datetime) -> str:
    """Return when one must set out: "9:12"; seconds are cut off, so that nobody comes too late."""
    return f"{moment.hour}:{moment.minute:02}"


def arriving(moment: datetime) -> str:
    """Return when one is there; a minute that has begun counts."""
    return leaving(moment + ONE_MINUTE if moment.second else moment)
