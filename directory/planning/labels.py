"""German words for statuses, reasons and figures, as filters for templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

STATUSES = {
    "underserved": "Erreichbarkeitslücke",
    "partly": "teilweise Lücke",
    "served": "erreichbar",
    "insufficient_data": "Daten fehlen",
}
STABILITIES = {"robust": "sicher", "uncertain": "unsicher", "unstable": "sehr unsicher"}
TARGETS = {
    "under_6": "Kinder unter 6",
    "under_18": "Kinder und Jugendliche unter 18",
    "everyone": "alle Einwohnerinnen und Einwohner",
}


def status_name(code: str) -> str:
    """Return what pages call a status: a gap in reach, never an underserved village."""
    return STATUSES[code]


def stability_name(code: str) -> str:
    """Return how sure a status is, see `geodata.measures.stability`."""
    return STABILITIES[code]


def target_name(code: str) -> str:
    """Return whose number is counted."""
    return TARGETS.get(code, code)


def minutes(value: float | None) -> str:
    """Return minutes for a table; a dash where they are unknown or there is no connection."""
    return "–" if value is None else f"{value:.0f}"


def percent(share: float | None) -> str:
    """Return a share for a table in whole per cent; a dash where it is unknown."""
    return "–" if share is None else f"{share * 100:.0f} %"


FILTERS: dict[str, Callable[..., object]] = {
    "status_name": status_name,
    "stability_name": stability_name,
    "target_name": target_name,
    "minutes": minutes,
    "percent": percent,
}
