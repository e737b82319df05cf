"""The rows of a Kita-Bedarfsplan: Kitas by age and hours of care, and the Kindertagespflege."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.records.planning.plan_cells import BETWEEN, plan_cells
from directory.records.spreadsheets import yes_no
from geodata.sources.kita_plan import CHILDREN_BY_AGE, COUNT_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from directory.records.area_tables import Area
    from directory.records.planning.tables import Childminding
    from directory.records.spreadsheets import Value
    from directory.records.tables import Kita, Service

PLAN_TABLE: dict[str, str] = {
    "row": "Zeile",
    "youth_office": "Jugendamt",
    "association": "Verbandsgemeinde",
    "city": "Gemeinde",
    "ags": "AGS",
    "key": "Kennung",
    "name": "Einrichtung",
    "organization": "Träger",
    "places": "Plätze",
    "free_places": "Freie Plätze",
    **COUNT_COLUMNS,
    "children": "Betreute Kinder",
    "childminders": "Tagespflegepersonen",
    "assigned": "Zugeordnete Orte",
    "minimum_age": "Alter von",
    "opening_hours": "Öffnungszeiten",
    "family_centre": "Familienzentrum",
    "social_work": "Kita-Sozialarbeit",
    "social_work_hours": "Kita-Sozialarbeit Wochenstunden",
    "hours_per_100_places": "Wochenstunden je 100 Plätze",
    "social_work_days": "Kita-Sozialarbeit Tage",
    "social_work_deputy": "Kita-Sozialarbeit Vertretung",
    "counted_on": "Stand",
    "source": "Quelle",
    "sample": "Muster",
}


def plan_row(
    service: Service, assigned: Iterable[tuple[str, str]], names: Mapping[str, str]
) -> dict[str, Value]:
    """
    Return a Kita by the field names of PLAN_TABLE.

    Parameters
    ----------
    service
        The Kita.
    assigned
        AGS and part of each village that the plan gives to it.
    names
        The name of each municipality by its AGS.
    """
    area = service.location.area if service.location else None
    own: dict[str, Value] = {
        "row": "Kita",
        "key": service.key,
        "name": service.name,
        "organization": service.organization.name if service.organization else "",
        "minimum_age": service.minimum_age,
        "opening_hours": service.opening_hours,
        "counted_on": service.source_date,
        "source": service.source,
        "sample": yes_no(service.sample),
    }
    kita: dict[str, Value] = _of_kita(service.kita) if service.kita else {}
    kita["assigned"] = BETWEEN.join(f"{names[ags]} {part}".strip() for ags, part in assigned)
    return _place(area) | own | kita


def childminding_row(area: Area, row: Childminding) -> dict[str, Value]:
    """Return the Kindertagespflege of a municipality by the field names of PLAN_TABLE."""
    return _place(area) | {
        "row": "Kindertagespflege",
        "places": row.places,
        "children": row.children,
        "childminders": row.childminders,
        "counted_on": row.counted_on,
        "source": row.source,
        "sample": yes_no(row.sample),
    }


def hours_per_100_places(hours: float | None, places: float | None) -> float | None:
    """Return weekly hours of Kita-Sozialarbeit per 100 places; None where either is unknown."""
    if hours is None or not places:
        return None
    return round(100 * hours / places, 2)


def _of_kita(kita: Kita) -> dict[str, Value]:
    children = [getattr(kita, name) for name in CHILDREN_BY_AGE]
    cells: dict[str, Value] = {**plan_cells(kita)}
    return cells | {
        "places": kita.places,
        "free_places": kita.free_places,
        "children": None if None in children else sum(children),
        "family_centre": yes_no(kita.family_centre),
        "social_work": yes_no(kita.social_work),
        "hours_per_100_places": hours_per_100_places(kita.social_work_hours, kita.places),
    }


def _place(area: Area | None) -> dict[str, Value]:
    if area is None:
        return {"association": "", "city": "", "ags": ""}
    return {
        "youth_office": area.youth_office.name if area.youth_office else "",
        "association": area.parent.name if area.parent else "",
        "city": area.name,
        "ags": area.ags,
    }
