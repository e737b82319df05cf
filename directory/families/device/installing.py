"""What makes the pages an app that answers without a network: its manifest and its worker."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from directory.families.device.icons import ICON_SIZES
from directory.languages import GERMAN, LANGUAGES, OUTSIDE, page_language

STATIC = Path(__file__).parents[2] / "static"
WORKER = STATIC / "js" / "service-worker.js"
BRAND, PAPER = "#1d3f8f", "#ffffff"  # as in icon.svg and base.css
KEPT_FILES = ("css/*.css", "js/*.js", "vendor/kern/*.css", "vendor/fira-sans/*.woff2", "icon.svg")
NOT_KEPT = frozenset(  # maps need the network, and planners' pages are not for families
    {
        "basemap-style.js",
        "gap-map.css",
        "leaflet-settings.js",
        "map-ground.js",
        "map-list.js",
        "map.css",
        "near-me.js",
        "offer-map.js",
        "reveal.js",
        "service-worker.js",
    }
)
KEPT_PAGES = ("ohne-netz", "merkliste")


def manifest(district: str) -> dict[str, Any]:
    """Return the web app manifest (https://www.w3.org/TR/appmanifest/) of a district's pages."""
    language = page_language()
    icons = [
        {
            "src": url_for("static", filename=f"icon-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": "any maskable",
        }
        for size in ICON_SIZES
    ]
    return {
        "name": f"{_('Hilfe für Familien')} – {district}",
        "short_name": _("Hilfe für Familien"),
        "lang": language.code,
        "dir": language.direction,
        "id": root(""),
        "start_url": url_for("families.start"),
        "scope": root(""),
        "display": "minimal-ui",  # with a way back, unlike standalone
        "background_color": PAPER,
        "theme_color": BRAND,
        "icons": icons,
    }


def service_worker() -> str:
    """Return the worker with what it keeps: the pages in every language, and their files."""
    facts = {
        "version": _version(),
        "root": root(""),
        "languages": [language.code for language in LANGUAGES if language != GERMAN],
        "files": [root(f"static/{path}") for path in kept_files()],
        "pages": [_page(language.code, name) for language in LANGUAGES for name in KEPT_PAGES],
        "copy": root("verzeichnis.json"),
    }
    return f"const KEPT = {json.dumps(facts)};\n{WORKER.read_text(encoding='utf-8')}"


def root(path: str) -> str:
    """Return an address outside of every language, below the place where the app is mounted."""
    return f"{request.environ.get(OUTSIDE, '')}/{path}"


@cache
def kept_files() -> tuple[str, ...]:
    """Return the files, below `static`, that pages without a map are made of."""
    found = (path for pattern in KEPT_FILES for path in sorted(STATIC.glob(pattern)))
    kept = (path for path in found if path.name not in NOT_KEPT)
    return tuple(path.relative_to(STATIC).as_posix() for path in kept)


@cache
def _version() -> str:
    """Return a mark of the files: browsers take up a new worker when one letter of it differs."""
    whole = b"".join((STATIC / path).read_bytes() for path in kept_files())
    return hashlib.sha256(whole).hexdigest()[:12]


def _page(code: str, name: str) -> str:
    return root(name if code == GERMAN.code else f"{code}/{name}")
