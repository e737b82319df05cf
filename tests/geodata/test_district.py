from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geodata.district import find_district, read_district
from geodata.errors import DistrictError

if TYPE_CHECKING:
    from pathlib import Path

HEAD = '[district]\nname = "Dorf"\nags = "07137"\nstate = "RP"\nbounds = [7, 50, 8, 51]\n'


def folder(tmp_path: Path, text: str) -> Path:
    (tmp_path / "district.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_the_shipped_district_is_found_without_an_argument(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOZIALRAUM_DISTRICT", raising=False)
    district = find_district()
    assert (district.slug, district.ags) == ("mayen-koblenz", "07137")
    assert district.bounds.contain(7.59, 50.36)  # Koblenz lies in the buffer


def test_the_environment_names_the_district(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOZIALRAUM_DISTRICT", str(folder(tmp_path, HEAD + "[sources]\n")))
    assert find_district().name == "Dorf"


def test_every_municipality_of_the_district_belongs_to_one_youth_office() -> None:
    areas = find_district("mayen-koblenz").youth_office_areas
    listed = [ags for area in areas for ags in area.ags]
    assert len(listed) == len(set(listed)) == 87


def test_a_name_without_a_folder_is_refused() -> None:
    with pytest.raises(DistrictError, match="Nirgendwo is neither"):
        find_district("Nirgendwo")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[district", "not valid TOML"),
        (HEAD.replace("ags", "key"), "lacks the entry 'ags'"),
        (HEAD.replace("[7, 50, 8, 51]", "[50, 7, 51, 8, 9]") + "[sources]", "four numbers"),
        (HEAD.replace("[7, 50, 8, 51]", "[8, 50, 7, 51]") + "[sources]", "west, south"),
        (HEAD + '[sources.streets]\npath = "$NO_SUCH_NAME/x.pbf"', "not set"),
    ],
)
def test_an_unusable_file_is_refused_in_a_sentence(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(DistrictError, match=problem):
        read_district(folder(tmp_path, text))


def test_paths_start_at_the_folder_and_other_entries_are_options(tmp_path: Path) -> None:
    text = HEAD + '[sources.cells]\npath = "cells.csv"\nestimate = true\ncell_m = 250\n'
    source = read_district(folder(tmp_path, text)).sources["cells"]
    assert source.path == tmp_path.resolve() / "cells.csv"
    assert source.estimate
    assert source.options == {"cell_m": 250}
