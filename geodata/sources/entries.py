"""Fields that services and Kitas share: key, postal code, web address, languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from geodata.errors import RowError
from geodata.sources.fields import text, words

if TYPE_CHECKING:
    from collections.abc import Mapping

POSTAL_CODE = re.compile(r"\d{4,5}")
LANGUAGE_CODE = re.compile(r"[a-z]{2}")
LANGUAGES = {  # German names → ISO 639-1; sign language has only a code of ISO 639-3
    "albanisch": "sq",
    "arabisch": "ar",
    "bosnisch": "bs",
    "bulgarisch": "bg",
    "chinesisch": "zh",
    "dari": "fa",
    "deutsch": "de",
    "deutsche gebärdensprache": "gsg",
    "dgs": "gsg",
    "englisch": "en",
    "farsi": "fa",
    "französisch": "fr",
    "gebärdensprache": "gsg",
    "griechisch": "el",
    "gsg": "gsg",
    "italienisch": "it",
    "kroatisch": "hr",
    "kurdisch": "ku",
    "niederländisch": "nl",
    "paschtu": "ps",
    "persisch": "fa",
    "polnisch": "pl",
    "portugiesisch": "pt",
    "rumänisch": "ro",
    "russisch": "ru",
    "serbisch": "sr",
    "somali": "so",
    "spanisch": "es",
    "tigrinya": "ti",
    "türkisch": "tr",
    "ukrainisch": "uk",
    "ungarisch": "hu",
    "vietnamesisch": "vi",
}


def key_or_address(row: Mapping[str, str], name: str) -> str:
    """
    Return the Kennung of a row; without one, name, Träger and address stand in for it.

    So a list without a Kennung updates its entries on the next import as long
    as these cells stay as they are.
    """
    parts = (text(row, column) for column in (name, "Träger", "Straße", "PLZ", "Ort"))
    return text(row, "Kennung") or " | ".join(parts)


def postal_code(row: Mapping[str, str], field: str) -> str:
    """Return a postal code as five digits, "" where empty; a lost leading zero comes back."""
    value = text(row, field)
    if value and not POSTAL_CODE.fullmatch(value):
        raise RowError(field, f"{value!r} is not a postal code of five digits")
    return value.zfill(5) if value else ""


def web_address(row: Mapping[str, str], field: str) -> str:
    """Return an http or https address, "" where empty; "www.…" is taken as https."""
    value = text(row, field)
    if not value:
        return ""
    address = value if "://" in value else f"https://{value}"
    try:
        parts = urlsplit(address)
        usable = parts.scheme in {"http", "https"} and "." in (parts.hostname or "")
    except ValueError:
        usable = False
    if not usable or any(character in address for character in " <>\"'`"):
        raise RowError(field, f"{value!r} is not a web address such as https://www.example.org")
    return address


def languages(row: Mapping[str, str], field: str) -> tuple[str, ...]:
    """Return the languages of a cell ("de; Türkisch") as ISO 639-1 codes, each once."""
    return tuple(dict.fromkeys(_language(entry, field) for entry in words(row, field)))


def _language(entry: str, field: str) -> str:
    code = LANGUAGES.get(entry.casefold(), entry.casefold())
    if code not in LANGUAGES.values() and not LANGUAGE_CODE.fullmatch(code):
        raise RowError(field, f"{entry!r} is no language we know; give its code, such as tr")
    return code
