"""One journey by public transport, leg by leg, on any OSM and GTFS files."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from geodata.errors import RowError
from geodata.journey_legs import WalkLeg
from geodata.points import Points
from geodata.sources.positions import check_position
from scripts.clock import ClockTime, clock_of, second_of
from scripts.steps import step
from scripts.travel_files import S_PER_MINUTE, TravelFiles, tell_unsnapped, travel_options

if TYPE_CHECKING:
    from geodata.journey_legs import Journey, Leg
    from geodata.timetable import ServiceDay

NOT_FOUND = 1  # exit status
_M_PER_KM = 1000


class Position(click.ParamType[tuple[float, float]]):
    """A point as LON,LAT in degrees."""

    name = "LON,LAT"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[float, float]:
        """Return longitude and latitude."""
        if isinstance(value, tuple):
            return value
        try:
            longitude, latitude = (float(part) for part in str(value).split(","))
            check_position(longitude, latitude, None)
        except RowError as error:
            self.fail(f"{value}: {error.problem}", param, ctx)
        except ValueError:
            self.fail(f"{value} is not LON,LAT, for example 8.69,49.41.", param, ctx)
        return longitude, latitude


@click.command(help=__doc__)
@travel_options
@click.option("--from", "origin", type=Position(), required=True, help="Where to begin.")
@click.option("--to", "destination", type=Position(), required=True, help="Where to go.")
@click.option("--depart", type=ClockTime(), help="Leave at or after this local time.")
@click.option("--arrive", type=ClockTime(), help="Be there at or before this local time.")
def main(
    files: TravelFiles,
    *,
    origin: tuple[float, float],
    destination: tuple[float, float],
    depart: tuple[int, int] | None,
    arrive: tuple[int, int] | None,
) -> None:
    """Search one journey and print its legs."""
    if (depart is None) == (arrive is None):
        message = "Give either --depart or --arrive."
        raise click.UsageError(message)
    transit = files.transit()
    home, door = Points.of(origin), Points.of(destination)
    tell_unsnapped(transit.walking, {"origins": home, "destinations": door})
    with step("searching"):
        journey = transit.journey(
            home,
            door,
            depart_s=None if depart is None else second_of(transit.day, depart),
            arrive_s=None if arrive is None else second_of(transit.day, arrive),
        )
    if journey is None:
        click.echo(f"No journey was found on {transit.day.date}.")
        sys.exit(NOT_FOUND)
    click.echo("\n".join(lines_of(journey, transit.day)))


def lines_of(journey: Journey, day: ServiceDay) -> list[str]:
    """Return the legs as lines, and a summary below them."""
    minutes = (journey.arrives_s - journey.departs_s) / S_PER_MINUTE
    summary = (
        f"{minutes:.0f} min, {journey.rides} rides, {_distance(journey.walking_metres)} on foot,"
        f" {day.date}"
    )
    return [*(_line(leg, day) for leg in journey.legs), summary]


def _line(leg: Leg, day: ServiceDay) -> str:
    times = f"{clock_of(day, leg.departs_s)}–{clock_of(day, leg.arrives_s)}"
    way = f"{leg.from_name} → {leg.to_name}"
    if isinstance(leg, WalkLeg):
        metres = "" if leg.metres is None else f", {_distance(leg.metres)}"
        return f"{times}  walk{metres}: {way}"
    booking = f" [on demand{': ' if leg.booking else ''}{leg.booking}]" if leg.on_demand else ""
    return f"{times}  {leg.line} towards {leg.headsign}: {way}{booking}"


def _distance(metres: float) -> str:
    return f"{metres / _M_PER_KM:.1f} km" if metres >= _M_PER_KM else f"{metres:.0f} m"
