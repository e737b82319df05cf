"""The pages for families: start, one offer, and the ground of every map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, json, make_response, render_template, request, url_for

from directory import features
from directory.config import now, settings, travel
from directory.families import contact_cards, queries, reporting, structured_data
from directory.families.offers import is_sensitive, offer_at
from directory.families.quietness import quick_exit_address, quiet
from directory.families.visit_days import visit_day
from directory.records import queries as records
from directory.records.errors import NotFoundError
from directory.records.taxonomy import KINDS, topics
from directory.sessions import current_session
from directory.travelling.ways import nearest_stops

if TYPE_CHECKING:
    from uuid import UUID

    from flask.typing import ResponseReturnValue

bp = Blueprint("families", __name__)


@bp.get("/")
def start() -> str:
    """Show the one search field, the kinds of offer and the topics."""
    counts = records.services_by_kind(current_session())
    return render_template("families/start.html", kinds=KINDS, counts=counts, topics=topics())


@bp.get("/angebot/<uuid:service_id>")
def offer(service_id: UUID) -> Response:
    """Show everything that is known about one offer."""
    service = records.service_by_id(current_session(), service_id)
    shown = offer_at(service, now(), settings().district.state)
    address = url_for("families.offer", service_id=service_id, _external=True)
    structured = None if shown.sensitive else structured_data.json_ld(service, address=address)
    text = render_template(
        "families/offer.html",
        service=service,
        offer=shown,
        structured=structured,
        visit=visit_day([service.schedules], now(), state=settings().district.state),
        stops=nearest_stops(travel(), service, now().date()),  # none where it must not be told
        report_address=reporting.letter_about(
            service_id, settings().district.texts, address=address
        ),
        quick_exit_address=quick_exit_address(),
    )
    return quiet(make_response(text), sensitive=shown.sensitive)


@bp.get("/angebot/<uuid:service_id>.vcf")
def contact_card(service_id: UUID) -> Response:
    """Return an offer as a contact to keep; a sensitive one is never kept on a device."""
    service = records.service_by_id(current_session(), service_id)
    if is_sensitive(service):
        message = f"Service {service_id} is not kept on a device."
        raise NotFoundError(message)
    address = url_for("families.offer", service_id=service_id, _external=True)
    return Response(contact_cards.vcard(service, address=address), mimetype="text/vcard")


@bp.get("/angebot/<uuid:service_id>.geojson")
def offer_on_map(service_id: UUID) -> Response:
    """Return the doors of one offer; none where they are sensitive or kept secret."""
    service = records.service_by_id(current_session(), service_id)
    sensitive = is_sensitive(service)
    kinds = {} if sensitive else {service.id: service.kind}
    pins = queries.pins_of(current_session(), kinds)
    return quiet(geojson(features.pins_as_geojson(pins)), sensitive=sensitive)


@bp.get("/karte/gemeinden.geojson")
def municipalities() -> ResponseReturnValue:
    """Return the ground of every map: the boundaries of the municipalities."""
    session = current_session()
    response = Response(mimetype="application/geo+json")
    response.set_etag(queries.version_of_boundaries(session))
    response.cache_control.max_age = 3600
    if response.make_conditional(request).status_code == Response.default_status:
        outlines = records.outlines_at(session, "municipality")
        people = queries.people_by_municipality(session)
        response.data = json.dumps(features.outlines_as_geojson(outlines, people))
    return response


def geojson(collection: dict[str, object]) -> Response:
    """Return features as maps read them."""
    return Response(json.dumps(collection), mimetype="application/geo+json")
