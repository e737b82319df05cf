"""Read what a build keeps of supply, equity and siting."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from directory.planning.equity.building import EQUITY, SITING
from geodata.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

    Plain = dict[str, Any]

ADVICE = "Make it again: sozialraum build."


def read_equity(folder: Path | None) -> Plain | None:
    """
    Return the figures of supply and equity, or None where a build keeps none.

    `date` is a date; all else is as `equity_results` wrote it.

    Raises
    ------
    SourceError
        If the file is there but is no result file.
    """
    return _read(folder, EQUITY)


def read_siting(folder: Path | None) -> Plain | None:
    """Return the proposals of further places, as `read_equity` does."""
    return _read(folder, SITING)


def _read(folder: Path | None, name: str) -> Plain | None:
    path = folder / name if folder else None
    if path is None or not path.is_file():
        return None
    try:
        found: Plain = json.loads(path.read_text(encoding="utf-8"))
        found["date"] = date.fromisoformat(found["date"])
    except (ValueError, KeyError, TypeError):
        raise SourceError(path, "is not a result file of this version", advice=ADVICE) from None
    return found
