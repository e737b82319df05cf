"""Downloads read as they come: a zip with one Shapefile, or with the grids of the Zensus."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
from shapely import box

from geodata.errors import SourceError
from geodata.sources.population_grid import read_population_grid
from geodata.sources.vectors import read_vectors

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "GITTER_ID_100m;x_mp_100m;y_mp_100m;Einwohner\n"
CELL = "CRS3035RES100mN2989000E4101000;4101050;2989050;{people}\n"


def _zip(path: Path, files: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def _shapefile(folder: Path, *, without: str = "", beneath: str = "vg250/") -> Path:
    folder.mkdir()
    shape = gpd.GeoDataFrame({"AGS": ["07137001"]}, geometry=[box(7, 50, 7.1, 50.1)], crs=4326)
    shape.to_file(folder / "a.shp")
    files = {f"{beneath}{f.name}": f.read_bytes() for f in folder.iterdir() if f.suffix != without}
    return _zip(folder / "a.zip", {**files, "liesmich.txt": "x"})


def test_a_shapefile_is_read_from_the_zip_it_comes_in(tmp_path: Path) -> None:
    frame = read_vectors(_shapefile(tmp_path / "a"))
    assert frame["AGS"].tolist() == ["07137001"]
    assert frame.total_bounds.tolist() == pytest.approx([7, 50, 7.1, 50.1])


def test_a_zipped_shapefile_without_its_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"a\.dbf is missing"):
        read_vectors(_shapefile(tmp_path / "a", without=".dbf"))


def test_a_shapefile_whose_name_leads_out_of_the_zip_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="leads out of its folder"):
        read_vectors(_shapefile(tmp_path / "a", beneath="../"))


def test_of_the_grids_in_a_download_the_finest_is_read(tmp_path: Path) -> None:
    files = {f"Zensus2022_{grid}.csv": HEAD + CELL.format(people=n) for n, grid in enumerate(GRIDS)}
    cells = read_population_grid(_zip(tmp_path / "zensus.zip", files))
    assert cells.people.tolist() == [GRIDS.index("100m-Gitter")]


GRIDS = ["10km-Gitter", "100m-Gitter", "1km-Gitter"]


@pytest.mark.parametrize("names", [[], ["a.csv", "b.csv"], ["a_100m.csv", "b_100m.csv"]])
def test_a_zip_that_does_not_say_which_table_is_meant_is_refused(
    tmp_path: Path, names: list[str]
) -> None:
    path = _zip(tmp_path / "zensus.zip", dict.fromkeys([*names, "x.pdf"], HEAD))
    with pytest.raises(SourceError, match="give the file that is meant"):
        read_population_grid(path)
