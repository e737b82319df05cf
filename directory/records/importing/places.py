"""Write the gazetteer: municipalities, villages, stops, addresses, streets."""

from __future__ import annotations

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
    from geodata.sources.reading import Reading
    from geodata.sources.stops import StopRecord


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
        Entry(stop.key, "stop", stop.name, stop.longitude, stop.latitude, stop.ags)
        for _line, stop in reading.records
    ]
    report = ImportReport(dataset.name, rejected=list(reading.rejected), notes=list(reading.notes))
    return write_places(session, entries, dataset, report)


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
            "folded_name": fold(entry.name),
            "area_id": owner,
            "dataset_id": dataset.id,
            "position": f"SRID={METRIC_SRID};POINT({x:.3f} {y:.3f})",
        }
        for entry, owner, x, y in zip(entries, owners, x_m, y_m, strict=True)
    ]
