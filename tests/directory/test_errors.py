from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import RequestEntityTooLarge

import directory
from directory import create_app, errors
from tests.pages import Client, parsed
from tests.small_district import small_app, small_district

if TYPE_CHECKING:
    from flask import Flask

PACKAGE = Path(directory.__file__).parent


def _status_codes(path: Path) -> list[int]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    numbers = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    words = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    forbidden = words & {"abort", "HTTPStatus", "NotFound", "BadRequest"}
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    if not modules & {"flask", "flask.typing", "werkzeug.exceptions", "werkzeug.wrappers"}:
        numbers = []  # whoever answers no request means metres or characters
    return [n for n in numbers if type(n) is int and 400 <= n <= 599] + [0] * len(forbidden)


def test_only_the_errors_module_knows_status_codes() -> None:
    knowing = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if "records" not in path.parts and _status_codes(path)  # records know no web at all
    ]
    assert knowing == ["errors.py"]


def test_a_page_that_does_not_exist_says_so_and_leads_home(client: Client) -> None:
    page = client.get("/gibt-es-nicht")
    assert page.status == 404
    assert "Diese Seite gibt es nicht" in page.text
    assert page.root.one("main").one("a").attributes["href"] == "/"


def test_an_offer_that_does_not_exist_is_not_found(client: Client) -> None:
    assert client.get("/angebot/00000000-0000-0000-0000-000000000000").status == 404


@pytest.fixture
def failing(tmp_path: Path) -> Flask:
    app = small_app(tmp_path)

    def bug() -> str:
        message = "a secret of the server"
        raise RuntimeError(message)

    def busy() -> str:
        statement = "INSERT"
        raise OperationalError(statement, {}, Exception("database is locked"))

    app.add_url_rule("/fehler", view_func=bug)
    app.add_url_rule("/besetzt", view_func=busy)
    return app


def test_a_bug_shows_a_friendly_page_and_no_secret(failing: Flask) -> None:
    page = Client(failing.test_client()).get("/fehler")
    assert page.status == 500
    assert "Der Fehler liegt bei uns" in page.text
    assert "secret" not in page.response.get_data(as_text=True)


def test_busy_records_ask_for_patience(failing: Flask) -> None:
    page = Client(failing.test_client()).get("/besetzt")
    assert page.status == 503
    assert "in einer Minute noch einmal" in page.text


def test_too_long_a_body_is_explained(app: Flask) -> None:
    with app.test_request_context("/"):
        body, status, _headers = errors.answer(RequestEntityTooLarge())  # type: ignore[misc]
    assert status == 413
    assert "Das war zu viel auf einmal" in parsed(str(body)).one("main").text


def test_error_pages_need_no_records(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    app = create_app(small_district(tmp_path), database_url=url, internal_pages=True)
    page = Client(app.test_client()).get("/")
    assert page.status == 503
    assert "Musterdaten" in page.root.one("header").text
