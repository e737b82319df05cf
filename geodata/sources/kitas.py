"""A list of Kitas (CSV, XLSX or GeoJSON with German columns) read into records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    optional_count,
    optional_date,
    required_text,
    text,
    yes_or_no,
)
from geodata.sources.kita_plan import NO_PLAN, PLAN_COLUMNS, KitaPlan, read_plan
from geodata.sources.positions import LATITUDE, LONGITUDE, required_position
from geodata.sources.reading import Reading, read_rows, unique
from geodata.sources.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from geodata.crs import Bounds

KITA_COLUMNS: dict[str, str] = {
    "key": "Kennung",
    "name": "Einrichtung",
    "organization": "Träger",
    "street": "Straße",
    "postal_code": "PLZ",
    "city": "Ort",
    "ags": "AGS",
    "longitude": "Länge",
    "latitude": "Breite",
    "phone": "Telefon",
    "email": "E-Mail",
    "website": "Website",
    "opening_hours": "Öffnungszeiten",
    "places": "Plätze",
    "free_places": "Freie Plätze",
    "minimum_age": "Alter von",
    "family_centre": "Familienzentrum",
    "social_work": "Kita-Sozialarbeit",
    "languages": "Sprachen",
    "step_free": "Stufenfrei",
    **DETAIL_COLUMNS,
    **CONTACT_COLUMNS,
    **PLAN_COLUMNS,
    "confirmed_on": "Bestätigt am",
    "confirmed_by": "Bestätigt durch",
    "source": "Quelle",
    "source_date": "Stand der Quelle",
    "sample": "Muster",
}


@dataclass(frozen=True)
class KitaRecord:
    """One Kita as its list describes it; None and "" mean that the list does not say."""

    key: str
    name: str
    organization: str
    street: str
    postal_code: str
    city: str
    ags: str
    longitude: float
    latitude: float
    phone: str
    email: str
    website: str
    opening_hours: str
    places: int | None
    free_places: int | None
    minimum_age: float | None
    family_centre: bool | None
    social_work: bool | None
    languages: tuple[str, ...]
    step_free: bool | None
    confirmed_on: date | None
    confirmed_by: str
    source: str
    source_date: date | None
    sample: bool
    details: Details = NO_DETAILS
    plan: KitaPlan = NO_PLAN


def read_kitas(path: Path, *, bounds: Bounds | None = None) -> Reading[KitaRecord]:
    """
    Read a list of Kitas; a bad row is listed and never stops the others.

    Parameters
    ----------
    path
        CSV, XLSX or GeoJSON with the columns of KITA_COLUMNS; only Einrichtung
        and the position (Länge, Breite in degrees) are needed.
    bounds
        Where a Kita of the district may lie.

    Raises
    ------
    SourceError
        If the file cannot be read as a table or lacks a needed column.
    """
    table = read_table(path).named(KITA_COLUMNS.values(), KITA_COLUMNS)
    table.require("Einrichtung", LONGITUDE, LATITUDE)
    reading = read_rows(table.rows, lambda row: _kita(row, bounds), rejected=table.rejected)
    return unique(reading, lambda record: record.key, "Kennung")


def _kita(row: Mapping[str, str], bounds: Bounds | None) -> KitaRecord:
    longitude, latitude = required_position(row, bounds)
    return KitaRecord(
        key=key_or_address(row, "Einrichtung"),
        name=required_text(row, "Einrichtung"),
        organization=text(row, "Träger"),
        street=text(row, "Straße"),
        postal_code=postal_code(row, "PLZ"),
        city=text(row, "Ort"),
        ags=municipality_key(row, "AGS"),
        longitude=longitude,
        latitude=latitude,
        phone=text(row, "Telefon"),
        email=text(row, "E-Mail"),
        website=web_address(row, "Website"),
        opening_hours=long_text(row, "Öffnungszeiten"),
        places=optional_count(row, "Plätze"),
        free_places=optional_count(row, "Freie Plätze"),
        minimum_age=not_negative(row, "Alter von"),
        family_centre=yes_or_no(row, "Familienzentrum"),
        social_work=yes_or_no(row, "Kita-Sozialarbeit"),
        languages=languages(row, "Sprachen"),
        step_free=yes_or_no(row, "Stufenfrei"),
        confirmed_on=optional_date(row, "Bestätigt am"),
        confirmed_by=text(row, "Bestätigt durch"),
        source=text(row, "Quelle"),
        source_date=optional_date(row, "Stand der Quelle"),
        sample=yes_or_no(row, "Muster") or False,
        details=read_details(row),
        plan=read_plan(row),
    )
