"""Dated events go into the records and out again, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from directory.records.area_tables import StopEquipment
from directory.records.errors import NotFoundError
from directory.records.events import queries
from directory.records.events.spreadsheets import export_events
from directory.records.events.tables import WITHDRAWN, Event
from directory.records.importing import import_events, import_kitas, import_services
from directory.records.importing.events import in_utc
from directory.records.importing.stop_equipment import import_stop_equipment
from directory.records.queries import stop_equipment
from geodata.errors import RowError
from geodata.sources.events import EventRecord, read_events
from geodata.sources.reading import Reading
from geodata.sources.stop_equipment import StopEquipmentRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.records.area_tables import Dataset
    from directory.records.importing import ImportReport

BERLIN = ZoneInfo("Europe/Berlin")
LONG_AGO, FAR_AWAY = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
PLAIN = EventRecord(
    key="T1",
    of_list="services",
    service_key="S1",
    title="Elterncafé",
    starts=datetime(2026, 11, 24, 14, 30),  # noqa: DTZ001 - a wall clock
    ends=datetime(2026, 11, 24, 16, 0),  # noqa: DTZ001 - a wall clock
    topic="Erziehung",
    places=12,
    places_left=3,
    places_on=date(2026, 11, 20),
    registration="am Telefon",
)


@pytest.fixture
def offers(
    session: Session, a_service: Callable, a_kita: Callable, a_dataset: Callable[..., Dataset]
) -> None:
    """An ordinary offer, a sensitive one, one with a secret address, and a Kita."""
    records = [
        a_service(),
        a_service(key="S2", name="Schutz", topics=("Gewalt",)),
        a_service(key="S3", name="Haus", undisclosed=True),
    ]
    import_services(session, Reading(list(enumerate(records, start=2))), a_dataset())
    import_kitas(session, Reading([(2, a_kita())]), a_dataset("kitas"))


def take(session: Session, dataset: Dataset, *records: EventRecord) -> ImportReport:
    report = import_events(session, Reading(list(enumerate(records, start=2))), dataset, BERLIN)
    session.commit()
    session.expire_all()
    return report


def shown(session: Session) -> Sequence[Event]:
    return queries.events_between(session, LONG_AGO, FAR_AWAY)


@pytest.mark.usefixtures("offers")
def test_an_event_is_written_once_and_then_brought_up_to_date(
    session: Session, a_dataset: Callable[..., Dataset]
) -> None:
    assert take(session, a_dataset("events"), PLAIN).added == 1
    assert take(session, a_dataset("events"), PLAIN).unchanged == 1
    assert take(session, a_dataset("events"), replace(PLAIN, places_left=2)).updated == 1
    (event,) = shown(session)
    assert event.starts == datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
    assert (event.places_left, event.topic.code, event.service.key) == (2, "parenting", "S1")


@pytest.mark.usefixtures("offers")
def test_an_event_that_its_file_drops_leaves_the_pages_and_stays_in_the_records(
    session: Session, a_dataset: Callable[..., Dataset]
) -> None:
    take(session, a_dataset("events"), PLAIN, replace(PLAIN, key="T2"))
    assert take(session, a_dataset("events"), PLAIN).retired == 1
    assert [event.key for event in shown(session)] == ["T1"]
    assert session.scalars(select(Event.status).where(Event.key == "T2")).one() == WITHDRAWN


@pytest.mark.usefixtures("offers")
def test_what_a_clerk_imported_by_hand_stays(
    session: Session, a_dataset: Callable[..., Dataset]
) -> None:
    take(session, a_dataset("events"), PLAIN)
    take(session, a_dataset("events_by_hand"), replace(PLAIN, cancelled=True))
    report = take(session, a_dataset("events"), PLAIN)
    assert "by hand" in report.notes[0][1]
    assert [event.cancelled for event in shown(session)] == [True]


@pytest.mark.usefixtures("offers")
def test_an_event_of_nobody_is_reported(
    session: Session, a_dataset: Callable[..., Dataset]
) -> None:
    report = take(session, a_dataset("events"), replace(PLAIN, service_key="S9"), PLAIN)
    ((line, error),) = report.rejected
    assert (line, error.field, report.added) == (2, "Angebot", 1)
    assert "'S9'" in str(error)


@pytest.mark.usefixtures("offers")
@pytest.mark.parametrize("holder", ["S2", "S3"])
def test_an_event_of_a_sensitive_offer_is_kept_but_shown_nowhere(
    session: Session, a_dataset: Callable[..., Dataset], holder: str
) -> None:
    report = take(session, a_dataset("events"), replace(PLAIN, service_key=holder))
    assert "not in calendars" in report.notes[0][1]
    event = session.scalars(select(Event)).one()
    assert shown(session) == []
    assert queries.events_of(session, event.service_id, since=LONG_AGO) == []
    assert queries.next_start(session, LONG_AGO) is None
    with pytest.raises(NotFoundError):
        queries.event_by_id(session, event.id)


@pytest.mark.usefixtures("offers")
def test_an_event_on_a_sensitive_topic_is_shown_nowhere(
    session: Session, a_dataset: Callable[..., Dataset]
) -> None:
    take(session, a_dataset("events"), replace(PLAIN, topic="Gewalt"))
    assert shown(session) == []


def test_an_area_has_its_own_events_and_those_of_the_areas_below(
    session: Session,
    two_villages: Callable[[], None],
    a_dataset: Callable[..., Dataset],
    request: pytest.FixtureRequest,
) -> None:
    two_villages()
    request.getfixturevalue("offers")
    in_kita = replace(PLAIN, key="T2", of_list="kitas", service_key="K1")
    take(session, a_dataset("events"), PLAIN, in_kita)
    acht, boos = (queries.area_by_key(session, key) for key in ("07137001", "07137008"))
    acht.parent_id = boos.id
    session.commit()
    within = {
        area.name: {e.key for e in queries.events_between(session, LONG_AGO, FAR_AWAY, within=area)}
        for area in (acht, boos)
    }
    assert within == {"Acht": {"T1"}, "Boos": {"T1", "T2"}}


@pytest.mark.usefixtures("offers")
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_events_go_out_and_in_again_unchanged(
    session: Session, a_dataset: Callable[..., Dataset], tmp_path: Path, ending: str
) -> None:
    midnight = datetime(2026, 10, 26)  # noqa: DTZ001 - a wall clock
    full = replace(
        PLAIN,
        key="T2",
        of_list="kitas",
        service_key="K1",
        title="=1+1",
        description="-\nzwei",
        starts=midnight - timedelta(hours=5),
        ends=midnight,
        room="@Saal",
        minimum_age=0.5,
        maximum_age=3.0,
        register_by=date(2026, 10, 20),
        cost="5 Euro",
        cancelled=True,
        sample=True,
    )
    bare = replace(PLAIN, key="T3", ends=None, topic="", places=None, places_left=None)
    take(session, a_dataset("events"), PLAIN, full, bare)
    path = tmp_path / f"termine{ending}"
    assert export_events(session, path, BERLIN) == 3
    reading = read_events(path)
    assert reading.rejected == []
    report = import_events(session, reading, a_dataset("events"), BERLIN)
    assert (report.added, report.updated, report.unchanged) == (0, 0, 3)


def test_a_time_that_the_clocks_jump_over_is_refused() -> None:
    with pytest.raises(RowError, match="02:30 does not exist"):
        in_utc(datetime(2026, 3, 29, 2, 30), BERLIN, "Beginn")  # noqa: DTZ001 - a wall clock


def test_a_time_that_comes_twice_is_its_first() -> None:
    moment = in_utc(datetime(2026, 10, 25, 2, 30), BERLIN, "Beginn")  # noqa: DTZ001 - a wall clock
    assert moment == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)))  # noqa: DTZ001 - wall clocks
def test_the_clock_on_the_wall_comes_back_as_it_was(wall_clock: datetime) -> None:
    try:
        moment = in_utc(wall_clock, BERLIN, "Beginn")
    except RowError:
        assert (wall_clock.month, wall_clock.hour) == (3, 2)
    else:
        assert moment.astimezone(BERLIN).replace(tzinfo=None) == wall_clock.replace(fold=0)


def test_what_stops_have_is_written_and_forgotten_with_its_file(
    session: Session, a_dataset: Callable[..., Dataset]
) -> None:
    known = StopEquipmentRecord("8000", shelter=True, bench=False, light=None)
    other = StopEquipmentRecord("9000", shelter=None, bench=True, light=True)
    dataset = a_dataset("stop_equipment")
    report = import_stop_equipment(session, Reading([(2, known), (3, other)]), dataset)
    assert (report.added, len(report.notes)) == (2, 2)  # neither is in the gazetteer
    session.commit()
    found = stop_equipment(session, ["8000", "1"])
    assert {key: (row.shelter, row.bench, row.light) for key, row in found.items()} == {
        "8000": (True, False, None)
    }
    changed = replace(known, light=True)
    report = import_stop_equipment(session, Reading([(2, changed)]), dataset)
    assert (report.updated, report.retired) == (1, 1)
    session.commit()
    assert session.scalars(select(StopEquipment.stop_key)).all() == ["8000"]
