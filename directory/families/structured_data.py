"""An offer as schema.org JSON-LD, so that search engines can read what people read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from directory.families.labels import web_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.records.tables import Location, Schedule, Service

CONTEXT = "https://schema.org"
TYPES = {"kita": "ChildCare"}  # the others are what schema.org calls a GovernmentService or Service
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MINUTES_A_DAY = 1440
INERT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def json_ld(service: Service, *, address: str) -> Markup:
    """
    Return an offer as JSON that may stand inside a script element; nothing in it can end that.

    Empty facts are left out. Offers that are sensitive or keep their place secret have none: the
    caller asks `offers.is_sensitive` first.
    """
    text = json.dumps(_offer(service, address), ensure_ascii=False)
    for character, escaped in INERT.items():
        text = text.replace(character, escaped)
    return Markup(text)  # noqa: S704 - the characters that could end the element are escaped above


def _offer(service: Service, address: str) -> dict[str, Any]:
    facts = {
        "@context": CONTEXT,
        "@type": TYPES.get(service.kind, "LocalBusiness" if service.location else "Service"),
        "@id": address,
        "url": address,
        "name": service.name,
        "description": service.description,
        "telephone": [phone.number for phone in service.phones],
        "email": service.email,
        "sameAs": web_address(service.url) if service.url else None,
        "parentOrganization": _organization(service),
        "address": _address(service.location),
        "geo": _geo(service.location),
        "openingHoursSpecification": list(_hours(service)),
        "knowsLanguage": [language.code for language in service.languages],
    }
    if service.kind != "kita" and service.location is None:
        facts |= {"provider": facts.pop("parentOrganization"), "openingHoursSpecification": []}
    return {name: fact for name, fact in facts.items() if fact}


def _organization(service: Service) -> dict[str, str] | None:
    owner = service.organization
    return {"@type": "Organization", "name": owner.name} if owner else None


def _address(place: Location | None) -> dict[str, str] | None:
    if place is None:
        return None
    return {
        "@type": "PostalAddress",
        "streetAddress": place.address_1,
        "postalCode": place.postal_code,
        "addressLocality": place.city,
        "addressCountry": "DE",
    }


def _geo(place: Location | None) -> dict[str, Any] | None:
    position = place.longitude_latitude if place else None
    if position is None:
        return None
    return {"@type": "GeoCoordinates", "longitude": position[0], "latitude": position[1]}


def _hours(service: Service) -> Iterator[dict[str, str]]:
    for schedule in service.schedules:
        if (
            schedule.weekday is None
            or schedule.opens_minutes is None
            or schedule.closes_minutes is None
            or schedule.by_appointment
        ):
            continue
        yield {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": WEEKDAYS[schedule.weekday],
            "opens": _clock(schedule.opens_minutes),
            "closes": _clock(schedule.closes_minutes),
        } | _validity(schedule)


def _validity(schedule: Schedule) -> dict[str, str]:
    dates = {"validFrom": schedule.valid_from, "validThrough": schedule.valid_to}
    return {name: day.isoformat() for name, day in dates.items() if day is not None}


def _clock(minutes: int) -> str:
    """Return a time of day; schema.org says midnight at the end of a day as 23:59."""
    within = minutes - MINUTES_A_DAY if minutes > MINUTES_A_DAY else min(minutes, MINUTES_A_DAY - 1)
    return f"{within // 60:02}:{within % 60:02}"
