"""Bring the two lists, offers and Kitas, to one form: an entry of the directory."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from directory.records.columns import id_from_key
from geodata.exports import restore
from geodata.sources.kita_plan import PLAN_COLUMNS

if TYPE_CHECKING:
    from uuid import UUID

    from geodata.sources.details import ContactRecord, Details
    from geodata.sources.kita_plan import KitaPlan
    from geodata.sources.kitas import KitaRecord
    from geodata.sources.services import ServiceRecord

Record = TypeVar("Record", "ServiceRecord", "KitaRecord")
SERVICE_DETAILS = (
    "what_happens",
    "orientation",
    "catchment",
    "holiday_note",
    "waiting_weeks",
    "capacity_on",
)


@dataclass(frozen=True)
class Address:
    """Where an entry is; longitude and latitude in degrees, None where unknown."""

    street: str
    postal_code: str
    city: str
    ags: str
    longitude: float | None
    latitude: float | None
    step_free: bool | None = None
    changing_table: bool | None = None


@dataclass(frozen=True)
class Entry:
    """
    One service as it shall stand in the records.

    Parameters
    ----------
    id
        Made from the kind of list and the source's key.
    kind
        Code of its kind.
    values
        Columns of the service.
    kita
        Columns of the Kita, None where it is none.
    address
        None where the service has no location: undisclosed, or nothing is known of it.
    """

    id: UUID
    kind: str
    values: dict[str, Any]
    kita: dict[str, Any] | None
    organization: str
    topics: tuple[str, ...]
    address: Address | None
    opening_hours: str
    phone: str
    languages: tuple[str, ...]
    cost: str = ""
    documents: tuple[str, ...] = ()
    contacts: tuple[ContactRecord, ...] = ()


def entry_of_service(record: ServiceRecord) -> Entry:
    """Return an offer as an entry; of an undisclosed one no address is kept."""
    record = _restored(record)
    values = _same(record, "key", "name", "description", "email", "delivery", "minimum_age")
    values |= _same(record, "maximum_age", "interpreter", "child_welcome", "undisclosed")
    values |= _same(record, "anonymous", "certificate", "free_places")
    values |= _freshness(record) | _before_you_go(record.details)
    values["url"] = record.website
    values["eligibility_description"] = record.target_group
    values["application_process"] = record.appointment
    return Entry(
        id=id_from_key("service", "services", record.key),
        kind=record.kind,
        values=values,
        kita=None,
        organization=record.organization,
        topics=record.topics,
        address=_address(record),
        opening_hours=record.opening_hours,
        phone=record.phone,
        languages=record.languages,
        cost=record.cost,
        documents=record.documents,
        contacts=record.details.contacts,
    )


def entry_of_kita(record: KitaRecord) -> Entry:
    """Return a Kita as an entry."""
    record = _restored(record)
    values = _same(record, "key", "name", "email", "minimum_age")
    values |= _freshness(record) | _before_you_go(record.details)
    values["url"] = record.website
    return Entry(
        id=id_from_key("service", "kitas", record.key),
        kind="kita",
        values=values,
        kita=_same(record, "places", "free_places", "family_centre", "social_work")
        | _in_the_plan(record.plan),
        organization=record.organization,
        topics=("daycare", "family_centre") if record.family_centre else ("daycare",),
        address=_door(record),
        opening_hours=record.opening_hours,
        phone=record.phone,
        languages=record.languages,
        contacts=record.details.contacts,
    )


def _address(record: ServiceRecord) -> Address | None:
    if record.undisclosed:
        return None
    if all(value in {None, ""} for value in _where(record).values()):
        return None
    return _door(record)


def _door(record: ServiceRecord | KitaRecord) -> Address:
    """Return where an entry is and how one gets in."""
    changing_table = record.details.changing_table
    return Address(**_where(record), step_free=record.step_free, changing_table=changing_table)


def _where(record: ServiceRecord | KitaRecord) -> dict[str, Any]:
    return _same(record, "street", "postal_code", "city", "ags", "longitude", "latitude")


def _before_you_go(details: Details) -> dict[str, Any]:
    """Return the details that are columns of the service; contacts and places have rows."""
    return {name: getattr(details, name) for name in SERVICE_DETAILS}


def _in_the_plan(plan: KitaPlan) -> dict[str, Any]:
    """Return what the Bedarfsplan says of a Kita; whose Kita it is has rows of its own."""
    return {name: getattr(plan, name) for name in PLAN_COLUMNS if name != "assigned"}


def _freshness(record: ServiceRecord | KitaRecord) -> dict[str, Any]:
    return _same(record, "confirmed_on", "confirmed_by", "source", "source_date", "sample")


def _same(record: ServiceRecord | KitaRecord, *names: str) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}


def _restored(record: Record) -> Record:
    """Take back the mark that our tables put before a text that looks like a formula."""
    return cast("Record", _restore(record))


def _restore(value: object) -> object:
    if isinstance(value, str):
        return restore(value)
    if isinstance(value, tuple):
        return tuple(_restore(part) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        changes: dict[str, Any] = {f.name: _restore(getattr(value, f.name)) for f in fields(value)}
        return replace(value, **changes)
    return value
