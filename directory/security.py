"""The headers that keep a page to itself: nothing from elsewhere, nothing inline, no cookies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from flask import Flask, Response

# Without any unsafe-inline: scripts and styles are files of our own, data are in <script type=json>.
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "frame-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}
# folium maps are pages in a frame
FRAMED_BY_OURSELVES = frozenset({"planning.gap_map", "standards.supply_map_page"})
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), payment=(), usb=(), geolocation=(self)",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ONE_YEAR_S = 31_536_000


def register(app: Flask) -> None:
    """Put the headers on every answer, error pages and files included."""
    app.after_request(_protect)


def _protect(response: Response) -> Response:
    framed = request.endpoint in FRAMED_BY_OURSELVES
    policy = POLICY | {"frame-ancestors": "'self'" if framed else "'none'"}
    response.headers["Content-Security-Policy"] = "; ".join(map(" ".join, policy.items()))
    response.headers["X-Frame-Options"] = "SAMEORIGIN" if framed else "DENY"
    response.headers.update(HEADERS)
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR_S}"
    return response
