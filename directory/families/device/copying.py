"""The copy of the directory that a device may keep: every offer in words, none that is sensitive."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from directory.families.labels import web_address
from directory.families.offers import is_sensitive

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from directory.records.tables import Location, Schedule, Service

FORM = 1  # of the copy; raised whenever scripts must read it in another way


def copy_of(services: Sequence[Service], made_on: date) -> bytes:
    """
    Return the offers as JSON in UTF-8, as `static/js/directory-copy.js` reads it.

    Sensitive offers and those with a secret place are left out whole; of the others there are
    words and hours, but no positions: without a network there is no map.
    """
    entries = [entry_of(service) for service in services if not is_sensitive(service)]
    whole = {"form": FORM, "made_on": made_on.isoformat(), "entries": entries}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def entry_of(service: Service) -> dict[str, Any]:
    """Return one offer; what is empty or not known is left out, codes stay codes."""
    facts: dict[str, Any] = {
        "id": str(service.id),
        "name": service.name,
        "kind": service.kind,
        "organization": service.organization.name if service.organization else "",
        "topics": [topic.code for topic in service.topics],
        "description": service.description,
        "for_whom": service.eligibility_description,
        "phones": [phone.number for phone in service.phones],
        "email": service.email,
        "web": web_address(service.url) or "",
        **_address(service.location),
        "hours": _hours(service.schedules),
        "hours_text": service.opening_hours,
        "cost": [option.option for option in service.cost_options],
        "appointment": service.application_process,
        "delivery": service.delivery,
        "languages": [language.code for language in service.languages],
        "what_happens": service.what_happens,
        "orientation": service.orientation,
        "catchment": service.catchment,
        "holiday_note": service.holiday_note,
        "anonymous": service.anonymous,
        **_capacity(service),
        "documents": [paper.document for paper in service.required_documents],
        "confirmed_on": service.confirmed_on.isoformat() if service.confirmed_on else "",
        "confirmed_by": service.confirmed_by,
        "sample": service.sample,
    }
    return {name: fact for name, fact in facts.items() if fact}


def _capacity(service: Service) -> dict[str, Any]:
    """Return weeks to wait and free places as whole words say them, with the day they were true."""
    as_of = service.capacity_on or service.source_date
    facts = (service.waiting_weeks, service.places_free)
    weeks, places = (None if fact is None else str(round(fact)) for fact in facts)
    known = weeks is not None or places is not None
    on = as_of.isoformat() if known and as_of else ""
    return {"waiting_weeks": weeks, "places_free": places, "capacity_on": on}


def mark_of(copy: bytes) -> str:
    """Return the ETag of a copy."""
    return hashlib.sha256(copy).hexdigest()[:16]


def _address(location: Location | None) -> dict[str, str]:
    if location is None:
        return {}
    town = f"{location.postal_code} {location.city}".strip()
    return {"street": location.address_1, "town": town}


def _hours(schedules: Sequence[Schedule]) -> list[list[int]]:
    """Return weekday (0 is Monday), opening and closing in minutes, and 1 for by appointment."""
    rows = {
        (s.weekday, s.opens_minutes, s.closes_minutes, int(s.by_appointment))
        for s in schedules
        if s.weekday is not None and s.opens_minutes is not None and s.closes_minutes is not None
    }
    return [list(row) for row in sorted(rows)]
