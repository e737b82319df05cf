"""The small district with a bus line through its three villages, for tests of ways."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from directory import create_app
from geodata.crs import to_degrees
from geodata.district import Source
from geodata.networks import build_networks
from tests.geodata.sources.feeds import SOUND, write_feed
from tests.small_district import SIDE_M, SOUTH_M, TUESDAY, WEST_M, small_app, small_district

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from flask import Flask

    from geodata.district import District

FIRST, LAST = date(2026, 11, 2), date(2027, 1, 29)
# through the villages at 8:20, 8:35, 8:50; back at 10:10, 10:25, 10:40; a last time at 17:10
CALLS = (
    "there,08:20:00,0,1\nthere,08:35:00,1,2\nthere,08:50:00,2,3\n"
    "back,10:10:00,2,1\nback,10:25:00,1,2\nback,10:40:00,0,3\n"
    "last,17:10:00,2,1\nlast,17:25:00,1,2\nlast,17:40:00,0,3\n"
)
# so that a child from Talheim can be brought to Oberau before 8:30 and collected before 12:30
FOR_KITAS = (
    "bring,07:30:00,2,1\nbring,07:45:00,1,2\nbring,08:00:00,0,3\n"
    "collect,11:15:00,2,1\ncollect,11:30:00,1,2\ncollect,11:45:00,0,3\n"
    "collected,12:10:00,0,1\ncollected,12:25:00,1,2\ncollected,12:40:00,2,3\n"
)


def village_point(village: int) -> tuple[float, float]:
    """Return the middle of a village, where its stop is, in degrees."""
    x_m = WEST_M + (village + 0.5) * SIDE_M
    longitude, latitude = to_degrees(x_m, SOUTH_M + SIDE_M / 2)
    return float(longitude), float(latitude)


def write_bus(folder: Path, calls: str = CALLS) -> Path:
    """Write the timetable of the line, which runs on working days."""
    stops = "stop_id,stop_name,stop_lat,stop_lon\n"
    for village, name in enumerate(("Oberau", "Mitte", "Talheim")):
        longitude, latitude = village_point(village)
        stops += f"{village},{name} Kirche,{latitude:.7f},{longitude:.7f}\n"
    rows = [row.split(",") for row in calls.split()]
    times = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
    times += "".join(f"{trip},{at},{at},{stop},{number}\n" for trip, at, stop, number in rows)
    return write_feed(
        folder,
        stops=stops,
        stop_times=times,
        trips="route_id,service_id,trip_id\n"
        + "".join(f"r,week,{trip}\n" for trip in dict.fromkeys(row[0] for row in rows)),
        calendar=SOUND["calendar"].replace("20260302,20260329", f"{FIRST:%Y%m%d},{LAST:%Y%m%d}"),
    )


def travelling_district(folder: Path, calls: str = CALLS) -> District:
    """Return the small district with its timetable."""
    known = small_district(folder)
    timetable = Source("timetable", write_bus(folder, calls), sample=True)
    return replace(known, sources={**known.sources, "timetable": timetable})


def travelling_app(folder: Path, *, clock: datetime = TUESDAY, calls: str = CALLS) -> Flask:
    """Return the app of the small district with networks."""
    small_app(folder)  # writes the records
    district = travelling_district(folder, calls)
    day = date(2026, 11, 24)
    build_networks(
        district, folder / "networks", day=day, every_day_from=day, progress=lambda _: None
    )
    app = create_app(
        district,
        database_url=f"sqlite:///{folder / 'directory.sqlite'}",
        results=folder,
        internal_pages=False,
        networks=folder / "networks",
    )
    app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False, CLOCK=lambda: clock)
    return app
