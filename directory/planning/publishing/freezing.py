"""Freeze the results of the build in use: everything for the file, and the public form beside it."""

from __future__ import annotations

import json
from datetime import date
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from directory.planning.publishing.checking import faults_of
from directory.planning.publishing.publication import public_form
from directory.records.errors import NotFoundError
from directory.records.releases.steps import Frozen, ReleaseError
from geodata.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

METHOD = "Erreichbarkeitslücken, Methode 1 (12/2026)"
RESULTS, PUBLIC = "gaps.json", "public.json"
KEPT_TOO = ("standards.json",)  # of the same build, if it has them


def frozen(folder: Path | None) -> Frozen:
    """
    Return what a version of the results in a folder holds.

    Raises
    ------
    NotFoundError
        If nothing was built yet.
    SourceError
        If the file is no result file.
    ReleaseError
        If the public form would tell what must not be told.
    """
    texts = _texts(folder)
    public = _public(texts[RESULTS])
    refuse_faults(public)
    texts[PUBLIC] = json.dumps(public, ensure_ascii=False)
    judged_by = date.fromisoformat(public["date"])
    return Frozen(texts, judged_by, public["method"], _is_sample(public))


def public_of(folder: Path | None) -> dict[str, Any]:
    """Return the public form of the results in a folder, which are not released; raises as above."""
    return _public(_texts(folder)[RESULTS])


def refuse_faults(public: Mapping[str, Any]) -> None:
    """Raise ReleaseError if something in the public form must not be public."""
    faults = faults_of(public)
    if faults:
        message = "This version cannot be released. " + " ".join(faults)
        raise ReleaseError(message)


def _public(text: str) -> dict[str, Any]:
    try:
        public = public_form(json.loads(text))
        date.fromisoformat(public["date"])
    except (ValueError, KeyError, TypeError):
        problem = "is not a result file of this version"
        raise SourceError(RESULTS, problem, advice="Make it again: sozialraum build.") from None
    return public | {"method": f"{METHOD}, sozialraum {version('sozialraum')}"}


def _texts(folder: Path | None) -> dict[str, str]:
    path = folder / RESULTS if folder else None
    if folder is None or path is None or not path.is_file():
        message = "Nothing has been built yet; run: sozialraum build"
        raise NotFoundError(message)
    others = {name: folder / name for name in KEPT_TOO if (folder / name).is_file()}
    return {name: file.read_text("utf-8") for name, file in {RESULTS: path, **others}.items()}


def _is_sample(public: Mapping[str, Any]) -> bool:
    return any(gap["sample"] for village in public["villages"] for gap in village["kinds"].values())
