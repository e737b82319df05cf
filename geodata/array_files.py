"""Arrays kept in a folder, one file each, so that they load by memory map."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from geodata.errors import MissingInputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

FACTS = "facts.json"


def save_arrays(
    folder: Path, arrays: Mapping[str, NDArray[Any]], facts: Mapping[str, object]
) -> None:
    """Write the arrays and facts into a folder; it is made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array, allow_pickle=False)
    (folder / FACTS).write_text(json.dumps(facts, ensure_ascii=False, indent=1), encoding="utf-8")


def load_arrays(
    folder: Path, *, kind: str, version: int
) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """
    Return the arrays, mapped into memory, and the facts of a folder.

    The files are shared and never written: who writes into an array has a copy. (Arrays that say
    they are read-only would have every kernel compiled once more, and a part of a `memmap` takes
    ten times as long to cut out as one of a plain array.)

    Raises
    ------
    MissingInputError
        If the folder holds nothing of this kind or of another version.
    """
    path = folder / FACTS
    facts = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    if (facts.get("kind"), facts.get("version")) != (kind, version):
        message = (
            f"{folder.name} holds no {kind} of version {version}. Build it again: sozialraum build."
        )
        raise MissingInputError(message)
    arrays = {
        file.stem: np.asarray(np.load(file, mmap_mode="c", allow_pickle=False))
        for file in sorted(folder.glob("*.npy"))
    }
    return arrays, facts
