"""What the sample services offer and where, from offers.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parent / "offers.toml"


@dataclass(frozen=True)
class Offer:
    """One kind of service, offered once in each of its towns; an undisclosed one has no town."""

    kind: str
    name: str
    organization: str
    description: str
    topics: tuple[str, ...]
    target: str
    towns: tuple[str, ...]
    minimum_age: int | None = None
    maximum_age: int | None = None
    languages: tuple[str, ...] = ()
    cost: str = "kostenlos"
    appointment: str | None = None  # None: drawn
    documents: tuple[str, ...] = ()
    delivery: str = "vor Ort"
    hours: str | None = None  # None: drawn
    interpreter: str | None = None
    evening: bool = False
    undisclosed: bool = False
    quiet: bool = False  # nobody there asks for a name
    certificate: str = ""  # ja or nein: the Beratungsschein of § 7 SchKG


def read_offers(path: Path = TABLE) -> tuple[Offer, ...]:
    """Return the offers in the order of the file."""
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["offer"]
    return tuple(Offer(**_frozen(entry)) for entry in entries)


def _frozen(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(v) if isinstance(v, list) else v for key, v in entry.items()}
