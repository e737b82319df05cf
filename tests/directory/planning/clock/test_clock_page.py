from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from directory.planning.clock.views import sign
from tests.pages import Client
from tests.small_district import small_app

if TYPE_CHECKING:
    from pathlib import Path

    from tests.pages import Page

ADDRESS = "/planung/tagesuhr"


def rows(page: Page) -> dict[str, list[str]]:
    return {
        row.one("th").text: [cell.text for cell in row.all("td")]
        for row in page.root.one("tbody").all("tr")
    }


def test_each_hour_between_the_first_and_the_last_has_a_column(client: Client) -> None:
    page = client.get(ADDRESS, art="counselling")
    columns = [cell.text for cell in page.root.one("thead").all("th")]
    assert columns == ["Gemeinde", *(str(hour) for hour in range(8, 16))]
    told = rows(page)
    assert told["Oberau"] == ["● 100", "◕ 60", "◑ 30", *["niemand"] * 4, "◔ 10"]
    assert told["Talheim an der Au"] == ["nicht bekannt, oder zu wenige Menschen"]


def test_the_holidays_have_hours_of_their_own(client: Client) -> None:
    page = client.get(ADDRESS, tag="holiday_tuesday")
    assert rows(page)["Oberau"] == ["◕ 60"]
    assert "29.12.2026" in page.text


def test_what_is_left_out_is_told(client: Client) -> None:
    text = client.get(ADDRESS).text
    assert "bei 1 davon fehlen die Öffnungszeiten" in text
    assert "24.11.2026" in text


@pytest.mark.parametrize(("name", "value"), [("art", "schule"), ("tag", "sonntag")])
def test_what_there_is_not_is_not_found(client: Client, name: str, value: str) -> None:
    assert client.get(ADDRESS, **{name: value}).status == 404


@pytest.mark.parametrize(
    ("share", "mark"),
    [
        (1.0, "●"),
        (0.8, "●"),
        (0.79, "◕"),
        (0.5, "◕"),
        (0.2, "◑"),
        (0.19, "◔"),
        (0.001, "◔"),
        (0, ""),
    ],
)
def test_signs_have_their_limits_inclusive(share: float, mark: str) -> None:
    assert sign(share)[0] == mark


def test_a_build_without_a_clock_says_so(tmp_path: Path) -> None:
    app = small_app(tmp_path)
    (tmp_path / "clock.json").unlink()
    assert "noch nicht berechnet" in Client(app.test_client()).get(ADDRESS).text
