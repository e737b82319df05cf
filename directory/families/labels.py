"""Words for codes, dates and figures in the language of the page, as filters for templates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from babel import Locale
from babel.dates import format_date, get_day_names
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as later
from markupsafe import Markup

from directory.languages import entry_lang
from directory.records.taxonomy import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

GERMAN = Locale("de")
DELIVERIES = {
    "place": later("vor Ort"),
    "kita": later("in der Kita"),
    "home": later("kommt zu Ihnen nach Hause"),
    "phone": later("am Telefon"),
    "online": later("online"),
}
STATES = {
    "open": later("jetzt geöffnet"),
    "closed": later("jetzt geschlossen"),
    "by_appointment": later("nach Vereinbarung"),
    "unknown": later("Öffnungszeiten nicht bekannt"),
}
# words that many entries share and that mean the same in each
AGREED = {
    "kostenlos": later("kostenlos"),
    "mit Termin": later("mit Termin"),
    "ohne Termin": later("ohne Termin"),
}
WEB_ADDRESS = re.compile(r"https?://[\w-]+(\.[\w-]+)+(:\d+)?(/[^\s<>\"]*|\?[^\s<>\"]*)?")
KILOMETRE_M = 1000
NEAR_M = 10_000  # below, distances are shown with one decimal


def kind_name(code: str) -> str:
    """Return what pages call a kind of offer."""
    return str(_(KINDS[code]))


def delivery_name(code: str) -> str:
    """Return how a service comes to people."""
    return str(DELIVERIES.get(code, code))


def entry_words(text: str) -> Markup:
    """
    Return an entry's own words, marked as German; those that all lists share are translated.

    "kostenlos" is what a family most wants to know, and no text that somebody wrote for one entry.
    """
    agreed = AGREED.get(text.strip())
    if agreed is None:
        return Markup("<span{}>{}</span>").format(entry_lang(), text)
    return Markup("{}").format(agreed)


def state_name(code: str) -> str:
    """Return the state of a door in words."""
    return str(STATES[code])


def language_name(code: str) -> str:
    """Return the name of a language (ISO 639-1), or its code where nobody knows it."""
    return str(_locale().languages.get(code, code))


def weekday_name(weekday: int) -> str:
    """Return the name of a weekday; 0 is Monday."""
    return str(get_day_names("wide", "stand-alone", locale=_locale())[weekday])


def clock(minutes: int) -> str:
    """Return minutes since midnight as a time of day: 510 → "8:30"; 24:00 stays 24:00."""
    hours, rest = divmod(minutes, 60)
    return f"{hours if minutes <= 24 * 60 else hours - 24}:{rest:02}"


def german_date(day: date) -> str:
    """Return a date as it is written in Germany, or in the language of the page."""
    if _locale().language == GERMAN.language:
        return f"{day.day}.{day.month}.{day.year}"
    return format_date(day, "long", locale=_locale())


def long_date(day: date) -> str:
    """Return a date with its weekday: "Dienstag, 24. November 2026"."""
    return format_date(day, "full", locale=_locale())


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
        return str(ngettext("%(num)s Monat", "%(num)s Monate", round(years * 12)))
    return str(ngettext("%(num)s Jahr", "%(num)s Jahre", round(years)))


def web_address(text: str) -> str | None:
    """Return an address that may be linked, or None: only http and https, never a script."""
    address = text.strip() if "://" in text else f"https://{text.strip()}"
    return address if WEB_ADDRESS.fullmatch(address) else None


def dialled(text: str) -> str:
    """Return a telephone number for a `tel:` address: digits and a leading plus."""
    digits = "".join(character for character in text if character.isdigit())
    return f"+{digits}" if text.strip().startswith("+") else digits


def _locale() -> Locale:
    return get_locale() or GERMAN


FILTERS: dict[str, Callable[..., object]] = {
    "kind_name": kind_name,
    "delivery_name": delivery_name,
    "entry_words": entry_words,
    "state_name": state_name,
    "language_name": language_name,
    "weekday_name": weekday_name,
    "clock": clock,
    "german_date": german_date,
    "long_date": long_date,
    "distance": distance,
    "number": number,
    "age": age,
    "web_address": web_address,
    "dialled": dialled,
}
