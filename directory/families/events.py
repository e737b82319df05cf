"""The pages of dated events: this week near you, a calendar to subscribe to, one date to keep."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flask import Response, render_template, request, url_for
from flask_babel import gettext as _

from directory.config import now, settings
from directory.families.calendars import calendar_of
from directory.families.views import bp
from directory.families.weeks import DAYS, Shown, first_day, for_age, midnight, shown_in, week_of
from directory.records.events import queries
from directory.sessions import current_session

if TYPE_CHECKING:
    from uuid import UUID

    from directory.records.area_tables import Area
    from directory.records.events.tables import Event
    from directory.records.tables import Service

EVERYWHERE = "alle"
CHOICES_FOR = timedelta(days=56)  # areas with an event in so many days can be chosen
KEPT_FOR = timedelta(days=7)  # a calendar keeps what was, in case it was cancelled
FEED_FOR = timedelta(days=182)
NEXT_DATES = 5  # of one offer; the calendar has them all
OLDEST_CHILD = 27  # years; young people count until then (§ 7 SGB VIII)


@bp.get("/termine")
def events() -> str:
    """List the events of seven days, of the whole district or of one area in it."""
    session, zone, today = current_session(), _zone(), now().date()
    first, area, age = first_day(request.args.get("ab"), today), _area(), _age()
    begin, end = midnight(first, zone), midnight(first + timedelta(days=DAYS), zone)
    begin = max(begin, now() - timedelta(hours=1)) if first == today else begin
    found = queries.events_between(session, begin, end, within=area)
    choices = list(queries.areas_with_events(session, begin, begin + CHOICES_FOR))
    if area is not None and area not in choices:
        choices.append(area)
    return render_template(
        "families/events.html",
        week=week_of(first, for_age(found, age), zone, today=today),
        area=area,
        areas=choices,
        age=age,
        later=queries.next_start(session, end, within=area),
        feed=_feed_address(area),
    )


@bp.get("/termine/<key>.ics")
def events_calendar(key: str) -> Response:
    """Return the events of an area as a calendar to subscribe to; "alle" is every area."""
    session, area = current_session(), None
    if key != EVERYWHERE:
        area = queries.area_by_key(session, key)
    first = midnight(now().date(), _zone())
    found = queries.events_between(session, first - KEPT_FOR, first + FEED_FOR, within=area)
    where = area.name if area else settings().district.name
    text = calendar_of(found, name=f"{_('Termine für Familien')}: {where}", address_of=_page_of)
    return _calendar(text)


@bp.get("/termin/<uuid:event_id>.ics")
def event_calendar(event_id: UUID) -> Response:
    """Return one event for one's own calendar."""
    event = queries.event_by_id(current_session(), event_id)
    response = _calendar(calendar_of([event], name=event.title, address_of=_page_of))
    response.headers["Content-Disposition"] = 'attachment; filename="termin.ics"'
    return response


@bp.app_context_processor
def _for_templates() -> dict[str, object]:
    """Let the page of an offer list its own dates."""
    return {"coming_events": coming_events}


def coming_events(service: Service) -> list[Shown]:
    """Return the next dates of an offer, soonest first; of a sensitive one none."""
    moment, zone = now(), _zone()
    found = queries.events_of(current_session(), service.id, since=moment)
    return [shown_in(event, zone, today=moment.date()) for event in found[:NEXT_DATES]]


def _area() -> Area | None:
    """Return the area that the address asks for, None for all; an unknown one is not found."""
    key = request.args.get("gebiet", "")
    return queries.area_by_key(current_session(), key) if key else None


def _age() -> int | None:
    """Return the age that the address asks for in whole years; None where it is none."""
    age = request.args.get("alter", type=int)
    return age if age is not None and 0 <= age <= OLDEST_CHILD else None


def _feed_address(area: Area | None) -> str:
    key = EVERYWHERE if area is None else area.ags
    return url_for("families.events_calendar", key=key, _external=True)


def _page_of(event: Event) -> str:
    return url_for("families.offer", service_id=event.service_id, _external=True)


def _zone() -> ZoneInfo:
    return ZoneInfo(settings().district.timezone)


def _calendar(text: bytes) -> Response:
    response = Response(text, content_type="text/calendar; charset=utf-8")
    response.add_etag()
    response.cache_control.max_age = 3600
    response.make_conditional(request)
    return response
