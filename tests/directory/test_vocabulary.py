from __future__ import annotations

from directory.records.taxonomy import KINDS, topics
from directory.vocabulary import kind_words, meaning_of, phrases, single_words


def test_every_topic_is_found_by_its_own_name() -> None:
    from directory.search import understand  # noqa: PLC0415 - the way people take

    for topic in topics():
        assert topic.code in understand(topic.name, ()).topic_codes, topic.name


def test_the_kinds_are_those_of_the_records() -> None:
    assert set(kind_words()) <= set(KINDS)


def test_a_beginning_that_fits_many_topics_means_nothing() -> None:
    assert meaning_of("kinder") is None
    assert meaning_of("unbekannt") is None


def test_single_words_are_compared_one_by_one() -> None:
    assert all(" " not in word for word in single_words())
    assert set(single_words()) <= set(phrases())
