"""The pictures of the report as `data:` addresses: maps, legends, bars of counts."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from directory.planning.status_map import FILLS, patch, status_map, swatch

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from directory.planning.report.content import KindPart
    from directory.records.queries import Outline

BAR_WIDTH, BAR_HEIGHT = 900.0, 42.0


def address_of(svg: str) -> str:
    """Return an SVG as an address that needs no file."""
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def map_address(part: KindPart, outlines: Sequence[Outline], named: frozenset[str]) -> str | None:
    """Return the map of a kind; None where there are no boundaries."""
    return address_of(status_map(outlines, part.statuses, named=named)) if outlines else None


def swatches() -> dict[str, str]:
    """Return a little piece of each fill."""
    return {status: address_of(swatch(status)) for status in FILLS}


def count_bar(counts: Mapping[str, int]) -> str:
    """Return one bar in which each status has the width of its share of the villages."""
    whole = sum(counts.values()) or 1
    scale = (BAR_WIDTH - 2) / whole
    parts, left = [], 1.0
    for status, number in counts.items():
        right = left + number * scale
        if number:
            parts.append(patch(status, left, right, BAR_HEIGHT))
        left = right
    size = f'viewBox="0 0 {BAR_WIDTH:.0f} {BAR_HEIGHT:.0f}"'
    return address_of(f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>')
