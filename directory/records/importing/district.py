"""Bring in everything that `district.toml` names, all at once or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import geopandas as gpd

from directory.records import queries
from directory.records.importing import areas, events, people, places, services, stop_equipment
from directory.records.importing.openstreetmap import import_osm_features
from directory.records.importing.sources import record_source, sha256_of
from directory.records.planning import importing as planning
from geodata.cells import cells_along_streets
from geodata.crs import METRIC_SRID
from geodata.errors import DistrictError
from geodata.sources.boundaries import read_boundaries
from geodata.sources.childminding import read_childminding
from geodata.sources.events import read_events
from geodata.sources.indicators import read_indicators
from geodata.sources.kita_transport import read_kita_transport
from geodata.sources.kitas import read_kitas
from geodata.sources.osm import read_ways
from geodata.sources.osm_features import read_features
from geodata.sources.places import read_places
from geodata.sources.population import read_municipal_population
from geodata.sources.population_grid import read_population_grid
from geodata.sources.services import read_services
from geodata.sources.stop_equipment import read_stop_equipment
from geodata.sources.stops import read_stops

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from directory.records.area_tables import Dataset
    from directory.records.importing.report import ImportReport
    from geodata.district import District, Source

    Progress = Callable[[str, int, int], None]
    Importer = Callable[["Task"], list[ImportReport]]


@dataclass(frozen=True)
class Task:
    """One source of a district on its way into the records."""

    session: Session
    district: District
    source: Source


def import_district(
    session: Session, district: District, *, progress: Progress = lambda *_: None
) -> list[ImportReport]:
    """
    Write every source of a district; the caller commits, so readers see all of it or nothing.

    Parameters
    ----------
    session
        A writing session.
    district
        Whose sources are read.
    progress
        Called with the name of each source before it is read, its number from 0, and how many
        there are.

    Returns
    -------
    reports
        One for each file, in the order of reading.

    Raises
    ------
    DistrictError
        If the district names no boundaries.
    SourceError
        If a file cannot be used at all.
    """
    if "boundaries" not in district.sources:
        message = f"district.toml of {district.slug} names no [sources.boundaries]."
        raise DistrictError(message)
    order = list(IMPORTERS)
    sources = sorted(
        district.sources.values(), key=lambda s: order.index(s.name) if s.name in order else 99
    )
    reports: list[ImportReport] = []
    for number, source in enumerate(sources):
        progress(source.name, number, len(sources))
        importer = IMPORTERS.get(source.name, _only_recorded)
        reports += importer(Task(session, district, source))
    return reports


def is_current(session: Session, district: District) -> bool:
    """Say whether every file of a district is in the records as it and district.toml now are."""
    known = {dataset.name: dataset for dataset in queries.datasets(session)}
    offices = {area.name for area in queries.areas_at(session, "youth_office")}
    return offices == {office.name for office in district.youth_office_areas} and all(
        source.name in known and _is_as(known[source.name], source)
        for source in district.sources.values()
    )


def _is_as(dataset: Dataset, source: Source) -> bool:
    told = (dataset.licence, dataset.attribution, dataset.source_date)
    marks = (dataset.sample, dataset.estimate)
    return (
        told == (source.licence, source.attribution, source.date)
        and marks == (source.sample, source.estimate)
        and dataset.sha256 == sha256_of(source.path)
    )


def _boundaries(task: Task) -> list[ImportReport]:
    reading = read_boundaries(
        task.source.path, layer=task.source.options.get("layer"), bounds=task.district.bounds
    )
    dataset = record_source(task.session, task.source)
    report = areas.import_boundaries(task.session, reading, dataset, level="municipality")
    areas.tie_areas(task.session, task.district)
    places.name_municipalities(task.session, dataset)
    return [report]


def _associations(task: Task) -> list[ImportReport]:
    reading = read_boundaries(
        task.source.path, layer=task.source.options.get("layer"), bounds=task.district.bounds
    )
    dataset = record_source(task.session, task.source)
    report = areas.import_boundaries(task.session, reading, dataset, level="association")
    areas.tie_areas(task.session, task.district)
    return [report]


def _population(task: Task) -> list[ImportReport]:
    reading = read_municipal_population(task.source.path)
    dataset = record_source(task.session, task.source)
    report = people.import_population(task.session, reading, dataset)
    places.name_postal_codes(task.session, reading, dataset)
    return [report]


def _cells(task: Task) -> list[ImportReport]:
    dataset = record_source(task.session, task.source)
    if task.source.format == "along_streets":
        return [_cells_along_streets(task, dataset)]
    column = task.source.options.get("people_column", "")
    cells = read_population_grid(
        task.source.path, bounds=task.district.bounds, people_column=column
    )
    return [people.import_cells(task.session, cells, dataset)]


def _cells_along_streets(task: Task, dataset: Dataset) -> ImportReport:
    streets = task.district.sources.get("streets")
    if streets is None:
        message = "Cells along streets need [sources.streets] in district.toml."
        raise DistrictError(message)
    outlines = queries.outlines_at(task.session, "municipality")
    totals = {
        area.ags: area.population.people
        for area in queries.areas_at(task.session, "municipality")
        if area.population is not None
    }
    frame = gpd.GeoDataFrame(
        {
            "ags": [outline.ags for outline in outlines],
            "people": [totals.get(outline.ags) for outline in outlines],
        },
        geometry=[outline.boundary for outline in outlines],
        crs=METRIC_SRID,
    )
    side_m = float(task.source.options.get("cell_m", 100))
    ways = read_ways(streets.path, bounds=task.district.bounds)
    cells = cells_along_streets(ways, frame, cell_m=side_m)
    report = people.import_cell_frame(task.session, cells, dataset)
    if ways.outside:
        report.note(0, f"{ways.outside} ways outside the bounds of the district left out")
    return report


def _stops(task: Task) -> list[ImportReport]:
    reading = read_stops(task.source.path, bounds=task.district.bounds)
    return [places.import_stops(task.session, reading, record_source(task.session, task.source))]


def _places(task: Task) -> list[ImportReport]:
    reading = read_places(task.source.path, bounds=task.district.bounds)
    return [places.import_places(task.session, reading, record_source(task.session, task.source))]


def _services(task: Task) -> list[ImportReport]:
    reading = read_services(task.source.path, bounds=task.district.bounds)
    return [
        services.import_services(task.session, reading, record_source(task.session, task.source))
    ]


def _kitas(task: Task) -> list[ImportReport]:
    reading = read_kitas(task.source.path, bounds=task.district.bounds)
    return [services.import_kitas(task.session, reading, record_source(task.session, task.source))]


def _stop_equipment(task: Task) -> list[ImportReport]:
    reading = read_stop_equipment(task.source.path)
    dataset = record_source(task.session, task.source)
    return [stop_equipment.import_stop_equipment(task.session, reading, dataset)]


def _events(task: Task) -> list[ImportReport]:
    reading = read_events(task.source.path)
    dataset = record_source(task.session, task.source)
    zone = ZoneInfo(task.district.timezone)
    return [events.import_events(task.session, reading, dataset, zone)]


def _kita_transport(task: Task) -> list[ImportReport]:
    reading = read_kita_transport(task.source.path)
    dataset = record_source(task.session, task.source)
    return [planning.import_kita_transport(task.session, reading, dataset)]


def _childminding(task: Task) -> list[ImportReport]:
    reading = read_childminding(task.source.path)
    dataset = record_source(task.session, task.source)
    return [planning.import_childminding(task.session, reading, dataset)]


def _indicators(task: Task) -> list[ImportReport]:
    reading = read_indicators(task.source.path)
    dataset = record_source(task.session, task.source)
    return [planning.import_indicators(task.session, reading, dataset)]


def _streets(task: Task) -> list[ImportReport]:
    record_source(task.session, task.source)
    if not task.source.options.get("features", False):
        return []
    features = read_features(task.source.path, bounds=task.district.bounds)
    return import_osm_features(task.session, features, task.source, lists=task.district.sources)


def _only_recorded(task: Task) -> list[ImportReport]:
    """Keep the name and the hash of a file that no table is made of, such as a timetable."""
    record_source(task.session, task.source)
    return []


IMPORTERS: dict[str, Importer] = {
    "boundaries": _boundaries,
    "associations": _associations,
    "population": _population,
    "cells": _cells,
    "stops": _stops,
    "stop_equipment": _stop_equipment,
    "places": _places,
    "services": _services,
    "kitas": _kitas,
    "events": _events,
    "kita_transport": _kita_transport,
    "childminding": _childminding,
    "indicators": _indicators,
    "streets": _streets,
}
