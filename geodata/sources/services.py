"""A list of offers (CSV, XLSX or GeoJSON with German columns) read into records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.errors import RowError
from geodata.sources.details import (
    CONTACT_COLUMNS,
    DETAIL_COLUMNS,
    NO_DETAILS,
    Details,
    read_details,
)
from geodata.sources.entries import key_or_address, languages, postal_code, web_address
from geodata.sources.fields import (
    long_text,
    municipality_key,
    not_negative,
    one_of,
    optional_count,
    optional_date,
    required_text,
    text,
    words,
    yes_or_no,
)
from geodata.sources.kitas import KITA_COLUMNS, KitaRecord, read_kitas
from geodata.sources.positions import LATITUDE, LONGITUDE, read_position
from geodata.sources.reading import Reading, read_rows, unique
from geodata.sources.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from geodata.crs import Bounds

__all__ = [
    "KITA_COLUMNS",
    "SERVICE_COLUMNS",
    "KitaRecord",
    "ServiceRecord",
    "read_kitas",
    "read_services",
]

SERVICE_COLUMNS: dict[str, str] = {
    "key": "Kennung",
    "kind": "Art",
    "name": "Name",
    "organization": "Träger",
    "description": "Beschreibung",
    "topics": "Themen",
    "target_group": "Zielgruppe",
    "minimum_age": "Alter von",
    "maximum_age": "Alter bis",
    "languages": "Sprachen",
    "cost": "Kosten",
    "appointment": "Termin",
    "street": "Straße",
    "postal_code": "PLZ",
    "city": "Ort",
    "ags": "AGS",
    "longitude": "Länge",
    "latitude": "Breite",
    "delivery": "Erbringung",
    "opening_hours": "Öffnungszeiten",
    "phone": "Telefon",
    "email": "E-Mail",
    "website": "Website",
    "documents": "Unterlagen",
    "step_free": "Stufenfrei",
    "child_welcome": "Kind darf mit",
    "interpreter": "Dolmetschen",
    "undisclosed": "Adresse geheim",
    "anonymous": "Anonym",
    "certificate": "Beratungsschein § 7 SchKG",
    "free_places": "Freie Plätze",
    **DETAIL_COLUMNS,
    **CONTACT_COLUMNS,
    "confirmed_on": "Bestätigt am",
    "confirmed_by": "Bestätigt durch",
    "source": "Quelle",
    "source_date": "Stand der Quelle",
    "sample": "Muster",
}
KINDS = {
    "Beratung": "counselling",
    "Familienbildung": "family_education",
    "Sonstiges": "other",
}
DELIVERIES = {
    "vor Ort": "place",
    "in der Kita": "kita",
    "zu Hause": "home",
    "Telefon": "phone",
    "online": "online",
}
APPOINTMENTS = {"ohne Termin": "ohne Termin", "mit Termin": "mit Termin"}
MAXIMUM_AGE = "Alter bis"
PLACE = "place"  # the delivery that needs a position
ADDRESS = ("Straße", "PLZ", LONGITUDE, LATITUDE)
ALIASES = {
    **SERVICE_COLUMNS,
    "id": "Kennung",
    "provider": "Träger",
    "opening_hours_as_stated": "Öffnungszeiten",
    "source_url": "Quelle",
}


@dataclass(frozen=True)
class ServiceRecord:
    """
    One offer as its list describes it; None and "" mean that the list does not say.

    An undisclosed offer, or one that comes to people, has no position.
    """

    key: str
    kind: str
    name: str
    organization: str
    description: str
    topics: tuple[str, ...]
    target_group: str
    minimum_age: float | None
    maximum_age: float | None
    languages: tuple[str, ...]
    cost: str
    appointment: str
    street: str
    postal_code: str
    city: str
    ags: str
    longitude: float | None
    latitude: float | None
    delivery: str
    opening_hours: str
    phone: str
    email: str
    website: str
    documents: tuple[str, ...]
    step_free: bool | None
    child_welcome: bool | None
    interpreter: bool | None
    undisclosed: bool
    confirmed_on: date | None
    confirmed_by: str
    source: str
    source_date: date | None
    sample: bool
    anonymous: bool | None = None
    certificate: bool | None = None  # issues the Beratungsschein of § 7 SchKG
    free_places: int | None = None
    details: Details = NO_DETAILS


def read_services(path: Path, *, bounds: Bounds | None = None) -> Reading[ServiceRecord]:
    """
    Read a list of offers; a bad row is listed and never stops the others.

    Street, postal code and position of an offer whose address is secret are
    not taken, and the reading notes it.

    Parameters
    ----------
    path
        CSV, XLSX or GeoJSON with the columns of SERVICE_COLUMNS; only Name and
        Art are needed, and the position where the offer is at a place.
    bounds
        Where an offer for the district may lie.

    Raises
    ------
    SourceError
        If the file cannot be read as a table or lacks a needed column.
    """
    table = read_table(path).named(SERVICE_COLUMNS.values(), ALIASES)
    table.require("Name", "Art")
    reading = read_rows(table.rows, lambda row: _service(row, bounds), rejected=table.rejected)
    secret = {line for line, record in reading.records if record.undisclosed}
    reading.notes.extend(
        (line, "the address is secret: street, PLZ and position were not taken")
        for line, row in table.rows
        if line in secret and any(text(row, column) for column in ADDRESS)
    )
    return unique(reading, lambda record: record.key, "Kennung")


def _service(row: Mapping[str, str], bounds: Bounds | None) -> ServiceRecord:
    undisclosed = yes_or_no(row, "Adresse geheim") or False
    delivery = one_of(row, "Erbringung", DELIVERIES) or PLACE
    longitude, latitude = _position(row, bounds, undisclosed=undisclosed, delivery=delivery)
    minimum_age, maximum_age = _ages(row)
    return ServiceRecord(
        key=key_or_address(row, "Name"),
        kind=_kind(row),
        name=required_text(row, "Name"),
        organization=text(row, "Träger"),
        description=long_text(row, "Beschreibung"),
        topics=words(row, "Themen"),
        target_group=text(row, "Zielgruppe"),
        minimum_age=minimum_age,
        maximum_age=maximum_age,
        languages=languages(row, "Sprachen"),
        cost=text(row, "Kosten"),
        appointment=one_of(row, "Termin", APPOINTMENTS),
        street="" if undisclosed else text(row, "Straße"),
        postal_code="" if undisclosed else postal_code(row, "PLZ"),
        city=text(row, "Ort"),
        ags=municipality_key(row, "AGS"),
        longitude=longitude,
        latitude=latitude,
        delivery=delivery,
        opening_hours=long_text(row, "Öffnungszeiten"),
        phone=text(row, "Telefon"),
        email=text(row, "E-Mail"),
        website=web_address(row, "Website"),
        documents=words(row, "Unterlagen"),
        step_free=yes_or_no(row, "Stufenfrei"),
        child_welcome=yes_or_no(row, "Kind darf mit"),
        interpreter=yes_or_no(row, "Dolmetschen"),
        undisclosed=undisclosed,
        confirmed_on=optional_date(row, "Bestätigt am"),
        confirmed_by=text(row, "Bestätigt durch"),
        source=text(row, "Quelle"),
        source_date=optional_date(row, "Stand der Quelle"),
        sample=yes_or_no(row, "Muster") or False,
        anonymous=yes_or_no(row, "Anonym"),
        certificate=yes_or_no(row, "Beratungsschein § 7 SchKG"),
        free_places=optional_count(row, "Freie Plätze"),
        details=read_details(row),
    )


def _kind(row: Mapping[str, str]) -> str:
    required_text(row, "Art")
    return one_of(row, "Art", KINDS)


def _position(
    row: Mapping[str, str], bounds: Bounds | None, *, undisclosed: bool, delivery: str
) -> tuple[float, float] | tuple[None, None]:
    """Return the position of an offer at a place; any other has none, wherever its cells point."""
    if undisclosed:
        return None, None
    position = read_position(row, bounds)
    if position is None and delivery == PLACE:
        problem = "is empty; give the position in degrees, or say how else it reaches people"
        raise RowError(LONGITUDE, problem)
    return position or (None, None)


def _ages(row: Mapping[str, str]) -> tuple[float | None, float | None]:
    minimum, maximum = not_negative(row, "Alter von"), not_negative(row, MAXIMUM_AGE)
    if minimum is not None and maximum is not None and minimum > maximum:
        problem = f"{maximum:g} is less than Alter von, {minimum:g}"
        raise RowError(MAXIMUM_AGE, problem)
    return minimum, maximum
