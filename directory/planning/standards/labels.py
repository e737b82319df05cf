"""German words of the pages about supply standards."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

DAYS = {
    "school_tuesday": "Schultag",
    "school_friday": "Freitag mit Schule",
    "holiday_tuesday": "Ferientag",
    "saturday": "Samstag",
}
STATES = {"confirmed": "bestätigt", "unconfirmed": "nicht bestätigt"}
TARGETS = {
    "met": "Ziel erreicht",
    "not_met": "Ziel nicht erreicht",
    "no_target": "kein Ziel für diese Größe",
    "insufficient_data": "Daten fehlen",
}
GROUPS = {"rail": "Bahn", "tram": "Straßenbahn", "bus": "Bus", "cable": "Seilbahn"}
FIGURES = {
    "interval": "Takt (Min.)",
    "quadratic": "mittlerer Takt (Min.)",
    "departures": "Abfahrten am Tag",
    "per_hour": "Abfahrten je Stunde",
    "trips": "Fahrten je Tag und Richtung",
    "longest_wait": "längste Zeit ohne Abfahrt (Min.)",
}
WITHOUT = {"ratio": "keine Verbindung"}
UNKNOWN = "nicht bekannt"


def without(measure: str) -> str:
    """Return what those are called who have none of a standard's classes."""
    return WITHOUT.get(measure, "keine davon")


def target_text(target: Mapping[str, float] | None) -> str:
    """Return what a village of this size should have, in words."""
    if not target:
        return "–"
    if "longest_minutes" in target:
        return f"höchstens {target['longest_minutes']:.0f} Min."
    least, good = target["least"], target.get("good", target["least"])
    return f"{least:.0f}" if least == good else f"{least:.0f} bis {good:.0f}"
