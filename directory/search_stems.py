"""Cut the endings off folded words, so that "Schulden" and "долгами" are found however they are bent."""

from __future__ import annotations

import re

SHORTEST_STEM = 4  # letters that must remain in Latin script
SHORTEST_CYRILLIC, SHORTEST_ARABIC = 3, 3
LATIN_ENDINGS = (
    *("ungen", "innen", "ung", "ing", "ern", "nen", "est"),
    *("en", "em", "er", "es", "et", "te", "st", "e", "n", "s", "t"),
)
# Folded: й and ї have lost their marks.
CYRILLIC_ENDINGS = """
иями остью ями ами ого его ому ему ими ыми ость ости ов ев ив еи ои ии ыи ая яя ое ее ые ие ах ях
ам ям ом ем им ым их ых ую юю ою ею ть ти ія ію іі а е и о у ы ь э ю я і є
"""  # noqa: RUF001 - the letters are meant
ARABIC_ARTICLES = "وال بال كال فال ال لل"
ARABIC_ENDINGS = "ات ين ون ها ه ي"  # noqa: RUF001 - the letters are meant
CYRILLIC_ENDING = re.compile(f"({'|'.join(CYRILLIC_ENDINGS.split())})$")
ARABIC_ARTICLE = re.compile(f"^({'|'.join(ARABIC_ARTICLES.split())})")
ARABIC_ENDING = re.compile(f"({'|'.join(ARABIC_ENDINGS.split())})$")


def stem(word: str) -> str:
    """Return a folded word without its ending, and without the article in Arabic."""
    first = word[:1]
    if "a" <= first <= "z":
        return _latin(word)
    if "Ѐ" <= first <= "ӿ":
        return _without(CYRILLIC_ENDING, word, SHORTEST_CYRILLIC)
    if "؀" <= first <= "ۿ":
        plain = _without(ARABIC_ARTICLE, word, SHORTEST_ARABIC)
        return _without(ARABIC_ENDING, plain, SHORTEST_ARABIC)
    return word


def _latin(word: str) -> str:
    """Take endings off as long as enough is left: "arbeiten", "arbeitet" and "arbeit" are one."""
    for ending in LATIN_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return _latin(word[: -len(ending)])
    return word


def _without(part: re.Pattern[str], word: str, shortest: int) -> str:
    shorter = part.sub("", word)
    return shorter if len(shorter) >= shortest else word
