"""Pieces of pages that are kept say what they would say if they were made anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from flask import url_for
from flask_babel import force_locale, gettext
from markupsafe import Markup
from sqlalchemy import select

from directory.families.indexing.listed import listed
from directory.pieces import Pieces
from directory.records.tables import Service
from directory.sessions import current_session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from directory.records.cards import Card


class Macro:
    """Counts how often it is called, and says all that a piece may depend on."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, *facts: object) -> Markup:
        self.calls += 1
        names = [getattr(fact, "name", fact) for fact in facts]
        return Markup(f"{gettext('Termine')} {url_for('families.start')} {names}")  # noqa: S704 - a test


@pytest.fixture
def card(app: Flask) -> Iterator[Card]:
    with app.test_request_context("/"):
        session = current_session()
        yield listed(session, [session.scalars(select(Service.id)).first()])[0]  # type: ignore[list-item] # there are some


def test_what_is_the_same_is_made_once(card: Card) -> None:
    pieces, macro = Pieces(), Macro()
    made = [pieces.piece(macro, card, "open", None, 1) for _ in range(2)]
    assert made == [Macro()(card, "open", None, 1)] * 2
    assert macro.calls == 1


def test_a_changed_card_is_made_anew(card: Card) -> None:
    pieces, macro = Pieces(), Macro()
    pieces.piece(macro, card)
    assert "Anders" in pieces.piece(macro, replace(card, name="Anders"))


def test_each_language_and_each_place_of_the_app_has_pieces_of_its_own(app: Flask) -> None:
    pieces, macro = Pieces(), Macro()
    with app.test_request_context("/"):
        german = pieces.piece(macro)
        with force_locale("tr"):
            assert pieces.piece(macro) == Macro()() != german
    with app.test_request_context("/", base_url="http://localhost/hilfe/"):
        assert pieces.piece(macro) == Macro()() != german
        assert "/hilfe/" in pieces.piece(macro)


def test_facts_that_compare_alike_are_told_apart(card: Card) -> None:
    pieces, macro = Pieces(), Macro()
    assert pieces.piece(macro, 1) != pieces.piece(macro, True)  # noqa: FBT003 - the fact itself
    assert pieces.piece(macro, card.name) == pieces.piece(macro, card)


def test_of_facts_that_may_change_nothing_is_kept(card: Card) -> None:
    pieces, macro, names = Pieces(), Macro(), [card.name]
    pieces.piece(macro, names)
    names.append("noch ein Name")
    assert "noch ein Name" in pieces.piece(macro, names)


@pytest.mark.usefixtures("card")
def test_the_pieces_asked_for_longest_ago_are_forgotten_first() -> None:
    pieces, macro = Pieces(most=2), Macro()
    for fact in ("a", "b", "a", "c", "a"):
        pieces.piece(macro, fact)
    assert macro.calls == 3
    pieces.piece(macro, "b")
    assert macro.calls == 4
