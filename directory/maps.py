"""The folium map of the gaps, taken apart so that a strict Content-Security-Policy holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import folium
import shapely
from shapely.geometry import mapping

from directory.features import in_degrees, simplified

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from branca.element import Element, Figure

    from directory.records.queries import Outline

# Patterns that a page defines (components/status.html): fills differ without colour, too.
FILL = "url(#status-{status})"
OUTLINE = {"color": "#3b3f55", "weight": 1, "fillOpacity": 1.0}
HIGHLIGHT = {"color": "#131525", "weight": 3}
# Popups and tooltips of folium are JavaScript template literals put into the page as HTML.
INERT = str.maketrans("<>`$\\", "‹›ʼ＄＼")  # noqa: RUF001 - look-alikes are the point


@dataclass(frozen=True)
class MapParts:
    """A map as a page needs it: the element, and the script that belongs into a file of its own."""

    html: str
    script: str


def inert(text: str) -> str:
    """Return text that is neither HTML nor JavaScript wherever folium puts it."""
    return text.translate(INERT)


def gap_map(
    outlines: Sequence[Outline],
    status_by_key: Mapping[str, str],
    facts_by_key: Mapping[str, Mapping[str, str]],
    *,
    named: Collection[str] = (),
) -> MapParts:
    """
    Return the map that fills each village by its status.

    Parameters
    ----------
    outlines
        Boundaries of the villages in metres.
    status_by_key
        Status by AGS; a village without one is drawn as `insufficient_data`.
    facts_by_key
        What a tooltip says of each village: label and value; a dash where a village lacks one.
    named
        AGS of the villages whose name stands on the map, for finding one's way.
    """
    statuses = [status_by_key.get(outline.ags, "insufficient_data") for outline in outlines]
    ground = folium.Map(tiles=None, control_scale=True, attribution_control=False)
    ground.default_js, ground.default_css = [], []  # the page links its own
    layer = folium.GeoJson(
        _collection(outlines, statuses, facts_by_key),
        style_function=lambda feature: OUTLINE | {"fillColor": _fill(feature)},
        highlight_function=lambda _feature: HIGHLIGHT,
    )
    labels = ["Gemeinde", *_labels(facts_by_key)]
    folium.GeoJsonTooltip(fields=labels, class_name="gap-fact").add_to(layer)
    folium.GeoJsonPopup(fields=labels, class_name="gap-fact").add_to(layer)
    layer.add_to(ground)
    for outline in outlines:
        if outline.ags in named:
            _name(outline).add_to(ground)
    ground.fit_bounds(_bounds(outlines))
    return _apart(ground)


def _name(outline: Outline) -> folium.Marker:
    """Return the name of a village as text on the map, which is no button."""
    middle = in_degrees(outline.boundary.representative_point())
    longitude, latitude = shapely.get_coordinates(middle)[0].tolist()
    icon = folium.DivIcon(html=f"<span>{inert(outline.name)}</span>", class_name="gap-name")
    return folium.Marker([latitude, longitude], icon=icon, interactive=False, keyboard=False)


def _fill(feature: Mapping[str, Mapping[str, str]]) -> str:
    return FILL.format(status=feature["properties"]["status"])


def _collection(
    outlines: Sequence[Outline],
    statuses: Sequence[str],
    facts_by_key: Mapping[str, Mapping[str, str]],
) -> dict[str, object]:
    features = [
        {
            "type": "Feature",
            "id": outline.ags,
            "geometry": mapping(in_degrees(shape)),
            "properties": {"status": status, "Gemeinde": inert(outline.name)}
            | dict.fromkeys(_labels(facts_by_key), "–")
            | {inert(k): inert(v) for k, v in facts_by_key.get(outline.ags, {}).items()},
        }
        for outline, shape, status in zip(outlines, simplified(outlines), statuses, strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}


def _labels(facts_by_key: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Return every label once, for a fact of one village may be none of the first."""
    labels = dict.fromkeys(label for facts in facts_by_key.values() for label in facts)
    return [inert(label) for label in labels]


def _bounds(outlines: Sequence[Outline]) -> list[list[float]]:
    """Return south-west and north-east corner as latitude and longitude, as Leaflet wants them."""
    whole = shapely.box(*shapely.total_bounds([outline.boundary for outline in outlines]))
    west, south, east, north = in_degrees(whole).bounds
    return [[south, west], [north, east]]


def _apart(ground: folium.Map) -> MapParts:
    """Render with the same names every time, for element and script are served apart."""
    for number, element in enumerate(_tree(ground)):
        element._id = f"{number:x}"  # noqa: SLF001 - branca draws a random one, once for each rendering
    figure = cast("Figure", ground.get_root())
    figure.render()
    return MapParts(html=figure.html.render(), script=figure.script.render())


def _tree(element: Element) -> Iterator[Element]:
    yield element
    for child in element._children.values():  # noqa: SLF001 - branca offers no other way down
        yield from _tree(child)
