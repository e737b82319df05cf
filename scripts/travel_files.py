"""What the commands on any files share: their options, and networks from the files."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime, time, timedelta
from functools import cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

import click

from geodata.errors import SourceError
from geodata.searches.transit import MAX_RIDES, MAX_WALK_S, Transit
from geodata.searches.wheelchairs import day_for
from geodata.sources.boundaries import read_boundaries
from geodata.sources.gtfs import read_feed
from geodata.sources.on_demand import outlines_of, read_on_demand
from geodata.sources.osm import read_ways
from geodata.streets.network import StreetNetwork, build_street_network
from geodata.streets.speeds import WALK_SPEED_KM_H
from geodata.streets.straight_line import straight_line
from geodata.timetable.service_day import service_day
from scripts.clock import OFF, BookedAt
from scripts.options import date_option
from scripts.steps import step

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from geodata.points import Points
    from geodata.sources.boundaries import BoundaryRecord
    from geodata.sources.gtfs import Feed
    from geodata.sources.on_demand import OnDemandRecord
    from geodata.sources.osm import OsmWays
    from geodata.streets.access import Mode
    from geodata.timetable.service_day import ServiceDay
    from geodata.walking import Streets

S_PER_MINUTE = 60
WalkAs = Literal["walk", "pushchair", "wheelchair"]
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OPTIONS = (
    click.option("--osm", type=FILE, help="OpenStreetMap extract (pbf); else straight lines."),
    click.option("--gtfs", type=FILE, multiple=True, help="Timetable (GTFS zip); repeatable."),
    date_option("Date of the service day; of several, the first.", "--from-date"),
    click.option(
        "--walk-speed",
        default=WALK_SPEED_KM_H,
        show_default=True,
        type=click.FloatRange(0.5, 15),
        help="Walking speed, km/h.",
    ),
    click.option(
        "--max-walk",
        default=MAX_WALK_S / S_PER_MINUTE,
        show_default=True,
        type=click.FloatRange(0, 600),
        help="Longest walk to, from or between stops, minutes.",
    ),
    click.option(
        "--max-rides",
        default=MAX_RIDES,
        show_default=True,
        type=click.IntRange(1, 20),
        help="Most vehicles boarded.",
    ),
    click.option(
        "--change",
        default=0,
        show_default=True,
        type=click.IntRange(0, 7200),
        help="Seconds added to every change between two rides.",
    ),
    click.option(
        "--on-demand",
        default="off",
        show_default=True,
        type=BookedAt(),
        help="What must be booked: left out, taken, or taken if booked at this time of the day.",
    ),
    click.option(
        "--on-demand-table",
        type=FILE,
        help="Own table of on-demand lines or areas: line, area, days, from, to, lead_minutes,"
        " phone.",
    ),
    click.option(
        "--on-demand-areas",
        type=FILE,
        help="Outlines of the areas of that table, with id and name; for journeys and matrices.",
    ),
    click.option(
        "--bike-to-stop",
        is_flag=False,
        flag_value=MAX_WALK_S / S_PER_MINUTE,
        type=click.FloatRange(0, 600),
        metavar="[MINUTES]",
        help="By bike to the first stop, where it waits for the way back; 20 minutes if not told.",
    ),
    click.option(
        "--walk-as",
        default="walk",
        show_default=True,
        type=click.Choice(get_args(WalkAs)),
        help="How one gets to stops; a wheelchair boards only where stop and trip allow it.",
    ),
    click.option(
        "--known-only",
        is_flag=True,
        help="With pushchair or wheelchair: leave out what nobody knows to be fit for it.",
    ),
)


@dataclass(frozen=True)
class TravelFiles:
    """The files of a question, and how people get about."""

    osm: Path | None
    gtfs: tuple[Path, ...]
    day: date | None
    walk_speed: float
    max_walk: float
    max_rides: int
    change: int
    on_demand: str | datetime | time
    on_demand_table: Path | None
    on_demand_areas: Path | None = None
    bike_to_stop: float | None = None
    walk_as: WalkAs = "walk"
    known_only: bool = False

    def streets(self, mode: Mode) -> Streets:
        """Return the streets of a mode; straight lines, said aloud, where there is no extract."""
        if self.osm is None:
            click.echo("No --osm: ways are straight lines × detour factor.", err=True)
        return self._network(mode)

    def fit_streets(self, mode: Mode) -> Streets:
        """Return the streets of a mode; with `known_only` those that are known to be fit for it."""
        streets = self.streets(mode)
        if not self.known_only:
            return streets
        if not isinstance(streets, StreetNetwork):
            message = "Which ways are fit is known from streets: --osm."
            raise click.UsageError(message)
        return streets.known_only

    def _network(self, mode: Mode) -> Streets:
        ways = self._ways
        if ways is None:
            return straight_line(mode, walk_speed_km_h=self.walk_speed)
        with step(f"building the network for {mode}"):
            return build_street_network(ways, mode=mode, walk_speed_km_h=self.walk_speed)

    @cached_property
    def _ways(self) -> OsmWays | None:
        """The ways of the extract, read once for all modes."""
        if self.osm is None:
            return None
        with step(f"reading {self.osm.name}"):
            return read_ways(self.osm)

    def transit(self) -> Transit:
        """Return public transport on the day."""
        [transit] = self.transits(1).values()
        return transit

    def transits(self, many: int) -> dict[date, Transit]:
        """
        Return public transport on the day and those after it, so many; files are read once.

        On-demand areas have their rides by car.
        """
        if self.known_only and self.walk_as == "walk":
            message = "--known-only is about wheels: --walk-as pushchair or wheelchair."
            raise click.UsageError(message)
        running = self._service_days(many)
        walking = self.fit_streets(self.walk_as)
        days = {day: day_for(runs, walking) for day, runs in running.items()}
        for day, served in days.items():
            then = f" on {day}" if many > 1 else ""
            for rule, number in served.left_out.items():
                click.echo(f"Left out of the timetable{then}: {number} {rule}.", err=True)
        by_bike = None if self.bike_to_stop is None else self._network("bike")
        by_car = self._network("car") if any(served.areas for served in days.values()) else None
        transits = {
            day: Transit(
                served,
                walking,
                max_walk_seconds=self.max_walk * S_PER_MINUTE,
                change_seconds=self.change,
                max_rides=self.max_rides,
                access_by=by_bike,
                max_access_seconds=self._longest_access_s,
                ride_by=by_car if served.areas else None,
            )
            for day, served in days.items()
        }
        tell_unsnapped(walking, {"stops": next(iter(days.values())).stop_points})
        return transits

    @property
    def _longest_access_s(self) -> float | None:
        return None if self.bike_to_stop is None else self.bike_to_stop * S_PER_MINUTE

    def _service_days(self, many: int) -> dict[date, ServiceDay]:
        if not self.gtfs or self.day is None:
            message = "Public transport needs a timetable and a date: --gtfs and --date."
            raise click.UsageError(message)
        overlay, days = self._overlay(), {}
        with step("reading " + ", ".join(path.name for path in self.gtfs)) as progress:
            feeds = [read_feed(path) for path in self.gtfs]
            for number in range(many):
                day = self.day + timedelta(number)
                days[day] = self._service_day(feeds, day, overlay)
                progress(number + 1, many)
        return days

    def _service_day(
        self, feeds: list[Feed], day: date, overlay: list[OnDemandRecord]
    ) -> ServiceDay:
        booked = self.on_demand
        moment = datetime.combine(day, booked) if isinstance(booked, time) else booked
        return service_day(
            feeds,
            day,
            on_demand="off" if booked == OFF else "on",
            booked_at=moment if isinstance(moment, datetime) else None,
            overlay=overlay,
        )

    def _overlay(self) -> list[OnDemandRecord]:
        """Return the rows of the own table; half a table would look like a whole one."""
        if self.on_demand_table is None:
            return []
        outlines = outlines_of(self._areas())
        reading = read_on_demand(self.on_demand_table, outlines=outlines)
        for line, error in reading.rejected:
            raise SourceError(self.on_demand_table, error.problem, line=line, field=error.field)
        return [record for _, record in reading.records]

    def _areas(self) -> list[BoundaryRecord]:
        if self.on_demand_areas is None:
            return []
        reading = read_boundaries(self.on_demand_areas)
        for line, error in reading.rejected:
            raise SourceError(self.on_demand_areas, error.problem, line=line, field=error.field)
        return [record for _, record in reading.records]


def travel_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that these commands have, given to the command as TravelFiles."""

    @wraps(command)
    def gathered(**given: Any) -> None:  # noqa: ANN401 - click hands over every option by name
        files = TravelFiles(**{field.name: given.pop(field.name) for field in fields(TravelFiles)})
        command(files, **given)

    for option in reversed(OPTIONS):
        gathered = option(gathered)
    return gathered


def tell_unsnapped(streets: Streets, points: dict[str, Points]) -> None:
    """Count aloud what lies too far from every street to be reached."""
    for name, positions in points.items():
        number = int(streets.unsnapped(positions).sum())
        if number:
            click.echo(
                f"{number} of {len(positions)} {name} cannot be reached: no street for"
                f" {streets.mode} within 500 m.",
                err=True,
            )
