"""Offers and Kitas as the tables that clerks edit: the same German columns out as in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.records import queries
from directory.records.importing.entries import SERVICE_DETAILS
from directory.records.planning.plan_cells import plan_cells
from directory.records.planning.queries import assignments
from geodata.errors import SourceError
from geodata.exports import write_csv, write_xlsx
from geodata.sources.details import CONTACT_FIELDS
from geodata.sources.kitas import KITA_COLUMNS
from geodata.sources.services import DELIVERIES, KINDS, SERVICE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.records.tables import Service

    Value = str | int | float | date | None

GERMAN_KIND = {code: name for name, code in KINDS.items()}
GERMAN_DELIVERY = {code: name for name, code in DELIVERIES.items()}
BETWEEN = "; "  # the entries of one cell


def export_services(session: Session, path: Path) -> int:
    """Write the offers on display into an XLSX or CSV file; return how many there are."""
    offers = [service for service in queries.services(session) if service.kita is None]
    write_table(path, "Angebote", SERVICE_COLUMNS, [service_row(service) for service in offers])
    return len(offers)


def export_kitas(session: Session, path: Path) -> int:
    """Write the Kitas on display into an XLSX or CSV file; return how many there are."""
    kitas = queries.services(session, kind="kita")
    assigned = assignments(session)
    rows = [kita_row(service, assigned.get(service.id, ())) for service in kitas]
    write_table(path, "Kitas", KITA_COLUMNS, rows)
    return len(kitas)


def service_row(service: Service) -> dict[str, Value]:
    """Return an offer by the field names of SERVICE_COLUMNS."""
    return _shared(service) | {
        "kind": GERMAN_KIND[service.kind],
        "description": service.description,
        "topics": BETWEEN.join(term.name for term in service.topics),
        "target_group": service.eligibility_description,
        "minimum_age": service.minimum_age,
        "maximum_age": service.maximum_age,
        "cost": BETWEEN.join(cost.option for cost in service.cost_options),
        "appointment": service.application_process,
        "delivery": GERMAN_DELIVERY[service.delivery],
        "documents": BETWEEN.join(paper.document for paper in service.required_documents),
        "child_welcome": yes_no(service.child_welcome),
        "interpreter": yes_no(service.interpreter),
        "undisclosed": yes_no(service.undisclosed),
        "anonymous": yes_no(service.anonymous),
        "certificate": yes_no(service.certificate),
        "free_places": service.free_places,
    }


def kita_row(service: Service, assigned: Iterable[tuple[str, str]] = ()) -> dict[str, Value]:
    """Return a Kita by the field names of KITA_COLUMNS; `assigned` are AGS and part of villages."""
    kita = service.kita
    own: dict[str, Value] = {"minimum_age": service.minimum_age}
    if kita is not None:
        own |= {"places": kita.places, "free_places": kita.free_places}
        own["family_centre"] = yes_no(kita.family_centre)
        own["social_work"] = yes_no(kita.social_work)
        own |= plan_cells(kita, assigned)
    return _shared(service) | own


def _shared(service: Service) -> dict[str, Value]:
    """Return what both tables have."""
    return (
        _address(service)
        | _details(service)
        | {
            "key": service.key,
            "name": service.name,
            "organization": service.organization.name if service.organization else "",
            "phone": BETWEEN.join(phone.number for phone in service.phones),
            "email": service.email,
            "website": service.url,
            "opening_hours": service.opening_hours,
            "languages": BETWEEN.join(language.code for language in service.languages),
            "confirmed_on": service.confirmed_on,
            "confirmed_by": service.confirmed_by,
            "source": service.source,
            "source_date": service.source_date,
            "sample": yes_no(service.sample),
        }
    )


def _address(service: Service) -> dict[str, Value]:
    location = service.location
    if location is None:
        return {}
    longitude, latitude = location.longitude_latitude or (None, None)
    return {
        "street": location.address_1,
        "postal_code": location.postal_code,
        "city": location.city,
        "ags": location.area.ags if location.area else "",
        "longitude": longitude,
        "latitude": latitude,
    }


def _details(service: Service) -> dict[str, Value]:
    """Return what is good to know before calling or going, door and contacts among it."""
    details: dict[str, Value] = {name: getattr(service, name) for name in SERVICE_DETAILS}
    for name in ("step_free", "changing_table"):
        details[name] = yes_no(_access(service, name))
    for contact in service.contacts:
        for name in CONTACT_FIELDS:
            details[f"contact_{contact.number}_{name}"] = getattr(contact, name)
    return details


def _access(service: Service, name: str) -> bool | None:
    access = service.location.accessibility if service.location else []
    return getattr(access[0], name) if access else None


def yes_no(value: bool | None) -> str:  # noqa: FBT001 - a fact
    """Return a fact as our tables say it; "" where it is unknown."""
    return "" if value is None else ("ja" if value else "nein")


def write_table(
    path: Path, title: str, columns: Mapping[str, str], rows: Iterable[Mapping[str, Value]]
) -> None:
    """Write rows by field name under German columns, as XLSX or CSV by the ending of the path."""
    cells = ([row.get(name) for name in columns] for row in rows)
    if path.suffix.lower() == ".xlsx":
        write_xlsx(path, title, list(columns.values()), cells)
    elif path.suffix.lower() == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:  # Excel needs the BOM
            write_csv(file, list(columns.values()), cells)
    else:
        raise SourceError(path, "can be neither XLSX nor CSV", advice="End it in .xlsx or .csv.")
