"""The map of a supply standard: areas of its classes, or villages by whether they keep a target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import folium
from shapely.geometry import mapping

from directory.features import in_degrees, simplified
from directory.maps import HIGHLIGHT, OUTLINE, MapParts, inert
from directory.maps import _apart as apart  # one way of taking a map apart for the whole site
from directory.maps import _bounds as bounds_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from directory.planning.standards.reading import StandardText
    from directory.planning.standards.tables import Table
    from directory.records.queries import Outline

FILL = "url(#class-{mark})"  # patterns that the page defines: fills differ without colour, too
LINE = {"color": "#3b3f55", "weight": 1, "fillOpacity": 0.0, "fillColor": "#ffffff"}
AREA = {"color": "#3b3f55", "weight": 0.5, "fillOpacity": 1.0}


def supply_map(
    standard: StandardText,
    table: Table,
    areas: Sequence[Mapping[str, Any]],
    outlines: Sequence[Outline],
) -> MapParts:
    """
    Return the map of a standard on a day.

    Parameters
    ----------
    standard
        Its classes tell in which order the areas get worse.
    table
        What the popup of each village says: the same as its row.
    areas
        Features in degrees; none for a standard whose villages are filled instead.
    outlines
        Boundaries of the villages in metres.
    """
    ground = folium.Map(tiles=None, control_scale=True, attribution_control=False)
    ground.default_js, ground.default_css = [], []  # the page links its own
    if areas:
        folium.GeoJson(
            {"type": "FeatureCollection", "features": [_area(standard, area) for area in areas]},
            style_function=lambda feature: AREA | {"fillColor": feature["properties"]["fill"]},
        ).add_to(ground)
    layer = folium.GeoJson(
        {"type": "FeatureCollection", "features": _villages(table, outlines)},
        style_function=_village_style,
        highlight_function=lambda _feature: HIGHLIGHT,
    )
    labels = [inert(label) for label in ("Gemeinde", *table.columns)]
    folium.GeoJsonTooltip(fields=labels, class_name="gap-fact").add_to(layer)
    folium.GeoJsonPopup(fields=labels, class_name="gap-fact").add_to(layer)
    layer.add_to(ground)
    ground.fit_bounds(bounds_of(outlines))
    return apart(ground)


def _village_style(feature: Mapping[str, Any]) -> dict[str, object]:
    mark = feature["properties"]["mark"]
    return OUTLINE | {"fillColor": FILL.format(mark=mark)} if mark else dict(LINE)


def _area(standard: StandardText, area: Mapping[str, Any]) -> dict[str, Any]:
    mark = standard.classes.index(area["properties"]["class"]) + 1
    fill = {"fill": FILL.format(mark=mark)}
    return {"type": "Feature", "geometry": area["geometry"], "properties": fill}


def _villages(table: Table, outlines: Sequence[Outline]) -> list[dict[str, Any]]:
    rows = {row.ags: row for row in table.rows}
    return [
        {
            "type": "Feature",
            "id": outline.ags,
            "geometry": mapping(in_degrees(shape)),
            "properties": {"mark": rows[outline.ags].mark, "Gemeinde": inert(outline.name)}
            | {
                inert(label): inert(cell)
                for label, cell in zip(table.columns, rows[outline.ags].cells, strict=True)
            },
        }
        for outline, shape in zip(outlines, simplified(outlines), strict=True)
        if outline.ags in rows
    ]
