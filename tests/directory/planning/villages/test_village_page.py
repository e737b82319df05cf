from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from directory.planning.labels import STATUSES
from tests.pages import Client
from tests.small_district import small_app
from tests.small_results import gap_results

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.pages import Node, Page

OBERAU, UNTERAU, TALHEIM = (f"/planung/gemeinde/9999900{number}" for number in range(3))
INPUT = {
    "file": "population.csv",
    "hash": "0123456789abcdef",
    "date": "2026-02-28",
    "licence": "dl-de/by-2-0",
    "attribution": "Statistisches Bundesamt",
    "sample": False,
    "estimate": True,
}


def figures(page: Page, kind: str = "kita") -> dict[str, Node]:
    section = page.root.one("section", **{"aria-labelledby": kind})
    return {one.one("dt").text: one for one in section.all(class_="figure")}


def shown(page: Page, kind: str = "kita") -> dict[str, str]:
    return {name: one.one(class_="figure__value").text for name, one in figures(page, kind).items()}


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Client]:
    """Clients of an app whose results are first changed."""
    folder: Path = tmp_path_factory.mktemp("changed")
    app = small_app(folder)
    number = iter(range(1000))

    def client(change: Callable[[dict[str, Any]], object]) -> Client:
        results = gap_results()
        change(results)
        results["notes"] = [f"{next(number)}"]  # another length: no file system's clock is so fine
        (folder / "gaps.json").write_text(json.dumps(results) + " " * next(number), "utf-8")
        return Client(app.test_client())

    return client


def test_every_number_says_how_it_was_computed(client: Client) -> None:
    page = client.get(OBERAU)
    for kind in ("kita", "counselling", "family_education"):
        assert len(figures(page, kind)) == 12
    for figure in page.root.all(class_="figure"):
        how = figure.one("details")
        assert "open" not in how.attributes
        assert how.one("summary").text.startswith("So wurde das berechnet")
        assert len(how.all("p")[0].text) > 20


def test_explanations_can_all_be_opened_for_printing_without_script(client: Client) -> None:
    page = client.get(OBERAU, alles=1)
    assert all("open" in how.attributes for how in page.root.all("details"))
    assert page.root.all("details")


def test_limits_carry_their_source_and_figures_their_days(client: Client) -> None:
    share = figures(client.get(OBERAU))["Anteil mit Lücke"]
    assert "höchstens 30 Minuten" in share.text
    assert "Quelle: Test." in share.text
    assert "24.11.2026" in share.text


def test_inputs_are_named_with_date_and_source(changed: Callable[..., Client]) -> None:
    page = changed(lambda results: results["inputs"].update(population=INPUT)).get(OBERAU)
    share = figures(page)["Anteil mit Lücke"].text
    assert "population.csv, Stand 28.2.2026: Statistisches Bundesamt (Schätzung)" in share
    row = page.root.all("table")[-1].one("tbody").text
    assert "0123456789abcdef" in row


def test_the_figures_are_those_of_the_results(client: Client) -> None:
    values = shown(client.get(OBERAU), "counselling")
    assert values["Anteil mit Lücke"] == "88 % (Schätzung, Muster)"
    assert values["Personen mit Lücke"].startswith("70 ")
    assert values["Weg mit Bus, Bahn, zu Fuß"].startswith("41 / 65 Min.")
    assert values["Abwesenheit von zu Hause"].startswith("160 / 205 Min.")
    assert values["Verhältnis Bus zu Auto"].startswith("4,6-mal so lang")
    assert values["Schwere"].startswith("0,40")
    assert values["Wie sicher ist das Ergebnis?"].startswith("in 93 % der Läufe dasselbe")


def test_of_few_people_only_what_is_shared_with_neighbours_is_told(client: Client) -> None:
    page = client.get(UNTERAU)
    values = shown(page)
    for name in ("Anteil mit Lücke", "Personen mit Lücke", "Schwere", "Rang (Priorität)"):
        assert values[name].startswith("nicht gezeigt"), name
    section = page.root.one("section", **{"aria-labelledby": "kita"})
    assert "Zusammen mit Nachbargemeinden" in section.text
    assert "88 %" not in section.text  # neither in the reason
    assert "17 %" not in section.text
    assert values["Weg mit Bus, Bahn, zu Fuß"].startswith("41 / 65")  # minutes are always told


def test_a_target_below_five_is_not_told(client: Client) -> None:
    values = shown(client.get(TALHEIM))
    assert values["Zielgruppe: Kinder unter 6"].startswith("unter 5")


def test_missing_is_a_dash_and_never_a_zero(client: Client) -> None:
    page = client.get(TALHEIM)
    assert shown(page)["Weg mit Bus, Bahn, zu Fuß"].startswith("– / – Min.")
    section = page.root.one("section", **{"aria-labelledby": "kita"})
    assert STATUSES["insufficient_data"] in section.text


def test_each_sort_of_day_has_a_row_and_the_chart_says_the_same(client: Client) -> None:
    section = client.get(OBERAU).root.one("section", **{"aria-labelledby": "kita"})
    frame = section.one(class_="table-frame", **{"aria-labelledby": "kita-tage"})
    rows = [row.one("th").text for row in frame.one("tbody").all("tr")]
    assert rows[0] == "Schulwoche (das Ergebnis)"
    assert {"Dienstag, Ferien", "Samstag", "Ferienwoche", "Schulwoche, mit Rufbus"} < set(rows)
    words = [text.text for text in section.all("svg", class_="chart__drawing")[0].all("text")]
    assert words.count("41 / 65 Min.") == len(rows)


def test_a_village_that_fails_in_the_holidays_alone_has_its_mark(client: Client) -> None:
    assert "nur in den Ferien eine Lücke" in client.get(UNTERAU).text
    assert "nur in den Ferien eine Lücke" not in client.get(OBERAU).text


def test_the_clock_tells_the_hours_of_both_days(client: Client) -> None:
    section = client.get(OBERAU).root.one("section", **{"aria-labelledby": "counselling"})
    frame = section.one(class_="table-frame", **{"aria-labelledby": "counselling-uhr"})
    rows = {
        row.one("th").text: [cell.text for cell in row.all("td")]
        for row in frame.one("tbody").all("tr")
    }
    assert rows == {
        "8 bis 9 Uhr": ["100 %", "0 %"],
        "9 bis 10 Uhr": ["60 %", "60 %"],
        "10 bis 11 Uhr": ["30 %", "0 %"],
        "15 bis 16 Uhr": ["10 %", "0 %"],
    }
    assert "Die Tagesuhr ist nicht gerechnet" in client.get(TALHEIM).text


def test_results_of_an_older_build_are_shown_as_far_as_they_go(
    changed: Callable[..., Client],
) -> None:
    def older(results: dict[str, Any]) -> None:
        kept = (
            "status reason share_failing people_failing minutes_pt minutes_car severity priority "
            "stability estimate sample inputs"
        )
        for village in results["villages"]:
            for kind, gap in village["kinds"].items():
                village["kinds"][kind] = {name: gap[name] for name in kept.split()}
        results["days"] = ["2026-11-24"]
        for name in ("week", "holiday_week", "stability_runs"):
            del results[name]

    page = changed(older).get(OBERAU)
    assert page.status == 200
    assert "nicht gerechnet" in page.text


def test_a_village_that_there_is_not_is_not_found(client: Client) -> None:
    assert client.get("/planung/gemeinde/12345678").status == 404


def test_hostile_names_are_text(changed: Callable[..., Client]) -> None:
    def hostile(results: dict[str, Any]) -> None:
        results["villages"][0]["name"] = "<script>alert(1)</script>"
        results["villages"][0]["kinds"]["kita"]["reason"] = "<b>fett</b>"

    page = changed(hostile).get(OBERAU)
    assert not page.root.one("main").all("script")
    assert page.root.one("h1").text == "<script>alert(1)</script>"
