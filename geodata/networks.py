"""All networks of a district together: streets on foot and by car, and the typical week's days."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from geodata.array_files import load_arrays, save_arrays
from geodata.booked_days import ON_DEMAND, keep_days, overlay_of
from geodata.covered import beside, hull_of, lost_stops
from geodata.errors import MissingInputError
from geodata.inputs import file_hash
from geodata.searches.transit import Transit
from geodata.streets.network import build_street_network, load_street_network
from geodata.streets.straight_line import straight_line
from geodata.surroundings import (
    read_surrounding_ways,
    read_timetables,
    trips_left_out,
    ways_left_out,
)
from geodata.timetable.feed_summary import FEEDS, summary_of
from geodata.timetable.kept_days import kept_days
from geodata.timetable.service_patterns import days_to_keep
from geodata.timetable.stop_report import SAME_STOPS, save_report
from geodata.timetable.typical_week import TypicalDays, typical_days, typical_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geodata.district import District
    from geodata.points import Points
    from geodata.streets.access import Mode
    from geodata.timetable.kept_days import KeptDays
    from geodata.timetable.service_day import ServiceDay
    from geodata.walking import Streets

STREETS = "streets"  # the source of district.toml
KIND, VERSION = "network files", 4
MODES: tuple[Mode, ...] = ("walk", "bike", "car")
M_PER_KM, S_PER_MINUTE, S_PER_HOUR = 1000, 60, 3600


@dataclass(frozen=True)
class TravelOptions:
    """How people get about, from `[travel]` of the district."""

    walk_speed_km_h: float = 4.5
    max_walk_minutes: float = 20.0
    change_minutes: float = 0.0
    max_rides: int = 4

    @property
    def max_walk_m(self) -> float:
        """How far the longest walk to a stop goes."""
        return self.walk_speed_km_h * M_PER_KM / S_PER_HOUR * self.max_walk_minutes * S_PER_MINUTE


@dataclass(frozen=True)
class Networks:
    """
    What travel answers are computed from.

    Parameters
    ----------
    walk, bike, car
        Streets, or straight lines where no street network is loaded.
    days
        The service days of the typical week that the timetable covers, by date.
    typical_day
        The date that stands for all others.
    options
        Speeds and limits.
    straight_line
        Whether walk and car are straight lines times a detour factor.
    all_days
        Every service day that is kept, by date, those of the typical week among them.
    typical
        The typical days, and from which days each was chosen.
    on_demand_days
        The same days with all that runs on demand, booked in time; None where nothing does.
    left_out
        What of the files lies too far from the district to be taken, in sentences.
    """

    walk: Streets
    bike: Streets
    car: Streets
    days: Mapping[date, ServiceDay]
    typical_day: date
    options: TravelOptions
    straight_line: bool
    all_days: KeptDays
    typical: TypicalDays
    on_demand_days: KeptDays | None = None
    left_out: tuple[str, ...] = ()

    @property
    def with_on_demand(self) -> Networks | None:
        """The same networks with what runs on demand; None where nothing does."""
        if self.on_demand_days is None:
            return None
        booked = self.on_demand_days
        week = {day: booked[day] for day in self.days}
        return replace(self, days=week, all_days=booked, on_demand_days=None)

    def transit(self, day: date) -> Transit:
        """Return public transport on one of all days, with walks to, from and between stops."""
        return Transit(
            self.days.get(day) or self.all_days[day],
            self.walk,
            max_walk_seconds=self.options.max_walk_minutes * S_PER_MINUTE,
            change_seconds=round(self.options.change_minutes * S_PER_MINUTE),
            max_rides=self.options.max_rides,
            ride_by=self.car,
        )

    def in_timetable(self, places: Points) -> NDArray[np.bool_]:
        """
        Say for each place whether the timetable covers it, shape (places,).

        A place is covered if it lies no further than the longest walk from the convex hull of
        the stops that are called at on the typical day: inside, no bus means that there is
        none; outside, that the feed is cut there.
        """
        return beside(self._called_at, places, max_m=self.options.max_walk_m)

    @cached_property
    def _called_at(self) -> BaseGeometry:
        """The convex hull of the stops of the typical day, which takes longer than the rest."""
        return hull_of(self.days[self.typical_day].stop_points)

    def on_streets(self, places: Points) -> NDArray[np.bool_]:
        """Say for each place whether a street is near enough to walk to, shape (places,)."""
        return ~self.walk.unsnapped(places)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a planner must know: what was left out, and stops that nobody can walk to."""
        stops = self.days[self.typical_day].stop_points
        return (*self.left_out, *lost_stops(stops, self.walk))


def build_networks(
    district: District,
    folder: Path,
    *,
    day: date | None = None,
    every_day_from: date | None = None,
    progress: Callable[[str], None],
) -> Networks:
    """
    Read streets and timetables, keep them as files in the folder, and return them.

    Parameters
    ----------
    district
        Its sources `streets` (may be absent), `timetable`, and `on_demand` (may be absent): a table
        of lines and areas that run on demand, see `read_on_demand`. Its areas are those of the
        source `boundaries`.
    folder
        New folder for the network files.
    day
        Day to judge by; the typical school Tuesday where none is given.
    every_day_from
        Keep every day that the timetables cover, dates on which the same runs only once; where
        very many differ, those from this date on come first. Without it only the
        week of the day to judge by is kept.
    progress
        Called with what is begun.

    Raises
    ------
    MissingInputError
        If there is no timetable, or it does not cover the day.
    """
    options = TravelOptions(**district.travel)
    progress("reading the timetable")
    feeds = read_timetables(district)
    summary_of(feeds).save(folder / FEEDS)
    if len(feeds) > 1:
        save_report(feeds, folder / SAME_STOPS)
    typical, overlay = typical_days(district, feeds, day=day), overlay_of(district)
    same = days_to_keep(feeds, typical.days, overlay, every_day_from)
    days, booked = keep_days(feeds, same, overlay, folder, progress)
    (walk, bike, car), far_ways = _streets(district, folder, options, progress)
    networks = Networks(
        walk=walk,
        bike=bike,
        car=car,
        days={day: days[day] for day in typical.week},
        typical_day=typical.day,
        options=options,
        straight_line=STREETS not in district.sources,
        all_days=days,
        typical=typical,
        on_demand_days=booked,
        left_out=(*(far for feed in feeds for far in trips_left_out(feed)), *far_ways),
    )
    _save_facts(networks, district, folder)
    return networks


def _save_facts(networks: Networks, district: District, folder: Path) -> None:
    streets = [district.sources[name] for name in (STREETS, ON_DEMAND) if name in district.sources]
    facts = {
        "kind": KIND,
        "version": VERSION,
        "inputs": {s.name: file_hash(s.path) for s in (*streets, *district.timetables)},
        "days": [day.isoformat() for day in networks.days],
        "typical_day": networks.typical_day.isoformat(),
        "options": asdict(networks.options),
        "straight_line": networks.straight_line,
        "all_days": networks.all_days.plain(),
        "on_demand": None if networks.on_demand_days is None else networks.on_demand_days.plain(),
        "left_out": list(networks.left_out),
        "typical": networks.typical.plain(),
    }
    save_arrays(folder, {}, facts)


def open_networks(folder: Path, *, inputs: Mapping[str, str] | None = None) -> Networks:
    """
    Return what `build_networks` kept in a folder, mapped into memory and shared by all who do so.

    Parameters
    ----------
    folder
        The folder given to `build_networks`.
    inputs
        Hash of each file that the networks must have been built from, by source name, see
        `file_hash`; not looked at where None.

    Raises
    ------
    MissingInputError
        If the folder holds no network files of this version, or they come from other files.
    """
    _, facts = load_arrays(folder, kind=KIND, version=VERSION)
    changed = [name for name in inputs or {} if facts["inputs"].get(name) != (inputs or {})[name]]
    if changed:
        message = (
            f"The network files in {folder.name} were built from other files than now"
            f" ({', '.join(changed)}). Build them again: sozialraum build."
        )
        raise MissingInputError(message)
    options = TravelOptions(**facts["options"])
    walk, bike, car = (
        straight_line(mode, walk_speed_km_h=options.walk_speed_km_h)
        if facts["straight_line"]
        else load_street_network(folder / mode)
        for mode in MODES
    )
    days = kept_days(folder, facts["all_days"])
    return Networks(
        walk=walk,
        bike=bike,
        car=car,
        days={day: days[day] for day in map(date.fromisoformat, facts["days"])},
        typical_day=date.fromisoformat(facts["typical_day"]),
        options=options,
        straight_line=facts["straight_line"],
        all_days=days,
        on_demand_days=kept_days(folder, facts["on_demand"]) if facts["on_demand"] else None,
        left_out=tuple(facts.get("left_out", ())),
        typical=typical_of(facts["typical"]),
    )


def _streets(
    district: District, folder: Path, options: TravelOptions, progress: Callable[[str], None]
) -> tuple[list[Streets], tuple[str, ...]]:
    """Return the streets of each of MODES, and what of the extract was left out."""
    speed, source = options.walk_speed_km_h, district.sources.get(STREETS)
    if source is None:
        return [straight_line(mode, walk_speed_km_h=speed) for mode in MODES], ()
    progress("reading the streets")
    ways = read_surrounding_ways(district, source)
    streets: list[Streets] = []
    for number, mode in enumerate(MODES, start=1):
        progress(f"streets, {mode} ({number} of {len(MODES)})")
        network = build_street_network(ways, mode=mode, walk_speed_km_h=speed)
        network.save(folder / mode)
        streets.append(network)
    return streets, ways_left_out(source, ways)
