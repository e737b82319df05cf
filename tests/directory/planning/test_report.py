from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from directory.planning.publishing.publication import public_form
from directory.planning.report.content import WITHOUT_ASSOCIATION, report_of
from directory.planning.report.wording import limit_of, sentences_of
from tests.pdfs import language_and_title, pages_of, tags_of, text_of, words_of_figures
from tests.small_district import small_app
from tests.small_releases import change, draft
from tests.small_results import gap_results

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

PAGE = "/planung/bericht.pdf"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("report")


@pytest.fixture(scope="module")
def reporting(folder: Path) -> Flask:
    return small_app(folder)


@pytest.fixture(scope="module")
def pdf(reporting: Flask) -> bytes:
    return reporting.test_client().get(PAGE).data


def test_the_report_is_tagged_and_speaks_german(pdf: bytes) -> None:
    language, title = language_and_title(pdf)
    assert language == "de"
    assert title.startswith("Erreichbarkeit von Kita, Beratung und Familienbildung")
    assert {"H1", "H2", "H3", "Table", "TH", "TD", "Caption", "Figure", "L"} <= tags_of(pdf)


def test_every_picture_that_says_something_has_words_and_a_table_that_says_the_same(
    pdf: bytes,
) -> None:
    words = words_of_figures(pdf)
    assert all(words)
    assert sum("Karte der Gemeinden" in said for said in words) == 3
    assert "Erreichbarkeitslücke 1, teilweise Lücke 0, erreichbar 1, Daten fehlen 1" in " ".join(
        words
    )
    text = text_of(pdf)
    assert all(name in text for name in ("Oberau", "Unterau", "Talheim an der Au"))


def test_a_committee_reads_summary_method_sureness_limits_and_sources(pdf: bytes) -> None:
    text = text_of(pdf)
    for heading in (
        "Auf einen Blick",
        "Wie gerechnet wird",
        "Wie sicher ist das?",
        "Was dieser Bericht nicht sagt",
        "Datenquellen und ihr Stand",
    ):
        assert heading in text
    assert "Nicht zur Veröffentlichung freigegeben" in text
    assert "unterversorg" not in text


def test_small_numbers_and_ranks_are_not_in_the_report_either(pdf: bytes) -> None:
    text = text_of(pdf)
    assert "zu wenige" in text
    assert "17 %" not in text  # 2 of 12
    assert "Schwere" not in text


def test_the_report_of_a_version_carries_its_comments_and_its_state(
    folder: Path, reporting: Flask
) -> None:
    client = reporting.test_client()
    assert client.get("/erreichbarkeit/bericht.pdf").status_code == 404
    key = draft(folder)
    for step in ("open", "comment"):
        change(folder, key, step)
    answer = client.get(f"/planung/fassungen/{key}/bericht.pdf")
    assert answer.headers["Cache-Control"] == "no-store"
    text = text_of(answer.data)
    assert "Wir bitten um eine zweite Fahrt." in text
    assert "Oberau, Ortsbürgermeisterin, 20.9.2026" in text
    assert "Nicht zur Veröffentlichung freigegeben" in text
    change(folder, key, "publish")
    public = client.get("/erreichbarkeit/bericht.pdf")
    assert public.headers["Cache-Control"] == "no-store"
    assert "Freigegeben am 3.11.2026: JHA" in text_of(public.data)
    assert pages_of(public.data) >= 5


def test_before_anything_was_built_there_is_no_report(tmp_path: Path) -> None:
    app = small_app(tmp_path)
    (tmp_path / "gaps.json").unlink()
    assert app.test_client().get(PAGE).status_code == 404


def rows(*facts: dict[str, Any]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    names = ("Acht", "Boos", "Cond", "Dill")
    return [
        ({"name": name, "population": 1000.0}, {"status": "served"} | gap)
        for name, gap in zip(names, facts, strict=False)
    ]


def test_the_sentences_count_name_and_weigh_the_gaps() -> None:
    gap = {"status": "underserved", "stability_label": "robust"}
    unsure = gap | {"stability_label": "uncertain"}
    said = sentences_of(
        "kita", rows(gap, unsure, {"status": "partly"}, {}), {"target": "under_6"}, 100
    )
    assert said[0].startswith("In zwei von 4 Gemeinden besteht eine Erreichbarkeitslücke: Mehr als")
    assert said[0].endswith("zur Kita und zurück. Dort wohnen zusammen 2.000 Menschen.")
    assert "der Kinder unter 6 Jahren kommt ohne Auto nicht innerhalb der Grenzen" in said[0]
    assert said[1] == "Es sind Acht und Boos."
    assert said[2] == "In einer weiteren gilt das für einen Teil (20 bis 50 %)."
    assert said[3].startswith("1 von 2 dieser Lücken ist sicher, die anderen hängen")
    assert len(said) == 4


def test_the_sentences_tell_what_is_missing_and_what_holidays_and_rufbus_change() -> None:
    gap = {"status": "underserved", "with_on_demand": {"status": "served"}}
    said = sentences_of(
        "counselling",
        rows(gap, {"status": "insufficient_data"}, {"fails_only_in_holidays": True}),
        {},
        None,
    )
    assert "Für eine Gemeinde fehlen nötige Daten; über sie sagt dieser Bericht nichts." in said
    assert "Mit rechtzeitig bestelltem Rufbus wären es 0 statt 1 Lücken." in said
    assert "Nur in den Schulferien fehlt die Verbindung in einer Gemeinde." in said
    assert "Das betrifft Cond." in said


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        (("robust",), "Diese Lücke ist sicher"),
        (("unstable",), "Diese Lücke hängt von den Annahmen ab"),
        (("robust", "robust"), "Alle diese Lücken sind sicher"),
        (("uncertain", "unstable"), "Keine dieser Lücken ist sicher"),
    ],
)
def test_how_sure_the_gaps_are_is_told_in_a_sentence(labels: tuple[str, ...], said: str) -> None:
    gaps = [{"status": "underserved", "stability_label": label} for label in labels]
    assert any(words.startswith(said) for words in sentences_of("kita", rows(*gaps), {}, 100))


def test_no_gap_is_told_as_such() -> None:
    said = sentences_of("kita", rows({}, {}), {}, None)
    assert said == [
        "In keiner der 2 Gemeinden besteht eine Erreichbarkeitslücke auf dem Weg zur Kita."
    ]


def test_limits_are_told_in_words_and_unknown_ones_as_unknown() -> None:
    assert "45 Minuten je Weg" in limit_of(
        "counselling", {"public_transport_minutes": 45.0, "stay_minutes": 60.0}
    )
    assert "Bringzeit" in limit_of("kita", {"public_transport_minutes": 30.0})
    assert "nicht bekannt" in limit_of("kita", {})


def test_villages_stand_by_association_and_towns_of_their_own_at_the_end() -> None:
    results = gap_results()
    results["villages"][0]["association"] = "Oberau"
    public = public_form(results)
    report = report_of(public, method="", made_on=date(2026, 12, 1))
    groups = [
        (name, [v["name"] for v, _gap in members]) for name, members in report.kinds[0].groups
    ]
    assert groups == [
        ("Auland", ["Talheim an der Au", "Unterau"]),
        (WITHOUT_ASSOCIATION, ["Oberau"]),
    ]
