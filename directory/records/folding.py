"""Bring words to one spelling, so that a search finds them however they are typed."""

from __future__ import annotations

import re
import unicodedata

GERMAN_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
# One sound, several letters: as people type them without thinking, and as phones do.
ARABIC_LETTERS = str.maketrans({"ة": "ه", "ى": "ي", "ـ": None, "ٱ": "ا"})  # noqa: RUF001 - letters of Arabic
TURKISH_LETTERS = str.maketrans({"ı": "i"})  # noqa: RUF001 - without a dot, as in Turkish
APOSTROPHE_INSIDE = re.compile(r"(?<=[а-яёіїєґ])['’ʼ`](?=[а-яёіїєґ])")  # noqa: RUF001 - Ukrainian
BETWEEN_WORDS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """
    Return the text in small letters without umlauts, accents and marks: "Kürrenberg" → "kuerrenberg".

    Letters of every script stay; what is neither letter nor figure parts words.
    """
    small = unicodedata.normalize("NFC", text).lower().translate(GERMAN_LETTERS)
    small = APOSTROPHE_INSIDE.sub("", small)
    plain = "".join(c for c in unicodedata.normalize("NFKD", small) if not unicodedata.combining(c))
    plain = plain.casefold().translate(TURKISH_LETTERS).translate(ARABIC_LETTERS)
    return BETWEEN_WORDS.sub(" ", plain).strip()
