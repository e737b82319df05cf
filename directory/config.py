"""What one running app knows about itself, and the limits of what it takes from outside."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask import current_app, g, request

from directory.travelling.engine import TravelSource

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from directory.operator_key import OperatorKey
    from directory.travelling.engine import Travel
    from geodata.district import District

EXTENSION = "sozialraum"
TRAVEL = "sozialraum-travel"
MAX_BODY_BYTES = 1_000_000  # no page takes files; a longer request is refused with 413
MAX_FORM_FIELDS = 100
FORWARDING = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP")


@dataclass(frozen=True)
class Settings:
    """The district that the app shows, where its results and networks lie, who may see what."""

    district: District
    results: Path | None
    internal_pages: bool
    networks: Path | None = None
    operator_key: OperatorKey | None = None


def register(app: Flask, settings: Settings) -> None:
    """Keep the settings on the app and set the limits of its input."""
    app.extensions[EXTENSION] = settings
    app.extensions[TRAVEL] = TravelSource(settings.district, settings.networks)
    app.config.update(
        MAX_CONTENT_LENGTH=MAX_BODY_BYTES,
        MAX_FORM_MEMORY_SIZE=MAX_BODY_BYTES,
        MAX_FORM_PARTS=MAX_FORM_FIELDS,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.context_processor(
        lambda: {"district": settings.district, "shows_internal_pages": shows_internal_pages()}
    )


def settings() -> Settings:
    """Return the settings of the app that answers."""
    return cast("Settings", current_app.extensions[EXTENSION])


def travel() -> Travel:
    """Return what ways are computed from; a new build shows at once."""
    return cast("TravelSource", current_app.extensions[TRAVEL]).current()


def is_open_here() -> bool:
    """
    Say whether planners' pages stand open to this request, as it comes from the machine itself.

    They never do if a proxy passed it on, or if it asks for another name than the machine's own:
    so does a foreign site whose name was made to point here.
    """
    forwarded = any(name in request.headers for name in FORWARDING)
    return settings().internal_pages and not forwarded and is_loopback(_host_asked())


def shows_internal_pages() -> bool:
    """Say whether this request may see planners' pages; pages then link to them."""
    return is_open_here() or bool(g.get("planner", False))


def is_loopback(host: str) -> bool:
    """Say whether a host's name or address is the machine itself."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:  # a name: it may be reached from elsewhere
        return False


def _host_asked() -> str:
    """Return the host of the address without its port, an IPv6 address without brackets."""
    return urlsplit(f"//{request.host}").hostname or ""


def now() -> datetime:
    """Return the time on the district's clocks; an app configured with CLOCK (tests) uses that."""
    clock = current_app.config.get("CLOCK")
    zone = ZoneInfo(settings().district.timezone)
    return clock().astimezone(zone) if clock else datetime.now(tz=zone)
