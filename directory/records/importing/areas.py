"""Write boundaries into the records and tie municipality, association, district, youth office."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from geoalchemy2 import WKTElement
from geoalchemy2.shape import to_shape

from directory.records.area_tables import Area, AreaBoundary, AreaPopulation
from directory.records.columns import id_from_key
from directory.records.importing import queries
from directory.records.importing.report import ImportReport
from directory.records.queries import outlines_at
from geodata.crs import METRIC_SRID, to_metres

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from shapely import MultiPolygon
    from shapely.geometry.base import BaseGeometry
    from sqlalchemy.orm import Session

    from directory.records.area_tables import Dataset
    from directory.records.queries import Outline
    from geodata.district import District
    from geodata.sources.boundaries import BoundaryRecord
    from geodata.sources.reading import Reading

SAME_M = 0.002  # boundaries are kept to the millimetre
ASSOCIATION_DIGITS = 9  # the first digits of an ARS: state, region, Kreis, Verband


def import_boundaries(
    session: Session, reading: Reading[BoundaryRecord], dataset: Dataset, *, level: str
) -> ImportReport:
    """Write the areas of a level; those that are no longer in the file go."""
    report = ImportReport(dataset.name, rejected=list(reading.rejected), notes=list(reading.notes))
    known = queries.areas_by_id(session, level)
    populations = queries.populations_by_area(session)
    for _line, record in reading.records:
        area_id = id_from_key("area", level, record.key)
        area = known.pop(area_id, None)
        if area is None:
            area = Area(id=area_id, level=level, ags=record.key)
            report.added += 1
        elif _is_as(area, record):
            report.unchanged += 1
        else:
            report.updated += 1
        area.ars, area.name, area.designation = record.ars, record.name, record.designation
        area.sample = dataset.sample
        _set_boundary(area, _in_metres(record.geometry))
        session.add(area)
        if record.population is not None:
            _set_people(session, populations, area_id, record.population, dataset)
    if not reading.rejected:
        report.retired = _delete(session, known.values())
    dataset.rows = report.imported
    session.flush()
    return report


def _is_as(area: Area, record: BoundaryRecord) -> bool:
    """Say whether an area has the names and, to 2 mm, the boundary of its record."""
    names = (area.ars, area.name, area.designation)
    if names != (record.ars, record.name, record.designation) or area.bounded is None:
        return False
    old, new = to_shape(area.bounded.boundary), _in_metres(record.geometry)
    return bool(shapely.equals_exact(old, new, tolerance=SAME_M))


def tie_areas(session: Session, district: District) -> None:
    """Make the district and the youth-office areas and give every municipality its parents."""
    outlines = outlines_at(session, "municipality")
    everything = _write_union(session, "district", district.ags, district.name, outlines)
    associations = queries.areas_by_id(session, "association")
    by_ars = {area.ars or area.ags: area.id for area in associations.values()}
    by_outline = outlines_at(session, "association")
    offices = _youth_offices(session, district, outlines)
    boundary_of = {outline.area_id: outline.boundary for outline in outlines}
    for association in associations.values():
        association.parent_id = everything
    for area in queries.areas_by_id(session, "municipality").values():
        own = by_ars.get(area.ars[:ASSOCIATION_DIGITS])
        above = own or _area_around(boundary_of[area.id], by_outline)
        area.parent_id = above or everything
        area.youth_office_id = offices.get(area.ags)
    session.flush()


def _youth_offices(
    session: Session, district: District, outlines: list[Outline]
) -> dict[str, UUID]:
    """Write the areas of the youth offices; return the one of each municipality by its key."""
    known = queries.areas_by_id(session, "youth_office")
    office_of: dict[str, UUID] = {}
    for office in district.youth_office_areas:
        inside = [outline for outline in outlines if outline.ags in office.ags]
        area_id = _write_union(session, "youth_office", office.name, office.name, inside)
        known.pop(area_id, None)
        office_of |= dict.fromkeys(office.ags, area_id)
    _delete(session, known.values())
    return office_of


def _write_union(session: Session, level: str, key: str, name: str, parts: list[Outline]) -> UUID:
    """Write an area that is made of others; without parts it has no boundary."""
    area_id = id_from_key("area", level, key)
    area = session.get(Area, area_id) or Area(id=area_id, level=level, ags=key)
    area.name = name
    if parts:
        _set_boundary(area, shapely.union_all([part.boundary for part in parts]))
    session.add(area)
    session.flush()
    return area_id


def _area_around(boundary: MultiPolygon, areas: list[Outline]) -> UUID | None:
    """Return the area that holds a point well inside the boundary."""
    inside = boundary.representative_point()
    return next((area.area_id for area in areas if area.boundary.contains(inside)), None)


def _set_boundary(area: Area, boundary: BaseGeometry) -> None:
    parts = shapely.get_parts(boundary)
    polygons = [part for part in parts if part.geom_type == "Polygon"]
    wkt = shapely.to_wkt(shapely.multipolygons(polygons), rounding_precision=3)
    element = WKTElement(wkt, srid=METRIC_SRID)
    if area.bounded is None:
        area.bounded = AreaBoundary(boundary=element)
    else:
        area.bounded.boundary = element  # type: ignore[assignment]  # stored as WKB


def _in_metres(boundary: MultiPolygon) -> BaseGeometry:
    return shapely.transform(boundary, lambda xy: np.column_stack(to_metres(xy[:, 0], xy[:, 1])))


def _set_people(
    session: Session,
    populations: dict[UUID, AreaPopulation],
    area_id: UUID,
    people: float,
    dataset: Dataset,
) -> None:
    row = populations.get(area_id)
    if row is None:
        row = AreaPopulation(area_id=area_id)
        session.add(row)
    row.people, row.people_date = people, dataset.source_date
    row.estimate = dataset.estimate


def _delete(session: Session, areas: Collection[Area]) -> int:
    for area in areas:
        session.delete(area)
    session.flush()
    return len(areas)
