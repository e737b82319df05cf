"""The names of a district: parts, streets, stops and postal codes, found however they are typed."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from statistics import fmean
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from directory.records.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

SETTLEMENTS = ("municipality", "part", "village", "town")
# Which of several places of one name is meant, the first before the others.
IN_ORDER = ("municipality", "town", "village", "part", "stop", "street", "address")
SHORTEST_BEGINNING = 4  # letters
SHORTEST_PART, FEWEST_STOPS = 5, 2  # letters of a part that stops are named after; such stops
ABBREVIATIONS = {
    "st": "sankt",
    "skt": "sankt",
    "str": "strasse",
    "bhf": "bahnhof",
    "bf": "bahnhof",
    "hbf": "hauptbahnhof",
    "pl": "platz",
}
IN_BRACKETS = re.compile(r"\([^)]*\)")
FIVE_FIGURES = re.compile(r"\b\d{5}\b")


@dataclass(frozen=True)
class NamedPlace:
    """
    A place of the gazetteer; its position in metres (EPSG:25832).

    A postal code is its town under another name: `folded_name` has the figures, `name` the town.
    """

    name: str
    folded_name: str
    kind: str
    municipality: str
    x_m: float
    y_m: float


def spelled_out(folded: str) -> str:
    """Return a folded name without abbreviations: "st johann" → "sankt johann"."""
    return " ".join(map(_spelled_out, folded.split()))


def _spelled_out(word: str) -> str:
    if word in ABBREVIATIONS:
        return ABBREVIATIONS[word]
    return f"{word}asse" if len(word) > len("xstr") and word.endswith("str") else word


@dataclass
class Gazetteer:
    """Places by their names; of equal names the larger place counts."""

    settlements: list[str] = field(default_factory=list)
    several_words: list[str] = field(default_factory=list)
    _named: dict[str, NamedPlace] = field(default_factory=dict)
    _shuffled: dict[tuple[str, ...], NamedPlace] = field(default_factory=dict)
    _by_first_word: defaultdict[str, list[NamedPlace]] = field(
        default_factory=lambda: defaultdict(list)
    )

    _parts: dict[str, NamedPlace] = field(default_factory=dict)

    @classmethod
    def of(cls, places: Iterable[NamedPlace]) -> Gazetteer:
        """Return the gazetteer of these places."""
        made = cls()
        for place in sorted(places, key=_importance):
            for name in sorted(_names_of(place)):
                made._named.setdefault(name, place)
                made._shuffled.setdefault(tuple(sorted(name.split())), place)
            if place.kind in SETTLEMENTS:
                made._by_first_word[spelled_out(place.folded_name).split(" ")[0]].append(place)
        made.settlements = [
            name
            for name, place in made._named.items()
            if place.kind in SETTLEMENTS and not name.isdecimal()
        ]
        made.several_words = [name for name in made._named if " " in name]
        made._parts = _parts_in(made._named.values())
        return made

    def called(self, phrase: str) -> NamedPlace | None:
        """Return the place of this folded name, its words in any order."""
        name = spelled_out(phrase)
        return self._named.get(name) or self._shuffled.get(tuple(sorted(name.split())))

    def beginning(self, word: str) -> NamedPlace | None:
        """Return the settlement whose first word this is: "Mülheim" for Mülheim-Kärlich."""
        if len(word) < SHORTEST_BEGINNING:
            return None
        fitting = self._by_first_word.get(spelled_out(word), [])
        return min(fitting, key=lambda place: len(place.name), default=None)

    def part(self, word: str) -> NamedPlace | None:
        """Return the part of a town that only its stops tell of: "Kürrenberg Bürgerhaus, Mayen"."""
        return self._parts.get(word)

    def alike(self, phrase: str, *, at_least: float, limit: int = 3) -> list[tuple[str, float]]:
        """Return folded names that look like this one, with the likeness of 100, best first."""
        names = self.several_words if " " in phrase else self.settlements
        found = process.extract(
            phrase, names, scorer=fuzz.ratio, score_cutoff=at_least, limit=limit
        )
        return [(name, score) for name, score, _index in found]


def _parts_in(places: Iterable[NamedPlace]) -> dict[str, NamedPlace]:
    """Return the first words that stops of one town share, as parts amid those stops."""
    stops: defaultdict[tuple[str, str], set[NamedPlace]] = defaultdict(set)
    for place in places:
        words = place.name.split(",")[0].split()
        if place.kind == "stop" and len(words) > 1 and len(words[0]) >= SHORTEST_PART:
            stops[words[0], place.municipality].add(place)
    return {
        fold(name): NamedPlace(
            name,
            fold(name),
            "part",
            town,
            fmean(stop.x_m for stop in those),
            fmean(stop.y_m for stop in those),
        )
        for (name, town), those in sorted(stops.items())
        if len(those) >= FEWEST_STOPS and name.isalpha()
    }


def _importance(place: NamedPlace) -> tuple[int, str]:
    rank = IN_ORDER.index(place.kind) if place.kind in IN_ORDER else len(IN_ORDER)
    return rank, place.folded_name


def _names_of(place: NamedPlace) -> set[str]:
    """Return the names that a place goes by: as it stands, without brackets and postal code."""
    if place.folded_name.isdecimal():
        return {place.folded_name}
    shorter = fold(FIVE_FIGURES.sub(" ", IN_BRACKETS.sub(" ", place.name)))
    return {spelled_out(name) for name in (place.folded_name, shorter) if name}
