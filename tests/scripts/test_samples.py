"""The shipped district keeps what its README says; read without the raw data."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from shapely import transform
from shapely.geometry import Point, shape

from geodata.crs import Bounds, to_degrees, to_metres
from geodata.district import SHIPPED

if TYPE_CHECKING:
    from numpy.typing import NDArray

DISTRICT = SHIPPED / "mayen-koblenz"
TOWNS = {"07137003", "07137068"}  # Andernach and Mayen have youth offices of their own
KOBLENZ = "07111000"
FICTION = re.compile(r"(030 23125|069 90009|040 66969|0221 4710|089 99998)\d{3}")
BOUNDS = Bounds(6.9738, 50.1601, 7.6810, 50.4767).widened(10)
HOURS = re.compile(
    r"(Mo|Di|Mi|Do|Fr|Sa|So)[-,] ?.*\d\d:\d\d-\d\d:\d\d|(Mo|Di|Mi|Do|Fr|Sa) \d\d:\d\d"
)


def rows(name: str) -> list[dict[str, str]]:
    with (DISTRICT / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def features(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((DISTRICT / name).read_text(encoding="utf-8"))[
        "features"
    ]
    return found


def in_metres(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack(to_metres(degrees[:, 0], degrees[:, 1]))


@pytest.fixture(scope="module")
def shapes() -> dict[str, Any]:
    return {
        f["properties"]["AGS"]: shape(f["geometry"]) for f in features("municipalities.geojson")
    }


@pytest.fixture(scope="module")
def services() -> list[dict[str, str]]:
    return rows("services.csv")


@pytest.fixture(scope="module")
def kitas() -> list[dict[str, str]]:
    return rows("kitas.csv")


def test_each_file_is_small_enough_to_ship() -> None:
    assert all(path.stat().st_size < 1_500_000 for path in DISTRICT.iterdir())


def test_boundaries_and_population_speak_of_the_same_87_municipalities(
    shapes: dict[str, Any],
) -> None:
    population = rows("population.csv")
    assert len(shapes) == 87
    assert len(features("associations.geojson")) == 10
    assert {row["AGS"] for row in population} == set(shapes)
    assert sum(int(row["Einwohner"]) for row in population) == 217_228
    assert sum(Decimal(row["Fläche km²"]) for row in population) == Decimal("817.66")
    assert sum(int(row["unter 3"]) for row in population) == 5_413
    assert sum(int(row["3 bis 5"]) for row in population) == 5_244
    assert {row["Einwohner Stand"] for row in population} == {"2026-02-28"}
    assert {row["Alter Stand"] for row in population} == {"2015-12-31"}


def test_the_people_of_the_cells_are_exactly_those_of_the_municipality() -> None:
    people: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows("population_cells.csv"):
        people[row["ags"]] += Decimal(row["people"])
    assert people == {row["AGS"]: Decimal(row["Einwohner"]) for row in rows("population.csv")}


def test_each_cell_lies_in_its_municipality_and_all_of_one_hold_the_same(
    shapes: dict[str, Any],
) -> None:
    shares: dict[str, list[Decimal]] = defaultdict(list)
    for row in rows("population_cells.csv"):
        longitude, latitude = to_degrees(float(row["x_m"]), float(row["y_m"]))
        assert shapes[row["ags"]].contains(Point(float(longitude), float(latitude)))
        assert row["cell_m"] == "250"
        shares[row["ags"]].append(Decimal(row["people"]))
    assert all(max(s) - min(s) <= Decimal("0.01") for s in shares.values())
    assert {ags for ags, s in shares.items() if len(s) == 1} == {"07137113", "07137218"}


def test_every_square_near_a_stop_or_place_is_a_cell_and_no_other(shapes: dict[str, Any]) -> None:
    found = {(r["ags"], float(r["x_m"]), float(r["y_m"])) for r in rows("population_cells.csv")}
    for ags, outline in shapes.items():
        metric = transform(outline, in_metres)
        points = [(r["lon"], r["lat"]) for r in rows("stops.csv") if r["ags"] == ags]
        points += [
            (r["lon"], r["lat"])
            for r in rows("places.csv")
            if r["admin4_ags"] == ags and outline.covers(Point(float(r["lon"]), float(r["lat"])))
        ]
        if not points:
            continue
        anchors = in_metres(np.array(points, dtype=np.float64))
        west, south, east, north = (int(b // 250) for b in metric.bounds)
        expected = {
            (ags, x, y)
            for x in (250.0 * i + 125 for i in range(west, east + 1))
            for y in (250.0 * i + 125 for i in range(south, north + 1))
            if np.hypot(*(anchors - (x, y)).T).min() <= 400 and metric.contains(Point(x, y))
        }
        assert {cell for cell in found if cell[0] == ags} == expected


def test_stops_carry_a_municipality_and_lie_within_reach() -> None:
    stops = rows("stops.csv")
    assert len({stop["id"] for stop in stops}) == len(stops)
    assert sum(stop["ags"].startswith("07137") for stop in stops) == 755
    assert all(stop["ags"] for stop in stops)
    assert all(BOUNDS.contain(float(s["lon"]), float(s["lat"])) for s in stops)
    assert not {stop["ags"] for stop in stops} & {"07137113", "07137218"}
    assert len(rows("places.csv")) == 288


def test_kitas_are_as_many_as_the_youth_offices_count(kitas: list[dict[str, str]]) -> None:
    in_towns = [kita for kita in kitas if kita["AGS"] in TOWNS]
    elsewhere = [kita for kita in kitas if kita["AGS"] not in TOWNS]
    assert (len(elsewhere), sum(int(k["Plätze"]) for k in elsewhere)) == (98, 8_200)
    assert (len(in_towns), sum(int(k["Plätze"]) for k in in_towns)) == (28, 1_064)
    assert min(int(k["Plätze"]) for k in kitas) >= 15


def test_every_larger_village_has_a_kita(kitas: list[dict[str, str]]) -> None:
    with_kita = {kita["AGS"] for kita in kitas}
    for row in rows("population.csv"):
        if int(row["unter 3"]) + int(row["3 bis 5"]) >= 30:
            assert row["AGS"] in with_kita, row["Name"]


def test_kitas_lie_in_their_municipality(
    kitas: list[dict[str, str]], shapes: dict[str, Any]
) -> None:
    for kita in kitas:
        assert shapes[kita["AGS"]].contains(Point(float(kita["Länge"]), float(kita["Breite"])))


def test_kitas_and_services_lie_a_few_houses_from_a_stop(
    kitas: list[dict[str, str]], services: list[dict[str, str]]
) -> None:
    stops = in_metres(np.array([(s["lon"], s["lat"]) for s in rows("stops.csv")], dtype=np.float64))
    for row in (*kitas, *services):
        if row["Länge"] and row["AGS"] != "07137218":  # Niederwerth has no stop
            here = in_metres(np.array([(row["Länge"], row["Breite"])], dtype=np.float64))
            assert np.hypot(*(stops - here).T).min() <= 221


def test_services_sit_mostly_in_andernach_koblenz_and_mayen(
    services: list[dict[str, str]],
) -> None:
    for kind in ("Beratung", "Familienbildung"):
        towns = Counter(row["AGS"] for row in services if row["Art"] == kind)
        assert towns.total() >= 45
        assert min(towns[ags] for ags in (*TOWNS, KOBLENZ)) >= 10
        assert sum(towns[ags] for ags in (*TOWNS, KOBLENZ)) > 0.75 * towns.total()
        assert len(towns) > 4


@pytest.mark.parametrize(
    "topic",
    [
        "Erziehung",
        "Trennung und Scheidung",
        "Schulden",
        "Schwangerschaftskonflikt",
        "Sucht",
        "Frühe Hilfen",
        "Behinderung",
        "Migration",
        "Gewalt",
        "Wohnen",
        "Psychische Gesundheit",
        "Sprache",
        "Eltern-Kind-Gruppe",
        "Elternkurs",
        "Elterncafé",
    ],
)
def test_every_common_topic_is_offered(services: list[dict[str, str]], topic: str) -> None:
    assert any(topic in row["Themen"].split(";") for row in services)


def test_some_but_not_all_pregnancy_counsellors_issue_the_certificate(
    services: list[dict[str, str]],
) -> None:
    pregnancy = [r for r in services if "Schwangerschaft" in r["Themen"].split(";")]
    texts = {r["Beschreibung"] for r in pregnancy if "§ 7 SchKG" in r["Beschreibung"]}
    assert any("stellt den Beratungsschein" in text for text in texts)
    assert any("stellt keinen Beratungsschein" in text for text in texts)


def test_an_undisclosed_service_says_nowhere_where_it_is(services: list[dict[str, str]]) -> None:
    secret = [row for row in services if row["Adresse geheim"] == "ja"]
    assert len(secret) == 2
    for row in secret:
        assert not any(row[c] for c in ("Straße", "PLZ", "Ort", "AGS", "Länge", "Breite"))


def test_only_services_at_a_place_have_a_position(services: list[dict[str, str]]) -> None:
    for row in services:
        at_a_place = row["Erbringung"] in {"vor Ort", "in der Kita"}
        assert bool(row["Länge"]) == (at_a_place and row["Adresse geheim"] == "nein")
        if row["Länge"]:
            assert BOUNDS.contain(float(row["Länge"]), float(row["Breite"]))
    ways = {row["Erbringung"] for row in services}
    assert ways == {"vor Ort", "in der Kita", "zu Hause", "Telefon", "online"}


def test_most_opening_hours_are_readable_and_some_are_not(services: list[dict[str, str]]) -> None:
    hours = [row["Öffnungszeiten"] for row in services]
    readable = [text for text in hours if HOURS.match(text)]
    assert 0.85 * len(hours) < len(readable) < len(hours)
    assert "nach Vereinbarung" in hours
    assert "" in hours
    assert any(t and t != "nach Vereinbarung" and not HOURS.match(t) for t in hours)


def test_some_entries_are_ageing_or_were_never_confirmed(services: list[dict[str, str]]) -> None:
    dates = [row["Bestätigt am"] for row in services]
    ages = [(date(2026, 11, 1) - date.fromisoformat(d)).days for d in dates if d]
    assert 3 <= dates.count("") <= 0.2 * len(dates)
    assert sum(age > 365 for age in ages) >= 3
    assert sum(age <= 180 for age in ages) > 0.6 * len(dates)


def test_every_sample_is_known_as_one(
    services: list[dict[str, str]], kitas: list[dict[str, str]]
) -> None:
    for row in (*services, *kitas):
        name = row.get("Name") or row["Einrichtung"]
        assert name.startswith(("Muster-", "Beispiel-"))
        assert row["Träger"].startswith("Muster-")
        assert row["Muster"] == "ja"
        assert FICTION.fullmatch(row["Telefon"])
        assert row["E-Mail"].endswith("@example.org")
        assert row["Website"].startswith("https://example.org/")
    keys = [row["Kennung"] for row in (*services, *kitas)]
    assert len(set(keys)) == len(keys)
