"""Small OpenStreetMap extracts, written node by node and way by way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import osmium
from osmium.osm.mutable import Node, Relation, Way

if TYPE_CHECKING:
    from pathlib import Path


def extract(path: Path, *things: Node | Way | Relation) -> Path:
    """Write an extract of these things, nodes before ways before relations."""
    with osmium.SimpleWriter(str(path)) as writer:
        for thing in things:
            getattr(writer, f"add_{type(thing).__name__.lower()}")(thing)
    return path


def node(number: int, x: float, y: float, **tags: str) -> Node:
    """Return a node at a longitude and latitude."""
    return Node(id=number, location=(x, y), tags=tags)


def way(number: int, nodes: list[int], **tags: str) -> Way:
    """Return a way along nodes."""
    return Way(id=number, nodes=nodes, tags=tags)


SQUARE = [node(1, 7.0, 50.0), node(2, 7.2, 50.0), node(3, 7.2, 50.2), node(4, 7.0, 50.2)]
