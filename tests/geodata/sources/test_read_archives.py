from __future__ import annotations

import stat
import zipfile
from typing import TYPE_CHECKING

import pytest

from geodata.errors import SourceError
from geodata.sources.archives import open_archive

if TYPE_CHECKING:
    from pathlib import Path


def _zip(path: Path, **members: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_members_are_read_and_folders_left_out(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", **{"x/": "", "x/a.txt": "hello"})
    with open_archive(path) as archive:
        assert archive.names() == ("x/a.txt",)
        assert archive.read("x/a.txt") == b"hello"


def test_a_bomb_is_refused_on_the_declared_sum_before_anything_is_read(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", a="0" * 300_000, b="0" * 300_000)
    with pytest.raises(SourceError, match="unpacks to more than"):
        open_archive(path, max_bytes=500_000)


def test_a_bomb_that_lies_about_its_size_is_stopped_while_reading(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", a="0" * 3_000_000)
    with open_archive(path) as archive:
        archive.max_bytes = 1_500_000
        with pytest.raises(SourceError, match="unpacks to more than"):
            archive.read("a")


def test_all_members_together_count(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", a="0" * 600, b="0" * 600)
    with open_archive(path) as archive:
        archive.max_bytes = 1000
        archive.read("a")
        with pytest.raises(SourceError, match="unpacks to more than"):
            archive.read("b")


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", **{str(number): "" for number in range(11)})
    with pytest.raises(SourceError, match="holds 11 files, more than the 10 allowed"):
        open_archive(path, max_files=10)


@pytest.mark.parametrize("name", ["../evil", "a/../../evil", "/etc/passwd", "..\\evil", "C:\\evil"])
def test_a_name_that_leads_out_of_the_folder_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="leads out of its folder"):
        open_archive(_zip(tmp_path / "a.zip", **{name: "x"}))


def test_a_link_is_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("stops.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(SourceError, match="is a link"):
        open_archive(tmp_path / "a.zip")


def test_a_damaged_member_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", "hello world")
    path.write_bytes(path.read_bytes().replace(b"hello", b"hallo"))
    with (
        open_archive(path) as archive,
        pytest.raises(SourceError, match="the file a in it is damaged"),
    ):
        archive.read("a")
