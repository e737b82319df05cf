from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from tests.pages import Node, parsed
from tests.small_district import small_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return small_app(tmp_path_factory.mktemp("components"))


@pytest.fixture(autouse=True)
def _request(app: Flask) -> Iterator[None]:
    with app.test_request_context("/"):
        yield


def component(app: Flask, file: str, macro: str, *arguments: object) -> Node:
    module: Any = app.jinja_env.get_template(f"components/{file}.html").make_module(
        {"url_for": app.url_for}
    )
    return parsed(str(getattr(module, macro)(*arguments)))


@pytest.mark.parametrize("kind", ["kita", "counselling", "family_education", "other"])
def test_every_kind_has_a_sign_of_its_own_shape(app: Flask, kind: str) -> None:
    sheet = component(app, "symbols", "symbol_sheet")
    assert sheet.one("symbol", id=f"symbol-{kind}").all(class_="symbol__ground")
    sign = component(app, "symbols", "kind_sign", kind).one("svg")
    assert sign.one("use").attributes["href"] == f"#symbol-{kind}"
    assert sign.attributes["aria-hidden"] == "true"


def test_the_shapes_of_the_kinds_differ(app: Flask) -> None:
    sheet = component(app, "symbols", "symbol_sheet")
    grounds = sheet.all(class_="symbol__ground")
    assert len(grounds) == 4
    assert len({str(sorted(ground.attributes.items())) for ground in grounds}) == 4


@pytest.mark.parametrize(
    ("state", "text"),
    [
        ("open", "jetzt geöffnet"),
        ("closed", "jetzt geschlossen"),
        ("by_appointment", "nach Vereinbarung"),
        ("unknown", "Öffnungszeiten nicht bekannt"),
    ],
)
def test_the_state_of_a_door_has_a_symbol_and_words(app: Flask, state: str, text: str) -> None:
    shown = component(app, "opening", "opening_state", state)
    assert shown.text == text
    assert shown.one("use").attributes["href"] == f"#symbol-{state}"


def test_hours_that_nobody_understood_are_shown_as_written(app: Flask) -> None:
    shown = component(app, "opening", "opening_hours", (), "nach der Kirche")
    assert shown.text == "nach der Kirche"
    assert "Nicht bekannt" in component(app, "opening", "opening_hours", (), "").text


def test_an_unconfirmed_entry_says_so(app: Flask) -> None:
    never = component(app, "freshness", "freshness_note", "unconfirmed", None, "")
    assert never.text == "noch nicht bestätigt"
    ageing = component(app, "freshness", "freshness_note", "ageing", date(2025, 3, 1), "Anruf")
    assert ageing.text == "bestätigt am 1.3.2025 durch Anruf, vor über einem Jahr"


@pytest.mark.parametrize(
    ("value", "text"), [(True, "ja"), (False, "nein"), (None, "nicht bekannt")]
)
def test_yes_no_and_unknown_are_three_things(app: Flask, value: object, text: str) -> None:
    assert component(app, "fact", "yes_no", "Stufenfrei", value).one("dd").text == text


@pytest.mark.parametrize("status", ["served", "partly", "underserved", "insufficient_data"])
def test_every_status_has_a_pattern_and_words(app: Flask, status: str) -> None:
    patterns = component(app, "status", "status_patterns")
    assert patterns.one("pattern", id=f"status-{status}")
    label = component(app, "status", "status_label", status)
    assert label.one("rect").attributes["fill"] == f"url(#status-{status})"
    assert label.text


def test_a_help_number_can_be_dialled(app: Flask) -> None:
    entry = SimpleNamespace(number="116 117", dialled="116117", name="Bereitschaft")
    shown = component(app, "help_numbers", "help_number", entry).one("a")
    assert shown.attributes["href"] == "tel:116117"
    assert shown.text == "116 117 Bereitschaft"


def test_the_search_field_keeps_what_was_typed_and_has_a_label(app: Flask) -> None:
    form = component(app, "search_form", "search_form", '"><script>')
    assert form.one("input").attributes["value"] == '"><script>'
    assert form.one("label").attributes["for"] == form.one("input").attributes["id"]
