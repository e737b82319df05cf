"""Turn what OpenStreetMap knows into Kitas, offers and places; what may be secret stays out."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from directory.records.importing.places import Entry, write_places
from directory.records.importing.report import ImportReport
from directory.records.importing.services import import_kitas, import_services
from directory.records.importing.sources import record_source
from geodata.sources.kitas import KitaRecord
from geodata.sources.reading import Reading
from geodata.sources.services import ServiceRecord

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    import pandas as pd
    from sqlalchemy.orm import Session

    from geodata.district import Source
    from geodata.sources.osm_features import OsmFeatures

    Row = Mapping[str, str]

SOURCE = "OpenStreetMap"
# Refuges from violence: their address must not be told, even where a map has it.
SECRET_NAME = re.compile(
    r"frauenhaus|frauenh[äa]user|m[äa]dchenhaus|schutzwohnung|zufluchts|refuge|women'?s shelter",
    re.IGNORECASE,
)
SECRET_KINDS = {"shelter", "group_home", "refuge"}
SECRET_FOR = {"woman", "women", "victim", "abused", "girl", "girls"}
COUNSELLING = {"outreach", "counselling", "advice", "social_counselling"}
WORDS = re.compile(r"[;,\s]+")


def import_osm_features(
    session: Session, features: OsmFeatures, source: Source, *, lists: Iterable[str]
) -> list[ImportReport]:
    """
    Write what the district has no list of its own for.

    Parameters
    ----------
    features
        As read from the extract.
    source
        The extract; its parts are kept as datasets named `streets_kitas` and so on.
    lists
        Sources that the district names; OSM fills in for "kitas", "services" and "places".
    """
    named = set(lists)
    reports = []
    if "kitas" not in named:
        kitas = _kitas(features.kindergartens, source.date)
        reports.append(import_kitas(session, kitas, record_source(session, _part(source, "kitas"))))
    if "services" not in named:
        services = _services(features, source.date)
        dataset = record_source(session, _part(source, "services"))
        reports.append(import_services(session, services, dataset))
        if features.withheld:
            reports[-1].note(0, f"{features.withheld} shelters left out: their address is secret")
    entries = list(_addresses(features.addresses)) + list(_streets(features.addresses))
    if "places" not in named:
        entries += _places(features.places)
    dataset = record_source(session, _part(source, "places"))
    reports.append(write_places(session, entries, dataset, ImportReport(dataset.name)))
    if features.outside:
        reports[-1].note(
            0, f"{features.outside} things outside the bounds of the district left out"
        )
    if features.unplaced:
        reports[-1].note(0, f"{len(features.unplaced)} things without a place in this extract")
    return reports


def _part(source: Source, name: str) -> Source:
    return replace(source, name=f"{source.name}_{name}")


def _kitas(table: pd.DataFrame, on: date | None) -> Reading[KitaRecord]:
    return Reading([(line, _kita(row, on)) for line, row in _rows(table)])


def _kita(row: Row, on: date | None) -> KitaRecord:
    return KitaRecord(
        key=f"osm/{row['osm_id']}",
        name=row["name"] or "Kita ohne Namen",
        organization=_tag(row, "operator"),
        street=_street(row),
        postal_code=_tag(row, "addr:postcode"),
        city=_tag(row, "addr:city"),
        ags="",
        longitude=float(row["longitude"]),
        latitude=float(row["latitude"]),
        phone=_tag(row, "phone", "contact:phone"),
        email=_tag(row, "email", "contact:email"),
        website=_tag(row, "website", "contact:website"),
        opening_hours=_tag(row, "opening_hours"),
        places=_count(_tag(row, "capacity")),
        free_places=None,
        minimum_age=None,
        family_centre=None,
        social_work=None,
        languages=(),
        step_free=_step_free(row),
        confirmed_on=None,
        confirmed_by="",
        source=SOURCE,
        source_date=on,
        sample=False,
    )


def _services(features: OsmFeatures, on: date | None) -> Reading[ServiceRecord]:
    reading: Reading[ServiceRecord] = Reading([])
    for line, row in _rows(features.social_facilities):
        if may_be_secret(row):
            secret = f"{row['osm_id']} may be a refuge whose address must stay secret; left out"
            reading.notes.append((line, secret))
        elif row["name"]:
            reading.records.append((line, _service(row, on)))
        else:
            reading.notes.append((line, f"{row['osm_id']} has no name; left out"))
    for line, row in _rows(features.community_centres):
        if may_be_secret(row) or not row["name"]:
            reading.notes.append((line, f"{row['osm_id']} may be secret or has no name; left out"))
        else:
            reading.records.append((line, _service(row, on)))
    return reading


def may_be_secret(row: Row) -> bool:
    """Say whether a mapped object may be a refuge from violence; in doubt it is."""
    if SECRET_NAME.search(f"{row['name']} {_tag(row, 'operator')} {_tag(row, 'description')}"):
        return True
    groups = set(WORDS.split(_tag(row, "social_facility:for").lower()))
    kind = _tag(row, "social_facility")
    return kind in SECRET_KINDS and bool(groups & SECRET_FOR)


def _service(row: Row, on: date | None) -> ServiceRecord:
    counsels = {_tag(row, "social_facility"), _tag(row, "counselling"), _tag(row, "office")}
    return ServiceRecord(
        key=f"osm/{row['osm_id']}",
        kind="counselling" if counsels & COUNSELLING else "other",
        name=row["name"],
        organization=_tag(row, "operator"),
        description=_tag(row, "description"),
        topics=(),
        target_group="",
        minimum_age=None,
        maximum_age=None,
        languages=(),
        cost="",
        appointment="",
        street=_street(row),
        postal_code=_tag(row, "addr:postcode"),
        city=_tag(row, "addr:city"),
        ags="",
        longitude=float(row["longitude"]),
        latitude=float(row["latitude"]),
        delivery="place",
        opening_hours=_tag(row, "opening_hours"),
        phone=_tag(row, "phone", "contact:phone"),
        email=_tag(row, "email", "contact:email"),
        website=_tag(row, "website", "contact:website"),
        documents=(),
        step_free=_step_free(row),
        child_welcome=None,
        interpreter=None,
        undisclosed=False,
        confirmed_on=None,
        confirmed_by="",
        source=SOURCE,
        source_date=on,
        sample=False,
    )


def _addresses(table: pd.DataFrame) -> Iterable[Entry]:
    for _line, row in _rows(table):
        if _street(row):
            yield _entry(row, "address", ", ".join(filter(None, (_street(row), _city(row)))))


def _streets(table: pd.DataFrame) -> Iterable[Entry]:
    """Name every street once, at the first of its addresses."""
    first: dict[str, Entry] = {}
    for _line, row in _rows(table):
        street = _tag(row, "addr:street")
        if street:
            name = ", ".join(filter(None, (street, _city(row))))
            entry = Entry(name, "street", name, float(row["longitude"]), float(row["latitude"]))
            first.setdefault(name, entry)
    return first.values()


def _places(table: pd.DataFrame) -> Iterable[Entry]:
    kinds = {"suburb": "part", "quarter": "part", "neighbourhood": "part", "city": "town"}
    for _line, row in _rows(table):
        kind = _tag(row, "place", "kind")
        if row["name"]:
            yield _entry(row, kinds.get(kind, kind or "locality"), row["name"])


def _entry(row: Row, kind: str, name: str) -> Entry:
    return Entry(row["osm_id"], kind, name, float(row["longitude"]), float(row["latitude"]))


def _rows(table: pd.DataFrame) -> Iterable[tuple[int, Row]]:
    return enumerate(cast("list[dict[str, str]]", table.to_dict("records")), start=1)


def _tag(row: Row, *names: str) -> str:
    """Return the first of these tags that is set; "" where none is."""
    return next((row[name] for name in names if row.get(name)), "")


def _step_free(row: Row) -> bool | None:
    """Return whether a wheelchair gets in, so anyone without a step; "limited" says neither."""
    return {"yes": True, "no": False}.get(_tag(row, "wheelchair"))


def _street(row: Row) -> str:
    return " ".join(filter(None, (_tag(row, "addr:street"), _tag(row, "addr:housenumber"))))


def _city(row: Row) -> str:
    return " ".join(filter(None, (_tag(row, "addr:postcode"), _tag(row, "addr:city"))))


def _count(text: str) -> int | None:
    return int(text) if text.isdecimal() else None
