from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from directory.records.importing.places import Entry, folded_name, name_of_stop
from geodata.sources.stops import StopRecord

if TYPE_CHECKING:
    from collections.abc import Sequence


def stop(name: str, products: Sequence[str]) -> StopRecord:
    return StopRecord("1", name, 7.2, 50.3, tuple(products), "07137055", "")


@pytest.mark.parametrize(
    ("name", "products", "said"),
    [
        ("Kottenheim", ["regional"], "Bahnhof Kottenheim"),
        ("Koblenz Hbf", ["national", "regional"], "Koblenz Hbf"),
        ("Bahnhof, Monreal", ["bus"], "Bahnhof, Monreal"),
        ("Kottenheim Antoniusstraße", ["regional", "bus"], "Kottenheim Antoniusstraße"),
        ("Friedhof, Kottenheim", [], "Friedhof, Kottenheim"),
    ],
)
def test_where_only_trains_call_is_a_station(name: str, products: list[str], said: str) -> None:
    assert name_of_stop(stop(name, products)) == said


def test_an_address_is_found_without_its_postal_code_and_a_code_by_its_figures() -> None:
    address = Entry("n1", "address", "Hauptstraße 5, 56727 Mayen", 7.2, 50.3)
    assert folded_name(address) == "hauptstrasse 5 mayen"
    assert folded_name(Entry("56727", "postal_code", "Mayen", 7.2, 50.3)) == "56727"
