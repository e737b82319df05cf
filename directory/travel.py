"""The one bridge from records to geodata: doors and their hours become minutes from every cell."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from directory.hours import windows_on
from geodata.measures.gaps import KindMinutes
from geodata.parallel import silent
from geodata.points import Points
from geodata.searches.one_way import shortest_durations

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from directory.records.queries import Door
    from geodata.measures.thresholds import Threshold
    from geodata.networks import Networks
    from geodata.parallel import Progress

    FloatArray = NDArray[np.float64]

END_OF_DAY_S = 24 * 3600
SECONDS_PER_MINUTE = 60


@dataclass(frozen=True)
class Lane:
    """One chance to get in: a door, a date, and the seconds between which one must arrive."""

    door: int
    date: date
    earliest_s: int
    latest_s: int
    known: bool  # False where nobody recorded the hours and the door is taken as always open


@dataclass
class _Parts:
    """How many of the searches for a kind are done; each counts the same."""

    of: int
    tell: Progress
    done: int = 0

    def one_more(self) -> None:
        """Count one that is done."""
        self.done += 1
        self.tell(self.done, self.of)

    def within(self, done: int, of: int) -> None:
        """Tell how far the one has come that is going on."""
        self.tell(self.done * of + done, self.of * of)


def minutes_of_kind(  # noqa: PLR0913 - who, where, how, and two by name
    doors: Sequence[Door],
    homes: Points,
    networks: Networks,
    threshold: Threshold,
    *,
    state: str,
    progress: Progress = silent,
) -> KindMinutes:
    """
    Return the shortest way from every home to a kind of service, one way only.

    Parameters
    ----------
    doors
        The services of the kind.
    homes
        Where people live, shape (cells,).
    networks
        Streets, and the timetable of the typical day and its week.
    threshold
        How long one must be able to stay, or when one must arrive.
    state
        German state whose public holidays close doors.
    progress
        Called with how much is done, and of how much.
    """
    points = Points.of(*((door.longitude, door.latitude) for door in doors))
    lanes = [
        lane
        for index, door in enumerate(doors)
        for lane in lanes_of(door, index, networks, threshold, state=state)
    ]
    known, guessed = (_by_date(lanes, known=known) for known in (True, False))
    parts = _Parts(len(known) + len(guessed) + 1, progress)
    by_car = networks.car.travel_seconds(homes, points)
    parts.one_more()
    return KindMinutes(
        public_transport=_shortest(known, homes, points, networks, parts),
        if_always_open=_shortest(guessed, homes, points, networks, parts),
        car=_nearest(by_car) / SECONDS_PER_MINUTE,
        in_timetable=networks.in_timetable(homes),
        on_streets=networks.on_streets(homes),
        doors=len(doors),
        doors_without_hours=len({lane.door for lane in lanes if not lane.known}),
    )


def lanes_of(
    door: Door, index: int, networks: Networks, threshold: Threshold, *, state: str
) -> list[Lane]:
    """
    Return the chances to get in at a door: on the typical day, else on its own opening days.

    A door without recorded hours is one lane for the whole typical day, not known; one that
    must be reached at a fixed time (Bringzeit) is known, for that time is.
    """
    stay_s = int(threshold.stay_minutes * SECONDS_PER_MINUTE)
    typical = networks.typical_day
    windows = windows_on(door.schedules, typical, state=state)
    if threshold.arrive_between_s is not None:
        between = threshold.arrive_between_s
        arrivals = [between] if windows is None else _overlaps(windows, between)
        return [Lane(index, typical, first, last, known=True) for first, last in arrivals]
    if windows is None:
        return [Lane(index, typical, 0, END_OF_DAY_S - stay_s, known=False)]
    days = [typical] if windows else [day for day in networks.days if day != typical]
    return [
        Lane(index, day, opens_s, closes_s - stay_s, known=True)
        for day in days
        for opens_s, closes_s in windows_on(door.schedules, day, state=state) or ()
        if closes_s - stay_s >= opens_s
    ]


def _overlaps(
    windows: Iterable[tuple[int, int]], between: tuple[int, int]
) -> list[tuple[int, int]]:
    cut = [(max(opens, between[0]), min(closes, between[1])) for opens, closes in windows]
    return [(first, last) for first, last in cut if first <= last]


def _by_date(lanes: Sequence[Lane], *, known: bool) -> dict[date, list[Lane]]:
    """Return the lanes whose hours are known, or those whose are not, day by day."""
    by_date: dict[date, list[Lane]] = defaultdict(list)
    for lane in lanes:
        if lane.known is known:
            by_date[lane.date].append(lane)
    return dict(sorted(by_date.items()))


def _shortest(
    by_date: Mapping[date, list[Lane]],
    homes: Points,
    doors: Points,
    networks: Networks,
    parts: _Parts,
) -> FloatArray:
    """Return the minutes from each home to whichever lane is nearest; NaN where none is."""
    best = np.full(len(homes), np.nan)
    for day, those in by_date.items():
        minutes = shortest_durations(
            networks.transit(day),
            homes,
            doors.take([lane.door for lane in those]),
            earliest_arrival_s=np.array([lane.earliest_s for lane in those]),
            latest_arrival_s=np.array([lane.latest_s for lane in those]),
            progress=parts.within,
        )
        best = np.fmin(best, _nearest(minutes))
        parts.one_more()
    return best


def _nearest(figures: FloatArray) -> FloatArray:
    """Return the least figure of each row, shape (rows,); NaN where a row has none."""
    return np.asarray(np.fmin.reduce(figures, axis=1, initial=np.nan))
