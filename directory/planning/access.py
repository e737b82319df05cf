"""Who may see planners' pages: somebody at the machine itself, elsewhere who has the key."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import after_this_request, g, request

from directory.config import is_open_here, settings
from directory.operator_key import ForeignFormError
from directory.records.errors import NotFoundError

if TYPE_CHECKING:
    from flask import Response

READING = frozenset({"GET", "HEAD", "OPTIONS"})


def stay_internal() -> None:
    """
    Let nobody in but who sits at the machine itself or has the operator's key.

    For `before_request` of every blueprint of planners' pages. No answer is kept by a browser.

    Raises
    ------
    NotFoundError
        If there is no key: then no such page can be seen from elsewhere.
    KeyNeededError, TooManyTriesError
        If it was not given.
    ForeignFormError
        If something is to be changed by a form of another site.
    """
    after_this_request(_never_kept)
    if not is_open_here():
        _demand_key()
    if request.method not in READING and not _is_own_form():
        message = "A form of another site."
        raise ForeignFormError(message)
    g.planner = True


def _demand_key() -> None:
    key = settings().operator_key
    if key is None:
        message = "Planners' pages are internal."
        raise NotFoundError(message)
    given = request.authorization
    password = given.password if given is not None and given.type == "basic" else None
    key.demand(password, address=_from_where())


def _from_where() -> str:
    """Return the address that a proxy nearest to us saw; used to share tries out, never kept."""
    passed_on = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return passed_on or request.remote_addr or ""


def _is_own_form() -> bool:
    """Say whether a form comes from our own pages; old browsers and programs do not say."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin")
    own = origin is None or urlsplit(origin).netloc == request.host
    return own and site in {"same-origin", "none"}


def _never_kept(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
