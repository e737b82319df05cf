from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geodata.district import find_district
from geodata.errors import SourceError
from geodata.stop_quality.catalogue import FILE, SHIPPED, read_catalogue

if TYPE_CHECKING:
    from pathlib import Path

OWN = '[[standard]]\nkey = "own"\nname = "Eigenes"\nsource = "Beschluss"\n'


def test_every_standard_names_its_source_and_how_sure_we_are() -> None:
    for standard in read_catalogue(find_district().folder).standards:
        assert standard.source
        assert standard.state in {"confirmed", "unconfirmed"}


def test_what_is_not_confirmed_has_no_values() -> None:
    catalogue = read_catalogue(find_district().folder)
    unconfirmed = {s.key: s.measure for s in catalogue.standards if s.state == "unconfirmed"}
    assert {"landesnahverkehrsplan", "nahverkehrsplan", "oerok_2017"} == set(unconfirmed)
    assert set(unconfirmed.values()) == {"none"}


def test_what_binds_comes_first() -> None:
    standards = read_catalogue(find_district().folder).standards
    assert [s.key for s in standards if s.binding] == [s.key for s in standards[:3]]
    assert standards[2].key == "two_hours"


def test_a_district_without_a_file_has_the_shipped_ones(tmp_path: Path) -> None:
    shipped, found = read_catalogue(), read_catalogue(tmp_path)
    assert [s.key for s in found.standards] == [s.key for s in shipped.standards]
    assert not any(standard.binding for standard in found.standards)
    assert not found.centres


def test_a_district_replaces_a_standard_by_its_key(tmp_path: Path) -> None:
    text = '[[standard]]\nkey = "vdv"\nname = "Unser"\nsource = "Plan"\nstate = "unconfirmed"\n'
    (tmp_path / FILE).write_text(text + 'measure = "none"\n', "utf-8")
    found = {standard.key: standard for standard in read_catalogue(tmp_path).standards}
    assert found["vdv"].name == "Unser"
    assert len(found) == len(read_catalogue().standards)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[standard", "not valid TOML"),
        (OWN + 'measure = "none"\nstate = "sure"\n', "'sure' is none of confirmed"),
        (OWN + 'measure = "guess"\nstate = "confirmed"\n', "'guess' is none of grades"),
        (OWN + 'state = "confirmed"\n', "'measure'"),
        (OWN + 'measure = "grades"\nstate = "confirmed"\n', "'grades'"),
        (OWN + 'measure = "none"\nstate = "confirmed"\nspeed = 3\n', "speed"),
        (OWN + 'measure = "none"\nstate = "confirmed"\nway = "sea"\n', "way one of line"),
        ('[[centre]]\nname = "Ort"\n', "centre Ort: needs name, level"),
        ('[[centre]]\nname = "Ort"\nlevel = "dorf"\nlongitude = 7\nlatitude = 50\n', "'dorf'"),
    ],
)
def test_nonsense_in_a_file_is_refused_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / FILE).write_text(text, "utf-8")
    with pytest.raises(SourceError, match=r"standards\.toml") as refused:
        read_catalogue(tmp_path)
    assert said in str(refused.value)


def test_the_file_tells_its_version() -> None:
    assert read_catalogue().version == 1
    assert SHIPPED.read_text("utf-8").count("version = ") == 1
