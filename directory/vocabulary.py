"""The words that a search understands: kinds of offer and the topics of the curated list."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from directory.records.folding import fold
from directory.records.taxonomy import Topic, topics

SHORTEST_PREFIX = 5  # letters; shorter beginnings fit too many words
MOST_TOPICS = 2  # a word that begins more topics than this says nothing
KIND_WORDS = {
    "kita": ("kita", "kitas", "kindergarten", "kindergaerten", "kindertagesstaette", "krippe"),
    "counselling": ("beratung", "beratungen", "beratungsstelle", "beratungsstellen"),
    "family_education": ("familienbildung", "familienbildungsstaette"),
}
# Words that narrow nothing in a directory for families: dropped where they stand alone.
NARROWING_NOTHING = """
    ab am an auch auf aus bei beim bin brauche das dem den der die ein eine einen einer eltern es
    familie familien fuer gibt habe hat hilfe hilft ich ihr im in ist kann kein keine kind kinder
    kindern mein meine meinem meinen meiner mich mir mit nach nahe naehe ob oder suche suchen um und
    uns unser unsere vom von was wer wie wir wo zu zum zur
"""
STOP_WORDS = frozenset(NARROWING_NOTHING.split())


@dataclass(frozen=True)
class Meaning:
    """What a word stands for: a kind, some topics, or both."""

    kind: str | None = None
    topics: frozenset[str] = frozenset()


@cache
def phrases() -> dict[str, Meaning]:
    """Return each folded word or phrase of the vocabulary with its meaning."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for topic in topics():
        for phrase in _phrases_of(topic):
            found[phrase].add(topic.code)
    kinds = {word: kind for kind, words in KIND_WORDS.items() for word in words}
    return {
        phrase: Meaning(kinds.get(phrase), frozenset(found.get(phrase, ())))
        for phrase in found.keys() | kinds.keys()
    }


def meaning_of(phrase: str) -> Meaning | None:
    """
    Return what a folded phrase means, or None.

    A single word of five letters or more may also be the beginning of a word of the vocabulary, or
    begin with one ("schuldnerberatungsstelle"), as long as it does not fit many topics.
    """
    exact = phrases().get(phrase)
    if exact or " " in phrase or len(phrase) < SHORTEST_PREFIX:
        return exact
    alike = [meaning for word, meaning in phrases().items() if _begin_alike(word, phrase)]
    codes = frozenset[str]().union(*(meaning.topics for meaning in alike))
    return Meaning(topics=codes) if 0 < len(codes) <= MOST_TOPICS else None


def single_words() -> list[str]:
    """Return the words that a typing mistake is compared with."""
    return sorted(phrase for phrase in phrases() if " " not in phrase)


def _phrases_of(topic: Topic) -> set[str]:
    name = fold(topic.name)
    parts = {word for word in name.split() if len(word) >= SHORTEST_PREFIX}
    return ({name} | parts | {fold(word) for word in topic.words}) - STOP_WORDS


def _begin_alike(word: str, phrase: str) -> bool:
    if " " in word or len(word) < SHORTEST_PREFIX:
        return False
    return word.startswith(phrase) or phrase.startswith(word)
