"""What `matrix` and `journey` share: their options, and networks from any files."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geodata.journeys import MAX_RIDES, MAX_WALK_S, Transit
from geodata.sources.gtfs import read_feed
from geodata.sources.osm import read_ways
from geodata.straight_line import straight_line
from geodata.street_speeds import WALK_SPEED_KM_H
from geodata.streets import build_street_network
from geodata.timetable import service_day
from scripts.options import date_option
from scripts.steps import step

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from geodata.points import Points
    from geodata.street_access import Mode
    from geodata.walking import Streets

S_PER_MINUTE = 60
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OPTIONS = (
    click.option("--osm", type=FILE, help="OpenStreetMap extract (pbf); else straight lines."),
    click.option("--gtfs", type=FILE, multiple=True, help="Timetable (GTFS zip); repeatable."),
    date_option("Date of the service day."),
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

    def streets(self, mode: Mode) -> Streets:
        """Return the streets of a mode; straight lines, said aloud, where there is no extract."""
        if self.osm is None:
            click.echo("No --osm: ways are straight lines × detour factor.", err=True)
            return straight_line(mode, walk_speed_km_h=self.walk_speed)
        with step(f"reading {self.osm.name}"):
            ways = read_ways(self.osm)
        with step(f"building the network for {mode}"):
            return build_street_network(ways, mode=mode, walk_speed_km_h=self.walk_speed)

    def transit(self) -> Transit:
        """Return public transport on the day."""
        if not self.gtfs or self.day is None:
            message = "Public transport needs a timetable and a date: --gtfs and --date."
            raise click.UsageError(message)
        with step("reading " + ", ".join(path.name for path in self.gtfs)):
            day = service_day([read_feed(path) for path in self.gtfs], self.day)
        for rule, number in day.left_out.items():
            click.echo(f"Left out of the timetable: {number} {rule}.", err=True)
        transit = Transit(
            day,
            self.streets("walk"),
            max_walk_seconds=self.max_walk * S_PER_MINUTE,
            change_seconds=self.change,
            max_rides=self.max_rides,
        )
        tell_unsnapped(transit.walking, {"stops": day.stop_points})
        return transit


def travel_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that both commands have, given to the command as TravelFiles."""

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
