"""Look once more through what is about to be public, independently of how it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from directory.planning.publishing.figures import ENOUGH, derivable, is_small

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FORBIDDEN = ("severity", "priority", "rank", "need", "order")  # in any name of a value
WORDS = ("unterversorg", "underserved village")


def faults_of(public: Mapping[str, Any]) -> list[str]:
    """Return what must not be public as it stands, a sentence each; empty where all is well."""
    return [
        *(f"{name} must not be public." for name in sorted(set(_forbidden(public)))),
        *_words(public),
        *(fault for kind in public["kinds"] for fault in _of_kind(public, kind)),
    ]


def _forbidden(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if any(word in name.split("_") for word in FORBIDDEN):
                yield name
            yield from _forbidden(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _forbidden(inner)


def _words(public: Mapping[str, Any]) -> Iterator[str]:
    for village in public["villages"]:
        for gap in village["kinds"].values():
            if any(word in (gap["reason"] or "").lower() for word in WORDS):
                yield f"{village['name']}: the reason calls a village underserved."


def _of_kind(public: Mapping[str, Any], kind: str) -> Iterator[str]:
    told: set[str] = set()
    groups: list[tuple[str, ...]] = []
    names: dict[str, str] = {}
    for village in public["villages"]:
        gap = village["kinds"].get(kind)
        if gap is None:
            continue
        names[village["ags"]] = village["name"]
        if gap["share_failing"] is not None:
            if gap["together"]:
                groups.append(tuple(gap["together"]["ags"]))
            else:
                told.add(village["ags"])
                yield from _alone(village["name"], gap)
    for ags in sorted(derivable(list(names), told, groups) - told):
        yield f"{names[ags]}: the numbers of its neighbours tell its own ({kind})."


def _alone(name: str, gap: Mapping[str, Any]) -> Iterator[str]:
    target, people = gap["target"], gap["people_failing"]
    if target is None or target < ENOUGH:
        yield f"{name}: a share of fewer than {ENOUGH} persons."
    elif people is None or is_small(people) or is_small(target - people):
        yield f"{name}: a number that tells of fewer than five."
