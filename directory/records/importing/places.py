"""Write the gazetteer: municipalities, villages, stops, addresses, streets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import delete, insert

from directory.records import queries
from directory.records.area_tables import Place
from directory.records.columns import id_from_key
from directory.records.folding import fold
from directory.records.importing.municipalities import Municipalities
from directory.records.importing.queries import places_of_dataset
from directory.records.importing.report import ImportReport
from geodata.crs import METRIC_SRID, to_degrees, to_metres

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from directory.records.area_tables import Dataset
    from geodata.sources.places import PlaceRecord
    from geodata.sources.population import MunicipalPopulation
    from geodata.sources.reading import Reading
    from geodata.sources.stops import StopRecord


TRAINS = frozenset({"national", "nationalExpress", "regional", "regionalExpress", "suburban"})
ADDRESSES = ("address", "street")
POSTAL_CODE = re.compile(r"\b\d{5}\b")
STATION = re.compile(r"\b(bahnhof|hauptbahnhof|hbf|bhf|bf)\b|bahnhof", re.IGNORECASE)


@dataclass(frozen=True)
class Entry:
    """One line of the gazetteer; longitude and latitude in degrees, ags "" where unknown."""

    key: str
    kind: str
    name: str
    longitude: float
    latitude: float
    ags: str = ""


def import_stops(session: Session, reading: Reading[StopRecord], dataset: Dataset) -> ImportReport:
    """Write the stops of public transport."""
    entries = [
        Entry(stop.key, "stop", name_of_stop(stop), stop.longitude, stop.latitude, stop.ags)
        for _line, stop in reading.records
    ]
    report = ImportReport(dataset.name, rejected=list(reading.rejected), notes=list(reading.notes))
    return write_places(session, entries, dataset, report)


def name_of_stop(stop: StopRecord) -> str:
    """Return what people call a stop: where only trains call, a station ("Bahnhof Kottenheim")."""
    trains_only = bool(stop.products) and TRAINS.issuperset(stop.products)
    said = STATION.search(stop.name) is not None
    return f"Bahnhof {stop.name}" if trains_only and not said else stop.name


def import_places(
    session: Session, reading: Reading[PlaceRecord], dataset: Dataset
) -> ImportReport:
    """Write the names of towns, villages and parts."""
    entries = [
        Entry(place.key, place.kind, place.name, place.longitude, place.latitude, place.ags)
        for _line, place in reading.records
    ]
    report = ImportReport(dataset.name, rejected=list(reading.rejected), notes=list(reading.notes))
    return write_places(session, entries, dataset, report)


def name_municipalities(session: Session, dataset: Dataset) -> None:
    """Make every municipality findable by its name, at a point well inside it."""
    outlines = queries.outlines_at(session, "municipality")
    inside = [outline.boundary.representative_point() for outline in outlines]
    longitude, latitude = to_degrees([p.x for p in inside], [p.y for p in inside])
    entries = [
        Entry(outline.ags, "municipality", outline.name, float(lon), float(lat), outline.ags)
        for outline, lon, lat in zip(outlines, longitude, latitude, strict=True)
    ]
    rows = dataset.rows
    write_places(session, entries, dataset, ImportReport())
    dataset.rows = rows


def name_postal_codes(
    session: Session, reading: Reading[MunicipalPopulation], dataset: Dataset
) -> None:
    """Make every postal code findable: as the largest of the municipalities that have it."""
    largest: dict[str, MunicipalPopulation] = {}
    for _line, record in reading.records:
        code, rival = record.postal_code, largest.get(record.postal_code)
        if code and (rival is None or record.population > rival.population):
            largest[code] = record
    entries = [
        Entry(code, "postal_code", town.name.split(",")[0], town.longitude, town.latitude, town.ags)
        for code, town in sorted(largest.items())
        if town.longitude is not None and town.latitude is not None
    ]
    rows = dataset.rows
    write_places(session, entries, dataset, ImportReport())
    dataset.rows = rows


def write_places(
    session: Session, entries: Sequence[Entry], dataset: Dataset, report: ImportReport
) -> ImportReport:
    """Replace the places of a file by these; the same key keeps its id."""
    before = places_of_dataset(session, dataset.id)
    session.execute(delete(Place).where(Place.dataset_id == dataset.id))
    rows = _rows(session, entries, dataset)
    if rows:
        session.execute(insert(Place), rows)
    now = {row["id"] for row in rows}
    report.added, report.unchanged = len(now - before), len(now & before)
    report.retired = len(before - now)
    dataset.rows = len(rows)
    return report


def _rows(session: Session, entries: Sequence[Entry], dataset: Dataset) -> list[dict[str, object]]:
    longitude, latitude = (
        np.array([getattr(entry, name) for entry in entries], dtype=np.float64)
        for name in ("longitude", "latitude")
    )
    x_m, y_m = to_metres(longitude, latitude)
    owners = Municipalities(session).of_keys([e.ags for e in entries], longitude, latitude)
    return [
        {
            "id": id_from_key("place", dataset.name, entry.kind, entry.key),
            "kind": entry.kind,
            "key": entry.key,
            "name": entry.name,
            "folded_name": folded_name(entry),
            "area_id": owner,
            "dataset_id": dataset.id,
            "position": f"SRID={METRIC_SRID};POINT({x:.3f} {y:.3f})",
        }
        for entry, owner, x, y in zip(entries, owners, x_m, y_m, strict=True)
    ]


def folded_name(entry: Entry) -> str:
    """Return what a place is found by: a postal code by its figures, an address without them."""
    if entry.kind == "postal_code":
        return entry.key
    return fold(POSTAL_CODE.sub(" ", entry.name) if entry.kind in ADDRESSES else entry.name)
