"""Open the records on SpatiaLite (a file) or PostGIS, each with its own rules, never by chance."""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geoalchemy2 import load_spatialite
from sqlalchemy import create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session

from directory.records.errors import BusyError, DatabaseError

if TYPE_CHECKING:
    from types import ModuleType

    from sqlalchemy import Connection, Engine
    from sqlalchemy.engine import ExceptionContext

    from geodata.district import District

DATABASE_VARIABLE = "SOZIALRAUM_DATABASE_URL"
LIBRARY_VARIABLE = "SPATIALITE_LIBRARY_PATH"
BUSY_TIMEOUT_S = 10.0  # a second writer waits so long before it is refused
SPATIALITE_MISSING = (
    "The database extension mod_spatialite is missing; install it with: "
    "sudo apt-get install libsqlite3-mod-spatialite"
)


def database_url(district: District) -> str:
    """Return the address in SOZIALRAUM_DATABASE_URL, else the district's own SQLite file."""
    return os.environ.get(DATABASE_VARIABLE) or f"sqlite:///{district.var / 'directory.sqlite'}"


def open_engine(url: str) -> Engine:
    """
    Return an engine for a SpatiaLite file or a PostGIS server; a new file is made where needed.

    Raises
    ------
    DatabaseError
        If the address cannot be read or names another kind of database, or if SpatiaLite is not
        installed. There is no fall-back from one database to the other.
    """
    try:
        backend = make_url(url).get_backend_name()
    except ArgumentError:
        message = f"{DATABASE_VARIABLE} is not an address of a database."
        raise DatabaseError(message) from None
    if backend == "sqlite":
        return _open_spatialite(url)
    if backend == "postgresql":
        engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"))
        event.listen(engine, "handle_error", _explain)
        return engine
    message = f"{backend} is not supported: use sqlite:///FILE or postgresql://HOST/NAME."
    raise DatabaseError(message)


def reading(engine: Engine) -> Session:
    """Return a session that only reads; it sees one state of the records throughout."""
    if engine.dialect.name == "postgresql":  # SQLite reads one state anyway
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    return Session(engine)


def writing(engine: Engine) -> Session:
    """Return a session that writes; on SpatiaLite it takes the writer's lock when it begins."""
    return Session(engine.execution_options(writes=True))


def _open_spatialite(url: str) -> Engine:
    file = make_url(url).database
    if file and file != ":memory:":
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault(LIBRARY_VARIABLE, "mod_spatialite")
    engine = create_engine(url, module=_sqlite_module(), connect_args={"timeout": BUSY_TIMEOUT_S})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _explain)
    return engine


def _sqlite_module() -> ModuleType:
    """Return the first SQLite module that can load extensions; many Pythons' own cannot."""
    for name in ("sqlite3.dbapi2", "pysqlite3.dbapi2"):
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        if hasattr(module.Connection, "enable_load_extension"):
            return module
    message = (
        "This Python's SQLite cannot load extensions; install one that can: pip install pysqlite3"
    )
    raise DatabaseError(message)


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - of either SQLite module
    """Set a new connection up: our own BEGIN, SpatiaLite, foreign keys, readers beside a writer."""
    connection.isolation_level = None
    try:
        # Without a transaction a new file takes 105 s instead of 0.1.
        load_spatialite(connection, transaction=True)  # type: ignore[no-untyped-call]  # untyped there
    except Exception as error:
        if "mod_spatialite" in str(error) or "shared object" in str(error):
            raise DatabaseError(SPATIALITE_MISSING) from error
        raise
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")


def _begin(connection: Connection) -> None:
    """Begin by hand, so that a rollback takes tables back as well as rows."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _explain(context: ExceptionContext) -> None:
    """Say in a sentence what a clerk can do something about; other errors stay as they are."""
    reason = str(context.original_exception)
    if "database is locked" in reason or "lock timeout" in reason:
        message = "Somebody else is writing to the records; try again in a moment."
        raise BusyError(message) from context.original_exception
    if context.connection is None and "connection" in reason:
        message = f"The PostGIS server named in {DATABASE_VARIABLE} does not answer."
        raise DatabaseError(message) from context.original_exception
