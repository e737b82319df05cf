"""The small district with homes, networks and kept round trips: the ground of scenarios."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import insert, update

from directory import create_app
from directory.planning.measuring.judging import car_minutes, nearest_car
from directory.planning.measuring.kept import KeptTrips, save_trips
from directory.planning.measuring.queries import asked_doors
from directory.planning.measuring.question import question_of
from directory.planning.measuring.trips import door_trips
from directory.planning.scenarios.ground import ground_of
from directory.records.area_tables import AreaPopulation, PopulationCell
from directory.records.columns import id_from_key
from directory.records.database import open_engine, reading, writing
from geodata.crs import METRIC_SRID
from geodata.measures.thresholds import KINDS
from geodata.networks import build_networks, open_networks
from tests.small_bus import CALLS, FOR_KITAS, travelling_district
from tests.small_district import SIDE_M, SOUTH_M, TUESDAY, WEST_M, small_app
from tests.small_results import VILLAGES, gap_results

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from sqlalchemy.orm import Session

    from directory.planning.scenarios.ground import Ground
    from geodata.district import District

DAY = date(2026, 11, 24)  # a Tuesday
WEEK = tuple(date(2026, 11, 23 + n) for n in range(5))
HOMES_M = (-1500.0, -700.0, 0.0, 700.0, 1500.0)  # from the middle of a village, both ways
PEOPLE = 40.0
EVERY_CALL = CALLS + FOR_KITAS


def scenario_district(folder: Path, calls: str = EVERY_CALL) -> District:
    """Return the travelling district with times of bringing to a Kita."""
    known = travelling_district(folder, calls)
    times = {"arrive_between": ["07:00", "08:30"], "stay_minutes": 0}
    kita = {**known.thresholds["kita"], **times}
    return replace(known, thresholds={**known.thresholds, "kita": kita})


def small_folder(folder: Path, calls: str = EVERY_CALL) -> Path:
    """Write records with homes into a folder, and build what scenarios need."""
    folder.mkdir(parents=True, exist_ok=True)
    small_app(folder)
    add_homes(folder)
    build(folder, scenario_district(folder, calls))
    return folder


def add_homes(folder: Path) -> None:
    """Write populated squares along the line, and how many children each village has."""
    cells = [
        {
            "area_id": id_from_key("area", name),
            "position": f"SRID={METRIC_SRID};POINT({WEST_M + (n + 0.5) * SIDE_M + x_m:.0f}"
            f" {SOUTH_M + SIDE_M / 2 + x_m / 3:.0f})",
            "cell_m": 100,
            "people": PEOPLE + 10 * n + k,
            "estimate": False,
        }
        for n, name in enumerate(VILLAGES)
        for k, x_m in enumerate(HOMES_M)
    ]
    ages = {"under_3": 30.0, "age_3_to_5": 30.0, "under_18": 200.0, "people_of_ages": 1000.0}
    engine = open_engine(f"sqlite:///{folder / 'directory.sqlite'}")
    with writing(engine) as session, session.begin():
        session.execute(insert(PopulationCell), cells)
        session.execute(update(AreaPopulation).values(**ages))
    engine.dispose()


def build(folder: Path, district: District, *, booked: bool = False) -> None:
    """Build the networks that are missing, and keep the trips of the week, searched in full."""
    if not (folder / "networks").exists():
        build_networks(district, folder / "networks", day=DAY, progress=lambda _: None)
    networks = open_networks(folder / "networks")
    engine = open_engine(f"sqlite:///{folder / 'directory.sqlite'}")
    with reading(engine) as session:
        ways = {False: networks}
        if booked and networks.with_on_demand is not None:
            ways[True] = networks.with_on_demand
        question = question_of(session, district, networks)
        for kind in KINDS:
            doors = asked_doors(session, kind, ZoneInfo(district.timezone))
            minutes = nearest_car(car_minutes(networks, question, doors))
            ids = tuple(door.id for door in doors)
            trips = {
                on: door_trips(question, doors, question.threshold(kind), WEEK, networks=way)
                for on, way in ways.items()
            }
            for on, found in trips.items():  # whoever may book may as well take the bus
                kept = KeptTrips(trips[False].better_of(found), ids, minutes)
                save_trips(folder, kind, kept, booked=on)
    engine.dispose()
    week = {"week": [day.isoformat() for day in WEEK]}
    (folder / "gaps.json").write_text(json.dumps(gap_results() | week), encoding="utf-8")


def ground(folder: Path, session: Session, calls: str = EVERY_CALL) -> Ground:
    """Return the ground of a folder."""
    district = scenario_district(folder, calls)
    return ground_of(session, district, open_networks(folder / "networks"), folder)


def scenario_app(folder: Path) -> Flask:
    """Return the app with planners' pages over a folder of `small_folder`."""
    app = create_app(
        scenario_district(folder),
        database_url=f"sqlite:///{folder / 'directory.sqlite'}",
        results=folder,
        internal_pages=True,
        networks=folder / "networks",
    )
    app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False, CLOCK=lambda: TUESDAY)
    return app
