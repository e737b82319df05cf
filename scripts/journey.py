"""Journeys by public transport, there and back, leg by leg, on any OSM and GTFS files."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from geodata.errors import RowError
from geodata.journeys.alternatives import alternatives, way_back
from geodata.journeys.area_transit import with_areas
from geodata.journeys.legs import DOOR, HOME, WalkLeg
from geodata.points import Points
from geodata.sources.positions import check_position
from scripts.clock import ClockTime, clock_of, second_of
from scripts.far_points import check_ends
from scripts.steps import step
from scripts.travel_files import S_PER_MINUTE, TravelFiles, travel_options

if TYPE_CHECKING:
    from geodata.journeys.legs import Journey, Leg, RideLeg
    from geodata.searches.transit import Transit
    from geodata.timetable.service_day import ServiceDay

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
@click.option(
    "--alternatives",
    "many",
    default=1,
    show_default=True,
    type=click.IntRange(1, 50),
    help="So many journeys worth choosing.",
)
@click.option(
    "--missed",
    default=0,
    show_default=True,
    type=click.IntRange(0, 50),
    help="Also so many that leave before --depart or arrive after --arrive.",
)
@click.option(
    "--back-after", "--return-after", type=ClockTime(), help="The way back after this local time."
)
def main(  # noqa: PLR0913 - one argument an option
    files: TravelFiles,
    *,
    origin: tuple[float, float],
    destination: tuple[float, float],
    depart: tuple[int, int] | None,
    arrive: tuple[int, int] | None,
    many: int,
    missed: int,
    back_after: tuple[int, int] | None,
) -> None:
    """Search the journeys and print their legs."""
    if (depart is None) == (arrive is None):
        message = "Give either --depart or --arrive."
        raise click.UsageError(message)
    transit = files.transit()
    doors = Points.of(origin), Points.of(destination)
    check_ends(transit, *doors)
    depart_s = None if depart is None else second_of(transit.day, depart)
    arrive_s = None if arrive is None else second_of(transit.day, arrive)
    asked = with_areas(
        *(transit, *doors),
        depart_s=[] if depart_s is None else [depart_s],
        arrive_s=[] if arrive_s is None else [arrive_s],
    )
    with step("searching"):
        found = alternatives(
            asked,
            *doors,
            depart_s=depart_s,
            arrive_s=arrive_s,
            fitting=many,
            missed=missed,
        )
        back = _back(transit, doors, back_after, many)
    _print(found.in_order, transit.day)
    if back_after is not None:
        click.echo("\nBack:")
        _print(back, transit.day)
    if not found.in_order or (back_after is not None and not back):
        sys.exit(NOT_FOUND)


def _back(
    transit: Transit, doors: tuple[Points, Points], after: tuple[int, int] | None, many: int
) -> list[Journey]:
    if after is None:
        return []
    after_s = second_of(transit.day, after)
    turned = transit.way_back
    home = with_areas(turned, doors[1], doors[0], depart_s=[after_s], names=(DOOR, HOME))
    asked = transit if home is turned else home  # `way_back` turns the day by itself
    journeys = way_back(asked, *doors, after_s=after_s, count=many)
    return sorted(journeys, key=lambda journey: (journey.departs_s, journey.arrives_s))


def _print(journeys: list[Journey], day: ServiceDay) -> None:
    """Print the journeys with an empty line between them."""
    texts = ["\n".join(lines_of(journey, day)) for journey in journeys]
    click.echo("\n\n".join(texts) or f"No journey was found on {day.date}.")


def lines_of(journey: Journey, day: ServiceDay) -> list[str]:
    """Return the legs as lines, and a summary below them."""
    minutes = (journey.arrives_s - journey.departs_s) / S_PER_MINUTE
    waiting = f", {journey.waiting_s / S_PER_MINUTE:.0f} min waiting" if journey.waiting_s else ""
    summary = (
        f"{minutes:.0f} min, {_rides(journey.rides)}{waiting},"
        f" {_distance(journey.walking_metres)} on foot, {day.date}"
    )
    return [*(_line(leg, day) for leg in journey.legs), summary]


def _line(leg: Leg, day: ServiceDay) -> str:
    times = f"{clock_of(day, leg.departs_s)}–{clock_of(day, leg.arrives_s)}"
    way = f"{leg.from_name} → {leg.to_name}"
    if isinstance(leg, WalkLeg):
        metres = "" if leg.metres is None else f", {_distance(leg.metres)}"
        return f"{times}  {leg.mode}{metres}: {way}"
    waits = f", after {leg.wait_s / S_PER_MINUTE:.0f} min waiting" if leg.wait_s else ""
    towards = f" towards {leg.headsign}" if leg.headsign else ""
    return f"{times}  {leg.line}{towards}: {way}{waits}{_booking(leg, day)}"


def _booking(leg: RideLeg, day: ServiceDay) -> str:
    """Tell how and until when to book, where that is needed and known."""
    if not leg.on_demand:
        return ""
    phone = leg.phone if leg.phone not in leg.booking else ""
    by = "" if leg.book_by_s is None else f"book by {clock_of(day, leg.book_by_s)}"
    facts = "; ".join(fact for fact in (leg.booking, phone, by) if fact)
    return f" [on demand{': ' if facts else ''}{facts}]"


def _distance(metres: float) -> str:
    return f"{metres / _M_PER_KM:.1f} km" if metres >= _M_PER_KM else f"{metres:.0f} m"


def _rides(number: int) -> str:
    return "1 ride" if number == 1 else f"{number} rides"
