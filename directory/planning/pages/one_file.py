"""The coverage map as one file that opens from a disk and asks nobody for anything."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from directory import maps
from directory.planning.tooltips import facts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from directory.planning.results import Row
    from directory.records.queries import Outline

STATIC = Path(__file__).parents[2] / "static"
SCRIPTS = ("vendor/leaflet/leaflet.js", "js/leaflet-settings.js")
STYLES = ("vendor/leaflet/leaflet.css", "css/gap-map.css")
NAMES_ON_MAP = 8  # as on the page
# What would be asked for: pictures and letters of style sheets, the map from minified to written code.
FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
ADDRESS = re.compile(r"url\([^)]*\)")
SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)


@dataclass(frozen=True)
class OneFile:
    """The parts of the file: element, scripts and styles as text, and the rows of the table."""

    html: str
    scripts: tuple[str, ...]
    styles: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Row, Mapping[str, str]], ...]


def one_file(outlines: Sequence[Outline], rows: Sequence[Row]) -> OneFile:
    """Return the map of some rows; the table says of each what the map says, and why."""
    told = {row.ags: facts(row) for row in rows}
    largest = sorted(rows, key=lambda row: row.population or 0.0, reverse=True)[:NAMES_ON_MAP]
    parts = maps.gap_map(
        outlines,
        {row.ags: row.status for row in rows},
        told,
        named={row.ags for row in largest},
    )
    return OneFile(
        html=parts.html,
        scripts=(*_scripts(), _inline(parts.script)),
        styles=_styles(),
        columns=tuple(dict.fromkeys(label for one in told.values() for label in one)),
        rows=tuple((row, told[row.ags]) for row in rows),
    )


@cache
def _scripts() -> tuple[str, ...]:
    return tuple(
        _inline(SOURCE_MAP.sub("", (STATIC / name).read_text("utf-8"))) for name in SCRIPTS
    )


@cache
def _styles() -> str:
    texts = "\n".join((STATIC / name).read_text("utf-8") for name in STYLES)
    return ADDRESS.sub("none", FONT_FACE.sub("", texts)).replace("</", "<\\/")


def _inline(script: str) -> str:
    """Let no text in a script end the element that it stands in."""
    return script.replace("</", "<\\/").replace("<!--", "<\\!--")
