"""Ways are those of the records and of the home of the moment, whatever is kept for speed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, update

from directory.config import travel
from directory.records.database import open_engine, writing
from directory.records.tables import Schedule
from tests.pages import Client
from tests.small_bus import travelling_app, village_point
from tests.small_district import service_id
from tests.small_results import VILLAGES

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from sqlalchemy import Delete, Update

THURSDAY = "2026-11-26"
DEBTS = service_id("Schuldnerberatung Talheim")


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return travelling_app(tmp_path)


def way_of(app: Flask, **asked: str) -> str:
    """Return the line of the bus on the card of the Schuldnerberatung."""
    client = Client(app.test_client())
    page = client.get(
        "/angebote", **{"q": "schulden", "von": VILLAGES[0], "tag": THURSDAY, **asked}
    )
    card = next(one for one in page.root.all("li", "offer") if "Schuldner" in one.text)
    return card.all("li", "way-line")[0].text


def write(tmp_path: Path, change: Update | Delete) -> None:
    """Change the records as another program does."""
    engine = open_engine(f"sqlite:///{tmp_path / 'directory.sqlite'}")
    with writing(engine) as session, session.begin():
        session.execute(change)
    engine.dispose()


def test_changed_hours_change_the_way_at_once(app: Flask, tmp_path: Path) -> None:
    before = way_of(app)
    assert "Termin 8:50–9:50" in before
    assert way_of(app) == before
    of_debts = Schedule.service_id == DEBTS
    write(tmp_path, update(Schedule).where(of_debts).values(opens_minutes=570, closes_minutes=1000))
    assert "nicht mit Bus und Bahn hin und zurück erreichbar" in way_of(app)  # it comes too early
    write(tmp_path, delete(Schedule).where(of_debts))
    assert "Öffnungszeiten nicht bekannt" in way_of(app)


def test_a_position_is_forgotten_with_the_answer_and_a_village_is_kept(app: Flask) -> None:
    way_of(app)
    longitude, latitude = village_point(1)
    near = f"{latitude + 0.0011},{longitude + 0.0011}"
    before = _homes_kept(app)
    client = app.test_client()
    answer = client.post("/angebote", data={"q": "schulden", "position": near, "tag": THURSDAY})
    assert "Termin" in answer.get_data(as_text=True)
    assert _homes_kept(app) == before
    way_of(app, von=VILLAGES[1])
    assert len(_homes_kept(app)) == len(before) + 1


def _homes_kept(app: Flask) -> set[tuple[float, float]]:
    with app.app_context():
        ways = travel()
        days = [ways.searches_on(day) for day in ways.networks.all_days] if ways.networks else []
    return {home for day in days if day is not None for home in day._known}
