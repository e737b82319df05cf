"""The small district with dates of every sort: soon, past, cancelled, withdrawn, sensitive."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from directory.records.area_tables import Area
from directory.records.columns import id_from_key
from directory.records.database import open_engine, writing
from directory.records.events.tables import CANCELLED, WITHDRAWN, Event
from tests.small_district import HOSTILE, TUESDAY, service_id, small_app
from tests.small_results import VILLAGES

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from flask import Flask

SECRET, SENSITIVE = "Beratung bei Gewalt", "Schutz Auland"
TOO_LATE = {"registration": "am Telefon", "register_by": date(2026, 11, 23), "places_left": 3}


def event_id(title: str) -> UUID:
    return id_from_key("event", title)


def an_event(title: str, starts: datetime, **facts: object) -> Event:
    holder = facts.pop("held_by", "Krabbelgruppe 1")
    plain = {
        "ends": starts + timedelta(minutes=90),
        "dataset_id": id_from_key("dataset", "services"),
    }
    service = service_id(str(holder))
    return Event(
        id=event_id(title),
        key=title,
        title=title,
        starts=starts,
        service_id=service,
        **plain | facts,
    )


def events() -> list[Event]:
    soon = TUESDAY + timedelta(hours=4)
    return [
        an_event(
            "Musikgarten", soon, places=8, places_left=1, registration="am Telefon", maximum_age=3
        ),
        an_event("Abgesagt", soon + timedelta(days=1), status=CANCELLED),
        an_event("Zurückgezogen", soon, status=WITHDRAWN),
        an_event("Vorbei", TUESDAY - timedelta(days=1)),
        an_event("Jugendabend", soon, minimum_age=12, maximum_age=17, **TOO_LATE),
        an_event("Im Advent", soon + timedelta(days=20), held_by="Krabbelgruppe 2"),
        an_event("Am Telefon", soon, held_by="Telefon für Eltern"),
        an_event(SENSITIVE, soon, held_by=SECRET),
        an_event(
            HOSTILE, soon + timedelta(days=2), description="a\r\nEND:VCALENDAR\rx;y,z", room=HOSTILE
        ),
    ]


def small_app_with_events(folder: Path) -> Flask:
    """Return the app, with an association above Talheim."""
    app = small_app(folder)
    engine = open_engine(f"sqlite:///{folder / 'directory.sqlite'}")
    above = Area(id=id_from_key("area", "VG"), level="association", ags="999990001", name="Auland")
    with writing(engine) as session, session.begin():
        session.add(above)
        session.flush()
        session.get_one(Area, id_from_key("area", VILLAGES[2])).parent_id = above.id
        session.add_all(events())
    engine.dispose()
    return app
