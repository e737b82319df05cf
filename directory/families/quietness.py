"""What keeps a page to the person who reads it: no copies on the device, and a way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.config import settings

if TYPE_CHECKING:
    from flask import Response

HARMLESS = "https://www.dwd.de/"  # the weather; a district may name another in [texts] quick_exit


def kept_nowhere(response: Response) -> Response:
    """Ask the device and everything between to keep nothing of a page, and robots not to list it."""
    response.cache_control.no_store = True
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def quiet(response: Response, *, sensitive: bool) -> Response:
    """Do so for a page on a sensitive topic."""
    return kept_nowhere(response) if sensitive else response


def quick_exit_address() -> str:
    """Return where somebody is led who must leave at once."""
    return str(settings().district.texts.get("quick_exit", HARMLESS))
