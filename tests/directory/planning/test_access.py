from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest
from flask import g

from directory.config import EXTENSION, Settings
from directory.operator_key import (
    BUCKETS,
    TRIES,
    WINDOW_S,
    ForeignFormError,
    OperatorKey,
    OperatorKeyError,
    TooManyTriesError,
    Tries,
    make_key,
    read_key,
)
from directory.planning.access import stay_internal
from tests.small_district import small_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient

PAGE = "/planung/erreichbarkeit"
KEY = "k" * 22
FROM_ELSEWHERE = {"X-Forwarded-For": "192.0.2.7"}


@pytest.fixture(scope="module")
def keyed(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return small_app(tmp_path_factory.mktemp("keyed"))


@pytest.fixture
def asked(keyed: Flask) -> FlaskClient:
    """A client of an app whose key is new in each test, so that no tries are left over."""
    known: Settings = keyed.extensions[EXTENSION]
    keyed.extensions[EXTENSION] = Settings(
        known.district, known.results, internal_pages=True, operator_key=OperatorKey(KEY)
    )
    return keyed.test_client()


def basic(key: str, name: str = "irgendwer") -> dict[str, str]:
    word = base64.b64encode(f"{name}:{key}".encode()).decode()
    return {"Authorization": f"Basic {word}"}


def test_from_elsewhere_a_browser_is_asked_for_the_key(asked: FlaskClient) -> None:
    answer = asked.get(PAGE, headers=FROM_ELSEWHERE)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Basic realm=")
    assert "Schlüssel" in answer.get_data(as_text=True)
    assert "Oberau" not in answer.get_data(as_text=True)


def test_with_the_key_the_page_is_there_and_no_browser_keeps_it(asked: FlaskClient) -> None:
    answer = asked.get(PAGE, headers=FROM_ELSEWHERE | basic(KEY))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Oberau" in answer.get_data(as_text=True)
    assert asked.get(PAGE).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("wrong", ["", "x", KEY[:-1], KEY + "k", KEY.upper()])
def test_any_other_key_is_refused(asked: FlaskClient, wrong: str) -> None:
    assert asked.get(PAGE, headers=FROM_ELSEWHERE | basic(wrong)).status_code == 401


def test_another_kind_of_authorization_is_no_key(asked: FlaskClient) -> None:
    headers = FROM_ELSEWHERE | {"Authorization": f"Bearer {KEY}"}
    assert asked.get(PAGE, headers=headers).status_code == 401


def test_a_thousand_wrong_keys_are_stopped_and_then_not_even_compared(asked: FlaskClient) -> None:
    headers = FROM_ELSEWHERE | basic("wrong")
    statuses = [asked.get(PAGE, headers=headers).status_code for _try in range(100)]
    assert statuses == [401] * TRIES + [429] * (100 - TRIES)
    right = asked.get(PAGE, headers=FROM_ELSEWHERE | basic(KEY))
    assert right.status_code == 429
    assert right.headers["Retry-After"] == str(int(WINDOW_S))


def test_public_pages_compare_no_key_and_link_to_no_planners_page(asked: FlaskClient) -> None:
    html = asked.get("/", headers=FROM_ELSEWHERE | basic(KEY)).get_data(as_text=True)
    assert PAGE not in html


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "192.0.2.1"])
def test_a_foreign_name_that_points_here_does_not_open_the_pages(
    asked: FlaskClient, host: str
) -> None:
    assert asked.get(PAGE, headers={"Host": host}).status_code == 401


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_the_machines_own_names_do(asked: FlaskClient, host: str) -> None:
    assert asked.get(PAGE, headers={"Host": host}).status_code == 200


def test_without_a_key_there_is_nothing_to_try(tmp_path: Path) -> None:
    asked = small_app(tmp_path).test_client()
    assert asked.get(PAGE, headers=FROM_ELSEWHERE | basic(KEY)).status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "null"},
    ],
)
def test_a_form_of_another_site_changes_nothing(keyed: Flask, headers: dict[str, str]) -> None:
    with (
        keyed.test_request_context(PAGE, method="POST", headers=headers),
        pytest.raises(ForeignFormError),
    ):
        stay_internal()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://localhost"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"},
    ],
)
def test_a_form_of_our_own_is_taken(keyed: Flask, headers: dict[str, str]) -> None:
    with keyed.test_request_context(PAGE, method="POST", headers=headers):
        stay_internal()
        assert g.planner


@pytest.mark.parametrize("host", ["[::1", "", "a b", "localhost:x", "@localhost", "[]"])
def test_a_broken_host_is_no_error_of_ours(asked: FlaskClient, host: str) -> None:
    assert asked.get(PAGE, headers={"Host": host}).status_code in {400, 401}


def test_wrong_tries_are_counted_apart_and_forgotten_in_time() -> None:
    clock = [100.0]
    tries = Tries(clock=lambda: clock[0])
    for _try in range(TRIES):
        tries.check("192.0.2.7")
        tries.count("192.0.2.7")
    with pytest.raises(TooManyTriesError):
        tries.check("192.0.2.7")
    refused = 0
    for number in range(BUCKETS):
        try:
            tries.check(f"198.51.100.{number}")
        except TooManyTriesError:
            refused += 1
    assert refused < BUCKETS / 16  # others share a bucket with it only by chance
    clock[0] += WINDOW_S
    tries.check("192.0.2.7")


def test_no_address_is_kept_of_those_who_tried() -> None:
    tries = Tries()
    tries.count("192.0.2.7")
    assert "192.0.2" not in repr(vars(tries))


def test_a_made_key_is_random_long_and_its_owners_alone(tmp_path: Path) -> None:
    key = make_key(tmp_path / "var")
    path = tmp_path / "var" / "operator.key"
    assert len(key) * 6 >= 128
    assert path.stat().st_mode & 0o777 == 0o600
    assert read_key(tmp_path / "var") == key
    assert make_key(tmp_path / "var", replace=True) != key


def test_a_key_is_not_replaced_by_accident(tmp_path: Path) -> None:
    key = make_key(tmp_path)
    with pytest.raises(OperatorKeyError, match="--replace"):
        make_key(tmp_path)
    assert read_key(tmp_path) == key


def test_without_any_key_there_is_none(tmp_path: Path) -> None:
    assert read_key(tmp_path) is None


def test_a_key_that_could_be_guessed_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOZIALRAUM_OPERATOR_KEY", "sommer2026")
    with pytest.raises(OperatorKeyError, match="SOZIALRAUM_OPERATOR_KEY is shorter than 22"):
        read_key(tmp_path)
    monkeypatch.setenv("SOZIALRAUM_OPERATOR_KEY", KEY)
    assert read_key(tmp_path) == KEY


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    make_key(tmp_path)
    (tmp_path / "operator.key").chmod(0o644)
    with pytest.raises(OperatorKeyError, match="chmod 600"):
        read_key(tmp_path)


def test_a_key_is_not_printed_by_accident() -> None:
    assert KEY not in repr(OperatorKey(KEY))
