"""German words for codes, dates and figures, as filters for templates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from directory.records.taxonomy import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
DELIVERIES = {
    "place": "vor Ort",
    "kita": "in der Kita",
    "home": "kommt zu Ihnen nach Hause",
    "phone": "am Telefon",
    "online": "online",
}
STATES = {
    "open": "jetzt geöffnet",
    "closed": "jetzt geschlossen",
    "by_appointment": "nach Vereinbarung",
    "unknown": "Öffnungszeiten nicht bekannt",
}
# ISO 639-1; the languages that are spoken most in the country, others are shown by their code
LANGUAGES = {
    "ar": "Arabisch",
    "bg": "Bulgarisch",
    "bs": "Bosnisch",
    "de": "Deutsch",
    "el": "Griechisch",
    "en": "Englisch",
    "es": "Spanisch",
    "fa": "Persisch",
    "fr": "Französisch",
    "hr": "Kroatisch",
    "it": "Italienisch",
    "ku": "Kurdisch",
    "nl": "Niederländisch",
    "pl": "Polnisch",
    "ps": "Paschtu",
    "pt": "Portugiesisch",
    "ro": "Rumänisch",
    "ru": "Russisch",
    "so": "Somali",
    "sq": "Albanisch",
    "sr": "Serbisch",
    "ti": "Tigrinya",
    "tr": "Türkisch",
    "uk": "Ukrainisch",
    "vi": "Vietnamesisch",
}
WEB_ADDRESS = re.compile(r"https?://[\w-]+(\.[\w-]+)+(:\d+)?(/[^\s<>\"]*|\?[^\s<>\"]*)?")
KILOMETRE_M = 1000
NEAR_M = 10_000  # below, distances are shown with one decimal


def kind_name(code: str) -> str:
    """Return what pages call a kind of offer."""
    return KINDS[code]


def delivery_name(code: str) -> str:
    """Return how a service comes to people."""
    return DELIVERIES.get(code, code)


def state_name(code: str) -> str:
    """Return the state of a door in words."""
    return STATES[code]


def language_name(code: str) -> str:
    """Return the German name of a language, or its code where the list has none."""
    return LANGUAGES.get(code, code)


def weekday_name(weekday: int) -> str:
    """Return the name of a weekday; 0 is Monday."""
    return WEEKDAYS[weekday]


def clock(minutes: int) -> str:
    """Return minutes since midnight as a time of day: 510 → "8:30"; 24:00 stays 24:00."""
    hours, rest = divmod(minutes, 60)
    return f"{hours if minutes <= 24 * 60 else hours - 24}:{rest:02}"


def german_date(day: date) -> str:
    """Return a date as it is written in Germany."""
    return f"{day.day}.{day.month}.{day.year}"


def distance(metres: float) -> str:
    """Return a distance for reading: "800 m", "3,4 km", "21 km"."""
    if metres < KILOMETRE_M:
        return f"{round(metres / 100) * 100 or 100:d} m".replace("1000 m", "1 km")
    kilometres = metres / KILOMETRE_M
    return f"{kilometres:.1f} km".replace(".", ",") if metres < NEAR_M else f"{kilometres:.0f} km"


def number(value: float) -> str:
    """Return a whole number with points between thousands, as is usual in German."""
    return f"{value:,.0f}".replace(",", ".")


def age(years: float) -> str:
    """Return an age: 0.5 → "6 Monate", 3.0 → "3 Jahre"."""
    if years < 1 or years % 1:
        return f"{round(years * 12)} Monate"
    return "1 Jahr" if years == 1 else f"{years:.0f} Jahre"


def web_address(text: str) -> str | None:
    """Return an address that may be linked, or None: only http and https, never a script."""
    address = text.strip() if "://" in text else f"https://{text.strip()}"
    return address if WEB_ADDRESS.fullmatch(address) else None


def dialled(text: str) -> str:
    """Return a telephone number for a `tel:` address: digits and a leading plus."""
    digits = "".join(character for character in text if character.isdigit())
    return f"+{digits}" if text.strip().startswith("+") else digits


FILTERS: dict[str, Callable[..., object]] = {
    "kind_name": kind_name,
    "delivery_name": delivery_name,
    "state_name": state_name,
    "language_name": language_name,
    "weekday_name": weekday_name,
    "clock": clock,
    "german_date": german_date,
    "distance": distance,
    "number": number,
    "age": age,
    "web_address": web_address,
    "dialled": dialled,
}
