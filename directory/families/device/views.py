"""The addresses of what stays on a device: the Merkliste, the copy, the manifest, the worker."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from flask import Response, current_app, make_response, render_template, request, url_for
from flask_babel import gettext as _

from directory.config import now, settings
from directory.families import finding
from directory.families import queries as families
from directory.families.asking import MAX_CHARACTERS
from directory.families.device import copying, installing, queries, shortlists
from directory.families.offers import offer_at
from directory.families.sheet_orders import MOST_OFFERS
from directory.families.views import bp
from directory.sessions import current_session

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from directory.records.tables import Service

MOST_MORE = 10  # offers shown to be taken onto a list
COPY = "sozialraum-copy"  # the app's extension that keeps the last copy made


@bp.get("/merkliste")
def shortlist() -> str:
    """Show the page that script fills from the device; the server never learns what is on it."""
    return render_template("families/shortlist.html", **_limits())


@bp.post("/merkliste")
def shortlist_sent() -> Response:
    """Show a list whose ids came with the form; nothing of it is kept."""
    services = _chosen()
    offers = [offer_at(service, now(), settings().district.state) for service in services]
    pages = [_page_of(service) for service in services]
    wanted = request.form.get("dazu", "").strip()[:MAX_CHARACTERS]
    page = render_template(
        "families/shortlist_sent.html",
        chosen=list(zip(services, offers, strict=True)),
        letter=shortlists.letter(_("Merkliste: Hilfe für Familien"), services, pages),
        qr_code=_qr_code([service.id for service in services]),
        wanted=wanted,
        more=_more(wanted, services) if wanted else [],
        **_limits(),
    )
    return _not_kept(make_response(page))


@bp.post("/merkliste/qr")
def shortlist_code() -> Response:
    """Return the QR code that carries the list to another phone."""
    ids = [service.id for service in _chosen()]
    return _not_kept(Response(_qr_code(ids), mimetype="image/svg+xml"))


@bp.get("/ohne-netz")
def offline() -> str:
    """Show the directory from the copy on the device, and how to make and delete that copy."""
    size = len(_copy())
    return render_template("families/offline.html", copy_kb=max(1, round(size / 1000)))


@bp.get("/verzeichnis.json")
def directory_copy() -> Response:
    """Return all offers that a device may keep, in words."""
    copy = _copy()
    response = Response(copy, mimetype="application/json")
    response.set_etag(copying.mark_of(copy))
    response.cache_control.no_cache = True  # kept, but asked for anew each time
    response.make_conditional(request)
    return response


@bp.get("/manifest.webmanifest")
def manifest() -> Response:
    """Return what a phone needs to put the pages among its apps."""
    text = json.dumps(installing.manifest(settings().district.name), ensure_ascii=False)
    return Response(text, mimetype="application/manifest+json")


@bp.get("/service-worker.js")
def service_worker() -> Response:
    """Return the script that answers without a network; it stands at the root to see all pages."""
    return Response(installing.service_worker(), mimetype="text/javascript")


def _chosen() -> list[Service]:
    ids = shortlists.ids_in(request.form.getlist("angebot"))
    dropped = set(shortlists.ids_in(request.form.getlist("ohne")))
    kept = [known for known in ids if known not in dropped]
    return shortlists.may_be_kept(families.services_in_order(current_session(), kept))


def _more(words: str, chosen: Sequence[Service]) -> list[Service]:
    """Return the best offers for some words that may go onto the list and are not on it yet."""
    session = current_session()
    hits = finding.find(session, words, now=now(), state=settings().district.state).hits
    services = families.services_in_order(session, [hit.id for hit in hits[: 2 * MOST_MORE]])
    known = {service.id for service in chosen}
    return [s for s in shortlists.may_be_kept(services) if s.id not in known][:MOST_MORE]


def _limits() -> dict[str, int]:
    return {"most": shortlists.MOST, "most_on_sheet": MOST_OFFERS}


def _qr_code(ids: list[UUID]) -> str:
    page = url_for("families.shortlist", _external=True)
    return shortlists.qr_code(shortlists.address_of(page, ids)) if ids else ""


def _page_of(service: Service) -> str:
    return url_for("families.offer", service_id=service.id, _external=True)


def _copy() -> bytes:
    """Return the copy, made anew when the records or the day are others than last time."""
    session = current_session()
    mark = (queries.version_of_offers(session), now().date())
    kept = cast("tuple[object, bytes] | None", current_app.extensions.get(COPY))
    if kept is None or kept[0] != mark:
        kept = mark, copying.copy_of(queries.services_for_copy(session), mark[1])
        current_app.extensions[COPY] = kept
    return kept[1]


def _not_kept(response: Response) -> Response:
    response.cache_control.no_store = True
    return response
