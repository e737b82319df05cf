"""The words that offers are sorted and searched by."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.records.folding import fold
from directory.records.taxonomy import topic_named, topics


def test_codes_and_names_of_topics_are_unique_and_codes_are_plain() -> None:
    codes = [topic.code for topic in topics()]
    names = [fold(topic.name) for topic in topics()]
    assert len(set(codes)) == len(codes)
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", code) for code in codes)


def test_every_topic_has_words_and_none_twice() -> None:
    for topic in topics():
        folded = [fold(word) for word in topic.words]
        assert folded
        assert len(set(folded)) == len(folded), topic.code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Frühe Hilfen", "early_help"),
        ("FRUEHE HILFEN", "early_help"),
        ("early_help", "early_help"),
        ("Schuldnerberatung", "debts"),
        ("Häusliche Gewalt", "violence"),
    ],
)
def test_a_topic_is_found_by_code_name_or_word(typed: str, code: str) -> None:
    topic = topic_named(typed)
    assert topic is not None
    assert topic.code == code


@pytest.mark.parametrize("typed", ["", "Zirkus", "Streit"])
def test_what_means_no_topic_or_two_names_none(typed: str) -> None:
    assert topic_named(typed) is None


def test_pages_on_violence_and_conflict_are_sensitive() -> None:
    sensitive = {topic.code for topic in topics() if topic.sensitive}
    assert {"violence", "sexual_violence", "pregnancy_conflict"} <= sensitive


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Kürrenberg", "kuerrenberg"),
        ("St. Johann (Maifeld)", "st johann maifeld"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("Öz\u0308 Café", "oez cafe"),
        ("", ""),
    ],
)
def test_words_are_folded_to_one_spelling(word: str, folded: str) -> None:
    assert fold(word) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
