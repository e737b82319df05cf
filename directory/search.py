"""One search field: understand what was typed, topic and place in any order, slips included."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.records.folding import fold
from directory.search_places import SETTLEMENTS, Gazetteer, NamedPlace
from directory.search_reading import LONGEST_NAME, Reader
from directory.search_texts import Texts, stands_in

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "SETTLEMENTS",
    "NamedPlace",
    "Question",
    "names_in",
    "stands_in",
    "understand",
    "understand_with",
    "words_of",
]

MAX_CHARACTERS = 200  # of a question; the rest is cut off
MAX_WORDS = 12


@dataclass(frozen=True)
class Question:
    """What was understood of the words typed."""

    text: str
    place: NamedPlace | None = None
    kind: str | None = None
    topics: tuple[frozenset[str], ...] = ()  # one set for each word that means topics
    words: tuple[str, ...] = ()  # folded words that are looked for in the texts
    unknown: tuple[str, ...] = ()  # words that are nowhere; the rest was enough to go by
    corrected: tuple[tuple[str, str], ...] = ()  # as typed, as taken
    near_misses: tuple[tuple[str, str], ...] = ()  # as typed, as it may have been meant
    said: tuple[str, ...] = ()  # the folded words behind the topics
    elsewhere: tuple[str, ...] = ()  # known words that nobody here helps with

    @property
    def topic_codes(self) -> frozenset[str]:
        """All topics that are meant."""
        return frozenset[str]().union(*self.topics)

    @property
    def asks_elsewhere(self) -> bool:
        """Whether all that is asked for is known to be found somewhere else."""
        return bool(self.elsewhere) and not (self.kind or self.topics or self.words)

    def as_typed(self, word: str) -> str:
        """Return a folded word as it stands in the text."""
        return next((typed for typed in self.text.split() if fold(typed) == word), word)

    @property
    def suggestions(self) -> tuple[str, ...]:
        """Whole questions that may have been meant, for "Meinten Sie …"."""
        words = words_of(self.text)
        joined = f" {' '.join(words)} "
        swapped = (joined.replace(f" {typed} ", f" {meant} ") for typed, meant in self.near_misses)
        return tuple(dict.fromkeys(text.strip() for text in swapped))


def words_of(text: str) -> list[str]:
    """Return the first words of a question, folded; any text will do."""
    return fold(text[:MAX_CHARACTERS]).split()[:MAX_WORDS]


def names_in(text: str) -> list[str]:
    """Return every run of one to four words, in which a place may be named."""
    words = words_of(text)
    lengths = range(1, LONGEST_NAME + 1)
    return sorted({" ".join(words[i : i + n]) for n in lengths for i in range(len(words) - n + 1)})


def understand(text: str, places: Sequence[NamedPlace], *, texts: Sequence[str] = ()) -> Question:
    """
    Return what a question means.

    Parameters
    ----------
    text
        As typed: place and topic in any order.
    places
        The places that may be named.
    texts
        The folded texts of the offers: a word that stands in one of them is no slip.
    """
    return understand_with(text, Gazetteer.of(places), Texts.of(texts))


def understand_with(text: str, gazetteer: Gazetteer, texts: Texts) -> Question:
    """Return what a question means, places and texts being sorted already."""
    reader = Reader(gazetteer, texts, words_of(text))
    reader.read()
    enough = bool(reader.kind or reader.topics or reader.words)
    return Question(
        text[:MAX_CHARACTERS].strip(),
        reader.place,
        reader.kind,
        tuple(reader.topics),
        tuple(reader.words if enough or reader.elsewhere else reader.unknown),
        (*reader.elsewhere, *reader.unknown) if enough else (),
        tuple(reader.corrected),
        tuple(reader.near_misses),
        tuple(reader.said),
        tuple(reader.elsewhere),
    )
