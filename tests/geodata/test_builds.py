from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from geodata.builds import current_build, new_build

if TYPE_CHECKING:
    from pathlib import Path

KILLED_HALFWAY = """
import os, signal, sys
from pathlib import Path
from geodata.builds import new_build
with new_build(Path(sys.argv[1]), "b") as folder:
    (folder / "answer").write_text("half")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def build(var: Path, name: str, answer: str) -> None:
    with new_build(var, name) as folder:
        (folder / "answer").write_text(answer)


def answer(var: Path) -> str:
    folder = current_build(var)
    assert folder is not None
    return (folder / "answer").read_text()


def test_before_the_first_build_there_is_none(tmp_path: Path) -> None:
    assert current_build(tmp_path) is None


def test_a_finished_build_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    build(tmp_path, "a", "old")
    build(tmp_path, "b", "new")
    assert answer(tmp_path) == "new"


def test_a_build_with_the_same_name_takes_the_place_too(tmp_path: Path) -> None:
    build(tmp_path, "a", "old")
    build(tmp_path, "a", "new")
    assert answer(tmp_path) == "new"


def test_during_a_build_the_old_answer_stands(tmp_path: Path) -> None:
    build(tmp_path, "a", "old")
    with new_build(tmp_path, "b") as folder:
        (folder / "answer").write_text("new")
        assert answer(tmp_path) == "old"
    assert answer(tmp_path) == "new"


def test_a_build_that_fails_changes_nothing_and_leaves_nothing(tmp_path: Path) -> None:
    build(tmp_path, "a", "old")
    message = "disk full"
    with pytest.raises(OSError, match=message), new_build(tmp_path, "b"):
        raise OSError(message)
    assert answer(tmp_path) == "old"
    assert [f.name for f in (tmp_path / "builds").iterdir()] == ["a"]


def test_after_a_kill_the_old_answer_stands_and_the_next_build_works(tmp_path: Path) -> None:
    build(tmp_path, "a", "old")
    command = [sys.executable, "-c", KILLED_HALFWAY, str(tmp_path)]
    killed = subprocess.run(command, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert len(list((tmp_path / "builds").iterdir())) == 2
    assert answer(tmp_path) == "old"
    build(tmp_path, "b", "new")
    assert answer(tmp_path) == "new"
    assert sorted(f.name for f in (tmp_path / "builds").iterdir()) == ["a", "b"]


def test_builds_older_than_the_one_before_are_removed(tmp_path: Path) -> None:
    for name in "abc":
        build(tmp_path, name, name)
    assert sorted(f.name for f in (tmp_path / "builds").iterdir()) == ["b", "c"]
