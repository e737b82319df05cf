"""An invented district of three villages with a few offers, for tests of pages."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from geoalchemy2.shape import from_shape
from shapely import MultiPolygon, Point, box

from directory import create_app
from directory.records.area_tables import Area, AreaBoundary, AreaPopulation, Dataset, Place
from directory.records.columns import id_from_key
from directory.records.database import open_engine, writing
from directory.records.folding import fold
from directory.records.migrating import upgrade
from directory.records.tables import (
    Accessibility,
    CostOption,
    Kita,
    Language,
    Location,
    LocationPosition,
    Organization,
    Phone,
    RequiredDocument,
    Schedule,
    Service,
    ServiceAtLocation,
    TaxonomyTerm,
)
from directory.records.taxonomy import KINDS, topics
from geodata.crs import METRIC_SRID, Bounds
from geodata.district import District, Source
from tests.small_clock import clock_results
from tests.small_results import VILLAGES, gap_results

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from flask import Flask
    from sqlalchemy.orm import Session

TUESDAY = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)  # 10:30 in the district, no holiday
HOSTILE = "<script>alert(1)</script><b>`${alert(2)}`"
WEST_M, SOUTH_M, SIDE_M = 370_000.0, 5_575_000.0, 4_000.0
THRESHOLD = {
    "public_transport_minutes": 30,
    "car_minutes": 20,
    "stay_minutes": 60,
    "source": "Test",
}


def small_district(folder: Path, *, sample: bool = True) -> District:
    """Return the district; its sources are never read here."""
    return District(
        name="Landkreis Muster",
        slug="muster",
        ags="99999",
        state="RP",
        srid=METRIC_SRID,
        timezone="Europe/Berlin",
        bounds=Bounds(6.9, 50.1, 7.7, 50.5),
        folder=folder,
        sources={"services": Source("services", folder / "services.csv", sample=sample)},
        thresholds={
            "kita": THRESHOLD | {"target": "under_6"},
            "counselling": THRESHOLD | {"target": "under_18"},
            "family_education": THRESHOLD | {"target": "everyone"},
        },
        texts={"operator": "Kreisverwaltung Muster", "impressum": "Erster Absatz.\n\nZweiter."},
    )


def small_app(
    folder: Path, *, sample: bool = True, internal_pages: bool = True, hostile: bool = False
) -> Flask:
    """Return an app over freshly written records and results, its clock set to a Tuesday."""
    url = f"sqlite:///{folder / 'directory.sqlite'}"
    engine = open_engine(url)
    upgrade(engine)
    with writing(engine) as session, session.begin():
        write_records(session, sample=sample, hostile=hostile)
    engine.dispose()
    (folder / "gaps.json").write_text(json.dumps(gap_results()), encoding="utf-8")
    (folder / "clock.json").write_text(json.dumps(clock_results()), encoding="utf-8")
    app = create_app(
        small_district(folder, sample=sample),
        database_url=url,
        results=folder,
        internal_pages=internal_pages,
    )
    app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False, CLOCK=lambda: TUESDAY)
    return app


def service_id(name: str) -> UUID:
    """Return the id of an offer by its name."""
    return id_from_key("service", name)


def write_records(session: Session, *, sample: bool, hostile: bool) -> None:
    """Write areas, places and offers."""
    session.add(
        Dataset(
            id=id_from_key("dataset", "services"),
            name="services",
            file_name="angebote.csv",
            sha256="0" * 64,
            licence="EUPL-1.2",
            attribution="frei erfunden",
            sample=sample,
            imported_at=TUESDAY,
            rows=30,
        )
    )
    terms = [TaxonomyTerm(taxonomy="kind", code=c, name=n) for c, n in KINDS.items()]
    terms += [TaxonomyTerm(taxonomy="topic", code=t.code, name=t.name) for t in topics()]
    for term in terms:
        term.id = id_from_key("taxonomy_term", term.taxonomy, term.code)
    session.add_all(terms)
    villages = [_village(name, index) for index, name in enumerate(VILLAGES)]
    session.add_all(villages)
    session.add_all(_place(name, "municipality", index) for index, name in enumerate(VILLAGES))
    session.add(_place("Oberau, Am Brückchen", "stop", 0))
    session.add(_place("Kirchgasse", "street", 0))
    writer = _Offers(session, terms, villages, sample=sample)
    writer.write_all()
    if hostile:
        villages[0].name = HOSTILE
        writer.offer(HOSTILE, "other", ["leisure"], village=0, description=HOSTILE, url=HOSTILE)


def _village(name: str, index: int) -> Area:
    west = WEST_M + index * SIDE_M
    square = MultiPolygon([box(west, SOUTH_M, west + SIDE_M, SOUTH_M + SIDE_M)])
    return Area(
        id=id_from_key("area", name),
        level="municipality",
        ags=f"9999900{index}",
        name=name,
        bounded=AreaBoundary(boundary=from_shape(square, METRIC_SRID)),
        population=AreaPopulation(people=1000.0 * (index + 1)),
    )


def _place(name: str, kind: str, village: int) -> Place:
    return Place(
        id=id_from_key("place", name),
        kind=kind,
        key=name,
        name=name,
        folded_name=fold(name),
        area_id=id_from_key("area", VILLAGES[village]),
        position=_point(village, 0.0),
    )


def _point(village: int, offset_m: float) -> Any:  # noqa: ANN401 - a geometry of GeoAlchemy2
    x_m = WEST_M + (village + 0.5) * SIDE_M + offset_m
    return from_shape(Point(x_m, SOUTH_M + SIDE_M / 2 + offset_m), METRIC_SRID)


class _Offers:
    """Writes offers of every sort."""

    def __init__(
        self, session: Session, terms: list[TaxonomyTerm], villages: list[Area], *, sample: bool
    ) -> None:
        self._session, self._villages, self._sample = session, villages, sample
        self._terms = {(term.taxonomy, term.code): term for term in terms}
        self._traeger = Organization(id=id_from_key("organization", "x"), name="Auland e. V.")
        session.add(self._traeger)

    def write_all(self) -> None:
        kita = self.offer("Kita Regenbogen", "kita", ["daycare"], village=0)
        kita.kita = Kita(places=60, free_places=3, family_centre=True, social_work=None)
        self.offer("Kita Sonnenblume", "kita", ["daycare"], village=2)
        self.offer("Erziehungsberatung Auland", "counselling", ["parenting"], village=1)
        self.offer("Schuldnerberatung Talheim", "counselling", ["debts", "benefits"], village=2)
        # Its place should not be in the records at all; should it ever be, no page may tell.
        self.offer("Beratung bei Gewalt", "counselling", ["violence"], village=1)
        self._session.flush()
        secret = self._session.get_one(Service, service_id("Beratung bei Gewalt"))
        secret.undisclosed = True
        self.offer(
            "Telefon für Eltern", "counselling", ["parenting"], village=None
        ).delivery = "phone"
        for number in range(1, 25):
            self.offer(
                f"Krabbelgruppe {number}",
                "family_education",
                ["parent_child_groups"],
                village=number % 3,
                offset_m=60.0 * number,
            )

    def offer(
        self,
        name: str,
        kind: str,
        topic_codes: list[str],
        *,
        village: int | None,
        offset_m: float = 0.0,
        **fields: str,
    ) -> Service:
        service = Service(
            id=service_id(name),
            organization=self._traeger,
            key=name,
            name=name,
            eligibility_description="Eltern mit kleinen Kindern",
            email="post@example.org",
            confirmed_on=date(2026, 10, 1),
            confirmed_by="den Träger",
            sample=self._sample,
            terms=[self._terms["kind", kind]] + [self._terms["topic", c] for c in topic_codes],
            phones=[Phone(id=id_from_key("phone", name), number="02630 99999")],
            languages=[Language(id=id_from_key("language", name), code="uk")],
            cost_options=[CostOption(id=id_from_key("cost", name), option="kostenfrei")],
            required_documents=[
                RequiredDocument(id=id_from_key("paper", name), document="Ausweis")
            ],
            **({"description": "Wir hören zu.", "url": "www.example.org"} | fields),
        )
        here = None if village is None else self._here(service, village, offset_m)
        service.schedules = [
            Schedule(
                id=id_from_key("schedule", name, str(weekday)),
                service_at_location_id=here.id if here else None,
                weekday=weekday,
                opens_minutes=8 * 60,
                closes_minutes=12 * 60 + 30,
            )
            for weekday in (0, 1, 3)
        ]
        self._session.add(service)
        return service

    def _here(self, service: Service, village: int, offset_m: float) -> ServiceAtLocation:
        location = Location(
            id=id_from_key("location", service.name),
            area_id=self._villages[village].id,
            address_1="Dorfstraße 1",
            postal_code="56999",
            city=VILLAGES[village],
            located=LocationPosition(position=_point(village, offset_m)),
            accessibility=[
                Accessibility(id=id_from_key("accessibility", service.name), step_free=True)
            ],
        )
        return ServiceAtLocation(
            id=id_from_key("service_at_location", service.name), service=service, location=location
        )
