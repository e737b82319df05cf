"""What is good to know before calling or going, as a list of offers or Kitas says it."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.errors import RowError
from geodata.sources.details import NO_DETAILS, ContactRecord, read_details
from geodata.sources.kitas import KITA_COLUMNS
from geodata.sources.services import SERVICE_COLUMNS

ROW = {
    "Was passiert beim Anruf": "Sie hören ein Band.\nWir rufen zurück.",
    "Ausrichtung": "katholisch",
    "Wartezeit Wochen": "2,5",
    "Stand der Plätze": "11.2026",
    "Wickeltisch": "nein",
    "Kontakt 2 Funktion": "Leitung",
    "Kontakt 2 Sprechzeiten": "wenn Licht brennt",
}


def test_an_empty_row_says_nothing() -> None:
    assert read_details({}) == NO_DETAILS


def test_a_row_is_read_in_full() -> None:
    details = read_details(ROW)
    assert details.what_happens == "Sie hören ein Band.\nWir rufen zurück."
    assert (details.orientation, details.waiting_weeks) == ("katholisch", 2.5)
    assert (details.capacity_on, details.changing_table) == (date(2026, 11, 1), False)


def test_the_hours_of_a_contact_stay_as_they_are_written() -> None:
    assert read_details(ROW).contacts == (
        ContactRecord("Leitung", opening_hours="wenn Licht brennt"),
    )


def test_a_person_without_a_function_is_refused() -> None:
    with pytest.raises(RowError, match="Sekretariat or Leitung") as caught:
        read_details({"Kontakt 1 Name": "A. Muster"})
    assert caught.value.field == "Kontakt 1 Funktion"


@pytest.mark.parametrize(
    ("column", "cell"),
    [("Wartezeit Wochen", "-1"), ("Wartezeit Wochen", "lange"), ("Wickeltisch", "oben")],
)
def test_a_cell_at_fault_is_named(column: str, cell: str) -> None:
    with pytest.raises(RowError) as caught:
        read_details({column: cell})
    assert caught.value.field == column


@pytest.mark.parametrize("columns", [SERVICE_COLUMNS, KITA_COLUMNS])
def test_no_two_columns_of_a_list_bear_one_name(columns: dict[str, str]) -> None:
    assert len({name.casefold() for name in columns.values()}) == len(columns)
