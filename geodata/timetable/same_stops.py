"""Stops of two timetables that are one stop, or parts of one: a change between them is one on the spot."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geodata.timetable.stops import stop_numbers
from geodata.walking import rows_of, table_from_pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.timetable.stop_matching import StopMatches
    from geodata.timetable.stops import Stops
    from geodata.walking import WalkingTable

UNDECIDED = "stops that could be several stops of another timetable; one walks between them"


class SameStops(NamedTuple):
    """Pairs of stops of a day that are one stop, both ways round, shape (pairs,) each."""

    from_stop: NDArray[np.int32]
    to_stop: NDArray[np.int32]

    def hold(self, here: int, there: int) -> bool:
        """Say whether two stops are one."""
        return bool(((self.from_stop == here) & (self.to_stop == there)).any())


def no_same_stops() -> SameStops:
    """Return that every stop is by itself."""
    nothing = np.zeros(0, dtype=np.int32)
    return SameStops(nothing, nothing)


def same_stops(stops: Stops, matches: StopMatches, left_out: dict[str, int]) -> SameStops:
    """Return which stops of a day are one, see `stop_matches`; undecided ones are counted."""
    numbers = stop_numbers(stops)
    undecided = {(tie.feed, tie.stop) for tie in matches.ties} & set(numbers)
    if undecided:
        left_out[UNDECIDED] = left_out.get(UNDECIDED, 0) + len(undecided)
    found = [(numbers[a], numbers[b]) for a, b in _keys(matches) if {a, b} <= numbers.keys()]
    here, there = np.array(sorted(found), dtype=np.int32).reshape(-1, 2).T
    return SameStops(np.concatenate([here, there]), np.concatenate([there, here]))


def places_of(stops: Stops, matches: StopMatches) -> dict[tuple[int, str], list[int]]:
    """
    Return by feed number and stop_id the stops of a day that a stop of a timetable is.

    Itself, where it is called at, and those of other timetables that are the same.
    """
    numbers = stop_numbers(stops)
    places = {key: [number] for key, number in numbers.items()}
    for a, b in _keys(matches):
        for one, other in ((a, b), (b, a)):
            if other in numbers:
                places.setdefault(one, []).append(numbers[other])
    return places


def _keys(matches: StopMatches) -> list[tuple[tuple[int, str], tuple[int, str]]]:
    ends = (zip(match.feeds, match.stops, strict=True) for match in matches.same)
    return [(a, b) for a, b in ends]


def on_the_spot(walks: WalkingTable, same: SameStops) -> WalkingTable:
    """Return the walks between stops, none where two stops are one, whatever the streets say."""
    if not len(same.from_stop):
        return walks
    none = np.zeros(len(same.from_stop), dtype=np.int32)
    return table_from_pairs(
        np.concatenate([rows_of(walks), same.from_stop]),
        np.concatenate([walks.targets.astype(np.int64), same.to_stop]),
        np.concatenate([walks.seconds, none]),
        size=len(walks.indptr) - 1,
    )
