"""An OpenStreetMap extract opened with care: a file, as pbf, and nothing fetched."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import osmium

from geodata.errors import SourceError
from geodata.sources.contents import is_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PBF_HEADER = (
    b"OSMHeader"  # the first block of every pbf, https://wiki.openstreetmap.org/wiki/PBF_Format
)


@contextmanager
def open_extract(path: Path) -> Iterator[osmium.io.File]:
    """
    Give osmium a checked pbf file; its complaints become SourceError.

    The format is fixed to pbf, as osmium else goes by the name (XML has
    entities), and the path is made absolute, as it else fetches addresses.
    """
    is_file(path)
    with path.open("rb") as file:
        head = file.read(64)
    if PBF_HEADER not in head:
        advice = "Use an .osm.pbf file, for example from Geofabrik."
        raise SourceError(path, "is not an OpenStreetMap extract in pbf form", advice=advice)
    try:
        yield osmium.io.File(str(path.resolve()), "pbf")
    except RuntimeError as error:
        raise SourceError(path, f"is damaged ({error})", advice="Download it again.") from None
