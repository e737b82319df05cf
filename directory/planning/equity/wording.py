"""German words for the figures of supply, equity and siting."""

from __future__ import annotations

PER = {"kita": 1, "counselling": 1000, "family_education": 1000}  # persons that a figure is for
SUPPLY = {
    "kita": "Plätze je Kind unter 6",
    "counselling": "Angebote je 1.000 Kinder und Jugendliche",
    "family_education": "Angebote je 1.000 Einwohnerinnen und Einwohner",
}
THINGS = {"kita": "Plätze", "counselling": "Angebote", "family_education": "Angebote"}
SMALLEST_SHOWN = 5  # METHODS §2: values below 5 are suppressed
FEW = 30  # METHODS §2: a share of fewer target persons says little
UNKNOWN = "–"


def decimal(value: float | None, places: int = 2) -> str:
    """Return a figure with a comma; a dash where it is unknown."""
    return UNKNOWN if value is None else f"{value:.{places}f}".replace(".", ",")


def people(value: float | None) -> str:
    """Return how many people; fewer than five are not told, and thousands are set apart."""
    if value is None:
        return UNKNOWN
    if 0 < abs(value) < SMALLEST_SHOWN:
        return f"unter {SMALLEST_SHOWN}"
    return f"{value:,.0f}".replace(",", ".")


def share(value: float | None) -> str:
    """Return a share in per cent with one decimal."""
    return UNKNOWN if value is None else f"{decimal(value * 100, 1)} %"


def supply(value: float | None, kind: str) -> str:
    """Return places or offers for so many persons as is usual for the kind."""
    return UNKNOWN if value is None else decimal(value * PER[kind], 2)
