"""The pages for families: start, results, one offer, and the pages every public site has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, json, make_response, render_template, request

from directory import features
from directory.config import now, settings
from directory.families import finding, queries
from directory.families.offers import is_sensitive, offer_at
from directory.records import queries as records
from directory.records.taxonomy import KINDS, topics
from directory.sessions import current_session

if TYPE_CHECKING:
    from uuid import UUID

    from flask.typing import ResponseReturnValue

bp = Blueprint("families", __name__)

LEGAL_PAGES = {
    "impressum": ("Impressum", "impressum"),
    "datenschutz": ("Datenschutz", "privacy"),
    "barrierefreiheit": ("Erklärung zur Barrierefreiheit", "accessibility"),
}


@bp.get("/")
def start() -> str:
    """Show the one search field, the kinds of offer and the topics."""
    counts = records.services_by_kind(current_session())
    return render_template("families/start.html", kinds=KINDS, counts=counts, topics=topics())


@bp.get("/angebote")
def results() -> Response:
    """List what fits a question, best first, and show it on a map."""
    found = _found()
    page = min(max(request.args.get("seite", 1, type=int), 1), found.pages)
    shown = finding.shown_on(current_session(), found, page)
    offers = [offer_at(item.service, now(), settings().district.state) for item in shown]
    text = render_template(
        "families/results.html", found=found, shown=list(zip(shown, offers, strict=True)), page=page
    )
    return _quiet(make_response(text), sensitive=found.sensitive)


@bp.get("/angebote.geojson")
def results_on_map() -> Response:
    """Return the doors of all offers found, also of those on other pages of the list."""
    found = _found()
    kinds = {hit.id: hit.kind for hit in found.hits[: finding.MOST_PINS]}
    pins = queries.pins_of(current_session(), kinds)
    response = _geojson(features.pins_as_geojson(pins))
    return _quiet(response, sensitive=found.sensitive)


@bp.get("/angebot/<uuid:service_id>")
def offer(service_id: UUID) -> Response:
    """Show everything that is known about one offer."""
    service = records.service_by_id(current_session(), service_id)
    shown = offer_at(service, now(), settings().district.state)
    text = render_template("families/offer.html", service=service, offer=shown)
    return _quiet(make_response(text), sensitive=shown.sensitive)


@bp.get("/angebot/<uuid:service_id>.geojson")
def offer_on_map(service_id: UUID) -> Response:
    """Return the doors of one offer; none where they are kept secret."""
    service = records.service_by_id(current_session(), service_id)
    pins = queries.pins_of(current_session(), {service.id: service.kind})
    response = _geojson(features.pins_as_geojson(pins))
    return _quiet(response, sensitive=is_sensitive(service))


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


@bp.get("/<any(impressum, datenschutz, barrierefreiheit):page>")
def legal(page: str) -> str:
    """Show a page whose text the operator writes into district.toml."""
    title, name = LEGAL_PAGES[page]
    text = settings().district.texts.get(name, "")
    return render_template("families/legal.html", title=title, name=name, text=text)


@bp.get("/quellen")
def sources() -> str:
    """Name every file behind the pages with its licence, and what the pages are made with."""
    datasets = records.datasets(current_session())
    return render_template("families/sources.html", datasets=datasets)


def _found() -> finding.Found:
    text, kind = request.args.get("q", ""), request.args.get("art")
    return finding.find(current_session(), text, kind=kind)


def _geojson(collection: dict[str, object]) -> Response:
    return Response(json.dumps(collection), mimetype="application/geo+json")


def _quiet(response: Response, *, sensitive: bool) -> Response:
    """Ask the device to keep nothing of a page on a sensitive topic."""
    if sensitive:
        response.cache_control.no_store = True
    return response
