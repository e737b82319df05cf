from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask import render_template_string

from directory import phrases
from directory.languages import translated

if TYPE_CHECKING:
    from flask import Flask


def written(app: Flask, template: str, address: str = "/", **facts: object) -> str:
    with app.test_request_context(address):
        return render_template_string(template, **facts)


def test_a_fact_in_a_phrase_is_escaped_and_the_phrase_is_not(app: Flask) -> None:
    assert written(app, '{{ _("<b>%(n)s</b>", n=name) }}', name="<i>") == "<b>&lt;i&gt;</b>"


@pytest.mark.parametrize(("number", "words"), [(1, "1 Angebot"), (2, "2 Angebote")])
def test_the_form_goes_with_the_number(app: Flask, number: int, words: str) -> None:
    template = '{{ ngettext("%(num)s Angebot", "%(num)s Angebote", n) }}'
    assert written(app, template, n=number) == words


def test_two_percent_signs_are_one_as_everywhere_in_phrases(app: Flask) -> None:
    assert written(app, '{{ _("100 %%") }}') == "100 %"


def test_the_language_of_the_moment_counts_and_not_the_first_asked_for(app: Flask) -> None:
    from flask_babel import force_locale  # noqa: PLC0415 - only here

    with app.test_request_context("/"):
        german = phrases.phrase("Termine")
        with force_locale("tr"):
            turkish = phrases.phrase("Termine")
        assert (german, phrases.phrase("Termine")) == ("Termine", "Termine")
    assert turkish != german


def test_a_translated_text_is_no_markup_and_is_escaped_on_the_page(app: Flask) -> None:
    with app.test_request_context("/"):
        assert type(translated("<b>")) is str
