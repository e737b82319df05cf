from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from geodata.crs import Bounds, to_metres
from geodata.errors import SourceError
from geodata.sources.places import read_places
from geodata.sources.population import (
    read_municipal_population,
    read_population_grid,
    read_residents_by_part,
)
from geodata.sources.stops import read_stops

if TYPE_CHECKING:
    from pathlib import Path

BOUNDS = Bounds(6.9, 50.1, 7.8, 50.6)
X, Y = 4_104_050, 3_004_050  # centre of a 100 m cell near Mayen, EPSG:3035
ZENSUS_2022 = (
    "GITTER_ID_100m;x_mp_100m;y_mp_100m;Einwohner\n"
    f"CRS3035RES100mN3004000E4104000;{X};{Y};12\n"
    f"CRS3035RES100mN3004000E4104100;{X + 100};{Y};–\n"
    "CRS3035RES100mN3270000E4550000;4550050;3270050;99\n"
)


def _write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_text(text, encoding=encoding)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_grid_of_2022_is_read_and_what_is_secret_is_not_a_number(
    encoding: str, tmp_path: Path
) -> None:
    cells = read_population_grid(_write(tmp_path / "z.csv", ZENSUS_2022, encoding), bounds=BOUNDS)
    np.testing.assert_array_equal(cells.people, [12, np.nan])
    assert (cells.cell_m, cells.srid, cells.people_column) == (100, 3035, "Einwohner")
    assert (cells.outside, cells.rejected) == (1, ())
    x_m, y_m = to_metres(cells.longitude, cells.latitude, srid=3035)
    np.testing.assert_allclose([x_m[0], y_m[0]], [X, Y], atol=0.01)


def test_the_1_km_grid_and_its_age_groups_are_read(tmp_path: Path) -> None:
    text = f"GITTER_ID_1km;x_mp_1km;y_mp_1km;Unter3;a3bis5\nCRS3035;{X + 450};{Y + 450};4,5;–\n"
    path = _write(tmp_path / "z.csv", text)
    cells = read_population_grid(path, people_column="Unter3")
    assert (cells.people.tolist(), cells.cell_m) == ([4.5], 1000)


def test_minus_one_of_2011_is_not_a_number(tmp_path: Path) -> None:
    text = f'"Gitter_ID_100m";"x_mp_100m";"y_mp_100m";"Einwohner"\n"100mN30040E41040";{X};{Y};-1\n'
    assert np.isnan(read_population_grid(_write(tmp_path / "z.csv", text)).people).all()


def test_shipped_cells_are_read_with_their_municipality(tmp_path: Path) -> None:
    text = "ags,x_m,y_m,cell_m,people\n07137001,363000.0,5582000.0,250,3.25\n"
    cells = read_population_grid(_write(tmp_path / "c.csv", text), bounds=BOUNDS)
    assert (cells.srid, cells.cell_m) == (25832, 250)
    assert cells.area_keys.tolist() == ["07137001"]
    assert cells.people.tolist() == [3.25]


def test_a_bad_cell_is_listed_with_its_line_and_the_others_are_taken(tmp_path: Path) -> None:
    text = f"x,y,Einwohner\n{X},{Y},5\n{X},{Y},viele\n7.2,50.3,5\n,{Y},5\n{X},{Y},-7\n"
    cells = read_population_grid(_write(tmp_path / "z.csv", text))
    assert cells.people.tolist() == [5]
    found = sorted((line, error.field) for line, error in cells.rejected)
    assert found == [(3, "Einwohner"), (4, "x"), (5, "x"), (6, "Einwohner")]


def test_swapped_axes_leave_no_cell_and_are_refused_with_the_hint(tmp_path: Path) -> None:
    text = f"x,y,Einwohner\n{Y},{X},5\n"
    with pytest.raises(SourceError, match="Are x and y swapped"):
        read_population_grid(_write(tmp_path / "z.csv", text), bounds=BOUNDS)


def test_the_bounds_cut_the_grid_exactly_as_they_cut_its_centres(tmp_path: Path) -> None:
    steps = np.arange(-40, 40) * 1000
    rows = [f"{X + dx},{Y + dy},1" for dx in steps for dy in steps]
    path = _write(tmp_path / "z.csv", "\n".join(["x,y,people", *rows]) + "\n")
    everything = read_population_grid(path)
    inside = [
        BOUNDS.contain(*position)
        for position in zip(everything.longitude, everything.latitude, strict=True)
    ]
    cut = read_population_grid(path, bounds=BOUNDS)
    assert 0 < cut.outside < len(inside)
    np.testing.assert_array_equal(cut.x_m, everything.x_m[inside])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a;b\n1;2\n", "field Einwohner: this column is missing"),
        ("x_mp_100m;Einwohner\n1;2\n", "field y_mp_100m: this column is missing"),
        ("x,y,people\n4100517,3004533,5\n", "neither of a 100 m nor of a 1 km grid"),
        ("{}", "is GeoJSON, not a CSV"),
    ],
)
def test_a_file_that_is_no_grid_is_refused(text: str, problem: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=problem):
        read_population_grid(_write(tmp_path / "z.csv", text))


MUNICIPALITY = (
    "AGS;ARS;Name;Verbandsgemeinde;Fläche km²;Einwohner;Einwohner Stand;unter 3;3 bis 5;"
    "Einwohner zum Altersstand;Alter Stand;PLZ;Länge;Breite\n"
    "07137001;071375003001;Acht;Vordereifel;3,79;83;28.02.2026;1;0;67;31.12.2015;56729;7,07;50,37\n"
)


def test_a_municipality_is_read_with_both_dates(tmp_path: Path) -> None:
    path = _write(tmp_path / "p.csv", MUNICIPALITY)
    [(_line, people)] = read_municipal_population(path, bounds=BOUNDS).records
    assert (people.ags, people.association, people.area_km2) == ("07137001", "Vordereifel", 3.79)
    assert (people.population, people.population_date) == (83, date(2026, 2, 28))
    assert (people.under_3, people.age_3_to_5, people.age_6_to_9) == (1, 0, None)
    assert (people.population_of_ages, people.ages_date) == (67, date(2015, 12, 31))


def test_dates_in_the_names_of_columns_are_the_dates_of_the_figures(tmp_path: Path) -> None:
    text = "ags,name,pop_gv_20260228,u3_2015\n07137001,Acht,83,1\n"
    [(_line, people)] = read_municipal_population(_write(tmp_path / "p.csv", text)).records
    assert (people.population_date, people.ages_date) == (date(2026, 2, 28), date(2015, 12, 31))


def test_figures_of_two_dates_side_by_side_are_refused(tmp_path: Path) -> None:
    text = "ags,name,pop_gv_20260228,u3_2015,3to5_2016\n07137001,Acht,83,1,2\n"
    with pytest.raises(SourceError, match="several dates side by side"):
        read_municipal_population(_write(tmp_path / "p.csv", text))


@pytest.mark.parametrize("people", ["", "-5", "viele"])
def test_a_municipality_without_a_number_of_people_is_listed(people: str, tmp_path: Path) -> None:
    text = f"AGS;Name;Einwohner\n07137001;Acht;83\n07137002;Boos;{people}\n"
    reading = read_municipal_population(_write(tmp_path / "p.csv", text))
    assert len(reading.records) == 1
    assert [(line, error.field) for line, error in reading.rejected] == [(3, "Einwohner")]


def test_residents_are_read_by_part_and_year(tmp_path: Path) -> None:
    text = "AGS;Ortsteil;Jahrgang;Einwohner\n07137068;Kürrenberg;2021;7\n07137068;Nitztal;2021;0\n"
    [first, second] = read_residents_by_part(_write(tmp_path / "m.csv", text, "cp1252")).records
    assert (first[1].part, first[1].birth_year, first[1].people) == ("Kürrenberg", 2021, 7)
    assert second[1].people == 0


def test_a_part_and_year_that_stands_twice_is_a_double_unless_sexes_are_told_apart(
    tmp_path: Path,
) -> None:
    rows = ["1;Nitztal;2021;7;m", "1;Nitztal;2021;8;w"]
    header = "AGS;Ortsteil;Geburtsjahr;Anzahl"
    long = "\n".join([f"{header};Geschlecht", *rows]).replace("\n1;", "\n07137068;")
    short = "\n".join([header, *(row[:-2] for row in rows)]).replace("\n1;", "\n07137068;")
    assert len(read_residents_by_part(_write(tmp_path / "l.csv", long)).records) == 2
    reading = read_residents_by_part(_write(tmp_path / "s.csv", short))
    assert (len(reading.records), [line for line, _error in reading.rejected]) == (1, [3])


@pytest.mark.parametrize(
    "row", ["07137068;A;21;7", "07137068;A;2021;*", ";A;2021;7", "07137068;;2021;7"]
)
def test_a_bad_row_of_residents_is_listed(row: str, tmp_path: Path) -> None:
    path = _write(tmp_path / "m.csv", f"AGS;Ortsteil;Geburtsjahr;Anzahl\n{row}\n")
    reading = read_residents_by_part(path)
    assert (reading.records, len(reading.rejected)) == ([], 1)


def test_stops_are_read_with_what_calls_there(tmp_path: Path) -> None:
    text = "id,name,type,lat,lon,products,ags,parent\n1,Markt,stop,50.3,7.2,bus|taxi,07137068,9\n"
    [(_line, stop)] = read_stops(_write(tmp_path / "s.csv", text), bounds=BOUNDS).records
    assert (stop.key, stop.products, stop.parent_key) == ("1", ("bus", "taxi"), "9")
    assert (stop.longitude, stop.latitude) == (7.2, 50.3)


def test_places_are_read_with_their_kind(tmp_path: Path) -> None:
    rows = [
        f"{n},Ort,50.3,7.2,{code},07137068"
        for n, code in enumerate(("PPLA3", "PPL", "PPLX", "PPLQ"))
    ]
    path = _write(tmp_path / "p.csv", "\n".join(["geonameid,name,lat,lon,fcode,admin4_ags", *rows]))
    kinds = [place.kind for _line, place in read_places(path).records]
    assert kinds == ["town", "village", "part", "other"]


def test_the_official_figures_of_the_district_add_up(shared_data: Path) -> None:
    reading = read_municipal_population(shared_data / "mayen-koblenz" / "population.csv")
    people = [record for _line, record in reading.records]
    assert len(people) == 87
    assert sum(record.population for record in people) == 217_228
    assert sum(record.under_3 or 0 for record in people) == 5_413
    assert sum(record.age_3_to_5 or 0 for record in people) == 5_244


def test_the_grids_of_2011_are_read_whole(shared_data: Path) -> None:
    folder = shared_data / "mayen-koblenz"
    all_people = read_population_grid(folder / "population_1km_2011.csv")
    children = read_population_grid(folder / "children_100m_2011.csv")
    assert (len(all_people.people), all_people.cell_m, all_people.rejected) == (2745, 1000, ())
    assert (len(children.people), children.cell_m, children.rejected) == (10_534, 100, ())
    assert np.isnan(all_people.people).any()


def test_the_real_stops_and_places_are_all_taken(shared_data: Path) -> None:
    stops = read_stops(shared_data / "mayen-koblenz" / "stops.csv")
    places = read_places(shared_data / "mayen-koblenz" / "places_geonames.csv")
    assert (len(stops.records), stops.rejected) == (755, [])
    assert (len(places.records), places.rejected) == (288, [])
