"""The arrays of a street network by name, as they lie in files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from geodata.streets.graph import LayeredGraph, StreetTable
from geodata.streets.hierarchy_kernels import Hierarchy
from geodata.streets.prepared import Prepared
from geodata.streets.snap_kernels import PieceGrid
from geodata.streets.snapping import StreetIndex
from geodata.streets.street_kernels import Graph
from geodata.streets.underfoot import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Arrays = Mapping[str, NDArray[Any]]
    Kind = TypeVar("Kind")

STREETS, INDEX, GRID = "streets", "index", "grid"
LAYERED, GRAPH, HIERARCHY = "layered", "graph", "hierarchy"


def arrays_of(streets: StreetTable, prepared: Prepared) -> dict[str, NDArray[Any]]:
    """Return all arrays, named `table.column`."""
    tables: dict[str, Any] = {
        STREETS: streets,
        INDEX: prepared.snapping,
        GRID: prepared.snapping.grid,
        LAYERED: prepared.layered,
        GRAPH: prepared.layered.graph,
        HIERARCHY: prepared.hierarchy,
    }
    return {
        f"{name}.{column}": array
        for name, table in tables.items()
        for column, array in table._asdict().items()
        if isinstance(array, np.ndarray)
    }


def streets_of(arrays: Arrays) -> tuple[StreetTable, Prepared]:
    """Return what `arrays_of` took apart."""
    index = _table(StreetIndex, arrays, INDEX, grid=_table(PieceGrid, arrays, GRID))
    layered = _table(LayeredGraph, arrays, LAYERED, graph=_table(Graph, arrays, GRAPH))
    hierarchy = _table(Hierarchy, arrays, HIERARCHY)
    streets = _table(StreetTable, _unknown(arrays) | dict(arrays), STREETS)
    return streets, Prepared(index, layered, hierarchy)


def _unknown(arrays: Arrays) -> dict[str, NDArray[Any]]:
    """Return the columns that files of before November 2026 lack: nothing is known of them."""
    blank = np.full(len(arrays[f"{STREETS}.metres"]), UNKNOWN, dtype=np.int8)
    return {f"{STREETS}.{name}": blank for name in ("pavement", "lit")}


def _table(kind: type[Kind], arrays: Arrays, name: str, **inner: object) -> Kind:
    """Return the named tuple whose columns have this name in front."""
    start = f"{name}."
    columns = {key.removeprefix(start): arrays[key] for key in arrays if key.startswith(start)}
    return kind(**columns, **inner)
