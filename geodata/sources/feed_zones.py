"""The zones of a timetable (locations.geojson of GTFS-Flex): where on-demand services drive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry import shape

from geodata.errors import SourceError
from geodata.sources.archives import open_archive
from geodata.sources.csv_tables import decode
from geodata.sources.geojson import collection_of

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.sources.feed_report import FeedReport

NAME = "locations.geojson"


def read_zones(path: Path, report: FeedReport) -> dict[str, MultiPolygon]:
    """
    Return the outline of each zone in degrees by its id; nothing where the zip has none.

    A zone without an id, or whose outline is no sound polygon, is dropped and counted.

    Raises
    ------
    SourceError
        If the file is damaged or no GeoJSON.
    """
    with open_archive(path) as archive:
        member = next((name for name in archive.names() if name.rpartition("/")[2] == NAME), None)
        raw = b"" if member is None else archive.read(member)
    if not raw.strip():
        return {}
    try:
        collection = collection_of(path, decode(path, raw)[0])
    except SourceError as error:
        raise SourceError(path, f"{NAME} in it {error.problem}", line=error.line) from None
    zones = dict[str, MultiPolygon]()
    for number, feature in enumerate(collection["features"], start=1):
        key, outline = str(feature.get("id", "")), _outline(feature.get("geometry"))
        if not key or outline is None or key in zones:
            report.count("unusable_zone", 1, [f"{NAME}, feature {number}, id: {key!r}"])
        else:
            zones[key] = outline
    return zones


def _outline(geometry: dict[str, Any] | None) -> MultiPolygon | None:
    try:
        outline = shape(geometry or {})
    except (ValueError, TypeError, AttributeError, LookupError, shapely.errors.ShapelyError):
        return None
    if not isinstance(outline, Polygon | MultiPolygon) or outline.is_empty or not outline.is_valid:
        return None
    return outline if isinstance(outline, MultiPolygon) else MultiPolygon([outline])
