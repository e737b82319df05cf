"""Dated events: this week near you, a calendar to subscribe to, one date to keep."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import icalendar
import pytest

from directory.families.weeks import midnight, shown_in
from tests.pages import Client, Page
from tests.small_district import HOSTILE, TUESDAY, service_id
from tests.small_events import SECRET, SENSITIVE, an_event, event_id, small_app_with_events

if TYPE_CHECKING:
    from flask import Flask

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture(scope="module")
def events_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return small_app_with_events(tmp_path_factory.mktemp("events"))


@pytest.fixture
def pages(events_app: Flask) -> Client:
    return Client(events_app.test_client())


def titles(page: Page) -> list[str]:
    return [heading.text for heading in page.root.all("h3", "event__title")]


def calendar(pages: Client, address: str) -> icalendar.Calendar:
    response = pages.plain.get(address)
    assert (response.status_code, response.mimetype) == (200, "text/calendar")
    return icalendar.Calendar.from_ical(response.data)


def test_this_week_lists_what_comes_by_day_and_time(pages: Client) -> None:
    page = pages.get("/termine")
    assert page.status == 200
    assert page.root.one("h1").text == "Diese Woche in Ihrer Nähe"
    assert titles(page) == ["Am Telefon", "Jugendabend", "Musikgarten", "Abgesagt", HOSTILE]
    days = [heading.text for heading in page.root.one("main").all("h2") if "2026" in heading.text]
    assert days[0] == "Dienstag, 24. November 2026 (heute)"
    first = page.root.one("li", "event", id=f"termin-{event_id('Musikgarten')}")
    assert "14:30–16:00" in first.text
    assert "noch 1 Platz frei" in first.text


def test_free_places_are_not_told_when_it_is_too_late_to_register(pages: Client) -> None:
    item = pages.get("/termine").root.one("li", "event", id=f"termin-{event_id('Jugendabend')}")
    assert "am Telefon (bis 23.11.2026)" in item.text
    assert "frei" not in item.text


def test_a_cancelled_event_says_so_and_cannot_be_taken_along(pages: Client) -> None:
    item = pages.get("/termine").root.one("li", "event--cancelled")
    assert "Fällt aus" in item.text
    assert not [a for a in item.all("a") if ".ics" in a.attributes["href"]]


def test_the_next_seven_days_are_one_step_away(pages: Client) -> None:
    page = pages.get("/termine", ab="2026-12-01")
    (step,) = [a for a in page.root.all("a") if a.text == "Die nächsten sieben Tage"]
    assert titles(pages.get(step.attributes["href"])) == ["Im Advent"]


@pytest.mark.parametrize("day", ["2026-11-01", "gestern", "9999-99-99", "3000-01-01", "'; --"])
def test_a_day_that_is_past_or_none_is_today(pages: Client, day: str) -> None:
    assert "Musikgarten" in titles(pages.get("/termine", ab=day))


def test_a_child_of_an_age_sees_what_is_for_it(pages: Client) -> None:
    assert "Jugendabend" not in titles(pages.get("/termine", alter=3))
    assert "Musikgarten" in titles(pages.get("/termine", alter=3))
    assert "Musikgarten" not in titles(pages.get("/termine", alter=4))
    assert "Jugendabend" in titles(pages.get("/termine", alter=17))


def test_an_area_shows_its_own_events_and_what_reaches_everybody(pages: Client) -> None:
    assert titles(pages.get("/termine", gebiet="99999000")) == ["Am Telefon"]
    page = pages.get("/termine", gebiet="99999001")
    assert titles(page) == ["Am Telefon", "Jugendabend", "Musikgarten", "Abgesagt", HOSTILE]


def test_an_association_shows_the_events_of_its_municipalities(pages: Client) -> None:
    page = pages.get("/termine", gebiet="999990001")
    assert page.root.one("h1").text == "Diese Woche: Auland"
    assert titles(page) == ["Am Telefon"]


def test_only_areas_where_something_comes_can_be_chosen(pages: Client) -> None:
    options = pages.get("/termine").root.one("select", id="gebiet").all("option")
    assert [option.text for option in options[1:]] == ["Auland"]
    later = pages.get("/termine", ab="2027-03-01").root.one("select", id="gebiet").all("option")
    assert len(later) == 1


def test_an_unknown_area_is_not_found(pages: Client) -> None:
    assert pages.get("/termine", gebiet="1'--").status == 404
    assert pages.plain.get("/termine/123.ics").status_code == 404


def test_a_week_without_events_leads_to_the_next_one_that_has_some(pages: Client) -> None:
    page = pages.get("/termine", ab="2026-12-01")
    assert "steht kein Termin" in page.text
    (step,) = [a for a in page.root.all("a") if a.text == "Zum nächsten Termin am 14.12.2026"]
    assert titles(pages.get(step.attributes["href"])) == ["Im Advent"]


def test_after_the_last_event_no_next_one_is_promised(pages: Client) -> None:
    page = pages.get("/termine", ab="2026-12-15")
    assert "steht kein Termin" in page.text
    assert "Zum nächsten Termin" not in page.text


@pytest.mark.parametrize("title", [SENSITIVE, "Zurückgezogen"])
def test_no_event_of_a_sensitive_or_withdrawn_offer_is_anywhere(pages: Client, title: str) -> None:
    assert title not in pages.get("/termine").text
    assert title not in pages.plain.get("/termine/alle.ics").text
    assert pages.plain.get(f"/termin/{event_id(title)}.ics").status_code == 404


def test_the_page_of_an_offer_lists_its_next_dates(pages: Client) -> None:
    page = pages.get(f"/angebot/{service_id('Krabbelgruppe 1')}")
    dates = page.root.one("section", "detail__dates")
    assert "Dienstag, 24. November 2026" in dates.text
    assert "Musikgarten" in dates.text
    assert "Vorbei" not in dates.text
    other = pages.get(f"/angebot/{service_id('Krabbelgruppe 3')}")
    assert other.root.all("section", "detail__dates") == []


def test_the_page_of_a_sensitive_offer_lists_no_dates(pages: Client) -> None:
    page = pages.get(f"/angebot/{service_id(SECRET)}")
    assert page.root.all("section", "detail__dates") == []


def test_every_page_leads_to_the_dates(pages: Client) -> None:
    (link,) = [
        a for a in pages.get("/").root.one("nav", "site-nav").all("a") if a.text == "Termine"
    ]
    assert pages.get(link.attributes["href"]).status == 200


def test_a_calendar_program_reads_the_feed(pages: Client) -> None:
    feed = calendar(pages, "/termine/alle.ics")
    entries = {str(entry["summary"]): entry for entry in feed.walk("VEVENT")}
    entry = entries["Musikgarten"]
    assert entry["dtstart"].dt == TUESDAY + timedelta(hours=4)
    assert entry["dtend"].dt - entry["dtstart"].dt == timedelta(minutes=90)
    assert str(entry["location"]) == "Dorfstraße 1, 56999 Unterau"
    assert str(entry["url"]).endswith(f"/angebot/{service_id('Krabbelgruppe 1')}")
    assert str(entries["Abgesagt"]["status"]) == "CANCELLED"


def test_a_feed_stays_the_same_so_that_it_need_not_be_fetched_twice(pages: Client) -> None:
    first = pages.plain.get("/termine/alle.ics")
    again = pages.plain.get("/termine/alle.ics", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_a_hostile_text_cannot_end_its_entry(pages: Client) -> None:
    feed = calendar(pages, f"/termin/{event_id(HOSTILE)}.ics")
    (entry,) = feed.walk("VEVENT")
    assert str(entry["summary"]) == HOSTILE
    assert "a\nEND:VCALENDARx;y,z" in str(entry["description"])
    html = pages.plain.get("/termine").text
    assert "<script>alert" not in html


def test_a_single_event_is_offered_as_a_file(pages: Client) -> None:
    response = pages.plain.get(f"/termin/{event_id('Musikgarten')}.ics")
    assert response.headers["Content-Disposition"] == 'attachment; filename="termin.ics"'


def test_in_the_night_when_clocks_are_put_back_the_first_hour_comes_first() -> None:
    night = an_event("Nacht", datetime(2026, 10, 25, 0, 30, tzinfo=UTC), ends=None)
    assert shown_in(night, BERLIN, today=TUESDAY.date()).starts_minutes == 150


def test_a_day_has_23_hours_when_clocks_are_put_forward() -> None:
    begin, end = midnight(date(2026, 3, 29), BERLIN), midnight(date(2026, 3, 30), BERLIN)
    assert end.astimezone(UTC) - begin.astimezone(UTC) == timedelta(hours=23)


def test_an_event_until_midnight_ends_at_24_and_not_at_0() -> None:
    late = an_event("Nacht", datetime(2026, 11, 24, 21, 30, tzinfo=UTC))
    assert shown_in(late, BERLIN, today=TUESDAY.date()).ends_minutes == 24 * 60
