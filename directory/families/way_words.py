"""Words for ways: times of day, kinds of day and vehicles, as filters for templates."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.config import now

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from directory.travelling.answers import Booking, SchoolDay, WayLeg

ONE_MINUTE = timedelta(minutes=1)


def leaving(moment: datetime) -> str:
    """Return when one must set out, as a time of day; seconds are cut off: nobody comes too late."""
    return f"{moment.hour}:{moment.minute:02}"


def arriving(moment: datetime) -> str:
    """Return when one is there, as a time of day; a minute that has begun counts."""
    return leaving(moment + ONE_MINUTE if moment.second else moment)


def on_day(moment: datetime, day: date) -> str:
    """Return what to add to a time that is not on the day asked for."""
    if moment.date() == day:
        return ""
    return _("am Tag danach") if moment.date() > day else _("am Tag davor")


def kind_of_day(kind: SchoolDay) -> str:
    """Return whether it is a school day, in words."""
    return {
        "school": _("Schultag"),
        "school_holiday": _("Schulferien"),
        "public_holiday": _("Feiertag"),
        "weekend": _("Wochenende"),
    }[kind.value]


def is_over(booking: Booking) -> bool:
    """Say whether it is too late now to book."""
    return booking.is_over(now())


def known(fact: bool | None) -> str:  # noqa: FBT001 - the only argument, a fact
    """Return yes, no, or that nobody told."""
    return {True: _("ja"), False: _("nein"), None: _("nicht bekannt")}[fact]


def vehicle(leg: WayLeg) -> str:
    """Return what one rides in or how one goes, in words."""
    words = {
        "walk": _("zu Fuß"),
        "bus": _("Bus"),
        "train": _("Zug"),
        "tram": _("Straßenbahn"),
        "ferry": _("Fähre"),
    }
    return words.get(leg.mode, _("Fahrt"))


FILTERS: dict[str, Callable[..., object]] = {
    "leaving": leaving,
    "arriving": arriving,
    "on_day": on_day,
    "is_over": is_over,
    "kind_of_day": kind_of_day,
    "known": known,
    "vehicle": vehicle,
}
