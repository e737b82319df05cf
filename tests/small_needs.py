"""The small district with numbers of need, a plan for its Kitas and Kita-Sozialarbeit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.records.columns import id_from_key
from directory.records.database import open_engine, writing
from directory.records.planning.tables import Indicator, KitaAssignment
from directory.records.tables import Kita, Service
from tests.small_district import HOSTILE, service_id, small_app
from tests.small_results import VILLAGES

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from sqlalchemy.orm import Session

RAINBOW, SUNFLOWER = "Kita Regenbogen", "Kita Sonnenblume"  # in Oberau and in Talheim
UPPER, LOWER, VALLEY = VILLAGES


def needs_app(folder: Path, *, hostile: bool = False) -> Flask:
    """Return the app of the small district with what its planner brought."""
    app = small_app(folder, hostile=hostile)
    engine = open_engine(f"sqlite:///{folder / 'directory.sqlite'}")
    with writing(engine) as session, session.begin():
        write_needs(session)
        if hostile:
            session.add(a_number(HOSTILE, 1.0, kita=RAINBOW))
    engine.dispose()
    return app


def write_needs(session: Session) -> None:
    """Give Oberau's Kita social work, and that of Talheim the families of Unterau, by the plan."""
    rainbow = session.get_one(Service, service_id(RAINBOW))
    assert rainbow.kita is not None
    rainbow.kita.social_work = True
    rainbow.kita.social_work_hours = 15.0
    rainbow.kita.social_work_days, rainbow.kita.social_work_deputy = "13", "Team Auland"
    sunflower = session.get_one(Service, service_id(SUNFLOWER))
    sunflower.kita = Kita(places=40, social_work=False)
    session.add(an_assignment(SUNFLOWER, LOWER))
    session.add_all(
        (
            a_number("Wohngeld", 30.0, kita=RAINBOW, unit="%"),
            a_number("Wohngeld", 10.0, kita=SUNFLOWER, unit="%"),
            a_number("Wohngeld", 99.0, kita=SUNFLOWER, unit="%", year=2020),
            a_number("Sprachstand gut", 80.0, kita=RAINBOW, unit="%", lowers_need=True),
            a_number("Sprachstand gut", 60.0, village=LOWER, unit="%", lowers_need=True),
            a_number("Kinder unter 7", 70.0, village=UPPER, unit="Kinder"),
            a_number("Kinder unter 7", 30.0, village=LOWER, unit="Kinder"),
        )
    )


def an_assignment(kita: str, village: str) -> KitaAssignment:
    """Return that the plan gives a village to a Kita."""
    key = id_from_key("kita_assignment", kita, village)
    return KitaAssignment(id=key, service_id=service_id(kita), area_id=id_from_key("area", village))


def a_number(  # noqa: PLR0913 - a row of the table
    name: str,
    value: float | None,
    *,
    kita: str = "",
    village: str = "",
    unit: str = "",
    year: int = 2025,
    lowers_need: bool = False,
) -> Indicator:
    """Return one number about a Kita or a village of the small district."""
    return Indicator(
        id=id_from_key("indicator", name, str(year), village, kita),
        service_id=service_id(kita) if kita else None,
        area_id=id_from_key("area", village) if village else None,
        name=name,
        value=value,
        unit=unit,
        year=year,
        lowers_need=lowers_need,
        source="Test",
    )
