"""Read what a build has found by the supply standards."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from directory.planning.standards.building import AREAS, RESULTS
from directory.records.errors import NotFoundError
from geodata.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MAKE_AGAIN = "Make it again: sozialraum build."


@dataclass(frozen=True)
class StandardText:
    """What must be said about a standard wherever its figures are shown."""

    key: str
    name: str
    state: str
    source: str
    note: str
    binding: bool
    measure: str
    value: str
    way: str
    classes: tuple[str, ...]
    limits: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class SupplyResults:
    """What the last build found: standards, typical days by kind, villages, stations."""

    version: int
    standards: tuple[StandardText, ...]
    days: Mapping[str, date]
    straight_line: bool
    estimate: bool
    centres: list[dict[str, Any]]
    villages: list[dict[str, Any]]
    stations: Mapping[str, list[dict[str, Any]]]
    found: Mapping[str, Mapping[str, Any]]

    def standard(self, key: str | None) -> StandardText:
        """
        Return a standard; without a key the first one with figures, and binding ones come first.

        Raises
        ------
        NotFoundError
            If there is no such standard.
        """
        for standard in self.standards:
            if standard.key == key or (key is None and self.found.get(standard.key)):
                return standard
        message = f"There is no standard {key}."
        raise NotFoundError(message)

    def day_of(self, standard: StandardText, kind: str | None) -> str | None:
        """
        Return a kind of day that the standard was judged on, the first where none is given.

        Raises
        ------
        NotFoundError
            If it was not judged on that kind of day.
        """
        kinds = list(self.found.get(standard.key, {}))
        if kind is not None and kind not in kinds:
            message = f"{standard.key} was not judged on the day {kind}."
            raise NotFoundError(message)
        return kind or next(iter(kinds), None)

    def of_villages(self, standard: StandardText, kind: str) -> dict[str, dict[str, Any]]:
        """Return what was found for each village, by AGS."""
        villages: dict[str, dict[str, Any]] = self.found[standard.key][kind]["villages"]
        return villages


def read_supply(folder: Path | None) -> SupplyResults | None:
    """
    Return the results in a folder, or None where no build has judged the supply yet.

    Raises
    ------
    SourceError
        If the file is there but is no result file.
    """
    path = folder / RESULTS if folder else None
    if path is None or not path.is_file():
        return None
    return _read(path.resolve(), path.stat().st_mtime_ns)


def read_areas(folder: Path | None, standard: str, day: str) -> list[dict[str, Any]]:
    """Return the areas of the classes of a standard on a day as GeoJSON features, the best first."""
    path = folder / AREAS if folder else None
    if path is None or not path.is_file():
        return []
    return [
        feature
        for feature in _read_areas(path.resolve(), path.stat().st_mtime_ns)
        if (feature["properties"]["standard"], feature["properties"]["day"]) == (standard, day)
    ]


@lru_cache(maxsize=1)
def _read_areas(path: Path, _changed_ns: int) -> list[dict[str, Any]]:
    features: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["features"]
    return features


@lru_cache(maxsize=2)
def _read(path: Path, _changed_ns: int) -> SupplyResults:
    try:
        return _results(json.loads(path.read_text("utf-8")))
    except (ValueError, KeyError, TypeError):
        problem = "is not a result file of this version"
        raise SourceError(path, problem, advice=MAKE_AGAIN) from None


def _results(raw: dict[str, Any]) -> SupplyResults:
    return SupplyResults(
        version=raw["version"],
        standards=tuple(_standard(standard) for standard in raw["standards"]),
        days={kind: date.fromisoformat(day) for kind, day in raw["days"].items()},
        straight_line=raw["straight_line"],
        estimate=raw["estimate"],
        centres=raw["centres"],
        villages=raw["villages"],
        stations=raw["stations"],
        found=raw["found"],
    )


def _standard(raw: dict[str, Any]) -> StandardText:
    names = ("key", "name", "state", "source", "note", "binding", "measure", "value", "way")
    facts: dict[str, Any] = {name: raw[name] for name in names}
    return StandardText(**facts, classes=tuple(raw["classes"]), limits=tuple(raw["limits"]))
