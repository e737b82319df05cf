"""Places, addresses, buildings and social facilities of an OpenStreetMap extract (pbf)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import osmium
import pandas as pd
import shapely

from geodata.sources.extracts import open_extract

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import TypeAlias

    from geodata.crs import Bounds

    Entity: TypeAlias = osmium.osm.Node | osmium.osm.Way | osmium.osm.Relation | osmium.osm.Area

ADDRESS = ("addr:street", "addr:housenumber", "addr:postcode", "addr:city")
OFFER = (
    "operator",
    "operator:type",
    "phone",
    "email",
    "website",
    "opening_hours",
    "wheelchair",
    "description",
    *ADDRESS,
)
CONTACTS = ("phone", "email", "website")  # tagged "contact:phone" just as well
COLUMNS: dict[str, tuple[str, ...]] = {
    "kindergartens": ("amenity", "capacity", "min_age", "max_age", "kindergarten:type", *OFFER),
    "social_facilities": ("amenity", "social_facility", "social_facility:for", *OFFER),
    "community_centres": ("amenity", "community_centre", "community_centre:for", *OFFER),
    "places": ("place", "population", "de:amtlicher_gemeindeschluessel"),
    "addresses": ("addr:place", "addr:suburb", *ADDRESS),
    "buildings": ("building", "building:levels", "building:flats"),
}
KEYS = ("amenity", "social_facility", "place", "addr:housenumber", "building")
SETTLEMENTS = frozenset(
    {
        "city",
        "town",
        "village",
        "hamlet",
        "suburb",
        "quarter",
        "neighbourhood",
        "borough",
        "isolated_dwelling",
        "farm",
        "locality",
    }
)
# An address that protects people is not taken from OSM, whoever has put it there.
SHELTERED = frozenset({"woman", "women", "abused", "victim", "victims", "domestic_violence"})
SHELTER_NAME = re.compile(
    r"frauen-?(haus|h[äa]user|schutz|zuflucht)|zufluchtswohnung", re.IGNORECASE
)
PRECISION = 1e-7  # degrees


@dataclass(frozen=True)
class OsmFeatures:
    """
    Named things as tables with one row each.

    Every table has `osm_id` ("n123", "w45", "r6"), `name`, `longitude` and
    `latitude` (degrees; the centroid of an area), and one column for each tag
    that matters to its kind, "" where not tagged.

    Parameters
    ----------
    kindergartens, social_facilities, community_centres
        Offers, with contact, opening hours and address as tagged.
    places
        Settlements and their parts; the kind is in the column `place`.
    addresses
        Everything with a house number, buildings and offers included.
    buildings
        All buildings.
    unplaced
        osm_id of things whose outline the extract does not hold whole.
    withheld
        Number of shelters left out: their place must not be known.
    outside
        Number of things left out because none of their nodes lies within the bounds.
    """

    kindergartens: pd.DataFrame
    social_facilities: pd.DataFrame
    community_centres: pd.DataFrame
    places: pd.DataFrame
    addresses: pd.DataFrame
    buildings: pd.DataFrame
    unplaced: tuple[str, ...]
    withheld: int
    outside: int = 0


def read_features(path: Path, *, bounds: Bounds | None = None) -> OsmFeatures:
    """
    Read everything of an extract that a directory of offers can use.

    Parameters
    ----------
    path
        The extract.
    bounds
        Keep only what has at least one node within; everything where None.

    Raises
    ------
    SourceError
        If the file is no pbf or is damaged.
    """
    found = _Found(bounds)
    keys = osmium.filter.KeyFilter(*KEYS)
    with open_extract(path) as extract:
        for entity in osmium.FileProcessor(extract).with_areas(keys).with_filter(keys):
            if not isinstance(entity, osmium.osm.Changeset):
                found.add(entity)
    return found.to_tables()


@dataclass
class _Found:
    """Things as they come from the file: first nodes, ways and relations, then their areas."""

    bounds: Bounds | None = None
    tags: dict[str, dict[str, str]] = field(default_factory=dict)
    positions: dict[str, tuple[float, float]] = field(default_factory=dict)
    outlines: dict[str, str] = field(default_factory=dict)
    withheld: set[str] = field(default_factory=set)
    outside: set[str] = field(default_factory=set)
    shapes: osmium.geom.WKBFactory = field(default_factory=osmium.geom.WKBFactory)

    def add(self, entity: Entity) -> None:
        """Add a thing, or the outline of a thing that was added before."""
        osm_id = _osm_id(entity)
        tags = dict(entity.tags)
        if not _tables_of(tags) or osm_id in self.outside:
            return
        if self._is_outside(entity):
            self.outside.add(osm_id)
            self.tags.pop(osm_id, None)
            return
        if _is_shelter(tags):
            self.withheld.add(osm_id)
            return
        self.tags[osm_id] = tags
        if isinstance(entity, osmium.osm.Area):
            self.outlines[osm_id] = self.shapes.create_multipolygon(entity)
        elif isinstance(entity, osmium.osm.Node):
            self.positions[osm_id] = entity.lon, entity.lat
        elif isinstance(entity, osmium.osm.Way):
            self._add_line(osm_id, entity)

    def _is_outside(self, entity: Entity) -> bool:
        """Say whether all nodes that are known of a thing lie outside the bounds, and some are."""
        bounds = self.bounds
        if bounds is None:
            return False
        inside = [bounds.contain(longitude, latitude) for longitude, latitude in _nodes(entity)]
        return bool(inside) and not any(inside)

    def _add_line(self, osm_id: str, way: osmium.osm.Way) -> None:
        """Put a way in the middle of its nodes, in case it has no area."""
        nodes = [(node.x, node.y) for node in way.nodes if node.location.valid()]
        if nodes and (len(nodes) == len(way.nodes)):
            longitude, latitude = np.mean(nodes, axis=0) * PRECISION
            self.positions[osm_id] = float(longitude), float(latitude)

    def to_tables(self) -> OsmFeatures:
        """Return one table per kind; a thing may stand in several."""
        centres = shapely.centroid(shapely.from_wkb(list(self.outlines.values())))
        for osm_id, centre in zip(self.outlines, centres, strict=True):
            self.positions[osm_id] = centre.x, centre.y
        rows: dict[str, list[str]] = {table: [] for table in COLUMNS}
        for osm_id in sorted(self.tags.keys() & self.positions.keys(), key=_order):
            for table in _tables_of(self.tags[osm_id]):
                rows[table].append(osm_id)
        return OsmFeatures(
            **{table: self._table(osm_ids, COLUMNS[table]) for table, osm_ids in rows.items()},
            unplaced=tuple(sorted(self.tags.keys() - self.positions.keys(), key=_order)),
            withheld=len(self.withheld),
            outside=len(self.outside),
        )

    def _table(self, osm_ids: list[str], columns: tuple[str, ...]) -> pd.DataFrame:
        positions = np.array([self.positions[osm_id] for osm_id in osm_ids]).reshape(-1, 2)
        tags = [self.tags[osm_id] for osm_id in osm_ids]
        table = pd.DataFrame({"osm_id": osm_ids}, dtype=str)
        table["name"] = pd.Series([tag.get("name", "") for tag in tags], dtype=str)
        table["longitude"], table["latitude"] = positions[:, 0], positions[:, 1]
        for column in columns:
            table[column] = pd.Series([_tag(tag, column) for tag in tags], dtype=str)
        return table


def _osm_id(entity: Entity) -> str:
    if isinstance(entity, osmium.osm.Area):
        return f"{'w' if entity.from_way() else 'r'}{entity.orig_id()}"
    return f"{entity.type_str()}{entity.id}"


def _nodes(entity: Entity) -> Iterable[tuple[float, float]]:
    """Return the positions of the nodes of a thing; none of a relation, whose area is to come."""
    if isinstance(entity, osmium.osm.Node):
        return [(entity.lon, entity.lat)]
    if isinstance(entity, osmium.osm.Way):
        return [(n.x * PRECISION, n.y * PRECISION) for n in entity.nodes if n.location.valid()]
    if isinstance(entity, osmium.osm.Area):
        return [(n.lon, n.lat) for ring in entity.outer_rings() for n in ring]
    return []


def _order(osm_id: str) -> tuple[str, int]:
    return osm_id[0], int(osm_id[1:])


def _tables_of(tags: dict[str, str]) -> list[str]:
    """Return the names of the tables that a thing with these tags belongs to."""
    amenity = tags.get("amenity", "")
    belongs = {
        "kindergartens": amenity in {"kindergarten", "childcare"},
        "social_facilities": amenity in {"social_facility", "social_centre"}
        or "social_facility" in tags,
        "community_centres": amenity == "community_centre",
        "places": tags.get("place", "") in SETTLEMENTS,
        "addresses": "addr:housenumber" in tags,
        "buildings": tags.get("building", "no") != "no",
    }
    return [table for table, belongs_here in belongs.items() if belongs_here]


def _is_shelter(tags: dict[str, str]) -> bool:
    for_whom = set(re.split(r"[;,\s]+", tags.get("social_facility:for", "")))
    named = any(SHELTER_NAME.search(tags.get(key, "")) for key in ("name", "operator", "alt_name"))
    return named or (tags.get("social_facility") == "shelter" and bool(for_whom & SHELTERED))


def _tag(tags: dict[str, str], column: str) -> str:
    value = tags.get(column, "")
    return value or (tags.get(f"contact:{column}", "") if column in CONTACTS else "")
