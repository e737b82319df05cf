"""The files behind results, as pages and papers list them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Input:
    """One file: where it comes from, how old it is, and whether it is real."""

    name: str
    file: str
    attribution: str
    licence: str
    day: date | None
    hash: str
    sample: bool
    estimate: bool


def inputs_of(results: Mapping[str, Any]) -> list[Input]:
    """Return the files that results name, in their order."""
    return [
        Input(
            name=name,
            file=facts["file"],
            attribution=facts.get("attribution") or "",
            licence=facts.get("licence") or "",
            day=date.fromisoformat(facts["date"]) if facts.get("date") else None,
            hash=facts["hash"],
            sample=bool(facts.get("sample")),
            estimate=bool(facts.get("estimate")),
        )
        for name, facts in (results.get("inputs") or {}).items()
    ]
