"""Empty records on both databases: a SpatiaLite file and a PostGIS server of the tests' own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from shapely import MultiPolygon, box

from directory.records.area_tables import Dataset
from directory.records.columns import id_from_key
from directory.records.database import open_engine, writing
from directory.records.importing import import_boundaries
from directory.records.migrating import upgrade
from geodata.sources.boundaries import BoundaryRecord
from geodata.sources.kitas import KitaRecord
from geodata.sources.reading import Reading
from geodata.sources.services import ServiceRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

WITHOUT_POSTGIS = "the PostGIS server is absent (Debian package postgresql-postgis)"


class PostgisServer:
    """A server on a free loopback port; the packaged cluster is not touched."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self._binaries, self._folder = binaries, folder
        self.port = _free_port()
        self._count = 0

    def start(self) -> None:
        self._run("initdb", "--auth=trust", "--username=postgres", "--no-sync")
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
        options += " -c fsync=off -c full_page_writes=off"
        self._run("pg_ctl", "start", "--wait", "--log", f"{self._folder}/log", "-o", options)
        self.create("template_migrated")
        engine = open_engine(self.url("template_migrated"))
        upgrade(engine)
        engine.dispose()

    def stop(self) -> None:
        self._run("pg_ctl", "stop", "--wait", "--mode=immediate")

    def url(self, name: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    def create(self, name: str = "", template: str = "template1") -> str:
        """Make a database and return its address."""
        self._count += 1
        name = name or f"test_{self._count}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
        return self.url(name)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._binaries / program), "-D", f"{self._folder}/data", *arguments]
        if os.geteuid() == 0:  # the server refuses to run as root
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self._folder)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def postgis_server() -> Iterator[PostgisServer]:
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    extensions = list(Path("/usr/share/postgresql").glob("*/extension/postgis.control"))
    if not binaries or not extensions:
        pytest.skip(WITHOUT_POSTGIS)
    with tempfile.TemporaryDirectory(prefix="postgis-") as name:
        folder = Path(name)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        server = PostgisServer(binaries[-1], folder)
        server.start()
        yield server
        server.stop()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SpatiaLite file at the newest migration, to be copied."""
    path = tmp_path_factory.mktemp("spatialite") / "empty.sqlite"
    engine = open_engine(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture(params=["spatialite", pytest.param("postgis", marks=pytest.mark.postgis)])
def database(request: pytest.FixtureRequest) -> str:
    """The name of one database after the other: what asks for it is tested on both."""
    return str(request.param)


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, database: str, tmp_path: Path) -> str:
    """The address of a database without tables."""
    if database == "spatialite":
        return f"sqlite:///{tmp_path / 'directory.sqlite'}"
    server: PostgisServer = request.getfixturevalue("postgis_server")
    return server.create()


@pytest.fixture
def url(request: pytest.FixtureRequest, database: str, tmp_path: Path) -> str:
    """The address of a database with all tables and no rows."""
    if database == "spatialite":
        path = tmp_path / "directory.sqlite"
        shutil.copyfile(request.getfixturevalue("migrated_file"), path)
        return f"sqlite:///{path}"
    server: PostgisServer = request.getfixturevalue("postgis_server")
    return server.create(template="template_migrated")


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    opened = open_engine(url)
    yield opened
    opened.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session that may write."""
    with writing(engine) as opened:
        yield opened


@pytest.fixture
def a_service() -> Callable[..., ServiceRecord]:
    """Make an offer with these facts and ordinary ones for the rest."""

    def make(**facts: object) -> ServiceRecord:
        return replace(PLAIN_SERVICE, **facts)

    return make


@pytest.fixture
def a_kita() -> Callable[..., KitaRecord]:
    """Make a Kita with these facts and ordinary ones for the rest."""

    def make(**facts: object) -> KitaRecord:
        return replace(PLAIN_KITA, **facts)

    return make


@pytest.fixture
def a_dataset(session: Session) -> Callable[..., Dataset]:
    """Make the row of a file with this name."""

    def make(name: str = "services", **facts: object) -> Dataset:
        known = session.get(Dataset, id_from_key("dataset", name))
        if known is not None:
            return known
        plain = {"file_name": "a.csv", "sha256": "", "rows": 0, "imported_at": datetime.now(UTC)}
        dataset = Dataset(id=id_from_key("dataset", name), name=name, **(plain | facts))
        session.add(dataset)
        session.flush()
        return dataset

    return make


@pytest.fixture
def two_villages(session: Session, a_dataset: Callable[..., Dataset]) -> Callable[[], None]:
    """Write Acht in the west and Boos in the east, each a square of a tenth of a degree."""

    def write() -> None:
        records = [
            BoundaryRecord("07137001", "071375003001", "Acht", "Gemeinde", None, square(7.0)),
            BoundaryRecord("07137008", "071375003008", "Boos", "Gemeinde", None, square(7.1)),
        ]
        reading = Reading(list(enumerate(records, start=1)))
        import_boundaries(session, reading, a_dataset("boundaries"), level="municipality")

    return write


def square(west: float) -> MultiPolygon:
    return MultiPolygon([box(west, 50.3, west + 0.1, 50.4)])


PLAIN_SERVICE = ServiceRecord(
    key="S1",
    kind="counselling",
    name="Erziehungsberatung",
    organization="Caritas",
    description="Wir hören zu.",
    topics=("Erziehung",),
    target_group="Eltern",
    minimum_age=0.0,
    maximum_age=18.0,
    languages=("de", "tr"),
    cost="kostenfrei",
    appointment="mit Termin",
    street="Hauptstraße 1",
    postal_code="56729",
    city="Acht",
    ags="07137001",
    longitude=7.05,
    latitude=50.35,
    delivery="place",
    opening_hours="Mo-Th 08:00-12:00, Tu 14:00-16:00",
    phone="02651 9999-0",
    email="beratung@example.org",
    website="https://example.org",
    documents=("Ausweis", "Gutschein"),
    step_free=True,
    child_welcome=True,
    interpreter=None,
    undisclosed=False,
    confirmed_on=date(2026, 10, 1),
    confirmed_by="Träger",
    source="Kreis",
    source_date=date(2026, 9, 1),
    sample=False,
)
PLAIN_KITA = KitaRecord(
    key="K1",
    name="Arche",
    organization="Ev. Kirche",
    street="Kirchweg 2",
    postal_code="56729",
    city="Boos",
    ags="07137008",
    longitude=7.15,
    latitude=50.35,
    phone="02656 9999-0",
    email="",
    website="",
    opening_hours="Mo-Fr 07:00-16:30",
    places=80,
    free_places=3,
    minimum_age=2.0,
    family_centre=True,
    social_work=None,
    languages=("de",),
    step_free=True,
    confirmed_on=None,
    confirmed_by="",
    source="Kreis",
    source_date=None,
    sample=False,
)
