"""Scenarios from plain data: what is read, what is refused and how, and how they are kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from shapely import MultiPolygon, box

from geodata.crs import Bounds
from geodata.errors import SourceError
from geodata.scenarios import files
from geodata.scenarios.known import Known, KnownDoor
from geodata.scenarios.overlays import MobileDay
from geodata.scenarios.reading import read_scenario
from geodata.scenarios.refusals import ScenarioError, UnknownScenarioError
from geodata.scenarios.writing import plain_scenario

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = Known(
    bounds=Bounds(6.9, 50.1, 7.7, 50.5),
    doors=(
        KnownDoor("k1", "Kita Arche", "kita"),
        KnownDoor("b1", "Beratung", "counselling"),
        KnownDoor("e1", "Krabbelgruppe", "family_education"),
        KnownDoor("e2", "Krabbelgruppe", "family_education"),
    ),
    spans={"t1": (28_800, 30_000), "late": (82_800, 90_000)},
    lines=frozenset({"340"}),
    stops=frozenset({"A", "B"}),
    outlines={"07137001": MultiPolygon([box(7.0, 50.2, 7.1, 50.3)])},
)
PLACE = {
    "kind": "new_location",
    "service": "counselling",
    "name": "Neu",
    "longitude": 7.2,
    "latitude": 50.3,
    "hours": "Di 14:00-17:00",
}
CALLS = [{"stop": "A", "time": "08:00"}, {"stop": "B", "time": "08:10"}]
TRIP = {"kind": "new_trip", "line": "340", "calls": CALLS, "days": "Mo-Fr"}
ZONE = {
    "kind": "zone",
    "name": "Rufbus",
    "municipalities": ["07137001"],
    "days": "Mo-Fr, So",
    "begins": "08:00",
    "ends": "18:00",
    "lead_minutes": 60,
}
EVERY = [
    PLACE,
    {"kind": "mobile_day", "kita": "k1", "hours": "Mi 9-12 Uhr"},
    {"kind": "family_centre", "kita": "k1", "hours": "Mo, Mi 9-12 Uhr"},
    {"kind": "moved_hours", "door": "b1", "hours": "Mo-Fr 08:00-12:00"},
    {"kind": "closure", "door": "e2"},
    {"kind": "copied_trip", "trip": "t1", "shift_minutes": -30},
    TRIP,
    ZONE,
]


def read(*changes: dict[str, Any]) -> Any:  # noqa: ANN401 - a scenario
    return read_scenario({"name": "Versuch", "changes": list(changes)}, KNOWN)


def test_every_kind_is_the_same_after_writing_and_reading_it_again() -> None:
    once = read(*EVERY)
    again = read_scenario(json.loads(json.dumps(plain_scenario(once))), KNOWN)
    assert again == once
    assert [change.kind for change in once.changes] == [change["kind"] for change in EVERY]


def test_a_door_is_found_by_its_name_where_only_one_has_it() -> None:
    (change,) = read({"kind": "mobile_day", "kita": "Kita Arche", "hours": "Mi 9-12"}).changes
    assert isinstance(change, MobileDay)
    assert change.kita == "k1"


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        (PLACE | {"longitude": 13.4}, "longitude", "outside the district"),
        (PLACE | {"longitude": 50.3, "latitude": 7.2}, "longitude", "swapped?"),
        (PLACE | {"longitude": 370000}, "longitude", "not degrees"),
        (PLACE | {"latitude": "nan"}, "latitude", "is not a number"),
        (PLACE | {"latitude": ""}, "latitude", "is empty"),
        (PLACE | {"service": "pub"}, "service", "no kind 'pub'"),
        (PLACE | {"hours": "ab und zu"}, "hours", "cannot be read as opening hours"),
        (PLACE | {"hours": "nach Vereinbarung"}, "hours", "names no day with times"),
        (PLACE | {"hours": ""}, "hours", "is empty"),
        (PLACE | {"name": "x" * 121}, "name", "more than 120 characters"),
        ({"kind": "mobile_day", "kita": "b1", "hours": "Di 9-12"}, "kita", "no Kita 'b1'"),
        ({"kind": "mobile_day", "kita": "k1", "hours": "Mo-Di 9-12"}, "hours", "names 2 days"),
        ({"kind": "closure", "door": "Nirgends"}, "door", "no door 'Nirgends'"),
        ({"kind": "closure", "door": "Krabbelgruppe"}, "door", "name of 2 doors"),
        ({"kind": "copied_trip", "trip": "t9", "shift_minutes": 5}, "trip", "no trip 't9'"),
        ({"kind": "copied_trip", "trip": "t1", "shift_minutes": 0}, "shift_minutes", "same trip"),
        ({"kind": "copied_trip", "trip": "t1", "shift_minutes": 1000}, "shift_minutes", "one day"),
        ({"kind": "copied_trip", "trip": "late", "shift_minutes": -60}, "trip", "one day"),
        (TRIP | {"line": "999"}, "line", "no line '999'"),
        (TRIP | {"calls": CALLS[:1]}, "calls", "two stops or more"),
        (TRIP | {"calls": CALLS[::-1]}, "calls", "before the time of the stop before"),
        (TRIP | {"calls": "08:00 A\n08:10 X"}, "calls", "no stop 'X'"),
        (TRIP | {"calls": "25:00 A\n26:10 B"}, "calls", "no time of day"),
        (TRIP | {"days": "immer"}, "days", "no days of the week"),
        (ZONE | {"municipalities": ["123"]}, "municipalities", "no municipality '123'"),
        (ZONE | {"ends": "07:00"}, "ends", "ends before it begins"),
        (ZONE | {"lead_minutes": -5}, "lead_minutes", "no lead time"),
        ({"kind": "miracle"}, "kind", "no change 'miracle'"),
    ],
)
def test_a_sentence_names_the_field_and_what_to_do(
    change: dict[str, Any], field: str, said: str
) -> None:
    with pytest.raises(ScenarioError) as caught:
        read(change)
    assert caught.value.field == field
    assert said in str(caught.value)
    assert str(caught.value).endswith((".", "?"))


@pytest.mark.parametrize("plain", [None, [], {"name": "x"}, {"name": "x", "changes": []}])
def test_what_is_no_scenario_is_refused(plain: object) -> None:
    with pytest.raises(ScenarioError):
        read_scenario(plain, KNOWN)


def test_a_scenario_is_kept_whole_listed_and_forgotten(tmp_path: Path) -> None:
    id_ = files.keep(tmp_path, {"name": "eins"})
    assert files.kept_ids(tmp_path) == [id_]
    assert files.kept(tmp_path, id_) == {"name": "eins"}
    assert [file.suffix for file in (tmp_path / files.FOLDER).iterdir()] == [".json"]
    files.remove(tmp_path, id_)
    assert files.kept_ids(tmp_path) == []


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        files.keep(tmp_path, {"name": object()})
    assert list((tmp_path / files.FOLDER).iterdir()) == []


@pytest.mark.parametrize("id_", ["", "..", "../gaps", "/etc/passwd", "0" * 11, "Z" * 12, "a/b"])
def test_an_id_is_never_a_path(tmp_path: Path, id_: str) -> None:
    (tmp_path / "gaps.json").write_text("{}", encoding="utf-8")
    for ask in (files.kept, files.remove):
        with pytest.raises(UnknownScenarioError, match="no scenario"):
            ask(tmp_path, id_)


@pytest.mark.parametrize("text", ["{", "[1]", "[" * 10_000, '{"name": 1e400'])
def test_a_broken_file_is_refused_by_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "mein.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=r"mein\.json"):
        files.read_file(path)


def test_toml_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "mein.toml"
    path.write_text(
        'name = "x"\n[[changes]]\nkind = "closure"\ndoor = "Beratung"\n', encoding="utf-8"
    )
    assert read_scenario(files.read_file(path), KNOWN).changes[0].kind == "closure"
