from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from directory.planning.measuring.doors import AskedDoor
from directory.planning.plain_results import Input, PlainResults
from directory.planning.quality import lacking
from directory.planning.quality.queries import EntryCounts, KitaCounts
from directory.records.tables import Schedule
from geodata.timetable.feed_summary import Validity

if TYPE_CHECKING:
    from tests.pages import Client

OPEN = Schedule(weekday=1, opens_minutes=480, closes_minutes=720)
TODAY = date(2026, 12, 1)


def door(name: str, *schedules: Schedule) -> AskedDoor:
    return AskedDoor(name, None, name, 7.0, 50.0, schedules=schedules)


def test_doors_without_hours_are_counted_and_none_at_all_is_missing() -> None:
    some, none, all_ = lacking.opening_hours(
        {
            "counselling": [door("a", OPEN), door("b")],
            "kita": [],
            "family_education": [door("c", OPEN)],
        }
    )
    assert (some.state, some.how_much) == (lacking.PARTLY, "1 von 2")
    assert (none.state, none.how_much) == (lacking.MISSING, "keine erfasst")
    assert (all_.state, all_.how_much) == (lacking.COMPLETE, "0 von 1")
    assert "üblichen Bring- und Abholzeiten" in none.follows
    assert "Bring" not in some.follows


def test_a_timetable_out_of_date_is_missing() -> None:
    valid = Validity("alt", "0", date(2026, 1, 1), date(2026, 12, 1))
    over = Validity("neu", "1", date(2026, 1, 1), date(2026, 11, 30))
    first, second = lacking.timetables([valid, over], TODAY)
    assert first.state == lacking.COMPLETE  # its last day is today
    assert second.state == lacking.MISSING
    assert "bis 30.11.2026, also heute nicht" in second.how_much
    assert lacking.timetables([], TODAY)[0].state == lacking.MISSING


def test_confirmations_and_places_are_counted() -> None:
    never, old = lacking.confirmations(EntryCounts(10, 4, 0, 2))
    assert (never.state, never.how_much) == (lacking.PARTLY, "4 von 10")
    assert old.state == lacking.COMPLETE
    places, free = lacking.kita_places(KitaCounts(3, 0, 3))
    assert (places.state, free.state) == (lacking.COMPLETE, lacking.MISSING)


def test_inputs_that_are_not_there_say_what_follows() -> None:
    bare = PlainResults(TODAY, straight_line=True)
    assert {lack.state for lack in lacking.inputs_lacking(bare, transport=0)} == {lacking.MISSING}
    facts = Input("on_demand", "on_demand.csv", "0", None, "", "", sample=True, estimate=False)
    rich = PlainResults(
        TODAY,
        days=({"kind": "holiday_tuesday", "date": "2026-12-29"},),
        inputs={"on_demand": facts},
    )
    assert {lack.state for lack in lacking.inputs_lacking(rich, transport=5)} == {lacking.COMPLETE}


def test_squares_and_ages_are_counted() -> None:
    assert lacking.squares(100, 7).how_much == "7 von 100"
    assert lacking.ages(0, 87).state == lacking.COMPLETE


def test_the_page_counts_what_the_records_lack(client: Client) -> None:
    page = client.get("/planung/datenlage")
    lacks = {
        row.one("th").text: [cell.text for cell in row.all("td")]
        for row in page.root.one(class_="table-frame", **{"aria-labelledby": "fehlt"})
        .one("tbody")
        .all("tr")
    }
    assert lacks["Öffnungszeiten: Kita"][:2] == ["vollständig", "0 von 2"]
    assert lacks["Plätze der Kitas"][1] == "0 von 1"
    assert lacks["Altersgruppen der Gemeinden"][:2] == ["fehlt", "3 von 3"]
    assert lacks["Fahrplan"][0] == "fehlt"
    assert lacks["Straßennetz"][0] == "fehlt"
    assert lacks["Kita-Beförderung (§ 20 KiTaG)"][0] == "fehlt"


def test_why_villages_have_no_result_is_told_for_each_kind(client: Client) -> None:
    frame = client.get("/planung/datenlage").root.one(
        class_="table-frame", **{"aria-labelledby": "ohne"}
    )
    rows = frame.one("tbody").all("tr")
    assert [row.one("th").text for row in rows] == ["Kita", "Beratung", "Familienbildung"]
    assert all(row.all("td")[1].text == "1" for row in rows)


def test_every_file_has_its_date_licence_and_hash(client: Client) -> None:
    page = client.get("/planung/datenlage")
    frame = page.root.one(class_="table-frame", **{"aria-labelledby": "verzeichnis"})
    (row,) = frame.one("tbody").all("tr")
    assert row.one("th").text == "angebote.csv"
    assert "EUPL-1.2" in row.text
    assert row.one("code").text == "0" * 16
    assert "Muster" in row.text
