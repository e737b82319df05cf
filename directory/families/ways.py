"""The way to one offer and home again; asked for by POST, as the start may be somebody's home."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from directory.config import now, settings, travel
from directory.families.asking import asked_in
from directory.families.quietness import kept_nowhere
from directory.families.starting import Start, start_of
from directory.families.views import bp
from directory.families.visit_days import VisitDay, visit_day
from directory.records import queries as records
from directory.records.errors import NotFoundError
from directory.sessions import current_session
from directory.travelling.doors import is_travelled_to
from directory.travelling.equipment import stop_keys, with_equipment
from directory.travelling.ways import way_details

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from flask import Response
    from werkzeug.wrappers import Response as AnyResponse

    from directory.records.tables import Service
    from directory.travelling.answers import Home, WayDetails

SEE_OTHER = 303


@bp.get("/angebot/<uuid:service_id>/weg")
def public_way(service_id: UUID) -> AnyResponse:
    """Show the way from a place of the gazetteer; anything else is asked for anew, by POST."""
    service, start = _service(service_id), _start(request.args)
    if request.args.get("von") and not start.public:  # somebody's address in an address
        return redirect(url_for("families.public_way", service_id=service_id))
    return _page(service, start, _visit(request.args, service))


@bp.post("/angebot/<uuid:service_id>/weg")
def way(service_id: UUID) -> AnyResponse:
    """Lead to the address of a way from a public place; show any other at once."""
    service, start = _service(service_id), _start(request.form)
    visit = _visit(request.form, service)
    if start.public and start.place is not None:
        day = None if visit.reason else visit.day.isoformat()  # without a day the page says why
        address = url_for("families.public_way", service_id=service_id, von=start.name, tag=day)
        return redirect(address, SEE_OTHER)
    return _page(service, start, visit)


def _page(service: Service, start: Start, visit: VisitDay) -> Response:
    text = render_template(
        "families/way.html",
        service=service,
        start=start,
        day=visit.day,
        visit=visit,
        details=_details(service, start.home, visit.day),
    )
    return kept_nowhere(make_response(text))


def _details(service: Service, home: Home | None, day: date) -> WayDetails | None:
    """Return the way, with what is known of its stops."""
    details = None if home is None else way_details(travel(), home, service, day, now=now())
    if details is None:
        return None
    known = records.stop_equipment(current_session(), stop_keys(details))
    return with_equipment(details, known)


def _service(service_id: UUID) -> Service:
    """Return a service to which ways may be told: no secret and no sensitive one."""
    service = records.service_by_id(current_session(), service_id)
    if not is_travelled_to(service):
        message = f"No way is told to service {service_id}."
        raise NotFoundError(message)
    return service


def _start(args: Mapping[str, str]) -> Start:
    asked = asked_in(args)
    if not asked.has_start:
        return Start()
    start = start_of(current_session(), asked, settings().district.bounds)
    return start if start.public or start.problem else replace(start, name=_("Ihrem Start"))


def _visit(args: Mapping[str, str], service: Service) -> VisitDay:
    """Return the day that was asked for, else the next on which the door is open."""
    with suppress(ValueError):
        return VisitDay(date.fromisoformat(args.get("tag", "")))
    return visit_day([service.schedules], now(), state=settings().district.state)
