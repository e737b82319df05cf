from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import openpyxl
import pytest
from shapely import MultiPolygon, box
from shapely.geometry import shape

from directory.planning.exports.rows import table_of
from directory.planning.exports.writing import FORMATS, export, exported
from geodata.errors import SourceError
from tests.small_results import gap_results

if TYPE_CHECKING:
    from pathlib import Path

FORMULA = '=HYPERLINK("http://x.example","hier")'
OUTLINES = {
    f"9999900{n}": MultiPolygon(
        [box(370_000 + n * 4_000, 5_575_000, 374_000 + n * 4_000, 5_579_000)]
    )
    for n in range(2)  # the third village has none
}


def villages(name: str = "Oberau") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = gap_results()["villages"]
    found[0]["name"] = name
    return found


def read_back(path: Path) -> list[dict[str, Any]]:
    """Return the rows of any of the formats, unknown values as None, "" or NaN."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file, delimiter=";"))
    if path.suffix == ".xlsx":
        names, *rows = openpyxl.load_workbook(path).worksheets[0].values
        return [dict(zip(map(str, names), row, strict=True)) for row in rows]
    if path.suffix == ".geojson":
        return [f["properties"] for f in json.loads(path.read_text("utf-8"))["features"]]
    frame = gpd.read_parquet(path) if path.suffix == ".parquet" else gpd.read_file(path)
    return [dict(row) for row in frame.drop(columns="geometry").to_dict("records")]


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_has_every_village_under_the_names_of_the_method(
    tmp_path: Path, form: str
) -> None:
    path = tmp_path / f"luecken.{form}"
    assert export(villages(), OUTLINES, path) == 3
    rows = read_back(path)
    assert [row["name"] for row in rows] == ["Oberau", "Unterau", "Talheim an der Au"]
    assert rows[0]["kinds.kita.status"] == "underserved"
    assert float(rows[0]["kinds.counselling.minutes_pt.p50"]) == pytest.approx(41.3)
    unknown = rows[2]["kinds.kita.share_failing"]
    assert unknown in ("", None) or unknown != unknown  # noqa: PLR0124 - NaN is not itself
    assert sorted(path.parent.iterdir()) == [path]  # nothing half-written beside it


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_village_named_like_a_formula_is_text(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"x.{form}"
    for name in (FORMULA, "+1", "-1", "@x", "\t=1"):
        export(villages(name), OUTLINES, path)
        cell = read_back(path)[0]["name"]
        assert cell == f"'{name}" or cell == f"'{name}".replace("\t", "_x0009_")
    if form == "xlsx":
        sheet = openpyxl.load_workbook(path).worksheets[0]
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_geojson_is_in_degrees_and_a_village_without_an_outline_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "x.geojson"
    export(villages(), OUTLINES, path)
    features = json.loads(path.read_text("utf-8"))["features"]
    west, south, *_ = shape(features[0]["geometry"]).bounds
    assert (round(west), round(south)) == (7, 50)
    assert features[2]["geometry"] is None


@pytest.mark.parametrize("form", ["gpkg", "parquet"])
def test_files_for_maps_are_in_metres_with_their_outlines(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"x.{form}"
    export(villages(), OUTLINES, path)
    frame = gpd.read_parquet(path) if form == "parquet" else gpd.read_file(path)
    assert frame.crs.to_epsg() == 25832
    assert frame.geometry.iloc[0].area == pytest.approx(16_000_000)
    assert frame.geometry.iloc[2] is None
    assert str(frame["kinds.kita.few"].dtype).startswith("bool")


def test_an_unknown_ending_is_refused_and_names_those_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"x\.shp.*\.csv, \.xlsx, \.gpkg, \.geojson, \.parquet"):
        export(villages(), OUTLINES, tmp_path / "x.shp")
    assert not list(tmp_path.iterdir())


def test_a_writer_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.csv"
    path.write_text("alt", encoding="utf-8")
    monkeypatch.setitem(export.__globals__["WRITERS"], "csv", lambda *_args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export(villages(), OUTLINES, path)
    assert path.read_text("utf-8") == "alt"
    assert sorted(tmp_path.iterdir()) == [path]


def test_the_bytes_for_a_page_are_those_of_the_file(tmp_path: Path) -> None:
    export(villages(), OUTLINES, tmp_path / "x.csv")
    assert exported(villages(), OUTLINES, "csv") == (tmp_path / "x.csv").read_bytes()


def test_what_is_null_here_and_an_object_there_has_the_columns_of_the_object() -> None:
    table = table_of([{"a": None, "b": ["x", "y"]}, {"a": {"p50": 1.0}, "b": ["x y", "z"]}])
    assert table.columns == ["b", "a.p50"]
    assert table.rows == [["x y", None], ["x y; z", 1.0]]


def test_lists_of_objects_are_kept_whole() -> None:
    assert table_of([{"a": [{"k": 1}]}]).rows == [['[{"k": 1}]']]
