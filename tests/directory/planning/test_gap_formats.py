from __future__ import annotations

import csv
import io
import json
from typing import Any

from shapely import MultiPolygon, box
from shapely.geometry import shape

from directory.planning import gap_formats
from geodata.crs import to_metres

GAP = {
    "status": "partly",
    "reason": "Für 25 % …",
    "share_failing": 0.25,
    "people_failing": 12.0,
    "minutes_pt": {"p50": 28.0, "p90": None},
    "minutes_car": {"p50": 9.0, "p90": 12.5},
    "fails_only_in_holidays": False,
    "joined": None,
    "severity": None,
    "priority": None,
    "stability": None,
    "estimate": True,
    "sample": True,
    "inputs": ["0a", "0b"],
}


def results(name: str = "Acht") -> dict[str, Any]:
    village = {
        "ags": "07137001",
        "name": name,
        "association": "Vordereifel",
        "population": 83,
        "target": dict.fromkeys(gap_formats.LABELS, 4.0),
        "kinds": dict.fromkeys(gap_formats.LABELS, GAP),
    }
    return {
        "district": "Landkreis",
        "date": "2026-09-08",
        "days": ["2026-09-08"],
        "straight_line": True,
        "notes": ["3 of 9 stops lie too far."],
        "inputs": {"kitas": {"sample": True}},
        "villages": [village],
    }


def test_json_carries_everything_and_null_where_unknown() -> None:
    file = io.StringIO()
    gap_formats.write_json(results(), file)
    assert json.loads(file.getvalue()) == results()
    assert '"severity": null' in file.getvalue()


def test_csv_names_its_columns_by_the_path_in_the_json() -> None:
    file = io.StringIO()
    gap_formats.write_csv_table(results(), file)
    (row,) = csv.DictReader(io.StringIO(file.getvalue()), delimiter=";")
    assert row["kinds.kita.minutes_pt.p50"] == "28.0"
    assert row["kinds.kita.minutes_pt.p90"] == ""
    assert row["target.counselling"] == "4.0"
    assert row["kinds.family_education.inputs"] == "0a 0b"


def test_a_village_named_like_a_formula_is_text_in_the_csv() -> None:
    file = io.StringIO()
    gap_formats.write_csv_table(results("=HYPERLINK(0)"), file)
    assert ";'=HYPERLINK(0);" in file.getvalue()


def test_geojson_is_in_degrees_and_has_the_columns_of_the_csv() -> None:
    x_m, y_m = to_metres([7.0, 7.1], [50.3, 50.4])
    outline = MultiPolygon([box(x_m[0], y_m[0], x_m[1], y_m[1])])
    file = io.StringIO()
    gap_formats.write_geojson(results(), {"07137001": outline}, file)
    (feature,) = json.loads(file.getvalue())["features"]
    west, south, *_ = shape(feature["geometry"]).bounds
    assert abs(west - 7.0) < 0.01
    assert abs(south - 50.3) < 0.01
    assert feature["properties"]["kinds.kita.status"] == "partly"


def test_a_village_without_an_outline_is_kept() -> None:
    file = io.StringIO()
    gap_formats.write_geojson(results(), {}, file)
    (feature,) = json.loads(file.getvalue())["features"]
    assert feature["geometry"] is None


def test_the_table_counts_the_villages_and_names_samples_and_straight_lines() -> None:
    file = io.StringIO()
    gap_formats.write_table(results(), file)
    table = file.getvalue()
    assert "teilweise" in table
    assert "1 Gemeinden" in table
    assert "Musterdaten" in table
    assert "Luftlinie" in table
    assert "3 of 9 stops" in table


def test_a_column_that_leads_to_more_in_another_village_is_left_out() -> None:
    both = results()
    joined = {"names": ["Acht", "Anschau"], "share_failing": 0.5}
    gap = GAP | {"share_failing": None, "joined": joined}
    other = both["villages"][0] | {"kinds": dict.fromkeys(gap_formats.LABELS, gap)}
    both["villages"].append(other)
    file = io.StringIO()
    gap_formats.write_csv_table(both, file)
    first, second = csv.DictReader(io.StringIO(file.getvalue()), delimiter=";")
    assert "kinds.kita.joined" not in first
    assert first["kinds.kita.joined.names"] == ""
    assert second["kinds.kita.joined.names"] == "Acht Anschau"
    table = io.StringIO()
    gap_formats.write_table(both, table)
    assert "~50 %" in table.getvalue()
