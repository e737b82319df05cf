"""The records that a command reads: brought to today's form, and refused where none are in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.records import queries
from directory.records.database import database_url as url_of
from directory.records.database import open_engine, reading
from directory.records.migrating import upgrade
from geodata.errors import MissingInputError

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from geodata.district import District

NOTHING_IMPORTED = "Nothing has been imported yet; run: sozialraum import district"


def filled_engine(district: District, database_url: str | None) -> Engine:
    """
    Return the engine of the records, the district's own where no other is named.

    Raises
    ------
    MissingInputError
        If nothing is in them: "nothing found" or an empty paper would be no answer then.
    """
    engine = open_engine(database_url or url_of(district))
    upgrade(engine)
    with reading(engine) as session:
        if queries.areas_at(session, "municipality"):
            return engine
    engine.dispose()
    raise MissingInputError(NOTHING_IMPORTED)
