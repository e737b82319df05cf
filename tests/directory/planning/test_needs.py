"""Pages of need: the order follows numbers and weights, nothing unknown is a zero, nobody else sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from directory.planning.needs.asking import DEFAULT_CHOSEN, Asked, field_of, read_asked
from directory.planning.needs.numbers import Catchments, Number
from directory.planning.needs.queries import need_factors
from directory.planning.needs.selection import select_kitas
from directory.planning.needs.social_work import hours_of
from directory.records.database import open_engine, writing
from directory.records.tables import Kita, Service
from geodata.sources.indicators import CHILDREN, IN_NEED, INDEX
from tests.pages import Client
from tests.small_district import HOSTILE, small_app
from tests.small_needs import (
    LOWER,
    RAINBOW,
    SUNFLOWER,
    UPPER,
    VALLEY,
    a_number,
    an_assignment,
    needs_app,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

    from tests.pages import Page

ADDRESS, SOCIAL_WORK = "/planung/auswahl", "/planung/kita-sozialarbeit"
HOUSING, LANGUAGE = field_of("Wohngeld"), field_of("Sprachstand gut")


@pytest.fixture(scope="module")
def planner(tmp_path_factory: pytest.TempPathFactory) -> Client:
    return Client(needs_app(tmp_path_factory.mktemp("needs")).test_client())


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Session]:
    """Open the small district, of which nobody has brought numbers, for writing."""
    small_app(tmp_path)
    engine = open_engine(f"sqlite:///{tmp_path / 'directory.sqlite'}")
    with writing(engine) as session:
        yield session
    engine.dispose()


def table(page: Page, heading: str) -> list[dict[str, str]]:
    """Return the rows of the table below a heading, by the columns' names."""
    frame = page.root.one("div", **{"aria-labelledby": heading})
    columns = [cell.text for cell in frame.one("thead").all("th")]
    rows = frame.one("tbody").all("tr")
    return [
        dict(zip(columns, [c.text for c in row.children if not isinstance(c, str)], strict=True))
        for row in rows
    ]


def test_equal_weights_are_the_default_and_the_table_says_all(planner: Client) -> None:
    page = planner.get(ADDRESS, anzahl="1")
    rows = table(page, "tabelle")
    assert {row["Kita"]: row["Rang"] for row in rows} == {RAINBOW: "1", SUNFLOWER: "1"}
    assert {row["Index"] for row in rows} == {"0,50"}
    assert "2 von 2 Kitas ausgewählt" in page.text
    assert "nicht zu unterscheiden" in page.text


def test_weights_turn_the_order_and_stand_in_the_form(planner: Client) -> None:
    page = planner.get(ADDRESS, anzahl="1", **{HOUSING: "9", LANGUAGE: "1"})
    first, second = table(page, "tabelle")
    assert (first["Kita"], first["Index"], first["Auswahl"]) == (RAINBOW, "0,90", "ausgewählt")
    assert first["Ausgewählt in … der Rechnungen"] == "100 %"
    assert first["Wie sicher"] == "sicher ausgewählt"
    assert second["Auswahl"] == "nicht ausgewählt"
    assert page.root.one("input", id=HOUSING).attributes["value"] == "9"
    assert "Wohngeld 9" in page.text
    turned = table(planner.get(ADDRESS, anzahl="1", **{HOUSING: "1", LANGUAGE: "9"}), "tabelle")
    assert turned[0]["Kita"] == SUNFLOWER


def test_the_newest_year_counts_and_villages_stand_in_by_name(planner: Client) -> None:
    rows = {row["Kita"]: row for row in table(planner.get(ADDRESS), "tabelle")}
    assert rows[SUNFLOWER]["Wohngeld (%)"] == "10,0 Rang: 0 %"
    assert rows[SUNFLOWER]["Sprachstand gut (%)"] == "60,0 (Gemeinde) Rang: 100 %"
    assert rows[RAINBOW]["Sprachstand gut (%)"] == "80,0 Rang: 0 %"


def test_a_share_that_one_village_of_the_catchment_lacks_is_unknown(
    tmp_path: Path,
) -> None:
    app = needs_app(tmp_path)
    engine = open_engine(f"sqlite:///{tmp_path / 'directory.sqlite'}")
    with writing(engine) as session, session.begin():
        session.add(an_assignment(SUNFLOWER, UPPER))
    engine.dispose()
    page = Client(app.test_client()).get(ADDRESS)
    rows = {row["Kita"]: row for row in table(page, "tabelle")}
    assert rows[SUNFLOWER]["Sprachstand gut (%)"] == "nicht bekannt"


def test_a_kita_without_a_number_has_no_rank_and_stands_at_the_end() -> None:
    number = Number("Wohngeld", "%", 2025, lowers_need=False, source="", sample=False)
    kitas = [Service(name=name) for name in ("A", "B", "C")]
    values = np.array([[np.nan], [1.0], [2.0]])
    found = Catchments(kitas, [number], values, np.zeros((3, 1), dtype=np.bool_))
    selection = select_kitas(found, Asked(np.array([1.0]), 1))
    assert [(row.kita.name, row.rank) for row in selection.rows] == [
        ("C", 1),
        ("B", 2),
        ("A", None),
    ]
    last = selection.rows[-1]
    assert (last.index, last.stability, last.chosen, last.certainty) == (None, None, False, "–")
    assert (selection.unknown, selection.chosen) == (1, 1)


def test_counts_of_municipalities_are_left_out_and_named(planner: Client) -> None:
    page = planner.get(ADDRESS)
    assert "Kinder unter 7" not in " ".join(table(page, "tabelle")[0])
    assert "Kinder unter 7: Anzahlen je Gemeinde" in page.text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({HOUSING: "-1"}, "Das Gewicht von „Wohngeld“ ist keine Zahl von 0 bis 100"),
        ({HOUSING: "nan"}, "Das Gewicht von „Wohngeld“"),
        ({HOUSING: "viel"}, "Das Gewicht von „Wohngeld“"),
        ({"anzahl": "0"}, "keine ganze Zahl von 1 bis 500"),
        ({"anzahl": "1,5"}, "keine ganze Zahl von 1 bis 500"),
        ({HOUSING: "0", LANGUAGE: "0"}, "Mindestens eine Kennzahl braucht ein Gewicht"),
    ],
)
def test_nonsense_in_the_form_is_told_and_the_page_is_there(
    planner: Client, asked: dict[str, str], said: str
) -> None:
    page = planner.get(ADDRESS, **asked)
    assert page.status == 200
    assert said in page.root.one(role="alert").text


def test_a_comma_is_read_in_weights() -> None:
    asked = read_asked({field_of("Ä b"): "0,5"}, ["Ä b"])
    assert (asked.weights.tolist(), asked.chosen, asked.faults) == ([0.5], DEFAULT_CHOSEN, ())


def test_without_numbers_the_page_says_which_command_brings_them(
    client: Client,
) -> None:
    page = client.get(ADDRESS)
    assert page.status == 200
    assert "sozialraum import indicators" in page.text
    assert page.root.all("table") == []


def test_hostile_names_of_numbers_are_inert(tmp_path: Path) -> None:
    page = Client(needs_app(tmp_path, hostile=True).test_client()).get(ADDRESS)
    assert HOSTILE in page.text
    assert [node for node in page.root.all("b") if "alert" in node.text] == []


def test_social_work_is_told_by_village_with_days_and_deputy(planner: Client) -> None:
    rows = {row["Gemeinde"]: row for row in table(planner.get(SOCIAL_WORK), "gemeinden")}
    upper = rows[UPPER]
    assert upper["Wochenstunden je 100 Plätze"] == "25,0"
    assert upper["Tage und Vertretung"] == f"{RAINBOW}: Di, Do; Vertretung: Team Auland"
    assert rows[VALLEY]["Wochenstunden"] == "0,0"
    assert rows[LOWER]["Plätze"] == "–"
    here = "Kita-Sozialarbeit am Ort oder in der Kita des Bedarfsplans"
    assert (upper[here], rows[LOWER][here]) == ("ja", "nein")


def test_counselling_stands_without_and_with_social_work(planner: Client) -> None:
    page = planner.get(SOCIAL_WORK)
    without, with_it, _unknown = table(page, "beratung")
    counts = [int(row["Gemeinden"].split()[0]) for row in (without, with_it)]
    assert counts[1] >= counts[0]
    assert "1 mit Kita-Sozialarbeit, 1 ohne, bei 0 nicht bekannt" in page.text
    assert "15,0" in page.text  # 15 hours for 100 places in all


def test_hours_are_unknown_as_soon_as_one_kita_does_not_say() -> None:
    known = Kita(places=60, social_work=True, social_work_hours=15.0)
    none = Kita(places=40, social_work=False)
    silent = Kita(places=20, social_work=None)
    assert hours_of([known, none]).per_100_places == 15.0
    assert hours_of([known, none, silent]).hours is None
    assert hours_of([known, None]).places is None


def test_factors_of_need_come_of_children_and_those_in_need(bare: Session) -> None:
    assert need_factors(bare) == {}
    bare.add_all(
        [
            a_number(CHILDREN, 70.0, village=UPPER),
            a_number(IN_NEED, 20.0, village=UPPER),
            a_number(CHILDREN, 30.0, village=LOWER),
            a_number(IN_NEED, 0.0, village=LOWER),
            a_number(CHILDREN, 10.0, village=LOWER, year=2026),
            a_number(CHILDREN, 10.0, village=LOWER, year=2024),
            a_number(IN_NEED, 10.0, village=LOWER, year=2024),
        ]
    )
    bare.flush()
    assert need_factors(bare) == pytest.approx({"99999000": 1.3, "99999001": 0.5})


def test_an_index_that_was_brought_is_the_factor_and_a_secret_number_none(bare: Session) -> None:
    bare.add_all([a_number(INDEX, 1.4, village=UPPER), a_number(INDEX, None, village=LOWER)])
    bare.flush()
    assert need_factors(bare) == {"99999000": 1.4}
