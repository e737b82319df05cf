"""Write how many people live where: by municipality, by part of it, and by square."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from sqlalchemy import delete, insert

from directory.records.area_tables import Area, AreaPopulation, PopulationCell
from directory.records.columns import id_from_key
from directory.records.importing import queries
from directory.records.importing.municipalities import Municipalities
from directory.records.importing.report import ImportReport
from geodata.crs import METRIC_SRID, to_metres
from geodata.errors import RowError

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from directory.records.area_tables import Dataset
    from geodata.sources.population import MunicipalPopulation
    from geodata.sources.population_grid import GridCells
    from geodata.sources.population_parts import PartResidents
    from geodata.sources.reading import Reading

AGES = {  # column → ages in completed years, from and to
    "under_3": (0, 2),
    "age_3_to_5": (3, 5),
    "age_6_to_9": (6, 9),
    "age_10_to_14": (10, 14),
    "age_15_to_17": (15, 17),
    "under_18": (0, 17),
}
DAYS_IN_A_YEAR = 365.25


def import_population(
    session: Session, reading: Reading[MunicipalPopulation], dataset: Dataset
) -> ImportReport:
    """Write the people of each municipality; a key without a boundary is rejected."""
    report = ImportReport(dataset.name, rejected=list(reading.rejected), notes=list(reading.notes))
    areas = {area.ags: area for area in queries.areas_by_id(session, "municipality").values()}
    known = queries.populations_by_area(session)
    for line, record in reading.records:
        area = areas.pop(record.ags, None)
        if area is None:
            problem = f"no municipality {record.ags} ({record.name}) among the boundaries"
            report.rejected.append((line, RowError("AGS", problem)))
            continue
        area.ars = area.ars or record.ars
        _write(session, known, area.id, _columns(record, dataset), report)
    for area in areas.values():
        if area.id not in known:
            report.note(0, f"{area.name} ({area.ags}) has no population in this file")
    dataset.rows = report.imported
    session.flush()
    return report


def _columns(record: MunicipalPopulation, dataset: Dataset) -> dict[str, Any]:
    return {name: getattr(record, name) for name in AGES} | {
        "people": record.population,
        "people_date": record.population_date or dataset.source_date,
        "area_km2": record.area_km2,
        "people_of_ages": record.population_of_ages,
        "ages_date": record.ages_date,
        "estimate": dataset.estimate,
    }


def _write(
    session: Session,
    known: dict[UUID, AreaPopulation],
    area_id: UUID,
    columns: dict[str, Any],
    report: ImportReport,
) -> None:
    row = known.get(area_id)
    if row is None:
        session.add(AreaPopulation(area_id=area_id, **columns))
        report.added += 1
        return
    changed = any(getattr(row, name) != value for name, value in columns.items())
    for name, value in columns.items():
        setattr(row, name, value)
    report.updated, report.unchanged = report.updated + changed, report.unchanged + (not changed)


def import_parts(
    session: Session, reading: Reading[PartResidents], dataset: Dataset, *, on: date
) -> ImportReport:
    """
    Write the people of parts of municipalities from their years of birth.

    A year of birth covers two ages on any day but the last of a year: births are taken as spread
    evenly, so the age groups are estimates.
    """
    report = ImportReport(dataset.name, rejected=list(reading.rejected), notes=list(reading.notes))
    municipalities = {a.ags: a for a in queries.areas_by_id(session, "municipality").values()}
    parts: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for line, record in reading.records:
        if record.ags not in municipalities:
            problem = f"no municipality {record.ags} among the boundaries"
            report.rejected.append((line, RowError("AGS", problem)))
            continue
        years = parts[record.ags, record.part]
        years[record.birth_year] = years.get(record.birth_year, 0) + record.people
    known = queries.populations_by_area(session)
    for (ags, name), years in parts.items():
        area_id = _part(session, municipalities[ags], name)
        _write(session, known, area_id, _columns_of_years(years, on), report)
    dataset.rows = report.imported
    session.flush()
    return report


def _part(session: Session, municipality: Area, name: str) -> UUID:
    area_id = id_from_key("area", "part", municipality.ags, name)
    if session.get(Area, area_id) is None:
        part = Area(id=area_id, level="part", ags=municipality.ags, name=name)
        part.parent_id = municipality.id
        session.add(part)
        session.flush()
    return area_id


def _columns_of_years(years: dict[int, int], on: date) -> dict[str, Any]:
    total = float(sum(years.values()))
    groups = {name: people_aged(years, on, *ages) for name, ages in AGES.items()}
    facts = {"people": total, "people_date": on, "area_km2": None, "people_of_ages": total}
    return groups | facts | {"ages_date": on, "estimate": True}


def people_aged(years: dict[int, int], on: date, first: int, last: int) -> float:
    """
    Return how many people are `first` to `last` years old (inclusive) on a day.

    Of those born in a year, the part of the year that has passed already had its birthday; the
    others are a year younger. Everyone born in the running year is 0.
    """
    passed = min(1.0, on.timetuple().tm_yday / DAYS_IN_A_YEAR)
    people = 0.0
    for year, count in years.items():
        older = on.year - year
        younger = max(older - 1, 0)
        people += count * passed * (first <= older <= last)
        people += count * (1 - passed) * (first <= younger <= last)
    return people


def import_cells(session: Session, cells: GridCells, dataset: Dataset) -> ImportReport:
    """Write the squares of a statistical grid, each in the municipality where its centre lies."""
    longitude, latitude = cells.longitude, cells.latitude
    x_m, y_m = (
        (cells.x_m, cells.y_m) if cells.srid == METRIC_SRID else to_metres(longitude, latitude)
    )
    owners = Municipalities(session).of_keys(cells.area_keys, longitude, latitude)
    frame = pd.DataFrame({"area_id": owners, "x_m": x_m, "y_m": y_m, "people": cells.people})
    report = ImportReport(dataset.name, rejected=list(cells.rejected))
    if cells.outside:
        report.note(0, f"{cells.outside} squares outside the district's bounds left out")
    return _write_cells(session, frame.assign(cell_m=cells.cell_m), dataset, report)


def import_cell_frame(session: Session, cells: pd.DataFrame, dataset: Dataset) -> ImportReport:
    """Write squares with the columns ags, x_m, y_m (centres, EPSG:25832), cell_m and people."""
    by_ags = Municipalities(session).by_ags
    owners = pd.Series([by_ags.get(ags) for ags in cells["ags"]], index=cells.index, dtype=object)
    frame = cells.assign(area_id=owners)
    return _write_cells(session, frame, dataset, ImportReport(dataset.name))


def _write_cells(
    session: Session, cells: pd.DataFrame, dataset: Dataset, report: ImportReport
) -> ImportReport:
    inside = cells[cells["area_id"].notna()]
    if len(inside) < len(cells):
        report.note(0, f"{len(cells) - len(inside)} squares lie in no municipality; left out")
    session.execute(delete(PopulationCell))
    rows = [
        {
            "area_id": area_id,
            "position": f"SRID={METRIC_SRID};POINT({x_m:.3f} {y_m:.3f})",
            "cell_m": cell_m,
            "people": None if np.isnan(people) else people,
            "estimate": dataset.estimate,
        }
        for area_id, x_m, y_m, cell_m, people in inside[
            ["area_id", "x_m", "y_m", "cell_m", "people"]
        ].itertuples(index=False, name=None)
    ]
    if rows:
        session.execute(insert(PopulationCell), rows)
    report.added = dataset.rows = len(rows)
    return report
