"""
One village of the shipped district recomputed from its raw files, for a test of the gap table.

Arithmetic of this file alone: it reads the tables that `district.toml` names, and uses neither the
library nor anything that it wrote.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

import holidays
import numpy as np
from pyproj import Transformer

from tests.raw_timetable import (
    CAR_S_PER_M,
    Place,
    RawTimetable,
    metres,
    rows_of,
    turned,
    walk_s,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Windows = list[tuple[int, int]]

DAY_NAMES = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
HOUR, STEP_S, WAIT_S, NEVER = 3600, 300, 3600, 2**31
KIND_NAMES = {"counselling": "Beratung", "family_education": "Familienbildung"}
PUBLIC = holidays.country_holidays("DE", subdiv="RP")
SCHOOL = holidays.country_holidays("DE", subdiv="RP", categories=("school",))


@dataclass
class RawDoor:
    """A place that people go to: weekly windows by weekday, or None where nobody recorded them."""

    name: str
    place: Place
    weekly: dict[int, Windows] | None
    events: list[tuple[date, tuple[int, int]]] = field(default_factory=list)

    @property
    def known(self) -> bool:
        return self.weekly is not None or bool(self.events)

    def windows(self, day: date) -> Windows:
        """Return when it is open; the whole day where unknown."""
        if not self.known:
            return [(0, 24 * HOUR)]
        weekly = [] if day in PUBLIC else (self.weekly or {}).get(day.weekday(), [])
        dated = [
            window
            for on, window in self.events
            if on == day
            or (
                on.weekday() == day.weekday()
                and day not in PUBLIC
                and (on in SCHOOL) == (day in SCHOOL)
            )
        ]
        return _joined([*weekly, *dated])


class Ways:
    """
    The ways between one home and one door, as one sees them from home.

    `at_home` are the seconds at which they leave home, `at_door` those at which they are there.
    """

    def __init__(self, at_home: NDArray[np.int64], at_door: NDArray[np.int64], foot: int) -> None:
        order = np.lexsort((-at_home, at_door))
        self._at_home, self._at_door, self._foot = at_home[order], at_door[order], foot
        self._last: list[int] = []  # of all ways up to each one, that which leaves last
        for number in range(len(order)):
            before = self._last[-1] if self._last else number
            later = self._at_home[number] > self._at_home[before]
            self._last.append(number if later else before)

    def last(
        self, by: NDArray[np.int64], earliest: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """
        Return when the way begins that leaves last and is there by a second, and its seconds.

        One walks instead where it comes before the earliest second, or walking leaves no sooner.
        """
        begin, seconds = by - self._foot, np.full(len(by), self._foot)
        count = np.searchsorted(self._at_door, by, side="right")
        for slot in np.flatnonzero(count):
            way = self._last[count[slot] - 1]
            if self._at_door[way] >= earliest[slot] and self._at_home[way] > begin[slot]:
                begin[slot] = self._at_home[way]
                seconds[slot] = self._at_door[way] - self._at_home[way]
        return begin, seconds


class RawVillage:
    """One village, by AGS."""

    def __init__(self, folder: Path, ags: str) -> None:
        self.folder = folder
        self.toml = tomllib.loads((folder / "district.toml").read_text("utf-8"))
        self.timetable = RawTimetable(folder / "timetable.zip")
        (self.facts,) = [row for row in rows_of(folder / "population.csv") if row["AGS"] == ags]
        cells = [row for row in rows_of(folder / "population_cells.csv") if row["ags"] == ags]
        to_degrees = Transformer.from_crs(25832, 4326, always_xy=True)
        self.homes: list[Place] = [
            to_degrees.transform(float(row["x_m"]), float(row["y_m"])) for row in cells
        ]
        self.people = np.array([float(row["people"]) for row in cells])
        self.ags = ags
        self._known: dict[Any, tuple[list[int], list[dict[str, int]]]] = {}

    # the typical days

    @cached_property
    def days(self) -> dict[str, date]:
        """The four typical days: of those of their kind the first with the median of trips."""
        first, last = date(2026, 1, 1), date(2027, 12, 31)
        every = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        trips = {day: self._trips(day) for day in every}
        kinds: dict[str, tuple[int, bool | None]] = {
            "school_tuesday": (1, True),
            "school_friday": (4, True),
            "holiday_tuesday": (1, False),
            "saturday": (5, None),
        }
        chosen = {}
        for kind, (weekday, school) in kinds.items():
            days = [
                day
                for day in every
                if day.weekday() == weekday
                and day not in PUBLIC
                and not (weekday in {4, 5} and day - timedelta(days=1) in PUBLIC)
                and (school is None or (day not in SCHOOL) == school)
            ]
            median = sorted(trips[day] for day in days)[(len(days) - 1) // 2]
            chosen[kind] = next(day for day in days if trips[day] == median)
        return chosen

    def _trips(self, day: date) -> int:
        services = self.timetable.services(day)
        return sum(self._trips_of.get(service, 0) for service in services)

    @cached_property
    def _trips_of(self) -> dict[str, int]:
        names, counts = np.unique([*self.timetable.service_of.values()], return_counts=True)
        return dict(zip(names.tolist(), counts.tolist(), strict=True))

    def week(self, tuesday: date) -> list[date]:
        """Return Monday to Saturday, those days that are holidays like the Tuesday or are not."""
        monday = tuesday - timedelta(days=1)
        days = [monday + timedelta(days=n) for n in range(6)]
        return [day for day in days if (day in SCHOOL) == (tuesday in SCHOOL)]

    # where people go

    def doors(self, kind: str) -> list[RawDoor]:
        """Return the doors of a kind, by name as the table has them."""
        if kind == "kita":
            rows = rows_of(self.folder / "kitas.csv")
        else:
            rows = [
                row
                for row in rows_of(self.folder / "services.csv")
                if row["Art"] == KIND_NAMES[kind]
                and row["Erbringung"] in {"vor Ort", "in der Kita"}
                and row["Adresse geheim"] != "ja"
                and row["Länge"]
            ]
        events = rows_of(self.folder / "events.csv")
        return [
            RawDoor(
                row["Einrichtung" if kind == "kita" else "Name"],
                (float(row["Länge"]), float(row["Breite"])),
                _weekly(row["Öffnungszeiten"]),
                [
                    (date.fromisoformat(event["Datum"]), (_s(event["Beginn"]), _s(event["Ende"])))
                    for event in events
                    if event["Angebot"] == row["Kennung"] and event["Abgesagt"] != "ja"
                ],
            )
            for row in rows
        ]

    # ways and round trips

    def trips(
        self,
        doors: Sequence[RawDoor],
        windows_on: Callable[[RawDoor, date], Windows],
        dates: Iterable[date],
        *,
        stay_s: int,
        wanted: Callable[[NDArray[np.int64], NDArray[np.int64]], NDArray[np.int64]],
    ) -> NDArray[np.float64]:
        """
        Return the best trip of each home to each door over the dates: way and absence in seconds.

        Shape (homes, doors, 2); infinite where none works.
        """
        best = np.full((len(self.homes), len(doors), 2), np.inf)
        kept: dict[frozenset[str], Any] = {}
        for day in dates:
            services = self.timetable.services(day)
            there, back = kept.setdefault(services, ()) or self._ways(services, doors)
            kept[services] = (there, back)
            for number, door in enumerate(doors):
                windows = windows_on(door, day)
                for home in range(len(self.homes)):
                    ways = (there[home][number], back[home][number])
                    found = _best_trip(*ways, windows, stay_s, wanted)
                    best[home, number] = min(found, tuple(best[home, number]))
        return best

    def _ways(
        self, services: frozenset[str], doors: Sequence[RawDoor]
    ) -> tuple[list[list[Ways]], list[list[Ways]]]:
        hops = self.timetable.hops(services)
        return tuple(  # type: ignore[return-value] # two of them
            self._ways_one_way(day, doors) for day in (hops, turned(hops))
        )

    def _ways_one_way(self, hops: list[Any], doors: Sequence[RawDoor]) -> list[list[Ways]]:
        """Return the ways that begin at home with any hop from a stop nearby."""
        walks = [self.timetable.near(home) for home in self.homes]
        egress = [self.timetable.near(door.place) for door in doors]
        events, ends_of = self._reached(hops)
        arrivals = np.full((len(events), len(doors)), NEVER, dtype=np.int64)
        for row, reached in enumerate(ends_of):
            for column, near in enumerate(egress):
                ends = [reached[stop] + walk for stop, walk in near.items() if stop in reached]
                arrivals[row, column] = min(ends, default=NEVER)
        begins = np.array([hops[event].begins for event in events], dtype=np.int64)
        found = []
        for home, walk in zip(self.homes, walks, strict=True):
            chosen = np.array([hops[event].begin in walk for event in events], dtype=bool)
            to_stop = np.array([walk[hops[event].begin] for event in np.array(events)[chosen]])
            leaves = begins[chosen] - to_stop.astype(np.int64)
            found.append(
                [
                    Ways(leaves, arrivals[chosen, column], walk_s(home, door.place))
                    for column, door in enumerate(doors)
                ]
            )
        return found

    def _reached(self, hops: list[Any]) -> tuple[list[int], list[dict[str, int]]]:
        """Return the hops that begin near a home, and what is reached by each; once for a day."""
        key = (len(hops), hops[0])
        if key not in self._known:
            stops = {stop for home in self.homes for stop in self.timetable.near(home)}
            events = [n for n, hop in enumerate(hops) if hop.begin in stops and hop.may_begin]
            self._known[key] = events, [self.timetable.reached(hops, event) for event in events]
        return self._known[key]

    def car_minutes(self, doors: Sequence[RawDoor]) -> NDArray[np.float64]:
        """Return the minutes by car to the nearest door."""
        return np.array(
            [min(metres(home, door.place) for door in doors) for home in self.homes]
        ) * (CAR_S_PER_M / 60)

    def kita_trips(
        self, doors: Sequence[RawDoor], dates: Iterable[date]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the child's longer way and the longer absence, seconds, shape (homes, doors)."""
        limits = self.toml["thresholds"]["kita"]
        stay_s = limits["stay_minutes"] * 60
        arrive, collect = (
            tuple(_s(text) for text in limits[name])
            for name in ("arrive_between", "collect_between")
        )

        def bringing(door: RawDoor, day: date) -> Windows:
            windows = _kita_windows(door, day)
            return [(max(opens, arrive[0]), arrive[1] + stay_s) for opens, _ in windows]

        def collecting(door: RawDoor, day: date) -> Windows:
            windows = _kita_windows(door, day)
            return [(collect[0], min(closes, collect[1] + stay_s)) for _, closes in windows]

        dates = list(dates)
        out = self.trips(doors, bringing, dates, stay_s=stay_s, wanted=lambda out, _: out)
        home = self.trips(doors, collecting, dates, stay_s=stay_s, wanted=lambda _, back: back)
        both = np.maximum(out, home)
        return both[:, :, 0], both[:, :, 1]

    # shares and percentiles

    def share(self, chosen: NDArray[np.bool_]) -> float:
        """Return the share of the people who live in some cells."""
        return round(float(self.people[chosen].sum() / self.people.sum()), 9)

    def percentile(self, values: NDArray[np.float64], percent: int) -> float | None:
        """Return the smallest value that so many per cent of the people keep; None where not."""
        finite = np.unique(values[np.isfinite(values)])
        for value in finite:
            if self.share(values <= value) >= percent / 100:
                return float(value)
        return None

    def scaled(self, count: int) -> float:
        """Return an age group of 2015 carried over to the newest total."""
        old, now = (float(self.facts[name]) for name in ("Einwohner zum Altersstand", "Einwohner"))
        return count / old * now


def _best_trip(
    there: Ways,
    back: Ways,
    windows: Windows,
    stay_s: int,
    wanted: Callable[[NDArray[np.int64], NDArray[np.int64]], NDArray[np.int64]],
) -> tuple[float, float]:
    """Try each appointment that fits the windows; return the least way wanted, and its absence."""
    best = (np.inf, np.inf)
    for opens, closes in windows:
        start = np.arange(-(-opens // STEP_S) * STEP_S, closes - stay_s + 1, STEP_S)
        leave, out = there.last(start, np.maximum(start - WAIT_S, opens))
        home, back_s = back.last(-start - stay_s, -start - stay_s - WAIT_S)
        way, absence = wanted(out, back_s), -home - leave
        works = absence <= stay_s + 3 * HOUR
        if works.any():
            least = min(zip(way[works].tolist(), absence[works].tolist(), strict=True))
            best = min(best, least)
    return best


def _kita_windows(door: RawDoor, day: date) -> Windows:
    """Return the one span of a day; the usual one on working days where nobody recorded it."""
    if door.known:
        return door.windows(day)
    return [(0, 24 * HOUR)] if day.weekday() < DAY_NAMES.index("Sa") else []


def _weekly(text: str) -> dict[int, Windows] | None:
    """Read hours such as "Mo-Do 08:30-12:00, Di 14:00-17:00"; None where they are no such."""
    found: dict[int, Windows] = {}
    days: list[int] = []
    for part in re.split(r",\s*", text):
        match = re.fullmatch(r"(?:(\w\w)(?:-(\w\w))?)(?: (\d\d:\d\d)-(\d\d:\d\d))?", part)
        if match is None or match[1] not in DAY_NAMES:
            return None
        first, last = (DAY_NAMES.index(match[n] or match[1]) for n in (1, 2))
        days += range(first, last + 1)
        if match[3]:
            for day in days:
                found.setdefault(day, []).append((_s(match[3]), _s(match[4])))
            days = []
    return {day: _joined(windows) for day, windows in found.items()}


def _joined(windows: Windows) -> Windows:
    joined: Windows = []
    for opens, closes in sorted(windows):
        if joined and opens <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], closes))
        else:
            joined.append((opens, closes))
    return joined


def _s(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * HOUR + int(minutes) * 60
