"""The words that people type, one file for each language; clerks extend them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS = Path(__file__).with_name("words")


@dataclass(frozen=True)
class WordList:
    """The words of one language as its file has them."""

    language: str  # ISO 639-1
    stop: tuple[str, ...]  # narrow nothing
    kinds: Mapping[str, tuple[str, ...]]
    topics: Mapping[str, tuple[str, ...]]
    elsewhere: tuple[str, ...] = ()  # nobody in the directory helps with it


@cache
def word_lists() -> tuple[WordList, ...]:
    """Return the lists of all languages, in the order of their codes."""
    return tuple(_read(path) for path in sorted(WORDS.glob("*.toml")))


def _read(path: Path) -> WordList:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    kinds, topics = table.get("kinds", {}), table.get("topics", {})
    return WordList(
        language=path.stem,
        stop=tuple(str(table.get("stop", "")).split()),
        kinds={code: _entries(text) for code, text in kinds.items()},
        topics={code: _entries(text) for code, text in topics.items()},
        elsewhere=_entries(str(table.get("elsewhere", ""))),
    )


def _entries(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.split(",") if part.strip())
