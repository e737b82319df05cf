from __future__ import annotations

import json
import shutil
import sqlite3
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest
from shapely import MultiPolygon, Point, Polygon, box

from geodata.crs import Bounds
from geodata.errors import SourceError
from geodata.sources.boundaries import read_boundaries
from geodata.sources.vectors import read_vectors

if TYPE_CHECKING:
    from pathlib import Path

BOUNDS = Bounds(6.9, 50.1, 7.8, 50.6)
ACHT = box(7.05, 50.36, 7.09, 50.39)
BOW_TIE = Polygon([(7, 50.2), (7.2, 50.4), (7.2, 50.2), (7, 50.4)])
FACTS: dict[str, Any] = {
    "AGS": "07137001",
    "RS": "071375003001",
    "GEN": "Acht",
    "BEZ": "Gemeinde",
    "GF": 4,
}


def _frame(*geometries: object, **changed: object) -> gpd.GeoDataFrame:
    rows = [
        FACTS | {"AGS": f"0713700{number}"} | changed for number in range(1, len(geometries) + 1)
    ]
    return gpd.GeoDataFrame(rows, geometry=list(geometries), crs=4326)


def _collection(path: Path, *coordinates: object, **more: object) -> Path:
    features = [
        {
            "type": "Feature",
            "properties": {"id": str(number), "name": "Dorf"},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for number, ring in enumerate(coordinates)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features} | more))
    return path


@pytest.mark.parametrize("name", ["a.geojson", "a.gpkg", "a.shp"])
def test_an_area_is_the_same_from_every_format(name: str, tmp_path: Path) -> None:
    _frame(ACHT).to_crs(25832).to_file(tmp_path / name)
    [(line, area)] = read_boundaries(tmp_path / name, bounds=BOUNDS).records
    assert (line, area.key, area.ars) == (1, "07137001", "071375003001")
    assert (area.name, area.designation, area.population) == ("Acht", "Gemeinde", None)
    assert isinstance(area.geometry, MultiPolygon)
    assert area.geometry.symmetric_difference(ACHT).area < 1e-9


def test_a_misleading_name_does_not_matter(tmp_path: Path) -> None:
    _frame(ACHT).to_file(tmp_path / "a.gpkg")
    (tmp_path / "a.gpkg").rename(tmp_path / "a.geojson")
    assert len(read_boundaries(tmp_path / "a.geojson").records) == 1


def test_a_plain_file_with_id_name_and_population_will_do(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame(
        {"id": [7], "name": ["Nord"], "population": [120]}, geometry=[ACHT], crs=4326
    )
    frame.to_file(tmp_path / "a.geojson")
    [(_line, area)] = read_boundaries(tmp_path / "a.geojson").records
    assert (area.key, area.name, area.population) == ("7", "Nord", 120)


def test_an_association_without_ags_is_known_by_its_ars(tmp_path: Path) -> None:
    _frame(ACHT, AGS="--------", RS="071375003").to_file(tmp_path / "a.gpkg")
    [(_line, area)] = read_boundaries(tmp_path / "a.gpkg").records
    assert area.key == "071375003"


def test_water_and_other_districts_are_left_out_and_noted(tmp_path: Path) -> None:
    frame = _frame(ACHT, ACHT, ACHT)
    frame.loc[1, "GF"], frame.loc[2, "AGS"] = 2, "07111000"
    frame.to_file(tmp_path / "a.gpkg")
    reading = read_boundaries(tmp_path / "a.gpkg", key_prefix="07137")
    assert [line for line, _area in reading.records] == [1]
    assert sorted(line for line, _note in reading.notes) == [0, 2]


def test_a_polygon_that_crosses_itself_is_reported_and_the_others_are_taken(
    tmp_path: Path,
) -> None:
    _frame(BOW_TIE, ACHT).to_file(tmp_path / "a.gpkg")
    reading = read_boundaries(tmp_path / "a.gpkg")
    assert [line for line, _area in reading.records] == [2]
    [(line, error)] = reading.rejected
    assert line == 1
    assert "Self-intersection" in str(error)


def test_a_polygon_that_crosses_itself_is_repaired_only_when_asked(tmp_path: Path) -> None:
    _frame(BOW_TIE).to_file(tmp_path / "a.gpkg")
    reading = read_boundaries(tmp_path / "a.gpkg", repair=True)
    [(_line, area)] = reading.records
    assert area.geometry.is_valid
    assert area.geometry.area == pytest.approx(0.02)  # two triangles of 0.2 by 0.1 degrees
    assert [line for line, _note in reading.notes] == [1]


@pytest.mark.parametrize(
    ("geometry", "problem"),
    [
        (None, "not a polygon"),
        (Polygon(), "empty|not a polygon"),
        (Point(7.1, 50.3), "is Point, not a polygon"),
    ],
)
def test_an_empty_or_wrong_geometry_is_refused(
    geometry: object, problem: str, tmp_path: Path
) -> None:
    _frame(geometry, ACHT).to_file(tmp_path / "a.gpkg")
    reading = read_boundaries(tmp_path / "a.gpkg")
    assert len(reading.records) == 1
    with pytest.raises(type(reading.rejected[0][1]), match=problem):
        raise reading.rejected[0][1]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e400"])
def test_a_number_that_is_none_is_refused(number: str, tmp_path: Path) -> None:
    path = _collection(tmp_path / "a.geojson", [[7, 50], [8, 50], [8, 51], [7, 50]])
    path.write_text(path.read_text().replace("[8, 50]", f"[8, {number}]"))
    with pytest.raises(SourceError, match="holds a number that cannot be used"):
        read_boundaries(path)


def test_swapped_coordinates_are_refused_with_the_hint(tmp_path: Path) -> None:
    _frame(box(50.36, 7.05, 50.39, 7.09)).to_file(tmp_path / "a.gpkg")
    [(_line, error)] = read_boundaries(tmp_path / "a.gpkg", bounds=BOUNDS).rejected
    assert "swapped?" in str(error)


def test_metres_where_degrees_belong_are_refused(tmp_path: Path) -> None:
    ring = [[373_000, 5_577_000], [374_000, 5_577_000], [374_000, 5_578_000], [373_000, 5_577_000]]
    with pytest.raises(SourceError, match="metres"):
        read_boundaries(_collection(tmp_path / "a.geojson", ring))


def test_degrees_where_metres_belong_are_refused(tmp_path: Path) -> None:
    _frame(ACHT).set_crs(25832, allow_override=True).to_file(tmp_path / "a.gpkg")
    [(_line, error)] = read_boundaries(tmp_path / "a.gpkg", bounds=BOUNDS).rejected
    assert "outside the district" in str(error)


def test_a_wrong_system_puts_the_areas_elsewhere_and_they_are_refused(tmp_path: Path) -> None:
    _frame(ACHT).to_crs(25832).set_crs(25833, allow_override=True).to_file(tmp_path / "a.gpkg")
    assert len(read_boundaries(tmp_path / "a.gpkg", bounds=BOUNDS).rejected) == 1


def test_a_shapefile_without_its_system_is_refused(tmp_path: Path) -> None:
    _frame(ACHT).to_file(tmp_path / "a.shp")
    (tmp_path / "a.prj").unlink()
    with pytest.raises(SourceError, match=r"does not say its coordinate system\. .*\.prj"):
        read_boundaries(tmp_path / "a.shp")


def test_a_shapefile_without_its_table_is_refused_by_its_name(tmp_path: Path) -> None:
    _frame(ACHT).to_file(tmp_path / "a.shp")
    (tmp_path / "a.dbf").unlink()
    with pytest.raises(SourceError, match=r"its companion a\.dbf is missing"):
        read_boundaries(tmp_path / "a.shp")


def test_of_several_layers_one_must_be_named(tmp_path: Path) -> None:
    for layer in ("vg250_gem", "vg250_vwg"):
        _frame(ACHT).to_file(tmp_path / "a.gpkg", layer=layer)
    with pytest.raises(SourceError, match=r"several layers\. Name one of: vg250_gem, vg250_vwg"):
        read_boundaries(tmp_path / "a.gpkg")
    assert len(read_boundaries(tmp_path / "a.gpkg", layer="vg250_vwg").records) == 1


@pytest.mark.parametrize("name", ["GEN", "AGS"])
def test_a_file_without_key_or_name_is_refused(name: str, tmp_path: Path) -> None:
    _frame(ACHT).drop(columns=[name, *(["RS"] if name == "AGS" else [])]).to_file(
        tmp_path / "a.gpkg"
    )
    with pytest.raises(SourceError, match="lacks the key or the name"):
        read_boundaries(tmp_path / "a.gpkg")


VRT = (
    '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>http://127.0.0.1:9/x.geojson'
    "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
)
DISGUISED = {
    "a VRT": VRT,
    "a VRT after blanks": "\n\n   " + VRT,
    "KML": '<?xml version="1.0"?><kml/>',
    "a TopoJSON": '{"type": "Topology", "objects": {}, "arcs": []}',
    "a web service": '{"type": "STAC", "links": [{"href": "http://127.0.0.1:9/"}]}',
    "a CSV": "id,WKT\n1,POINT (7 50)\n",
    "a path": "/vsicurl/http://127.0.0.1:9/x.geojson",
}


@pytest.mark.parametrize("name", DISGUISED)
def test_another_format_called_geojson_is_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(DISGUISED[name])
    with pytest.raises(SourceError, match=r"a\.geojson"):
        read_vectors(path)


def test_a_coordinate_system_given_by_link_is_refused_unread(tmp_path: Path) -> None:
    link = {"type": "link", "properties": {"href": "http://127.0.0.1:9/crs", "type": "proj4"}}
    path = _collection(tmp_path / "a.geojson", [[7, 50], [8, 50], [8, 51], [7, 50]], crs=link)
    with pytest.raises(SourceError, match="field crs: the coordinate system is not named"):
        read_vectors(path)


def test_a_database_that_is_no_geopackage_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (x)")
    connection.close()
    with pytest.raises(SourceError, match="an SQLite database, but no GeoPackage"):
        read_vectors(path)


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:9/a.geojson", "/vsicurl/http://127.0.0.1:9/a", "/vsizip/a.zip/a.geojson"],
)
def test_an_address_never_reaches_gdal(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from pathlib import Path  # noqa: PLC0415 - needed at run time here only

    def reached(*_arguments: object, **_options: object) -> None:
        pytest.fail("GDAL was asked")

    monkeypatch.setattr("pyogrio.list_layers", reached)
    with pytest.raises(SourceError, match="Give the path of a file on this computer"):
        read_vectors(Path(address))


def test_gdal_sees_no_name_that_a_user_chose(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pyogrio  # noqa: PLC0415 - patched here

    seen: list[str] = []
    for function in ("list_layers", "read_info", "read_dataframe"):
        real = getattr(pyogrio, function)

        def spy(path: Path, *args: object, real: Any = real, **options: Any) -> object:  # noqa: ANN401 - any function of pyogrio
            seen.append(path.name)
            return real(path, *args, **options)

        monkeypatch.setattr(pyogrio, function, spy)
    _frame(ACHT).to_file(tmp_path / "a.gpkg")
    shutil.move(tmp_path / "a.gpkg", tmp_path / "vsizip!x?.gpkg")
    read_vectors(tmp_path / "vsizip!x?.gpkg")
    assert set(seen) == {"source.gpkg"}


def test_the_87_municipalities_and_10_associations_are_read(shared_data: Path) -> None:
    folder = shared_data / "mayen-koblenz"
    municipalities = read_boundaries(folder / "municipalities.geojson", bounds=BOUNDS)
    associations = read_boundaries(folder / "associations.geojson", bounds=BOUNDS)
    assert (len(municipalities.records), len(associations.records)) == (87, 10)
    assert not municipalities.rejected
    assert not associations.rejected
