"""Empty records on both databases: a SpatiaLite file and a PostGIS server of the tests' own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from directory.records.database import open_engine, writing
from directory.records.migrating import upgrade

if TYPE_CHECKING:
    from collections.abc import Iterator

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
