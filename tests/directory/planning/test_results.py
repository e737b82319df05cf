from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from directory.planning.ordering import ordered
from directory.planning.results import Row, read_results
from geodata.errors import SourceError
from tests.small_results import gap_results

if TYPE_CHECKING:
    from pathlib import Path


def row(**fields: Any) -> Row:  # noqa: ANN401 - any field of a row
    known: dict[str, Any] = {
        "ags": "1",
        "name": "Oberau",
        "association": "Auland",
        "population": 1000.0,
        "target": 100.0,
        "status": "served",
        "reason": "",
        "share_failing": 0.5,
        "people_failing": 50.0,
        "minutes_pt": {"p50": 30.0, "p90": 50.0},
        "minutes_car": {"p50": 9.0, "p90": 12.0},
        "severity": None,
        "priority": None,
        "stability": None,
        "estimate": True,
        "sample": True,
    }
    return Row(**(known | fields))


@pytest.mark.parametrize(
    ("target", "failing", "secret"),
    [
        (100.0, 50.0, False),
        (100.0, 0.0, False),
        (100.0, 100.0, False),
        (100.0, 4.9, True),
        (100.0, 5.0, False),
        (100.0, 97.0, True),  # the three who arrive could be counted from the rest
        (4.0, 4.0, True),
        (3.0, None, True),
        (None, None, False),
    ],
)
def test_fewer_than_five_people_are_never_told_nor_to_be_reckoned(
    target: float | None,
    failing: float | None,
    secret: bool,  # noqa: FBT001 - a table of cases
) -> None:
    assert row(target=target, people_failing=failing).secret is secret


def test_a_share_of_fewer_than_thirty_is_marked() -> None:
    assert row(target=29.9).few
    assert not row(target=30.0).few
    assert not row(target=None).few


def test_nothing_built_is_no_error(tmp_path: Path) -> None:
    assert read_results(None) is None
    assert read_results(tmp_path / "missing") is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"district": 1}'])
def test_a_file_that_is_no_result_file_says_what_to_do(tmp_path: Path, text: str) -> None:
    (tmp_path / "gaps.json").write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=r"gaps\.json.*sozialraum build"):
        read_results(tmp_path)


def test_results_are_read_by_kind(tmp_path: Path) -> None:
    (tmp_path / "gaps.json").write_text(json.dumps(gap_results()), encoding="utf-8")
    results = read_results(tmp_path)
    assert results is not None
    assert results.straight_line
    assert [found.status for found in results.rows("kita")] == [
        "underserved",
        "served",
        "insufficient_data",
    ]
    assert results.rows("swimming") == []


def test_the_worst_come_first_and_no_connection_is_the_worst() -> None:
    rows = [
        row(name="A", status="served"),
        row(name="B", status="underserved", minutes_pt={"p50": 40.0}),
        row(name="C", status="underserved", minutes_pt={"p50": None}),
        row(name="D", status="insufficient_data"),
        row(name="E", status="partly"),
    ]
    assert [found.name for found in ordered(rows, "status")] == ["C", "B", "E", "D", "A"]
    assert ordered(rows, "unheard of") == ordered(rows, "status")


def test_names_are_sorted_as_in_a_german_telephone_book() -> None:
    rows = [row(name="Zell"), row(name="Ürzig"), row(name="Adenau")]
    assert [found.name for found in ordered(rows, "gemeinde")] == ["Adenau", "Ürzig", "Zell"]
