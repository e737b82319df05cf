"""
There, stay, and home again: which appointments can be kept without a car, on any files.

Doors are a table (CSV, XLSX) with the columns id, lon, lat and opening_hours, written as in
OpenStreetMap or as "Mo–Do 8–12 Uhr"; homes have id, lon and lat. Each row of the result is a date,
a home and a door: how many appointments work (one may begin each full 5 minutes), empty where
nobody knows the hours; and of the one that keeps from home the shortest when it begins, when to
leave and when one is home again, the minutes there, back, of both together and away from home, and
the changes; last_home is the last way home of the day. Times are local, with their offset from UTC.
"""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING

import click
import pandas as pd

from geodata.errors import RowError
from geodata.round_trips.answers import S_PER_MINUTE
from geodata.round_trips.visits import STAY_S, WAIT_S, Visit
from geodata.round_trips.week import round_trips_by_date
from geodata.sources.opening_hours import parse_opening_hours
from geodata.timetable.typical_days import HolidayCalendar
from scripts.clock import ClockTime, second_of
from scripts.options import out_option
from scripts.point_files import read_door_file, read_point_file
from scripts.round_trip_table import append_to, table_of
from scripts.steps import step
from scripts.travel_files import FILE, TravelFiles, tell_unsnapped, travel_options

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from geodata.round_trips.visits import Hours
    from geodata.searches.transit import Transit
    from geodata.sources.weekly_hours import WeeklyHours
    from geodata.timetable.service_day import ServiceDay

    Weekly = tuple[WeeklyHours, ...] | None  # None where nobody knows
    Clock = tuple[int, int]

MINUTES_AN_HOUR = 60
MINUTES = click.IntRange(0, 1440)
STATES = (  # as the `holidays` package names them (ISO 3166-2:DE)
    *("BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV"),
    *("NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH"),
)


@click.command(help=__doc__)
@travel_options
@click.option("--homes", type=FILE, required=True, help="Table with id, lon, lat.")
@click.option("--doors", type=FILE, required=True, help="Table with id, lon, lat, opening_hours.")
@click.option("--days", type=click.IntRange(1, 31), default=7, show_default=True)
@click.option(
    "--stay",
    type=MINUTES,
    default=STAY_S // S_PER_MINUTE,
    show_default=True,
    help="Minutes of an appointment.",
)
@click.option(
    "--wait",
    type=MINUTES,
    default=WAIT_S // S_PER_MINUTE,
    show_default=True,
    help="Longest wait before it, and after it, in minutes.",
)
@click.option("--leave-from", type=ClockTime(), default="0:00", help="Leave home no earlier.")
@click.option("--home-by", type=ClockTime(), help="Be home by then; else by the end of the day.")
@click.option("--longest-absence", type=MINUTES, help="Longest time away from home, in minutes.")
@click.option("--state", type=click.Choice(STATES), help="Shut on public holidays of this state.")
@out_option(".csv")
def main(  # noqa: PLR0913 - one argument an option
    files: TravelFiles,
    *,
    homes: Path,
    doors: Path,
    days: int,
    stay: int,
    wait: int,
    leave_from: Clock,
    home_by: Clock | None,
    longest_absence: int | None,
    state: str | None,
    out: Path,
) -> None:
    """Read homes and doors, search, and write some homes after another."""
    from_ids, here = read_point_file(homes)
    to_ids, there, texts = read_door_file(doors)
    weekly = [_weekly(text) for text in texts]
    _tell_unknown(weekly)
    transits = files.transits(days)
    tell_unsnapped(next(iter(transits.values())).walking, {"homes": here, "doors": there})
    asked = Visit(
        stay_s=stay * S_PER_MINUTE,
        wait_s=wait * S_PER_MINUTE,
        longest_absence_s=inf if longest_absence is None else longest_absence * S_PER_MINUTE,
    )
    visit = {
        day: _within(asked, transit.day, leave_from, home_by) for day, transit in transits.items()
    }
    hours, rows = _hours(weekly, transits, state), 0
    with step(f"searching {len(here)} homes × {len(there)} doors × {days} days") as progress:
        for block, by_date in round_trips_by_date(
            transits, here, there, hours, visit=visit, progress=progress
        ):
            answers = [(transits[day].day, trips) for day, trips in by_date.items()]
            parts = [table_of(trips, day, from_ids[block], to_ids) for day, trips in answers]
            append_to(out, pd.concat(parts), first=not rows)
            rows += sum(map(len, parts))
    click.echo(f"{out.name}: {rows} rows.", err=True)


def _within(visit: Visit, day: ServiceDay, leave_from: Clock, home_by: Clock | None) -> Visit:
    """Return a visit between two local times of a date."""
    return replace(
        visit,
        leave_from_s=second_of(day, leave_from),
        home_by_s=None if home_by is None else second_of(day, home_by),
    )


def _weekly(text: str) -> Weekly:
    """Return the hours that have a day and times."""
    try:
        hours = parse_opening_hours(text)
    except RowError:
        return None
    timed = tuple(hour for hour in hours if None not in hour[:3])
    return timed or None


def _tell_unknown(weekly: Sequence[Weekly]) -> None:
    unknown = sum(hours is None for hours in weekly)
    if unknown:
        click.echo(f"The hours of {unknown} of {len(weekly)} doors are not known.", err=True)


def _hours(
    weekly: Sequence[Weekly], transits: Mapping[date, Transit], state: str | None
) -> dict[date, list[Hours]]:
    """Return the windows of each door on each date in seconds of the service day."""
    calendar = None if state is None else HolidayCalendar(state)
    found: dict[date, list[Hours]] = {}
    for day, transit in transits.items():
        shut = calendar is not None and calendar.is_public(day)
        found[day] = [
            None if hours is None else [] if shut else _windows(hours, transit.day)
            for hours in weekly
        ]
    return found


def _windows(hours: tuple[WeeklyHours, ...], day: ServiceDay) -> list[tuple[int, int]]:
    return [
        (_second(day, hour.opens_minutes or 0), _second(day, hour.closes_minutes or 0))
        for hour in hours
        if hour.weekday == day.date.weekday()
    ]


def _second(day: ServiceDay, minutes: int) -> int:
    return second_of(day, divmod(minutes, MINUTES_AN_HOUR))
