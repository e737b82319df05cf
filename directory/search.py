"""One search field: understand what was typed, topic and place in any order, slips included."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from directory import vocabulary
from directory.records.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_CHARACTERS = 200  # of a question; the rest is cut off
MAX_WORDS = 12
LONGEST_NAME = 4  # words: "Mayen, Am Brückentor Nord"
SHORTEST_GUESS = 4  # letters; a shorter word is not corrected, nor found inside others
ALIKE_FROM = 84  # of 100 (rapidfuzz ratio): one slip in a word of five letters gives 80 to 90
SETTLEMENTS = ("municipality", "part", "village", "town")


@dataclass(frozen=True)
class NamedPlace:
    """A place of the gazetteer; its position in metres (EPSG:25832)."""

    name: str
    folded_name: str
    kind: str
    municipality: str
    x_m: float
    y_m: float


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

    @property
    def topic_codes(self) -> frozenset[str]:
        """All topics that are meant."""
        return frozenset[str]().union(*self.topics)


def words_of(text: str) -> list[str]:
    """Return the first words of a question, folded; any text will do."""
    return fold(text[:MAX_CHARACTERS]).split()[:MAX_WORDS]


def names_in(text: str) -> list[str]:
    """Return every run of one to four words, in which a place may be named."""
    words = words_of(text)
    lengths = range(1, LONGEST_NAME + 1)
    return sorted({" ".join(words[i : i + n]) for n in lengths for i in range(len(words) - n + 1)})


def stands_in(word: str, text: str) -> bool:
    """Say whether a folded text has the word: a short one as a whole, a longer one in compounds."""
    return word in text if len(word) >= SHORTEST_GUESS else f" {word} " in f" {text} "


def understand(text: str, places: Sequence[NamedPlace], *, texts: Sequence[str] = ()) -> Question:
    """
    Return what a question means.

    Parameters
    ----------
    text
        As typed: place and topic in any order.
    places
        All settlements, and whatever other place bears a name that is in the question.
    texts
        The folded texts of the offers: a word that stands in one of them is no slip.
    """
    reader = _Reader(_by_name(places), texts)
    words = words_of(text)
    while words:
        words = words[reader.read(words) :]
    return reader.question(text[:MAX_CHARACTERS].strip())


def _by_name(places: Sequence[NamedPlace]) -> dict[str, NamedPlace]:
    """Index places by folded name; of equal names a settlement counts before a stop or a street."""
    ranked = sorted(places, key=lambda place: place.kind in SETTLEMENTS)
    return {place.folded_name: place for place in ranked}


@dataclass
class _Reader:
    """What has been made of the words so far."""

    named: dict[str, NamedPlace]
    texts: Sequence[str]
    place: NamedPlace | None = None
    kind: str | None = None
    topics: list[frozenset[str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    corrected: list[tuple[str, str]] = field(default_factory=list)

    def read(self, words: list[str]) -> int:
        """Make sense of the first of the words and return how many were used."""
        for length in range(min(LONGEST_NAME, len(words)), 0, -1):
            phrase = " ".join(words[:length])
            meaning = vocabulary.phrases().get(phrase)
            place = self._place_called(phrase)
            if place and (length > 1 or meaning is None):
                self.place = place
                return length
            if meaning is not None:
                self._take(meaning)
                return length
        if words[0] not in vocabulary.STOP_WORDS:
            self._read_other(words[0])
        return 1

    def question(self, text: str) -> Question:
        """Sum up; words that are nowhere count only where there is nothing else to go by."""
        enough = bool(self.kind or self.topics or self.words)
        words = self.words if enough else self.unknown
        return Question(
            text,
            self.place,
            self.kind,
            tuple(self.topics),
            tuple(words),
            tuple(self.unknown) if enough else (),
            tuple(self.corrected),
        )

    def _take(self, meaning: vocabulary.Meaning) -> None:
        self.kind = self.kind or meaning.kind
        if meaning.topics and not meaning.kind:
            self.topics.append(meaning.topics)

    def _place_called(self, phrase: str) -> NamedPlace | None:
        """Return the place of that name; one word alone never names a mere stop or street."""
        place = self.named.get(phrase) if self.place is None else None
        return place if place and (" " in phrase or place.kind in SETTLEMENTS) else None

    def _read_other(self, word: str) -> None:
        """Take a word as it is, as the beginning of a known one, or as a slip of the keyboard."""
        meaning = vocabulary.meaning_of(word)
        place = self._place_beginning(word)
        if any(f" {word} " in f" {text} " for text in self.texts):
            self.words.append(word)
        elif meaning is not None:
            self._take(meaning)
        elif place is not None:
            self.place = place
        elif any(stands_in(word, text) for text in self.texts):
            self.words.append(word)
        else:
            self._guess(word)

    def _place_beginning(self, word: str) -> NamedPlace | None:
        """Return the settlement whose first word this is: "Mülheim" for Mülheim-Kärlich."""
        if self.place is not None or len(word) < SHORTEST_GUESS:
            return None
        fitting = [place for place in self._settlements() if _begins(place, word)]
        return min(fitting, key=lambda place: len(place.name), default=None)

    def _guess(self, word: str) -> None:
        names = [] if self.place else [place.folded_name for place in self._settlements()]
        known = names + vocabulary.single_words()
        best = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=ALIKE_FROM)
        if best is None or len(word) < SHORTEST_GUESS:
            self.unknown.append(word)
        elif best[2] < len(names):
            self.place = self.named[best[0]]
            self.corrected.append((word, self.place.name))
        else:
            self._take(vocabulary.phrases()[best[0]])
            self.corrected.append((word, best[0]))

    def _settlements(self) -> list[NamedPlace]:
        return [place for place in self.named.values() if place.kind in SETTLEMENTS]


def _begins(place: NamedPlace, word: str) -> bool:
    return place.folded_name.startswith(f"{word} ")
