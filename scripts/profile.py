"""
Every journey of a day from door to door, on any OSM and GTFS files.

Each row is a departure worth choosing: no other leaves no earlier, arrives no later and has no more
rides, and walking all the way is slower. Times are local times with their offset from UTC; minutes
count from leaving to arriving, waiting at stops included. An on-demand area that goes all the way
is asked for every quarter of an hour.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click
import pandas as pd

from geodata.exports import neutralise
from geodata.journeys.alternatives import journeys_of_the_day
from geodata.journeys.area_transit import with_areas
from geodata.points import Points
from geodata.timetable.service_calendar import local_time
from scripts.far_points import check_ends
from scripts.journey import Position
from scripts.options import out_option
from scripts.steps import step
from scripts.travel_files import S_PER_MINUTE, TravelFiles, travel_options

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.journeys.legs import Journey
    from geodata.timetable.service_day import ServiceDay

QUARTERS_S = range(0, 48 * 3600, 15 * 60)
COLUMNS = (
    "departs",
    "arrives",
    "minutes",
    "rides",
    "lines",
    "waiting_minutes",
    "walking_metres",
    "book_by",
)


@click.command(help=__doc__)
@travel_options
@click.option("--from", "origin", type=Position(), required=True, help="Where to begin.")
@click.option("--to", "destination", type=Position(), required=True, help="Where to go.")
@out_option(".csv", ".json")
def main(
    files: TravelFiles,
    *,
    origin: tuple[float, float],
    destination: tuple[float, float],
    out: Path,
) -> None:
    """Search the day and write the table."""
    transit = files.transit()
    home, door = Points.of(origin), Points.of(destination)
    check_ends(transit, home, door)
    with step("searching the day") as progress:
        asked = with_areas(transit, home, door, depart_s=QUARTERS_S)
        journeys, walk_s = journeys_of_the_day(asked, home, door, progress=progress)
    rows = [_row(journey, transit.day) for journey in journeys]
    on_foot = None if walk_s is None else round(walk_s / S_PER_MINUTE, 2)
    _write(out, rows, {"date": transit.day.date.isoformat(), "on_foot_minutes": on_foot})
    walk = "no way on foot" if on_foot is None else f"{on_foot:.0f} min on foot"
    click.echo(f"{out.name}: {len(rows)} journeys; {walk}.", err=True)


def _row(journey: Journey, day: ServiceDay) -> dict[str, object]:
    return {
        "departs": _moment(journey.departs_s, day),
        "arrives": _moment(journey.arrives_s, day),
        "minutes": round((journey.arrives_s - journey.departs_s) / S_PER_MINUTE, 2),
        "rides": journey.rides,
        "lines": " > ".join(leg.line for leg in journey.ride_legs),
        "waiting_minutes": round(journey.waiting_s / S_PER_MINUTE, 2),
        "walking_metres": round(journey.walking_metres),
        "book_by": None if journey.book_by_s is None else _moment(journey.book_by_s, day),
    }


def _moment(second: int, day: ServiceDay) -> str:
    return local_time(day.date, second, day.timezone).isoformat()


def _write(out: Path, rows: list[dict[str, object]], facts: dict[str, object]) -> None:
    if out.suffix.lower() == ".json":
        text = json.dumps({**facts, "journeys": rows}, ensure_ascii=False, indent=1)
        out.write_text(text + "\n", encoding="utf-8")
        return
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    table.assign(lines=table["lines"].map(neutralise)).to_csv(out, index=False)
