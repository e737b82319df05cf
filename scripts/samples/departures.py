"""When the vehicles of each kind of line meet at its node."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.samples.lines import Line


@dataclass(frozen=True)
class Headway:
    """A service with a vehicle every so many minutes from one hour to another, both included."""

    service: str
    first: float
    last: float
    every_min: int
    on_demand: bool = False
    shifted: bool = False  # by an hour on every second line, so that two-hourly lines take turns


# The kinds follow what public pages say of the net of 2021: RegioBus daily and hourly, other
# lines every one or two hours, on-demand trips (ALF) where and when demand is low.
HEADWAYS = {
    "regio": (
        Headway("werktag", 5, 20, 60),
        Headway("werktag", 21, 23, 120),
        Headway("samstag", 6, 20, 60),
        Headway("sonntag", 8, 20, 60),
    ),
    "main": (
        Headway("werktag", 5, 20, 60),
        Headway("schultag", 6.5, 7.5, 60),
        Headway("samstag", 7, 19, 60),
        Headway("sonntag", 9, 19, 120),
    ),
    "local": (
        Headway("schultag", 5, 17, 120, shifted=True),
        Headway("ferientag", 5, 17, 240, shifted=True),
        Headway("ferientag", 7, 15, 240, shifted=True, on_demand=True),
        Headway("werktag", 19, 19, 120, shifted=True, on_demand=True),
        Headway("samstag", 7, 13, 120, shifted=True),
        Headway("samstag", 15, 17, 120, shifted=True, on_demand=True),
        Headway("sonntag", 9, 17, 240, shifted=True, on_demand=True),
    ),
    "feeder": (
        Headway("schultag", 5, 19, 120),
        Headway("ferientag", 5, 17, 240),
        Headway("ferientag", 7, 19, 240, on_demand=True),
        Headway("samstag", 7, 19, 120, on_demand=True),
        Headway("sonntag", 9, 19, 120, on_demand=True),
    ),
    "town": (Headway("werktag", 6, 19, 30), Headway("samstag", 8, 16, 60)),
    "express": (Headway("werktag", 5, 19, 120), Headway("schultag", 6, 8, 120)),
    "leisure": (Headway("freizeit", 9, 17, 120),),
    "night": (Headway("nacht", 24, 27, 90),),  # hours after midnight belong to the day before
    "alf": (
        Headway("werktag", 6, 20, 120, on_demand=True),
        Headway("samstag", 8, 18, 120, on_demand=True),
        Headway("sonntag", 10, 18, 240, on_demand=True),
    ),
    "rail": (
        Headway("werktag", 5, 22, 60),
        Headway("samstag", 6, 22, 60),
        Headway("sonntag", 7, 22, 60),
    ),
    "fast_rail": (
        Headway("werktag", 5, 22, 60),
        Headway("samstag", 6, 22, 60),
        Headway("sonntag", 7, 22, 60),
    ),
}
SCHOOL_KINDS = {"local", "feeder", "main"}
SCHOOL_ARRIVAL_MIN = 7 * 60 + 35  # a quarter of an hour before the first lesson
SCHOOL_DEPARTURES_MIN = (13 * 60 + 10, 16 * 60 + 10)  # after the sixth and the ninth lesson


def meetings(line: Line) -> Iterator[tuple[str, int, bool]]:
    """Yield service, minute of the day and "on demand" for each meeting at the line's node."""
    for headway in HEADWAYS[line.kind]:
        shift = 60 if headway.shifted and number_of(line) % 2 else 0
        minute = round(headway.first * 60) + shift
        while minute <= headway.last * 60 + shift:
            yield headway.service, minute + line.minute, headway.on_demand
            minute += headway.every_min


def number_of(line: Line) -> int:
    """Return the digits of a line's number as a whole number, 0 where it has none."""
    return int("".join(c for c in line.number if c.isdigit()) or 0)
