"""Read the words of a question one after the other: places, phrases, words, slips."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from directory import vocabulary
from directory.search_places import SETTLEMENTS
from directory.search_stems import stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.search_places import Gazetteer, NamedPlace
    from directory.search_texts import Texts

LONGEST_NAME = 4  # words: "Mayen, Am Brückentor Nord"
SHORTEST_GUESS = 4  # letters; a shorter word is not corrected
SHORTEST_STREET = 6  # letters of a street or stop that is named by one word alone
ALIKE_FROM = 84  # of 100 (rapidfuzz ratio): one slip in a word of five letters gives 80 to 90
SURE_FROM = 93  # so alike, a word is a slip even where it is made of known ones
NEAR_FROM = 78  # what is less alike is not even offered as "Meinten Sie"
MOST_NEAR = 3
# "acht Jahre", "um acht Uhr": no village, though there is one of that name.
UNITS = frozenset(
    ("jahr", "jahre", "jahren", "monat", "monate", "monaten", "wochen", "tage", "uhr", "stunden")
)


@dataclass
class Reader:
    """What has been made of the words so far."""

    gazetteer: Gazetteer
    texts: Texts
    typed: list[str]
    place: NamedPlace | None = None
    kind: str | None = None
    topics: list[frozenset[str]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    corrected: list[tuple[str, str]] = field(default_factory=list)
    near_misses: list[tuple[str, str]] = field(default_factory=list)
    _read: set[int] = field(default_factory=set)

    def read(self) -> None:
        """Make sense of all words: what is named exactly first, guesses last."""
        self._read_named_places()
        self._read_runs()
        self._read_scattered()
        for number, word in enumerate(self.typed):
            if number not in self._read:
                self._read.add(number)
                self._read_word(number, word)

    def _runs(self, shortest: int) -> Iterator[tuple[str, set[int]]]:
        """Yield each run of words that are not read yet, the longest first."""
        for length in range(min(LONGEST_NAME + 1, len(self.typed)), shortest - 1, -1):
            for first in range(len(self.typed) - length + 1):
                numbers = set(range(first, first + length))
                if not numbers & self._read:
                    yield " ".join(self.typed[first : first + length]), numbers

    def _read_named_places(self) -> None:
        """Take the longest name of several words, such as a street, a stop or "Bad Au"."""
        for run, numbers in self._runs(2):
            place = self.gazetteer.called(run)
            if place and self._takes_place(place, run):
                self._read |= numbers
                return

    def _takes_place(self, place: NamedPlace, run: str) -> bool:
        """Keep a place; "Kita Bahnhof" is none where both words mean something else."""
        meaning = vocabulary.phrases().get(run)
        if meaning is not None:
            return False
        self.place = place
        return True

    def _read_runs(self) -> None:
        for run, numbers in self._runs(2):
            meaning = vocabulary.phrases().get(run)
            if meaning is not None and not numbers & self._read:
                self._take(meaning, run)
                self._read |= numbers

    def _read_scattered(self) -> None:
        """Take entries of several words whose words stand apart: "spricht noch nicht"."""
        while (found := self._scattered()) is not None:
            phrase, numbers = found
            self._take(phrase.meaning, phrase.text)
            self._read |= numbers

    def _scattered(self) -> tuple[vocabulary.Phrase, set[int]] | None:
        """Return the entry with the most words that are all there and not read yet."""
        left = {
            stem(word): number
            for number, word in reversed(list(enumerate(self.typed)))
            if number not in self._read
        }
        fitting = [
            phrase
            for one in left
            for phrase in vocabulary.phrases_with(one)
            if phrase.stems <= left.keys()
        ]
        best = min(fitting, key=lambda phrase: (-len(phrase.stems), phrase.text), default=None)
        return None if best is None else (best, {left[one] for one in best.stems})

    def _read_word(self, number: int, word: str) -> None:
        meaning = vocabulary.phrases().get(word)
        if meaning is not None:
            self._take(meaning, word)
        elif place := self._place_called(number, word):
            self.place = place
        elif word not in vocabulary.stop_words():
            self._read_other(number, word)

    def _place_called(self, number: int, word: str) -> NamedPlace | None:
        """Return the place of that name: a settlement or postal code, or a street as no text has."""
        place = self.gazetteer.called(word) if self.place is None else None
        if place is None or set(self.typed[number + 1 : number + 2]) & UNITS:
            return None
        if place.kind in SETTLEMENTS:
            return place
        alone = len(word) >= SHORTEST_STREET and vocabulary.meaning_of(word) is None
        return place if alone and not self.texts.has_inside(word) else None

    def _read_other(self, number: int, word: str) -> None:
        """Take a word with another ending, as it stands in a text, or as part of a compound."""
        if vocabulary.is_elsewhere(word) and not self.texts.has(word):
            self.elsewhere.append(word)
        elif meaning := vocabulary.bent(word):
            self._take(meaning, word)
        elif vocabulary.says_nothing(word):
            return
        elif place := self._place_beginning(word):
            self.place = place
        elif self.texts.has(word):
            self._take_text(word)
        elif self.place is None and (part := self.gazetteer.part(word)):
            self.place = part
        elif not self._guess_two(number, word) and not self._guess(word, at_least=SURE_FROM):
            self._read_part(word)

    def _read_part(self, word: str) -> None:
        """Take a word by what it is made of or begins; a mere "-beratung" only as a last resort."""
        made_of = vocabulary.compound(word)
        meaning = made_of if made_of and made_of.topics else vocabulary.beginning(word)
        if meaning is not None:
            self._take(meaning, word)
        elif self.texts.has_inside(word):
            self.words.append(word)
        elif not self._guess(word, at_least=ALIKE_FROM):
            self._offer_others(word)
            self._take_or_leave(word, made_of)

    def _take_or_leave(self, word: str, meaning: vocabulary.Meaning | None) -> None:
        if meaning is None:
            self.unknown.append(word)
        else:
            self._take(meaning, word)

    def _take(self, meaning: vocabulary.Meaning, said: str) -> None:
        self.kind = self.kind or meaning.kind
        if meaning.topics and not meaning.kind:
            self.topics.append(meaning.topics)
            self.said.append(said)

    def _take_text(self, word: str) -> None:
        """Look for a word in the texts, and for the topic too that it is made of."""
        self.words.append(word)
        if meaning := vocabulary.compound(word):
            self._take(meaning, word)

    def _place_beginning(self, word: str) -> NamedPlace | None:
        return self.gazetteer.beginning(word) if self.place is None else None

    def _guess_two(self, number: int, word: str) -> bool:
        """Take this word and the next as a name with slips: "müllheim kerlich"."""
        following = number + 1
        if self.place is not None or following >= len(self.typed) or following in self._read:
            return False
        if vocabulary.meaning_of(self.typed[following]) or self.texts.has(self.typed[following]):
            return False
        two = f"{word} {self.typed[following]}"
        alike = self.gazetteer.alike(two, at_least=ALIKE_FROM, limit=1)
        if not alike:
            return False
        self._read.add(following)
        self._correct_place(two, alike[0][0])
        return True

    def _guess(self, word: str, *, at_least: float) -> bool:
        """Take what looks most like the word; what looks a little less like it is offered."""
        found = self._alike(word)
        if not found or found[0][1] < at_least:
            return False
        meant, _score, is_place = found[0]
        self._offer_others(word, but=meant)
        if is_place:
            self._correct_place(word, meant)
        else:
            self._take(vocabulary.phrases()[meant], meant)
            self.corrected.append((word, meant))
        return True

    def _offer_others(self, word: str, *, but: str = "") -> None:
        """Keep what the word may mean besides, for "Meinten Sie …"; one of each meaning."""
        meanings: set[object] = {vocabulary.phrases().get(but, but)}
        for other, _score, _place in self._alike(word)[:MOST_NEAR]:
            meaning = vocabulary.phrases().get(other, other)
            if meaning not in meanings and other[0] == word[0]:
                meanings.add(meaning)
                self.near_misses.append((word, other))

    def _alike(self, word: str) -> list[tuple[str, float, bool]]:
        """Return known words that look like this one, with their likeness and whether a place."""
        if len(word) < SHORTEST_GUESS:
            return []
        known = process.extract(
            word,
            vocabulary.single_words(),
            scorer=fuzz.ratio,
            score_cutoff=NEAR_FROM,
            limit=MOST_NEAR,
        )
        found = [(other, score, False) for other, score, _index in known]
        if self.place is None:
            names = self.gazetteer.alike(word, at_least=NEAR_FROM, limit=MOST_NEAR)
            found = [(name, score, True) for name, score in names] + found
        return sorted(found, key=lambda one: -one[1])

    def _correct_place(self, typed: str, name: str) -> None:
        self.place = self.gazetteer.called(name)
        if self.place is not None:
            self.corrected.append((typed, self.place.name))
