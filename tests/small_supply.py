"""The small district with a bus line and homes, its supply judged by every standard."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from geoalchemy2.shape import from_shape
from shapely import Point

from directory.planning.standards.building import standards_results
from directory.records.area_tables import PopulationCell
from directory.records.columns import id_from_key
from directory.records.database import open_engine, writing
from geodata.crs import METRIC_SRID
from geodata.networks import build_networks
from tests.small_bus import travelling_district, village_point
from tests.small_district import SIDE_M, SOUTH_M, WEST_M, small_app
from tests.small_results import VILLAGES

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

TUESDAY = date(2026, 11, 24)
# village, metres north of its stop, people; the last home lies where no timetable is known
HOMES = ((0, 0, 600), (0, 800, 400), (1, 400, 2000), (2, 0, 1500), (2, 1900, 1500))
OWN = """
[[standard]]
key = "plan"
name = "Nahverkehrsplan Muster"
binding = true
state = "unconfirmed"
source = "Nahverkehrsplan Muster, Abschnitt 3"
measure = "none"

[[standard]]
key = "two_hours"
name = "Alle zwei Stunden"
binding = true
state = "confirmed"
source = "Kreistag Muster, 1. März 2024"
measure = "stops"
value = "longest_wait"
window_hours = [6, 20]
days = ["school_tuesday", "holiday_tuesday"]
bands = [{{ above = 200, longest_minutes = 120 }}]

[[centre]]
name = "Talheim"
level = "mittelzentrum"
longitude = {0}
latitude = {1}
"""


def supply_app(folder: Path) -> Flask:
    """Return the app of the small district with homes, a bus line and its supply judged."""
    app = small_app(folder)
    (folder / "standards.toml").write_text(OWN.format(*village_point(2)), "utf-8")
    district = travelling_district(folder)
    networks = build_networks(
        district,
        folder / "networks",
        day=TUESDAY,
        every_day_from=TUESDAY,
        progress=lambda _: None,
    )
    engine = open_engine(f"sqlite:///{folder / 'directory.sqlite'}")
    with writing(engine) as session, session.begin():
        session.add_all(_home(*home) for home in HOMES)
        session.flush()
        standards_results(session, district, networks, folder, progress=lambda _: None)
    engine.dispose()
    return app


def _home(village: int, north_m: float, people: float) -> PopulationCell:
    x_m = WEST_M + (village + 0.5) * SIDE_M
    return PopulationCell(
        area_id=id_from_key("area", VILLAGES[village]),
        position=from_shape(Point(x_m, SOUTH_M + SIDE_M / 2 + north_m), METRIC_SRID),
        cell_m=100.0,
        people=float(people),
    )
