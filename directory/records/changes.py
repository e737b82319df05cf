"""Notice that something in the records has changed, without reading any of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import text

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_KEY = "sozialraum-connection"  # in what SQLAlchemy remembers of a connection while it is open


class Reader:
    """Stands for one open connection; gone with it."""


class State(NamedTuple):
    """
    The state of the records that a session reads.

    What was read for a `reader` (a connection to SpatiaLite, the server of PostGIS) is still right
    as long as its `mark` is the same, for then nothing at all has been written since.
    """

    reader: object
    mark: tuple[object, ...]


def state_of(session: Session) -> State:
    """
    Return the state that a session reads, in one short question.

    References
    ----------
    https://sqlite.org/pragma.html#pragma_data_version, which leaves out what the connection itself
    writes, so that is counted too; https://www.postgresql.org/docs/current/functions-info.html,
    pg_current_snapshot: of two equal snapshots both see the same.
    """
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        snapshot = session.execute(text("SELECT CAST(pg_current_snapshot() AS text)"))
        return State(connection.dialect, (snapshot.scalar_one(),))
    opened = connection.connection.dbapi_connection
    cursor = opened.execute("PRAGMA data_version")  # type: ignore[union-attr] # SQLite's own
    reader = connection.info.setdefault(_KEY, Reader())
    return State(reader, (*cursor.fetchone(), opened.total_changes))  # type: ignore[union-attr] # as above
