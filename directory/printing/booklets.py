"""The booklet "Was gibt es rund um …": a numbered map and list to hang up, and entries behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from babel import Locale
from flask import render_template
from flask_babel import force_locale, get_locale

from directory.languages import listed
from directory.printing.editions import Edition, Printed
from directory.printing.maps import Drawing, Mark, map_of
from directory.printing.moments import long_day
from directory.printing.numbering import WIDTH_MM, box_of, position_of
from directory.printing.opening import lines_of_week
from directory.printing.rendering import pdf_of
from geodata.crs import to_metres
from geodata.points import Points

if TYPE_CHECKING:
    from datetime import date

    from directory.printing.editions import Changes
    from directory.printing.numbering import Booklet
    from directory.printing.sheets import Look
    from directory.printing.small_map import MapMaker
    from directory.records.tables import Service

GERMAN = Locale("de")
ROWS_BELOW_MAP = 14  # of the list on the page to hang up; a longer one is followed by the entries


def edition_of(booklet: Booklet, today: date, look: Look) -> Edition:
    """Return what the booklet says, in its language, as data."""
    with force_locale(look.language):
        offers = [_printed(service, number) for number, service in enumerate(booklet.services, 1)]
    return Edition(booklet.title, today, tuple(offers))


def _printed(service: Service, number: int) -> Printed:
    location = service.location
    town = f"{location.postal_code} {location.city}".strip() if location else ""
    names = (get_locale() or GERMAN).languages
    return Printed(
        id=str(service.id),
        number=number,
        name=service.name,
        kind=service.kind,
        organization=service.organization.name if service.organization else "",
        description=service.description,
        address=", ".join(filter(None, (location.address_1, town))) if location else "",
        phone=", ".join(phone.number for phone in service.phones),
        email=service.email,
        website=service.url,
        hours=tuple(f"{line.days}: {line.times}" for line in lines_of_week(service.schedules))
        or ((service.opening_hours,) if service.opening_hours else ()),
        costs=", ".join(cost.option for cost in service.cost_options),
        languages=listed(names.get(known.code, known.code) for known in service.languages),
        confirmed=service.confirmed_on.isoformat() if service.confirmed_on else "",
    )


def booklet_pdf(
    booklet: Booklet,
    edition: Edition,
    look: Look,
    *,
    maps: MapMaker,
    changes: Changes | None = None,
) -> bytes:
    """
    Return the booklet as a tagged PDF; needs an app and a request.

    Parameters
    ----------
    booklet, edition
        The offers, and what is said of them.
    look
        Language and size of the letters.
    maps
        What lies under the map.
    changes
        What is different from an earlier edition; None where there is none.
    """
    with force_locale(look.language):
        page = render_template(
            "printing/booklet.html",
            edition=edition,
            look=look,
            changes=changes,
            drawn=_map(booklet, maps),
            services={str(service.id): service for service in booklet.services},
            long_day=long_day,
            follow=len(edition.offers) > ROWS_BELOW_MAP,
        )
        return pdf_of(page)


def _map(booklet: Booklet, maps: MapMaker) -> str | None:
    if not booklet.places:
        return None
    positions = [p for service in booklet.services if (p := position_of(service)) is not None]
    box = box_of(Points.of(*positions, *([booklet.start] if booklet.start else [])))
    marks = [Mark("door", place.x_m, place.y_m, place.text) for place in booklet.places]
    if booklet.start is not None:
        x_m, y_m = to_metres(np.array(booklet.start[0]), np.array(booklet.start[1]))
        marks.append(Mark("start", float(x_m), float(y_m), booklet.title))
    return map_of(Drawing(box, WIDTH_MM, maps.ground(box, stops=True), marks))
