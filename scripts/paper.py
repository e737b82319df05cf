"""What the commands that print have in common: an app to print with, and the offers by id or key."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

import click

from directory import create_app
from directory.languages import GERMAN, LANGUAGES
from directory.printing.queries import service_ids_by_key
from directory.records import queries as records
from directory.records.database import database_url as url_of
from directory.records.folding import fold
from geodata.builds import CURRENT
from geodata.crs import geodesic_m
from geodata.errors import MissingInputError
from scripts.filled_records import filled_engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from flask import Flask
    from sqlalchemy.orm import Session

    from directory.records.tables import Service
    from geodata.district import District

LANGUAGE_CODES = click.Choice([known.code for known in LANGUAGES])
REMOTE = frozenset({"phone", "online", "home"})
M_PER_KM = 1000


def look_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--language` and `--large`: how a sheet or a booklet looks."""
    large = click.option("--large", is_flag=True, help="Large print.")
    language = click.option("--language", type=LANGUAGE_CODES, default=GERMAN.code)
    return language(large(command))


def app_of(district: District, database_url: str | None) -> Flask:
    """Return the app over the records and the build in use."""
    filled_engine(district, database_url).dispose()
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


def offers_within(
    services: Iterable[Service], middle: tuple[float, float], kilometres: float
) -> list[Service]:
    """Return the offers no farther away as the crow flies, and those that need no way at all."""
    return [
        service
        for service in services
        if service.delivery in REMOTE
        or (
            service.location is not None
            and (position := service.location.longitude_latitude) is not None
            and float(geodesic_m(*middle, *position)) <= kilometres * M_PER_KM
        )
    ]


def offers_in_area(services: Iterable[Service], name: str) -> list[Service]:
    """
    Return the offers in a municipality or a Verbandsgemeinde.

    Raises
    ------
    MissingInputError
        If none lies in an area of that name.
    """
    found = [service for service in services if fold(name) in _areas_of(service)]
    if not found:
        message = f"No offer lies in an area named {name}."
        raise MissingInputError(message)
    return found


def _areas_of(service: Service) -> set[str]:
    """Return the folded names of the municipality and its association, if the place is known."""
    area = service.location.area if service.location else None
    names = [area.name, area.parent.name if area.parent else ""] if area else []
    return {fold(name) for name in names}
