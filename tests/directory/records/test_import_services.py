"""Offers and Kitas in the records: every row taken or listed, a second import updates."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import text

from directory.records import queries
from directory.records.importing import import_kitas, import_services
from geodata.errors import RowError
from geodata.sources.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from directory.records.area_tables import Dataset
    from directory.records.tables import Service
    from geodata.sources.kitas import KitaRecord
    from geodata.sources.services import ServiceRecord

    MakeService = Callable[..., ServiceRecord]
    MakeDataset = Callable[..., Dataset]


def reading_of(*records: object) -> Reading:
    return Reading(list(enumerate(records, start=2)))


def the_only_service(session: Session) -> Service:
    (service,) = queries.services(session)
    return service


def rows_in(session: Session, table: str) -> int:
    return session.execute(text(f"SELECT count(*) FROM {table}")).scalar()  # noqa: S608 - a table's name


def test_an_offer_comes_back_with_all_that_its_row_said(
    session: Session, a_service: MakeService, a_dataset: MakeDataset, two_villages: Callable
) -> None:
    two_villages()
    report = import_services(session, reading_of(a_service()), a_dataset())
    session.commit()
    assert str(report) == "services: 1 imported (1 new, 0 changed), 0 rejected"
    service = the_only_service(session)
    assert service.kind == "counselling"
    assert service.organization.name == "Caritas"
    assert [topic.code for topic in service.topics] == ["parenting"]
    assert service.location.longitude_latitude == (7.05, 50.35)
    assert service.location.area.name == "Acht"
    assert service.location.accessibility[0].step_free is True
    assert [phone.number for phone in service.phones] == ["02651 9999-0"]
    assert [language.code for language in service.languages] == ["de", "tr"]
    assert [paper.document for paper in service.required_documents] == ["Ausweis", "Gutschein"]
    assert service.cost_options[0].option == "kostenfrei"
    assert service.confirmed_on == date(2026, 10, 1)
    assert service.confirmed_by == "Träger"
    tuesday = [(s.opens_minutes, s.closes_minutes) for s in service.schedules if s.weekday == 1]
    assert tuesday == [(480, 720), (840, 960)]
    assert len(service.locations_here[0].schedules) == 5


def test_a_kita_is_a_service_with_its_own_figures_beside(
    session: Session, a_kita: Callable[..., KitaRecord], a_dataset: MakeDataset
) -> None:
    import_kitas(session, reading_of(a_kita()), a_dataset("kitas"))
    session.commit()
    service = the_only_service(session)
    assert service.kind == "kita"
    assert service.minimum_age == 2.0
    assert (service.kita.places, service.kita.free_places) == (80, 3)
    assert service.kita.family_centre is True
    assert service.kita.social_work is None
    assert {topic.code for topic in service.topics} == {"daycare", "family_centre"}


def test_importing_twice_changes_nothing_and_makes_no_doubles(
    session: Session, a_service: MakeService, a_dataset: MakeDataset
) -> None:
    tables = ("service", "location", "location_position", "schedule", "phone", "organization")
    tables += ("service_term", "taxonomy_term", "language", "service_at_location")
    import_services(session, reading_of(a_service()), a_dataset())
    session.commit()
    before = [rows_in(session, table) for table in tables]
    report = import_services(session, reading_of(a_service()), a_dataset())
    session.commit()
    assert [rows_in(session, table) for table in tables] == before
    assert (report.added, report.updated, report.unchanged) == (0, 0, 1)


def test_a_changed_row_updates_the_entry_with_the_same_key(
    session: Session, a_service: MakeService, a_dataset: MakeDataset
) -> None:
    import_services(session, reading_of(a_service()), a_dataset())
    session.commit()
    before = the_only_service(session).id
    changed = a_service(
        name="Elternberatung",
        organization="Diakonie",
        topics=("Trennung und Scheidung", "Schulden"),
        languages=("de", "uk"),
        opening_hours="Fr 09:00-11:00",
        longitude=7.06,
        phone="02651 9999-1",
        step_free=None,
        confirmed_on=date(2026, 11, 1),
    )
    report = import_services(session, reading_of(changed), a_dataset())
    session.commit()
    session.expire_all()
    service = the_only_service(session)
    assert (report.added, report.updated) == (0, 1)
    assert service.id == before
    assert service.name == "Elternberatung"
    assert service.organization.name == "Diakonie"
    assert {topic.code for topic in service.topics} == {"separation", "debts"}
    assert [language.code for language in service.languages] == ["de", "uk"]
    assert [schedule.weekday for schedule in service.schedules] == [4]
    assert service.location.longitude_latitude == (7.06, 50.35)
    assert service.location.accessibility == []
    assert service.confirmed_on == date(2026, 11, 1)
    assert rows_in(session, "phone") == 1


def test_a_bad_row_is_listed_and_the_good_ones_are_taken(
    session: Session, a_service: MakeService, a_dataset: MakeDataset
) -> None:
    reading = reading_of(a_service(), a_service(key="S2"))
    reading.rejected.append((4, RowError("Breite", "'hier' is not a number")))
    report = import_services(session, reading, a_dataset())
    session.commit()
    assert len(queries.services(session)) == 2
    assert "2 imported (2 new, 0 changed), 1 rejected" in str(report)
    assert "line 4: field Breite: 'hier' is not a number" in str(report)


def test_what_a_newer_file_no_longer_has_is_not_shown_but_kept(
    session: Session, a_service: MakeService, a_dataset: MakeDataset
) -> None:
    import_services(session, reading_of(a_service(), a_service(key="S2")), a_dataset())
    report = import_services(session, reading_of(a_service()), a_dataset())
    session.commit()
    assert report.retired == 1
    assert [service.key for service in queries.services(session)] == ["S1"]
    assert rows_in(session, "service") == 2


def test_nothing_is_retired_for_a_row_that_could_not_be_read(
    session: Session, a_service: MakeService, a_dataset: MakeDataset
) -> None:
    import_services(session, reading_of(a_service(), a_service(key="S2")), a_dataset())
    reading = reading_of(a_service())
    reading.rejected.append((3, RowError("Länge", "is empty")))
    assert import_services(session, reading, a_dataset()).retired == 0
    assert len(queries.services(session)) == 2


def test_an_entry_edited_by_hand_wins_over_the_district_file_and_is_listed(
    session: Session, a_service: MakeService, a_dataset: MakeDataset
) -> None:
    import_services(session, reading_of(a_service()), a_dataset())
    edited = a_service(phone="02651 9999-7")
    import_services(session, reading_of(edited), a_dataset("services_by_hand"))
    report = import_services(session, reading_of(a_service()), a_dataset())
    session.commit()
    assert the_only_service(session).phones[0].number == "02651 9999-7"
    assert "line 2: Erziehungsberatung was imported by hand since" in str(report)


def test_an_undisclosed_offer_has_no_location_and_no_position(
    session: Session, a_service: MakeService, a_dataset: MakeDataset
) -> None:
    secret = a_service(undisclosed=True, step_free=True)
    import_services(session, reading_of(secret), a_dataset())
    session.commit()
    assert the_only_service(session).location is None
    assert rows_in(session, "location") == rows_in(session, "location_position") == 0
    assert queries.doors_of_kind(session, "counselling") == []


def test_an_offer_that_becomes_undisclosed_loses_its_address_everywhere(
    session: Session, a_service: MakeService, a_dataset: MakeDataset
) -> None:
    import_services(session, reading_of(a_service()), a_dataset())
    session.commit()
    import_services(session, reading_of(a_service(undisclosed=True)), a_dataset())
    session.commit()
    for table in ("location", "location_position", "service_at_location", "accessibility"):
        assert rows_in(session, table) == 0, table
    assert len(the_only_service(session).schedules) == 5


def test_an_offer_by_phone_is_listed_but_has_no_door(
    session: Session, a_service: MakeService, a_dataset: MakeDataset
) -> None:
    import_services(session, reading_of(a_service(delivery="phone")), a_dataset())
    session.commit()
    assert len(queries.services(session)) == 1
    assert queries.doors_of_kind(session, "counselling") == []


def test_hours_that_nobody_can_read_stay_as_text_and_are_noted(
    session: Session, a_service: MakeService, a_dataset: MakeDataset
) -> None:
    unclear = a_service(opening_hours="meistens vormittags, wenn Frau A. da ist")
    report = import_services(session, reading_of(unclear), a_dataset())
    session.commit()
    service = the_only_service(session)
    assert service.opening_hours == "meistens vormittags, wenn Frau A. da ist"
    assert service.schedules == []
    assert report.imported == 1
    assert "line 2: opening hours kept as text" in str(report)


def test_a_topic_outside_the_list_is_taken_and_noted(
    session: Session, a_service: MakeService, a_dataset: MakeDataset
) -> None:
    report = import_services(session, reading_of(a_service(topics=("Zirkus",))), a_dataset())
    session.commit()
    assert [topic.name for topic in the_only_service(session).topics] == ["Zirkus"]
    assert "'Zirkus' is not in the list of topics" in str(report)


def test_a_mark_against_formulas_is_taken_back(
    session: Session, a_service: MakeService, a_dataset: MakeDataset
) -> None:
    import_services(session, reading_of(a_service(phone="'+49 2651 9999-0")), a_dataset())
    session.commit()
    assert the_only_service(session).phones[0].number == "+49 2651 9999-0"


def test_everything_of_a_sample_file_is_a_sample(
    session: Session, a_service: MakeService, a_dataset: MakeDataset
) -> None:
    import_services(session, reading_of(a_service()), a_dataset(sample=True))
    session.commit()
    assert the_only_service(session).sample
    assert queries.has_samples(session)
