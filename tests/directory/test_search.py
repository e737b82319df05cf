from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.records.folding import fold
from directory.search import MAX_WORDS, NamedPlace, names_in, understand, words_of


def place(name: str, kind: str = "municipality") -> NamedPlace:
    return NamedPlace(name, fold(name), kind, name, 0.0, 0.0)


PLACES = (
    place("Andernach"),
    place("Mülheim-Kärlich"),
    place("Polch"),
    place("Polch, Markt", "stop"),
    place("Schule", "stop"),
    place("Bad Au"),
)


@settings(deadline=None)  # the first question reads the word lists
@given(st.text(max_size=400))
def test_any_text_is_understood_somehow(text: str) -> None:
    question = understand(text, PLACES)
    assert len(question.words) + len(question.topics) <= MAX_WORDS


@pytest.mark.parametrize(
    "text", ['"*:^()', "x" * 10_000, "- ' \" %_\\", "\0", "🙂" * 50, "a " * 5_000]
)
def test_odd_and_endless_input_is_cut_never_refused(text: str) -> None:
    question = understand(text, PLACES)
    assert len(question.text) <= 200
    assert len(words_of(text)) <= MAX_WORDS
    assert len(names_in(text)) <= 4 * MAX_WORDS


@settings(deadline=None)
@given(st.permutations(["Schulden", "Polch", "für", "Familien"]))
def test_the_order_of_words_does_not_matter(words: list[str]) -> None:
    question = understand(" ".join(words), PLACES)
    assert question.place == PLACES[2]
    assert question.topics == (frozenset({"debts"}),)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("andernach", "Andernach"),
        ("ANDERNAHC", "Andernach"),
        ("muelheim kaerlich", "Mülheim-Kärlich"),
        ("Mülheim", "Mülheim-Kärlich"),
        ("polch markt", "Polch, Markt"),
        ("bad au", "Bad Au"),
    ],
)
def test_places_are_found_with_umlauts_parts_and_slips(typed: str, name: str) -> None:
    found = understand(f"kita {typed}", PLACES).place
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("Schuldnerberatung", "debts"),
        ("Schuldnerberatungsstelle", "debts"),
        ("schuldnerbertung", "debts"),
        ("alleinerziehend", "single_parents"),
        ("Trennung", "separation"),
        ("Krabbelgruppe", "parent_child_groups"),
    ],
)
def test_topics_are_found_by_words_compounds_and_slips(typed: str, topic: str) -> None:
    assert topic in understand(f"{typed} Polch", PLACES).topic_codes


def test_a_kind_of_offer_is_no_topic() -> None:
    question = understand("Kindergarten", PLACES)
    assert question.kind == "kita"
    assert question.topics == ()


def test_one_word_alone_never_names_a_mere_stop() -> None:
    assert understand("Schule", PLACES).place is None


def test_a_word_that_stands_in_an_offer_is_no_slip() -> None:
    assert understand("Polsch", PLACES).place == PLACES[2]
    question = understand("Polsch", PLACES, texts=["verein polsch e v"])
    assert question.place is None
    assert question.words == ("polsch",)


def test_a_short_word_is_not_found_inside_others() -> None:
    question = understand("Schulden xt", PLACES, texts=["ein text"])
    assert question.unknown == ("xt",)
    assert question.words == ()


@pytest.mark.parametrize("text", ["Hund", "meine Hunde Polch", "wetter morgen", "кішка"])
def test_what_nobody_here_helps_with_is_known_as_such(text: str) -> None:
    question = understand(text, PLACES)
    assert question.asks_elsewhere
    assert question.topics == ()


def test_what_an_offer_says_of_itself_is_found_even_where_it_is_mostly_found_elsewhere() -> None:
    question = understand("Hund", PLACES, texts=["therapie mit hund"])
    assert question.words == ("hund",)
    assert not question.asks_elsewhere


def test_beside_words_with_a_meaning_the_others_are_only_told() -> None:
    question = understand("Schulden Hund", PLACES)
    assert question.topic_codes == {"debts"}
    assert question.unknown == ("hund",)
    assert question.as_typed("hund") == "Hund"


def test_what_was_corrected_is_told() -> None:
    assert understand("Andernahc", PLACES).corrected == (("andernahc", "Andernach"),)


def test_an_unknown_word_with_a_place_is_not_turned_into_everything_near() -> None:
    question = understand("xyzzy Polch", PLACES)
    assert question.words == ("xyzzy",)
    assert question.unknown == ()
