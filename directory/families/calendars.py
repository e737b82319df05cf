"""Dated events as a calendar that a phone can take or subscribe to: iCalendar (RFC 5545, 7986)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from icalendar import Calendar, vUri
from icalendar import Event as Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from directory.records.events.tables import Event

PRODUCT = "-//sozialraum//Termine//DE"
ASK_AGAIN = timedelta(hours=12)  # a calendar that subscribes need not ask more often
UNKNOWN_SINCE = datetime(2020, 1, 1, tzinfo=UTC)  # DTSTAMP of an event without a file


def calendar_of(events: Iterable[Event], *, name: str, address_of: Callable[[Event], str]) -> bytes:
    """
    Return a calendar in UTF-8, its times in UTC so that every program shows them alike.

    Parameters
    ----------
    events
        What it holds; a cancelled one stays in it as cancelled.
    name
        What a subscriber sees.
    address_of
        Gives the page of the offer that holds an event.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"value": "DURATION"})
    for event in events:
        calendar.add_component(_entry(event, address_of(event)))
    return bytes(calendar.to_ical())


def _entry(event: Event, address: str) -> Entry:
    entry = Entry()
    entry.add("uid", f"{event.id}@sozialraum")
    entry.add("dtstamp", event.dataset.imported_at if event.dataset else UNKNOWN_SINCE)
    entry.add("dtstart", event.starts)
    if event.ends is not None:
        entry.add("dtend", event.ends)
    entry.add("summary", f"{event.title} (Muster)" if event.sample else event.title)
    entry.add("description", _description(event, address))
    entry.add("url", vUri(address))
    entry.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    if where := place_of(event):
        entry.add("location", where)
    if event.topic is not None:
        entry.add("categories", [event.topic.name])
    return entry


def place_of(event: Event) -> str:
    """Return where an event takes place in one line, "" where nobody says."""
    location = event.service.location
    town = f"{location.postal_code} {location.city}".strip() if location else ""
    parts = (event.room, location.address_1 if location else "", town)
    return ", ".join(part for part in parts if part)


def _description(event: Event, address: str) -> str:
    """Return what somebody needs who sees only the calendar, the address last."""
    held_by = event.service.organization.name if event.service.organization else ""
    sample = "Muster: Dieser Termin ist erfunden." if event.sample else ""
    lines = (sample, event.description, held_by, event.registration, event.cost, address)
    return "\n".join(line.replace("\r", "") for line in lines if line)
