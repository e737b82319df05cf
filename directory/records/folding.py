"""Bring German words to one spelling, so that a search finds them however they are typed."""

from __future__ import annotations

import re
import unicodedata

GERMAN_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """Return the text in small letters without umlauts, accents and marks: "Kürrenberg" → "kuerrenberg"."""
    small = unicodedata.normalize("NFC", text).lower().translate(GERMAN_LETTERS)
    plain = "".join(c for c in unicodedata.normalize("NFKD", small) if not unicodedata.combining(c))
    return BETWEEN_WORDS.sub(" ", plain.casefold()).strip()
