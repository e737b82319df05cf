"""Scenarios as files of a folder, one each; an id is never taken for a path."""

from __future__ import annotations

import json
import os
import re
import secrets
import tomllib
from typing import TYPE_CHECKING, Any

from geodata.errors import SourceError
from geodata.scenarios.refusals import UnknownScenarioError

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "scenarios"  # within the var folder of a district
ID = re.compile(r"[0-9a-f]{12}")
ID_BYTES = 6
LARGEST_BYTES = 1_000_000
ADVICE = "Write a scenario as docs/planning.md shows."


def kept_ids(var: Path) -> list[str]:
    """Return the ids of all scenarios that are kept, the oldest first."""
    folder = var / FOLDER
    files = [file for file in folder.glob("*.json") if ID.fullmatch(file.stem)]
    return [file.stem for file in sorted(files, key=lambda f: (f.stat().st_mtime_ns, f.name))]


def keep(var: Path, plain: dict[str, Any], *, id_: str | None = None) -> str:
    """Write a scenario, whole or not at all, and return its id."""
    name = secrets.token_hex(ID_BYTES) if id_ is None else _checked(id_)
    path = _path(var, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{name}-{os.getpid()}.unfinished")
    try:
        text = json.dumps(plain, ensure_ascii=False, indent=1) + "\n"
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return name


def kept(var: Path, id_: str) -> dict[str, Any]:
    """
    Return the plain data of a scenario.

    Raises
    ------
    UnknownScenarioError
        If there is none of this id; one that is no id names no file.
    SourceError
        If the file is not what was written.
    """
    path = _path(var, _checked(id_))
    if not path.is_file():
        raise UnknownScenarioError(id_)
    return read_file(path)


def remove(var: Path, id_: str) -> None:
    """Forget a scenario, or raise UnknownScenarioError."""
    path = _path(var, _checked(id_))
    if not path.is_file():
        raise UnknownScenarioError(id_)
    path.unlink()


def read_file(path: Path) -> dict[str, Any]:
    """
    Return the plain data of a TOML or JSON file.

    Raises
    ------
    SourceError
        If it is neither, or far too large.
    """
    if path.stat().st_size > LARGEST_BYTES:
        raise SourceError(path, f"is larger than {LARGEST_BYTES} bytes", advice=ADVICE)
    try:
        text = path.read_text(encoding="utf-8")
        plain = tomllib.loads(text) if path.suffix.lower() == ".toml" else json.loads(text)
    except (ValueError, RecursionError):
        raise SourceError(path, "is no valid TOML or JSON", advice=ADVICE) from None
    if not isinstance(plain, dict):
        raise SourceError(path, "holds no scenario", advice=ADVICE)
    return plain


def _path(var: Path, id_: str) -> Path:
    return var / FOLDER / f"{id_}.json"


def _checked(id_: str) -> str:
    if not ID.fullmatch(id_):
        raise UnknownScenarioError(id_)
    return id_
