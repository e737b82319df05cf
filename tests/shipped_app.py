"""The shipped district as an app, with the service days of one week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory import create_app
from directory.records import importing
from directory.records.database import open_engine, writing
from directory.records.migrating import upgrade
from geodata.district import find_district
from geodata.networks import build_networks

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from flask import Flask


def shipped_app(folder: Path, *, clock: datetime) -> Flask:
    """Return the app of the shipped district, its clock stopped; ways are known for that week."""
    district, url = find_district(), f"sqlite:///{folder / 'directory.sqlite'}"
    engine = open_engine(url)
    upgrade(engine)
    with writing(engine) as session, session.begin():
        importing.import_district(session, district, progress=lambda *_: None)
    engine.dispose()
    networks = folder / "networks"
    build_networks(district, networks, day=clock.date(), progress=lambda _: None)
    app = create_app(district, database_url=url, internal_pages=False, networks=networks)
    app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False, CLOCK=lambda: clock)
    return app
