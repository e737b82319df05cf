"""Write which villages the Bedarfsplan gives to each Kita, as its list says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from directory.records.columns import id_from_key
from directory.records.planning import queries
from directory.records.planning.finding import unknown_municipality
from directory.records.planning.tables import KitaAssignment
from geodata.exports import restore
from geodata.sources.kita_plan import PLAN_COLUMNS

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.records.area_tables import Dataset
    from geodata.sources.kitas import KitaRecord
    from geodata.sources.reading import Reading


def without_unknown_places(session: Session, reading: Reading[KitaRecord]) -> Reading[KitaRecord]:
    """Return a list of Kitas in which those for a municipality that nobody knows are rejected."""
    known = queries.municipality_ids(session)
    kept, rejected = [], list(reading.rejected)
    for line, record in reading.records:
        unknown = [ags for ags, _part in record.plan.assigned if ags not in known]
        if unknown:
            rejected.append((line, unknown_municipality(unknown[0], PLAN_COLUMNS["assigned"])))
        else:
            kept.append((line, record))
    rejected.sort(key=lambda entry: entry[0])
    return replace(reading, records=kept, rejected=rejected)


def write_assignments(session: Session, reading: Reading[KitaRecord], dataset: Dataset) -> int:
    """
    Bring the assignments of the Kitas of a file up to its list; return how many Kitas changed.

    Kitas that another file has claimed since keep theirs.
    """
    areas, known = (
        queries.municipality_ids(session),
        queries.assignments_of(session, dataset.id),
    )
    changed = 0
    for _line, record in reading.records:
        service_id = id_from_key("service", "kitas", restore(record.key))
        if service_id not in known:
            continue
        wanted = {(areas[ags], restore(part)) for ags, part in record.plan.assigned}
        rows = {(row.area_id, row.part): row for row in known[service_id]}
        for key in rows.keys() - wanted:
            session.delete(rows[key])
        for area_id, part in wanted - rows.keys():
            row_id = id_from_key("kita_assignment", str(service_id), str(area_id), part)
            row = KitaAssignment(id=row_id, service_id=service_id, area_id=area_id, part=part)
            session.add(row)
        changed += rows.keys() != wanted
    session.flush()
    return changed
