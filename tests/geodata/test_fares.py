"""What a ticket costs is said with its day, or is unknown."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from geodata.district import find_district, read_district
from geodata.errors import DistrictError
from geodata.fares import Fares, fares_of

if TYPE_CHECKING:
    from pathlib import Path

HEAD = '[district]\nname = "Probe"\nags = "1"\nstate = "RP"\nbounds = [7, 50, 8, 51]\n[sources]\n'


def fares_in(folder: Path, text: str) -> Fares:
    (folder / "district.toml").write_text(HEAD + text, encoding="utf-8")
    return fares_of(read_district(folder))


def test_without_a_table_every_price_is_unknown(tmp_path: Path) -> None:
    assert fares_in(tmp_path, "") == Fares()


def test_a_price_comes_with_its_day(tmp_path: Path) -> None:
    fares = fares_in(tmp_path, "[fares]\ndate = 2026-08-01\nadult_euro = 3\nchild_euro = 1.8\n")
    assert (fares.adult_euro, fares.child_euro) == (3.0, 1.8)
    assert (fares.deutschlandticket_euro, fares.as_of) == (None, date(2026, 8, 1))


@pytest.mark.parametrize("price", ['"2,80"', "-1", "true", "inf", "nan"])
def test_what_is_no_price_is_refused_by_name(tmp_path: Path, price: str) -> None:
    with pytest.raises(DistrictError, match="adult_euro"):
        fares_in(tmp_path, f"[fares]\ndate = 2026-08-01\nadult_euro = {price}\n")


def test_a_price_without_its_day_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DistrictError, match="date"):
        fares_in(tmp_path, "[fares]\nadult_euro = 2.8\n")


def test_the_shipped_district_does_not_invent_the_price_of_a_ride() -> None:
    fares = fares_of(find_district("mayen-koblenz"))
    assert (fares.adult_euro, fares.child_euro) == (None, None)
    assert fares.deutschlandticket_euro is not None
