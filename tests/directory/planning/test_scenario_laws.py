"""The law of every kind of scenario: its answer is that of a rebuild with the change truly made."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from geoalchemy2.shape import from_shape
from shapely import Point, transform
from shapely.geometry import mapping
from sqlalchemy import delete, select

from directory.planning.scenarios.evaluating import evaluate
from directory.records import queries
from directory.records.columns import id_from_key
from directory.records.database import open_engine, reading, writing
from directory.records.tables import (
    Location,
    LocationPosition,
    Organization,
    Schedule,
    Service,
    ServiceAtLocation,
    TaxonomyTerm,
)
from geodata.crs import METRIC_SRID, to_degrees, to_metres
from geodata.district import Source
from geodata.measures.thresholds import KINDS
from geodata.networks import open_networks
from geodata.scenarios.overlays import Scenario
from geodata.scenarios.reading import read_scenario
from tests.small_bus import village_point
from tests.small_district import service_id
from tests.small_scenarios import (
    EVERY_CALL,
    build,
    ground,
    ground_of,
    scenario_district,
    small_folder,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.planning.scenarios.evaluating import Compared, Side
    from geodata.district import District

SHARED = "Erziehungsberatung Auland"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_folder(tmp_path_factory.mktemp("scenarios"))


def answer(folder: Path, *changes: dict[str, Any]) -> dict[str, Compared]:
    engine = open_engine(f"sqlite:///{folder / 'directory.sqlite'}")
    with reading(engine) as session:
        known = ground(folder, session)
        plain = {"name": "Versuch", "changes": list(changes)}
        found = evaluate(known, read_scenario(plain, known.known))
    engine.dispose()
    return found


def rebuilt(folder: Path, calls: str = EVERY_CALL) -> dict[str, Compared]:
    """Return the state of a folder in which the change is made and all was built anew."""
    build(folder, scenario_district(folder, calls))
    engine = open_engine(f"sqlite:///{folder / 'directory.sqlite'}")
    with reading(engine) as session:
        known = ground(folder, session, calls)
        found = evaluate(known, Scenario("nothing", ()))
    engine.dispose()
    return found


def changed(folder: Path, tmp_path: Path, *, timetable: bool = False) -> Path:
    """Return a copy of a folder, without its networks where the timetable is to be another."""
    copy = tmp_path / "changed"
    shutil.copytree(folder, copy)
    if timetable:
        shutil.rmtree(copy / "networks")
    return copy


def check(overlay: dict[str, Compared], whole: dict[str, Compared]) -> None:
    for kind in KINDS:
        check_side(overlay[kind].after, whole[kind].before)


def check_side(overlay: Side, whole: Side) -> None:
    np.testing.assert_array_equal(overlay.way_minutes, whole.way_minutes)
    for one, other in zip(overlay.gaps, whole.gaps, strict=True):
        assert replace(one, nearest_door=None) == replace(other, nearest_door=None)


def moved(overlay: dict[str, Compared], kind: str) -> bool:
    """Say whether the change is felt at all, so that a law is not kept by doing nothing."""
    one = overlay[kind]
    return not np.array_equal(one.before.way_minutes, one.after.way_minutes, equal_nan=True)


def add_service(
    session: Session, name: str, kind: str, at: tuple[float, float], hours: list[tuple[int, ...]]
) -> None:
    x_m, y_m = to_metres([at[0]], [at[1]])
    term = session.scalars(
        select(TaxonomyTerm).where(TaxonomyTerm.taxonomy == "kind", TaxonomyTerm.code == kind)
    ).one()
    service = Service(
        id=service_id(name),
        organization=session.scalars(select(Organization)).first(),
        key=name,
        name=name,
        sample=True,
        terms=[term],
    )
    location = Location(
        id=id_from_key("location", name),
        name=name,
        located=LocationPosition(
            position=from_shape(Point(float(x_m[0]), float(y_m[0])), METRIC_SRID)
        ),
    )
    here = ServiceAtLocation(
        id=id_from_key("service_at_location", name), service=service, location=location
    )
    session.add_all([service, here])
    session.flush()
    service.schedules = [
        Schedule(
            id=id_from_key("schedule", name, str(number)),
            service_at_location_id=here.id,
            weekday=weekday,
            opens_minutes=opens,
            closes_minutes=closes,
        )
        for number, (weekday, opens, closes) in enumerate(hours)
    ]


def with_records(folder: Path, *, write: Callable[[Session], None]) -> None:
    engine = open_engine(f"sqlite:///{folder / 'directory.sqlite'}")
    with writing(engine) as session, session.begin():
        write(session)
    engine.dispose()


TUESDAY_MORNING = [(1, 8 * 60, 13 * 60)]
HOURS = "Di 8:00-13:00"


@pytest.mark.parametrize(
    ("kind", "change", "name"),
    [
        (
            "counselling",
            {"kind": "new_location", "service": "counselling", "name": "Neu", "hours": HOURS},
            "Neu",
        ),
        ("kita", {"kind": "new_location", "service": "kita", "name": "Neu"}, "Neu"),
        ("counselling", {"kind": "mobile_day", "kita": "Kita Regenbogen", "hours": HOURS}, "M"),
        (
            "family_education",
            {"kind": "family_centre", "kita": "Kita Regenbogen", "hours": HOURS},
            "F",
        ),
    ],
    ids=["counselling", "kita", "mobile_day", "family_centre"],
)
def test_a_service_more_is_what_a_rebuild_with_it_in_the_records_says(
    folder: Path, tmp_path: Path, kind: str, change: dict[str, Any], name: str
) -> None:
    at = village_point(1 if kind == "kita" else 0)
    if change["kind"] == "new_location":
        change = {**change, "longitude": at[0], "latitude": at[1]}
    overlay = answer(folder, change)
    copy = changed(folder, tmp_path)
    hours = TUESDAY_MORNING if "hours" in change else []
    with_records(copy, write=lambda s: add_service(s, name, kind, at, hours))
    check(overlay, rebuilt(copy))
    assert moved(overlay, kind)


def move_hours(session: Session, hours: tuple[int, int, int]) -> None:
    weekday, opens, closes = hours
    session.execute(delete(Schedule).where(Schedule.service_id == service_id(SHARED)))
    session.add(
        Schedule(
            id=id_from_key("schedule", "moved"),
            service_id=service_id(SHARED),
            service_at_location_id=id_from_key("service_at_location", SHARED),
            weekday=weekday,
            opens_minutes=opens,
            closes_minutes=closes,
        )
    )


def test_moved_hours_are_what_a_rebuild_says(folder: Path, tmp_path: Path) -> None:
    overlay = answer(folder, {"kind": "moved_hours", "door": SHARED, "hours": "Mi 9:00-10:00"})
    copy = changed(folder, tmp_path)

    with_records(copy, write=lambda session: move_hours(session, (2, 9 * 60, 10 * 60)))
    check(overlay, rebuilt(copy))
    assert moved(overlay, "counselling")


@pytest.mark.parametrize(("door", "kind"), [(SHARED, "counselling"), ("Kita Regenbogen", "kita")])
def test_a_closure_is_what_a_rebuild_without_it_says_and_never_helps(
    folder: Path, tmp_path: Path, door: str, kind: str
) -> None:
    overlay = answer(folder, {"kind": "closure", "door": door})
    copy = changed(folder, tmp_path)

    def write(session: Session) -> None:
        session.get_one(Service, service_id(door)).status = "inactive"

    with_records(copy, write=write)
    check(overlay, rebuilt(copy))
    before, after = overlay[kind].before.way_minutes, overlay[kind].after.way_minutes
    assert (np.isnan(after) | (after >= before)).all()
    assert moved(overlay, kind)


@pytest.mark.parametrize(
    ("trip", "shift", "calls"),
    [
        ("back", 65, "copy,11:15:00,2,1\ncopy,11:30:00,1,2\ncopy,11:45:00,0,3\n"),
    ],
)
def test_a_trip_copied_is_what_a_rebuild_with_it_in_the_timetable_says(
    folder: Path, tmp_path: Path, trip: str, shift: int, calls: str
) -> None:
    overlay = answer(folder, {"kind": "copied_trip", "trip": trip, "shift_minutes": shift})
    check(overlay, rebuilt(changed(folder, tmp_path, timetable=True), EVERY_CALL + calls))


def test_a_trip_that_is_needed_is_what_a_rebuild_says(folder: Path, tmp_path: Path) -> None:
    hours = {"kind": "moved_hours", "door": SHARED, "hours": "Di 14:30-17:00"}
    trip = {"kind": "copied_trip", "trip": "there", "shift_minutes": 360}
    overlay, without = answer(folder, hours, trip), answer(folder, hours)
    copy = changed(folder, tmp_path, timetable=True)
    with_records(copy, write=lambda session: move_hours(session, (1, 14 * 60 + 30, 17 * 60)))
    calls = "copy,14:20:00,0,1\ncopy,14:35:00,1,2\ncopy,14:50:00,2,3\n"
    check(overlay, rebuilt(copy, EVERY_CALL + calls))
    ways = [found["counselling"].after.way_minutes for found in (without, overlay)]
    assert (ways[1] < ways[0]).any()


def test_new_trips_are_what_a_rebuild_says(folder: Path, tmp_path: Path) -> None:
    there = [{"stop": "0", "time": "08:20"}, {"stop": "1", "time": "08:25"}]
    back = [{"stop": "1", "time": "10:25"}, {"stop": "0", "time": "10:30"}]
    trip = {"kind": "new_trip", "line": "340", "days": "Mo-Fr"}
    overlay = answer(folder, {**trip, "calls": there}, {**trip, "calls": back})
    text = "new,08:20:00,0,1\nnew,08:25:00,1,2\nhome,10:25:00,1,1\nhome,10:30:00,0,2\n"
    check(overlay, rebuilt(changed(folder, tmp_path, timetable=True), EVERY_CALL + text))
    assert moved(overlay, "counselling")


def test_a_trip_on_saturdays_alone_changes_no_school_week(folder: Path) -> None:
    calls = [{"stop": "0", "time": "07:50"}, {"stop": "2", "time": "08:04"}]
    trip = {"kind": "new_trip", "line": "340", "calls": calls, "days": "Sa"}
    assert not any(moved(answer(folder, trip), kind) for kind in KINDS)


def zone_district(folder: Path) -> District:
    """Return the district with the areas of its villages, and a table of one zone."""
    known = scenario_district(folder, EVERY_CALL)
    table = folder / "on_demand.csv"
    row = "99999000 + 99999001,Mo-Fr,07:00,18:00,60\n"
    table.write_text(f"area,days,from,to,lead_minutes\n{row}", encoding="utf-8")
    sources = {
        "boundaries": Source("boundaries", folder / "boundaries.geojson"),
        "on_demand": Source("on_demand", table),
    }
    return replace(known, sources={**known.sources, **sources})


def test_a_zone_is_what_a_rebuild_with_it_in_the_table_says(folder: Path, tmp_path: Path) -> None:
    zone = {
        "kind": "zone",
        "name": "Rufbus Auland",
        "municipalities": ["99999000", "99999001"],
        "days": "Mo-Fr",
        "begins": "07:00",
        "ends": "18:00",
        "lead_minutes": 60,
    }
    overlay = answer(folder, zone)
    copy = changed(folder, tmp_path, timetable=True)
    _write_boundaries(copy)
    district = zone_district(copy)
    build(copy, district, booked=True)
    engine = open_engine(f"sqlite:///{copy / 'directory.sqlite'}")
    with reading(engine) as session:
        whole = ground_of(session, district, open_networks(copy / "networks"), copy)
        for kind in KINDS:
            booked = overlay[kind].booked
            assert booked is not None
            gaps = whole.judged(kind, whole.booked[kind])
            for one, other in zip(booked[1].gaps, gaps, strict=True):
                assert replace(one, nearest_door=None) == replace(other, nearest_door=None)
    engine.dispose()
    ways = overlay["counselling"].booked
    assert ways is not None
    assert not np.array_equal(ways[0].way_minutes, ways[1].way_minutes, equal_nan=True)
    assert not any(moved(overlay, kind) for kind in KINDS)  # the headline is without


def _write_boundaries(folder: Path) -> None:
    engine = open_engine(f"sqlite:///{folder / 'directory.sqlite'}")
    with reading(engine) as session:
        features = [
            {
                "type": "Feature",
                "properties": {"AGS": o.ags, "GEN": o.name},
                "geometry": mapping(
                    transform(o.boundary, lambda m: np.column_stack(to_degrees(*m.T)))
                ),
            }
            for o in queries.outlines_at(session, "municipality")
        ]
    engine.dispose()
    (folder / "boundaries.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8"
    )


@pytest.mark.parametrize(("service", "x"), [*zip(KINDS, (0.2, 0.5, 0.8), strict=True)])
def test_a_new_place_never_harms(folder: Path, service: str, x: float) -> None:
    west, east = village_point(0), village_point(2)
    place = {
        "longitude": west[0] + x * (east[0] - west[0]),
        "latitude": west[1] + x * (east[1] - west[1]),
    }
    change = {"kind": "new_location", "service": service, "name": "Neu", "hours": HOURS, **place}
    one = answer(folder, change)[service]
    before, after = one.before.way_minutes, one.after.way_minutes
    assert (np.isnan(before) | (after <= before)).all()  # NaN is never less
