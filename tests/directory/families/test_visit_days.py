from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from directory.families.visit_days import visit_day
from directory.search_entries import Window
from tests.small_district import service_id

if TYPE_CHECKING:
    from tests.pages import Client

BERLIN = ZoneInfo("Europe/Berlin")
TUESDAY = date(2026, 11, 24)


def hours(*weekdays: int) -> list[Window]:
    return [Window(weekday=day, opens_minutes=480, closes_minutes=960) for day in weekdays]


def at(hour: int, day: date = TUESDAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=BERLIN)


def test_while_a_door_is_or_will_be_open_it_is_today() -> None:
    for hour in (6, 12, 15):
        assert visit_day([hours(1, 2)], at(hour), state="RP").day == TUESDAY


def test_when_all_is_shut_for_today_it_is_tomorrow_and_says_so(client: Client) -> None:
    with client.plain.application.test_request_context("/"):
        shown = visit_day([hours(1, 2)], at(16), state="RP")
    assert shown.day == TUESDAY + timedelta(days=1)
    assert "morgen: Mittwoch, 25. November 2026" in shown.reason


def test_where_nothing_is_open_tomorrow_it_is_the_next_day_that_has_hours(client: Client) -> None:
    with client.plain.application.test_request_context("/"):
        shown = visit_day([hours(1, 4)], at(17), state="RP")
    assert shown.day == date(2026, 11, 27)
    assert "der nächste Tag: Freitag" in shown.reason


def test_on_a_day_without_hours_it_says_closed_and_not_no_longer_open(client: Client) -> None:
    with client.plain.application.test_request_context("/"):
        tomorrow = visit_day([hours(2)], at(9), state="RP")
        later = visit_day([hours(4)], at(9), state="RP")
    assert tomorrow.reason == "Heute ist geschlossen, darum morgen: Mittwoch, 25. November 2026."
    assert later.reason.startswith("Heute ist geschlossen, darum der nächste Tag: Freitag")


def test_one_of_several_doors_that_is_still_open_is_enough() -> None:
    late = [Window(weekday=1, opens_minutes=480, closes_minutes=1260)]
    assert visit_day([hours(1), late], at(20), state="RP").day == TUESDAY


def test_of_several_doors_the_one_that_opens_first_gives_the_day(client: Client) -> None:
    with client.plain.application.test_request_context("/"):
        shown = visit_day([hours(1, 4), hours(1, 3)], at(17), state="RP")
    assert shown.day == date(2026, 11, 26)


def test_where_hours_are_not_known_it_is_today() -> None:
    assert visit_day([[]], at(22), state="RP").day == TUESDAY
    assert visit_day([], at(22), state="RP").day == TUESDAY


@pytest.mark.parametrize("address", ["/angebot/{}", "/verweisblatt?angebot={}"])
def test_in_the_evening_pages_propose_the_next_day_on_which_the_door_is_open(
    client: Client, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    page = address.format(service_id("Kita Regenbogen"))  # open on Monday, Tuesday, Thursday
    assert client.get(page).root.one("input", type="date").attributes["value"] == "2026-11-24"
    monkeypatch.setitem(client.plain.application.config, "CLOCK", lambda: at(20))
    evening = client.get(page)
    assert evening.root.one("input", type="date").attributes["value"] == "2026-11-26"
    assert "der nächste Tag: Donnerstag, 26. November 2026" in evening.text
