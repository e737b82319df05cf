"""What is made once from the streets of a mode, so that every question is answered at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geodata.streets.graph import LayeredGraph, layered_graph
from geodata.streets.hierarchy import street_hierarchy
from geodata.streets.snapping import StreetIndex, street_index

if TYPE_CHECKING:
    from geodata.streets.graph import StreetTable
    from geodata.streets.hierarchy_kernels import Hierarchy


class Prepared(NamedTuple):
    """
    The streets made ready.

    `snapping` finds the nearest street, `layered` is the graph for ways and for what lies near,
    `hierarchy` the same graph for times between many points.
    """

    snapping: StreetIndex
    layered: LayeredGraph
    hierarchy: Hierarchy


def prepare(streets: StreetTable) -> Prepared:
    """Return the streets made ready: about a tenth of a second for 30,000 junctions."""
    layered = layered_graph(streets)
    return Prepared(street_index(streets), layered, street_hierarchy(layered.graph))
