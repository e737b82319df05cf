"""The same tables on both databases, opened on purpose and never by chance."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from geoalchemy2 import WKTElement
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from directory.records import database as records
from directory.records import migrating, queries
from directory.records.area_tables import Place
from directory.records.base import Base
from directory.records.database import database_url, open_engine, reading, writing
from directory.records.errors import BusyError, DatabaseError
from directory.records.events.tables import Event
from directory.records.migrating import revision_of, upgrade
from directory.records.planning.tables import KitaTransport
from directory.records.releases.tables import Release
from directory.records.tables import Location, LocationPosition, Organization
from geodata.crs import METRIC_SRID, to_metres
from geodata.district import find_district

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session


def a_point(x_m: float = 380_000, y_m: float = 5_580_000) -> WKTElement:
    return WKTElement(f"POINT({x_m} {y_m})", srid=METRIC_SRID)


FIRST_TEXTS = (
    "key", "name", "description", "url", "email", "status", "eligibility_description",
    "application_process", "delivery", "opening_hours", "confirmed_by", "source",
)  # fmt: skip


def migrate(engine: Engine, revision: str) -> None:
    """Bring a database up to a revision that is not the newest."""
    with engine.execution_options(writes=True).begin() as connection:
        config = migrating._config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def test_the_migrations_make_exactly_the_tables_of_the_models(empty_url: str) -> None:
    engine = open_engine(empty_url)
    upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": migrating.include_object}
        )
        assert compare_metadata(context, Base.metadata) == []
        assert Event.__tablename__ in Base.metadata.tables
        assert KitaTransport.__tablename__ in Base.metadata.tables
        assert Release.__tablename__ in Base.metadata.tables
    engine.dispose()


def test_an_upgrade_of_new_tables_does_nothing(engine: Engine) -> None:
    before = revision_of(engine)
    upgrade(engine)
    assert revision_of(engine) == before == migrating.newest_revision()


def test_a_downgrade_takes_every_table_away(engine: Engine) -> None:
    with engine.execution_options(writes=True).begin() as connection:
        config = migrating._config()
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert set(inspect(engine).get_table_names()).isdisjoint(Base.metadata.tables)


def test_offers_of_the_first_tables_survive_the_second(empty_url: str) -> None:
    engine = open_engine(empty_url)
    migrate(engine, "0001")
    facts = dict.fromkeys(FIRST_TEXTS, "") | {"status": "active"}
    facts |= {"id": uuid4().hex, "undisclosed": False}
    columns = ", ".join([*facts, "sample"])
    values = ", ".join([*(f":{name}" for name in facts), ":undisclosed"])
    with engine.execution_options(writes=True).begin() as connection:
        connection.execute(text(f"INSERT INTO service ({columns}) VALUES ({values})"), facts)  # noqa: S608 - names of our own
    upgrade(engine)
    with reading(engine) as session:
        (service,) = queries.services(session)
        assert (service.what_happens, service.anonymous, service.contacts) == ("", None, [])
    engine.dispose()


def test_tables_made_in_a_transaction_go_when_it_is_rolled_back(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execute(text("CREATE TABLE half_done (id INTEGER)"))
        connection.rollback()
    assert "half_done" not in inspect(engine).get_table_names()


def test_a_position_comes_back_in_degrees(session: Session) -> None:
    x_m, y_m = to_metres(7.2233, 50.3265)
    position = LocationPosition(position=a_point(float(x_m), float(y_m)))
    location = Location(id=uuid4(), located=position)
    session.add(location)
    session.commit()
    assert location.longitude_latitude == (7.2233, 50.3265)


def test_a_position_that_is_no_point_is_refused(session: Session) -> None:
    location = Location(id=uuid4())
    session.add(location)
    session.flush()
    square = WKTElement("POLYGON((0 0, 1 0, 1 1, 0 0))", srid=METRIC_SRID)
    session.add(LocationPosition(location_id=location.id, position=square))
    with pytest.raises(Exception, match=r"(?i)constraint|geometry"):
        session.commit()


def test_a_row_that_points_to_nothing_is_refused(session: Session) -> None:
    session.add(LocationPosition(location_id=uuid4(), position=a_point()))
    with pytest.raises(IntegrityError):
        session.commit()


def test_what_is_not_committed_is_not_there(engine: Engine) -> None:
    with writing(engine) as session:
        session.add(Organization(id=uuid4(), name="Caritas"))
        session.flush()
    with reading(engine) as session:
        assert session.execute(text("SELECT count(*) FROM organization")).scalar() == 0


def test_the_spatial_extension_names_itself_and_its_version(session: Session) -> None:
    name = {"sqlite": "SpatiaLite", "postgresql": "PostGIS"}[session.get_bind().dialect.name]
    assert re.fullmatch(rf"{name} \d+\.\d+.*", queries.spatial_version(session))


def test_a_reader_sees_one_state_from_its_first_question_to_its_last(engine: Engine) -> None:
    count = text("SELECT count(*) FROM organization")
    with reading(engine) as reader:
        assert reader.execute(count).scalar() == 0
        with writing(engine) as session:
            session.add(Organization(id=uuid4(), name="Caritas"))
            session.commit()
        assert reader.execute(count).scalar() == 0
    with reading(engine) as reader:
        assert reader.execute(count).scalar() == 1


@pytest.mark.parametrize("database", ["spatialite"], indirect=True)
def test_the_spatial_index_survives_a_backup(engine: Engine, tmp_path: Path) -> None:
    with writing(engine) as session:
        rows = [
            Place(id=uuid4(), kind="stop", key=str(n), name="", folded_name="", position=a_point(n))
            for n in range(50)
        ]
        session.add_all(rows)
        session.commit()
        for row in rows[::2]:
            session.delete(row)
        session.commit()
    copy = tmp_path / "backup.sqlite"
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql(f"VACUUM INTO '{copy}'")
        connection.exec_driver_sql("BEGIN")
    backup = open_engine(f"sqlite:///{copy}")
    with backup.connect() as connection:
        assert (
            connection.execute(text("SELECT CheckSpatialIndex('place', 'position')")).scalar() == 1
        )
    backup.dispose()


@pytest.mark.parametrize("database", ["spatialite"], indirect=True)
def test_a_second_writer_waits_and_is_then_refused_without_loss(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "BUSY_TIMEOUT_S", 0.1)
    first, second = open_engine(url), open_engine(url)
    with writing(first) as one:
        one.add(Organization(id=uuid4(), name="Caritas"))
        one.flush()
        with writing(second) as two, pytest.raises(BusyError, match="try again"):
            two.connection()
        one.commit()
    with reading(second) as session:
        assert session.execute(text("SELECT name FROM organization")).scalars().all() == ["Caritas"]
    first.dispose()
    second.dispose()


def test_without_mod_spatialite_one_line_names_the_command_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPATIALITE_LIBRARY_PATH", str(tmp_path / "mod_spatialite_missing"))
    engine = open_engine(f"sqlite:///{tmp_path / 'new.sqlite'}")
    with pytest.raises(DatabaseError) as caught, engine.connect():
        pass
    assert "\n" not in str(caught.value)
    assert "apt-get install libsqlite3-mod-spatialite" in str(caught.value)


def test_without_a_sqlite_that_loads_extensions_one_line_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Poor:
        class Connection:
            pass

    monkeypatch.setattr(records.importlib, "import_module", lambda _name: Poor)
    with pytest.raises(DatabaseError, match="pysqlite3"):
        open_engine(f"sqlite:///{tmp_path / 'new.sqlite'}")


@pytest.mark.parametrize("address", ["mysql://localhost/x", "nonsense", ""])
def test_another_kind_of_address_is_refused_and_nothing_else_is_opened(address: str) -> None:
    with pytest.raises(DatabaseError):
        open_engine(address)


def test_a_postgis_that_is_down_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    engine = open_engine("postgresql://postgres@127.0.0.1:1/nothing")
    with pytest.raises(DatabaseError, match="does not answer"), engine.connect():
        pass
    assert list(tmp_path.iterdir()) == []


def test_the_environment_decides_which_database(monkeypatch: pytest.MonkeyPatch) -> None:
    district = find_district("mayen-koblenz")
    monkeypatch.setenv("SOZIALRAUM_DATABASE_URL", "postgresql://there/x")
    assert database_url(district) == "postgresql://there/x"
    monkeypatch.delenv("SOZIALRAUM_DATABASE_URL")
    monkeypatch.setenv("SOZIALRAUM_VAR", "somewhere")
    file = Path("somewhere") / "mayen-koblenz" / "directory.sqlite"
    assert database_url(district) == f"sqlite:///{file}"
