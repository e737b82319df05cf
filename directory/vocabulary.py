"""The words that a search understands: kinds of offer and topics, in the languages of the lists."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from directory.records.folding import fold
from directory.records.taxonomy import Topic, topics
from directory.records.word_lists import word_lists
from directory.search_stems import stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SHORTEST_PREFIX = 5  # letters; shorter beginnings fit too many words
SHORTEST_PART = 4  # letters of a word inside a compound
SHORTEST_MIDDLE = 6  # letters where it neither begins nor ends the compound
MOST_TOPICS = 2  # a word that begins more topics than this says nothing


@dataclass(frozen=True)
class Meaning:
    """What a word stands for: a kind, some topics, or both."""

    kind: str | None = None
    topics: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Phrase:
    """An entry of several words, found where all of them are in a question, in any order."""

    text: str
    stems: frozenset[str]
    meaning: Meaning


@cache
def stop_words() -> frozenset[str]:
    """Return the words that narrow nothing: dropped where nothing else is known of them."""
    return frozenset(part for words in word_lists() for w in words.stop for part in fold(w).split())


def says_nothing(word: str) -> bool:
    """Say whether a word narrows nothing, whatever its ending."""
    return word in stop_words() or stem(word) in _stop_stems()


def is_elsewhere(word: str) -> bool:
    """Say whether a word is known, whatever its ending, and nobody in the directory helps with it."""
    known = _elsewhere()
    return word in known or (bent(word) is None and stem(word) in _elsewhere_stems())


@cache
def _elsewhere() -> frozenset[str]:
    return frozenset(fold(entry) for words in word_lists() for entry in words.elsewhere)


@cache
def _elsewhere_stems() -> frozenset[str]:
    return frozenset(map(stem, _elsewhere()))


@cache
def _stop_stems() -> frozenset[str]:
    return frozenset(map(stem, stop_words()))


@cache
def kind_words() -> dict[str, frozenset[str]]:
    """Return the folded words of each kind of offer."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for words in word_lists():
        for kind, entries in words.kinds.items():
            found[kind] |= {fold(entry) for entry in entries}
    return {kind: frozenset(entries) for kind, entries in found.items()}


@cache
def phrases() -> dict[str, Meaning]:
    """Return each folded word or phrase of the vocabulary with its meaning."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for code, phrase in _entries():
        found[phrase].add(code)
    kinds = {phrase: kind for kind, words in kind_words().items() for phrase in words}
    known = (found.keys() | kinds.keys()) - stop_words() - {""}
    return {p: Meaning(kinds.get(p), frozenset(found.get(p, ()))) for p in known}


@cache
def phrases_with(content_stem: str) -> tuple[Phrase, ...]:
    """Return the entries of several words that this stem belongs to, the longest first."""
    return _phrases_by_stem().get(content_stem, ())


@cache
def meaning_of(phrase: str) -> Meaning | None:
    """
    Return what a folded phrase means, or None.

    A single word may also be bent ("Schuldnern"), be made of words of the vocabulary
    ("scheidungskinder"), or be the beginning of one, as long as it does not fit many topics.
    """
    exact = phrases().get(phrase)
    if exact or " " in phrase:
        return exact
    return bent(phrase) or compound(phrase) or beginning(phrase)


def bent(word: str) -> Meaning | None:
    """Return what a word with another ending means, or None."""
    return None if word in stop_words() else _by_stem().get(stem(word))


def compound(word: str) -> Meaning | None:
    """Return what the words mean that a longer one begins and ends with, or has in the middle."""
    whole = stem(word)
    if len(whole) <= SHORTEST_PART:
        return None
    inside = [
        part for part in _by_stem() if SHORTEST_PART <= len(part) < len(whole) and part in word
    ]
    first = max((p for p in inside if word.startswith(p)), key=len, default=None)
    last = max((p for p in inside if word.endswith(p) or whole.endswith(p)), key=len, default=None)
    middle = max((p for p in inside if len(p) >= SHORTEST_MIDDLE), key=len, default=None)
    found = [p for p in (first, last) if p] or [p for p in (middle,) if p]
    return _together([_by_stem()[part] for part in found])


def beginning(word: str) -> Meaning | None:
    """Return what the words mean that begin so, or None where they mean too many things."""
    if len(word) < SHORTEST_PREFIX:
        return None
    alike = [meaning for known, meaning in phrases().items() if known.startswith(word)]
    codes = frozenset[str]().union(*(meaning.topics for meaning in alike))
    return Meaning(topics=codes) if 0 < len(codes) <= MOST_TOPICS else None


@cache
def single_words() -> list[str]:
    """Return the words that a typing mistake is compared with."""
    return sorted(phrase for phrase in phrases() if " " not in phrase)


def _entries() -> Iterator[tuple[str, str]]:
    """Yield code and folded phrase of every topic, from the list of topics and of all languages."""
    for topic in topics():
        yield from ((topic.code, phrase) for phrase in _phrases_of(topic))
    for words in word_lists():
        for code, entries in words.topics.items():
            yield from ((code, fold(entry)) for entry in entries)


def _phrases_of(topic: Topic) -> set[str]:
    name = fold(topic.name)
    parts = {word for word in name.split() if len(word) >= SHORTEST_PREFIX}
    return {name} | parts | {fold(word) for word in topic.words}


@cache
def _by_stem() -> dict[str, Meaning]:
    found: defaultdict[str, list[Meaning]] = defaultdict(list)
    for word in single_words():
        found[stem(word)].append(phrases()[word])
    return {key: meaning for key, all_ in found.items() if (meaning := _together(all_))}


@cache
def _phrases_by_stem() -> dict[str, tuple[Phrase, ...]]:
    found: defaultdict[str, list[Phrase]] = defaultdict(list)
    for text, meaning in phrases().items():
        words = text.split()
        stems = frozenset(map(stem, words))
        if len(stems) > 1:
            phrase = Phrase(text, stems, meaning)
            for word in set(words) - stop_words():
                found[stem(word)].append(phrase)
    return {key: tuple(sorted(all_, key=_longest_first)) for key, all_ in found.items()}


def _longest_first(phrase: Phrase) -> tuple[int, str]:
    return -len(phrase.stems), phrase.text


def _together(meanings: Iterable[Meaning]) -> Meaning | None:
    """Return one meaning of several; topics say more than a kind, and a Kita more than advice."""
    several = list(meanings)
    codes = frozenset[str]().union(*(meaning.topics for meaning in several))
    kinds = [meaning.kind for meaning in several if meaning.kind]
    kind = next((k for k in kinds if k == "kita" or not codes), None)
    return Meaning(kind, codes) if codes or kind else None
