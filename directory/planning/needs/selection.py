"""The Kitas in the order of their need, with how sure their place among the chosen is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geodata.measures.need_index import RUNS, need_index, selection_stability
from geodata.measures.stability import ROBUST_FROM

if TYPE_CHECKING:
    from directory.planning.needs.asking import Asked
    from directory.planning.needs.numbers import Catchments
    from directory.records.tables import Service

CERTAINLY_NOT_TO = 0.1  # the mirror of ROBUST_FROM, inclusive


@dataclass(frozen=True)
class Cell:
    """The value of one number for one Kita, and how many of the others it exceeds, 0 to 1."""

    value: float | None
    percentile: float | None
    of_villages: bool


@dataclass(frozen=True)
class Row:
    """One Kita in the table; index, stability and rank are None where a number is unknown."""

    kita: Service
    rank: int | None
    index: float | None
    stability: float | None
    chosen: bool
    cells: tuple[Cell, ...]

    @property
    def certainty(self) -> str:
        """How sure its place is, in words for a page."""
        if self.stability is None:
            return "–"
        if self.stability >= ROBUST_FROM:
            return "sicher ausgewählt"
        if self.stability <= CERTAINLY_NOT_TO:
            return "sicher nicht ausgewählt"
        return "hängt von den Gewichten ab"


@dataclass(frozen=True)
class Selection:
    """All Kitas by rank, those without one at the end by name, and how often weights were varied."""

    rows: list[Row]
    runs: int = RUNS

    @property
    def chosen(self) -> int:
        """How many Kitas are chosen; more than asked for where equals stand at the border."""
        return sum(row.chosen for row in self.rows)

    @property
    def unknown(self) -> int:
        """How many Kitas have no rank."""
        return sum(row.rank is None for row in self.rows)


def select_kitas(found: Catchments, asked: Asked) -> Selection:
    """Return every Kita with its rank, its index and how stable its selection is."""
    lowers = np.array([number.lowers_need for number in found.numbers], dtype=np.bool_)
    need = need_index(found.values, asked.weights, lowers=lowers)
    shares = selection_stability(need, asked.weights, asked.chosen)
    rows = [
        Row(
            kita=kita,
            rank=int(need.rank[i]) or None,
            index=_known(need.index[i]),
            stability=_known(shares[i]),
            chosen=0 < need.rank[i] <= asked.chosen,
            cells=tuple(
                Cell(
                    _known(found.values[i, n]),
                    _known(need.percentiles[i, n]),
                    bool(found.of_villages[i, n]),
                )
                for n in range(len(found.numbers))
            ),
        )
        for i, kita in enumerate(found.kitas)
    ]
    rows.sort(key=lambda row: (row.rank is None, row.rank or 0, row.kita.name))
    return Selection(rows)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
