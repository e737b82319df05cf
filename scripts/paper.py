"""What the commands that print have in common: an app to print with, and the offers by id or key."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from directory import create_app
from directory.printing.queries import service_ids_by_key
from directory.records import queries as records
from directory.records.database import database_url as url_of
from geodata.builds import CURRENT
from geodata.errors import MissingInputError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from flask import Flask
    from sqlalchemy.orm import Session

    from directory.records.tables import Service
    from geodata.district import District


def app_of(district: District, database_url: str | None) -> Flask:
    """Return the app over the records and the build in use."""
    folder = district.var / CURRENT
    return create_app(
        district,
        database_url=database_url or url_of(district),
        results=folder / "results",
        internal_pages=False,
        networks=folder / "networks",
    )


def services_of(session: Session, names: Iterable[str]) -> list[Service]:
    """
    Return offers by their ids or the keys of their source, with everything that a page shows.

    Raises
    ------
    MissingInputError
        If there is none of a name.
    """
    return [records.service_by_id(session, _id(session, name)) for name in names]


def today_in(district: District) -> date:
    """Return today's date on the district's clocks."""
    return datetime.now(tz=ZoneInfo(district.timezone)).date()


def _id(session: Session, name: str) -> UUID:
    try:
        return UUID(name)
    except ValueError:
        found = service_ids_by_key(session, name)
    if len(found) != 1:
        count = "No offer has" if not found else f"{len(found)} offers have"
        message = f"{count} the key {name}; give the id from the address of its page."
        raise MissingInputError(message)
    return found[0]
