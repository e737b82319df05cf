"""What a visit asks for, and the appointments that fit into opening hours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geodata.errors import ShapeError
from geodata.round_trips.last_way_kernels import STEP_S, Slots
from geodata.round_trips.least import Least
from geodata.round_trips.round_kernels import Cases, Limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Window = tuple[int, int]
    Hours = Sequence[Window] | None
    Indices = NDArray[np.int32]

STAY_S = 3600
WAIT_S = 3600
UNKNOWN, SHUT = -2, -1  # in place of a case


@dataclass(frozen=True)
class Visit:
    """
    What counts as a round trip that works; all limits are inclusive.

    Parameters
    ----------
    stay_s
        How long the appointment lasts; one must be out when the door closes.
    wait_s
        Longest wait, on each side: one is at the door no earlier than this before the
        appointment, and the way back begins no later than this after one is out.
    longest_stay_s
        How long one may stay on, while the door is open, to shorten the wait for the way back;
        as long as `stay_s` where None, and infinity until the door closes.
    wait_outside
        Whether one may also come before the door opens. By the method one may not: one arrives
        inside opening hours.
    leave_from_s, home_by_s
        When one may leave home, and by when one must be back. None is the end of the service
        day: midnight, or the last arrival of the timetable and the longest way from there if that
        is later.
    longest_absence_s
        Longest time away from home. As walking all the way has no limit, appointments may work
        that nobody would keep; the method's convention is the stay and 3 hours.
    least
        Which of all appointments that work is described: the one with the least time away from
        home, or with the least of its longer way, its way there, or its way back.
    """

    stay_s: int = STAY_S
    wait_s: int = WAIT_S
    longest_stay_s: float | None = None
    wait_outside: bool = False
    leave_from_s: int = 0
    home_by_s: int | None = None
    longest_absence_s: float = np.inf
    least: Least = Least.ABSENCE

    def limits(self, *, end_of_day_s: int, nearby_s: int) -> Limits:
        """Return the same as numbers."""
        longest_s = self.stay_s if self.longest_stay_s is None else self.longest_stay_s
        return Limits(
            stay_s=self.stay_s,
            longest_stay_s=int(min(max(longest_s, self.stay_s), _ANY_TIME_S)),
            wait_s=min(self.wait_s, _ANY_TIME_S),
            leave_from_s=self.leave_from_s,
            home_by_s=end_of_day_s if self.home_by_s is None else self.home_by_s,
            longest_absence_s=int(min(self.longest_absence_s, _ANY_TIME_S)),
            wait_outside=self.wait_outside,
            nearby_s=nearby_s,
            least=int(self.least),
        )


_ANY_TIME_S = 10**7  # longer than any service day, and a sum of two fits 32 bits


@dataclass(frozen=True)
class Questions:
    """
    The doors and windows that one service day is asked for, each only once.

    Parameters
    ----------
    doors
        The door of each lane, shape (lanes,).
    slots
        Starts of appointments.
    cases
        Doors with their windows.
    case_of
        The case of each date and door, shape (dates, doors); SHUT or UNKNOWN without one.
    """

    doors: Indices
    slots: Slots
    cases: Cases
    case_of: Indices


def questions(hours: Sequence[Sequence[Hours]], *, stay_s: int) -> Questions:
    """
    Return what must be asked of one service day.

    Parameters
    ----------
    hours
        For each date and door the opening windows in seconds of the day; None where the hours
        are not known.
    stay_s
        How long an appointment lasts.

    Raises
    ------
    ShapeError
        If a window closes before it opens, or two dates do not have the same doors.
    """
    if len({len(doors) for doors in hours}) > 1:
        message = f"{[len(doors) for doors in hours]} doors are not one list of hours a door."
        raise ShapeError(message)
    numbers: dict[tuple[int, tuple[Window, ...]], int] = {}
    case_of = np.full((len(hours), max(map(len, hours), default=0)), SHUT, dtype=np.int32)
    for date, doors in enumerate(hours):
        for door, windows in enumerate(doors):
            if windows is None:
                case_of[date, door] = UNKNOWN
            elif windows:
                case = (door, joined(windows))
                case_of[date, door] = numbers.setdefault(case, len(numbers))
    lanes = {door: lane for lane, door in enumerate(sorted({door for door, _ in numbers}))}
    slots, cases = _slots_and_cases(numbers, lanes, stay_s)
    return Questions(np.array([*lanes], dtype=np.int32), slots, cases, case_of)


def joined(windows: Iterable[Window]) -> tuple[Window, ...]:
    """Return the windows sorted; those that touch or overlap are one."""
    kept = list[tuple[int, int]]()
    for opens_s, closes_s in sorted(windows):
        if closes_s < opens_s:
            message = f"A door that opens at {opens_s} s cannot close at {closes_s} s."
            raise ShapeError(message)
        if kept and opens_s <= kept[-1][1]:
            kept[-1] = (kept[-1][0], max(kept[-1][1], closes_s))
        else:
            kept.append((opens_s, closes_s))
    return tuple(kept)


def _slots_and_cases(
    numbers: Mapping[tuple[int, tuple[Window, ...]], int], lanes: Mapping[int, int], stay_s: int
) -> tuple[Slots, Cases]:
    lane = np.array([lanes[door] for door, _ in numbers], dtype=np.int32)
    of_case = np.repeat(np.arange(len(numbers)), [len(windows) for _, windows in numbers])
    flat = [window for _, windows in numbers for window in windows]
    opens_s, closes_s = np.array(flat, dtype=np.int32).reshape(-1, 2).T
    first, last = -(-opens_s // STEP_S), (closes_s - stay_s) // STEP_S
    usable = first <= last
    of_case, first, last = of_case[usable], first[usable], last[usable]
    begin = int(first.min(initial=0 if not len(first) else first[0]))
    count = int(last.max(initial=begin - 1)) - begin + 1
    lowest = np.full(len(lanes), count, dtype=np.int32)
    highest = np.full(len(lanes), -1, dtype=np.int32)
    np.minimum.at(lowest, lane[of_case], first - begin)
    np.maximum.at(highest, lane[of_case], last - begin)
    indptr = np.searchsorted(of_case, np.arange(len(numbers) + 1)).astype(np.int64)
    slots = Slots(begin * STEP_S, count, lowest, highest, turned=False)
    windows = (first - begin, last - begin, opens_s[usable], closes_s[usable])
    return slots, Cases(lane, indptr, *(np.ascontiguousarray(w, np.int32) for w in windows))


def mirrored(slots: Slots, *, stay_s: int) -> Slots:
    """Return the ends of the appointments as the mirrored day sees them, in its order."""
    final = slots.many - 1
    first_s = -(slots.first_s + final * STEP_S + stay_s)
    return Slots(first_s, slots.many, final - slots.last, final - slots.first, turned=True)
