"""The referral sheet (Verweisblatt): a short form, then a PDF that nobody keeps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Response, make_response, render_template, request, url_for

from directory.config import now, settings, travel
from directory.families.sheet_orders import Order, entries_of
from directory.families.views import bp
from directory.families.visit_days import visit_day
from directory.languages import page_language
from directory.printing.queries import kita_doors, municipality_names
from directory.printing.sheets import Occasion, sheet_pdf
from directory.printing.small_map import MapMaker
from directory.printing.starts import Start, find_start
from directory.records import queries as records
from directory.sessions import current_session
from geodata.streets.network import StreetNetwork

if TYPE_CHECKING:
    from collections.abc import Sequence

    from directory.records.tables import Service
    from directory.travelling.answers import Home

FILE_NAME = "Kontakt.pdf"  # the same for every offer: a name on a device tells, too
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})  # no telephone gets there
WEBSITE = "website"  # in [texts] of district.toml: the public address of the pages


@bp.route("/verweisblatt", methods=["GET", "POST"])
def sheet_form() -> Response:
    """Ask where the way begins; a Merkliste posts its offers here."""
    return _form(_order(), Start(None))


@bp.post("/verweisblatt.pdf")
def sheet() -> Response:
    """Return the sheet, or ask again where no start can be made out of the words."""
    order, session = _order(), current_session()
    start = find_start(session, order.start) if order.start else Start(None)
    if not order.ids or (order.start and start.home is None):
        return _form(order, start)
    services = [records.service_by_id(session, service_id) for service_id in order.ids]
    response = Response(make_sheet(services, start.home, order), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{FILE_NAME}"'
    response.cache_control.no_store = True
    return response


def make_sheet(services: Sequence[Service], home: Home | None, order: Order) -> bytes:
    """Return the sheet of some offers as a PDF; commands make theirs with it, too."""
    moment, known = now(), travel()
    entries = entries_of(services, home, order.day, travel=known, now=moment)
    occasion = Occasion(
        start_name=home.name if home is not None else "",
        day=order.day,
        today=moment.date(),
        sample_timetable=any(source.sample for source in settings().district.timetables),
    )
    return sheet_pdf(entries, order.look, occasion, maps=map_maker(), address_of=public_address)


def map_maker() -> MapMaker:
    """Return what lies under the maps of this app."""
    session, networks = current_session(), travel().networks
    walk = None if networks is None else networks.walk
    streets = walk.streets if isinstance(walk, StreetNetwork) else None
    return MapMaker(session, records.outlines_at(session, "municipality"), streets)


def public_address(service: Service) -> str | None:
    """Return where a telephone finds an offer's page; None where the pages are not public."""
    path = url_for("families.offer", service_id=service.id)
    website = str(settings().district.texts.get(WEBSITE, "")).rstrip("/")
    if website:
        return website + path
    host = urlsplit(request.host_url).hostname
    return None if host in LOOPBACK else request.host_url.rstrip("/") + path


def _order() -> Order:
    return Order.from_form(request.values, today=now().date(), language=page_language().code)


def _form(order: Order, start: Start) -> Response:
    session = current_session()
    services = [records.service_by_id(session, service_id) for service_id in order.ids]
    visit = visit_day([s.schedules for s in services], now(), state=settings().district.state)
    if "tag" not in request.values:
        order = replace(order, day=visit.day)
    page = render_template(
        "printing/sheet_form.html",
        order=order,
        visit=visit,
        suggestions=start.suggestions,
        misunderstood=bool(order.start and request.method == "POST" and start.home is None),
        services=services,
        entries=entries_of(services, None, order.day, travel=travel(), now=now()),
        starts=[*municipality_names(session), *(kita.name for kita in kita_doors(session))],
    )
    response = make_response(page)
    response.cache_control.no_store = True
    return response
