from __future__ import annotations

import ast
from pathlib import Path

import pytest

import geodata
from geodata.kernel_cache import discard_stale_kernels

PACKAGE = Path(geodata.__file__).parent
KERNELS = sorted(PACKAGE.rglob("*_kernels.py"))
ALLOWED = ("__future__", "heapq", "typing", "numpy", "numba", "geodata.walking")


def _imported(body: list[ast.stmt]) -> set[str]:
    """Return what a module imports when it runs; imports for types only stand in an `if`."""
    found: set[str] = set()
    for line in body:
        if isinstance(line, ast.ImportFrom):
            found.add(line.module or "")
        elif isinstance(line, ast.Import):
            found.update(name.name for name in line.names)
    return found


@pytest.mark.parametrize("path", KERNELS, ids=lambda path: path.stem)
def test_a_kernel_knows_arrays_only(path: Path) -> None:
    used = _imported(ast.parse(path.read_text(encoding="utf-8")).body)
    assert used
    assert [name for name in used if name not in ALLOWED and not name.endswith("_kernels")] == []


def _package(folder: Path) -> Path:
    cache = folder / "room" / "__pycache__"
    cache.mkdir(parents=True)
    (folder / "room" / "one_kernels.py").write_text("1", encoding="utf-8")
    (folder / "room" / "two_kernels.py").write_text("2", encoding="utf-8")
    (cache / "two_kernels.nbi").write_bytes(b"compiled with one")
    return folder


def test_compiled_kernels_go_when_a_kernel_they_may_call_changes(tmp_path: Path) -> None:
    package = _package(tmp_path)
    compiled = package / "room" / "__pycache__" / "two_kernels.nbi"
    assert discard_stale_kernels(package)
    assert not compiled.exists()
    compiled.write_bytes(b"compiled again")
    assert not discard_stale_kernels(package)
    assert compiled.exists()
    (package / "room" / "one_kernels.py").write_text("one, better", encoding="utf-8")
    assert discard_stale_kernels(package)
    assert not compiled.exists()


def test_where_nothing_can_be_written_compiled_kernels_are_left_alone(tmp_path: Path) -> None:
    package = _package(tmp_path)
    (package / "__pycache__").write_text("in the way", encoding="utf-8")
    assert not discard_stale_kernels(package)
