"""
A search that tries every journey: slow, recursive, over trips and calls instead of connections.

It shares no code and no idea with the kernels: no rounds, no labels, no pruning.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True)
class Call:
    """One stop of a trip."""

    stop: int
    arrival_s: int
    departure_s: int
    pickup: bool = True
    drop_off: bool = True


@dataclass(frozen=True)
class Ride:
    """Where and when a vehicle is boarded and left."""

    trip: int
    from_stop: int
    departure_s: int
    to_stop: int
    arrival_s: int


Trip = tuple[Call, ...]
Walks = dict[tuple[int, int], int]


def every_journey(
    trips: Sequence[Trip], transfers: Walks, ready: Mapping[int, int], *, rides: int
) -> Iterator[tuple[Ride, ...]]:
    """Yield every chain of up to `rides` rides; each may leave at or after its stop's time."""
    if rides == 0:
        return
    for stop, second in ready.items():
        for ride in _rides_from(trips, stop, second):
            yield (ride,)
            onward = {
                there: ride.arrival_s + walk
                for (here, there), walk in transfers.items()
                if here == ride.to_stop
            }
            for rest in every_journey(trips, transfers, onward, rides=rides - 1):
                yield (ride, *rest)


def _rides_from(trips: Sequence[Trip], stop: int, second: int) -> Iterator[Ride]:
    for number, trip in enumerate(trips):
        for position, call in enumerate(trip[:-1]):
            if call.stop == stop and call.pickup and call.departure_s >= second:
                for later in trip[position + 1 :]:
                    if later.drop_off:
                        yield Ride(number, stop, call.departure_s, later.stop, later.arrival_s)


def earliest_at(
    trips: Sequence[Trip],
    transfers: Walks,
    ready: Mapping[int, int],
    egress: Mapping[int, int],
    *,
    rides: int,
) -> int | None:
    """Return the earliest second at the door, None without any journey."""
    return min(
        (
            journey[-1].arrival_s + egress[journey[-1].to_stop]
            for journey in every_journey(trips, transfers, ready, rides=rides)
            if journey[-1].to_stop in egress
        ),
        default=None,
    )


def latest_from(  # noqa: PLR0913 - a town, a home, a door and the question
    trips: Sequence[Trip],
    transfers: Walks,
    access: Mapping[int, int],
    egress: Mapping[int, int],
    *,
    rides: int,
    arrive_s: int,
) -> int | None:
    """Return the latest second to leave home and still be at the door by `arrive_s`."""
    ready = dict.fromkeys(access, -(10**6))
    return max(
        (
            journey[0].departure_s - access[journey[0].from_stop]
            for journey in every_journey(trips, transfers, ready, rides=rides)
            if journey[-1].to_stop in egress
            and journey[-1].arrival_s + egress[journey[-1].to_stop] <= arrive_s
        ),
        default=None,
    )


def shortest_within(  # noqa: PLR0913 - a town, a home, a door and the question
    trips: Sequence[Trip],
    transfers: Walks,
    access: Mapping[int, int],
    egress: Mapping[int, int],
    *,
    rides: int,
    window_s: tuple[int, int],
) -> int | None:
    """Return the least seconds from leaving home to being let in at the door."""
    opens_s, closes_s = window_s
    ready = dict.fromkeys(access, -(10**6))
    durations = []
    for journey in every_journey(trips, transfers, ready, rides=rides):
        if journey[-1].to_stop in egress:
            leave_s = journey[0].departure_s - access[journey[0].from_stop]
            arrival_s = journey[-1].arrival_s + egress[journey[-1].to_stop]
            if arrival_s <= closes_s:
                durations.append(max(arrival_s, opens_s) - leave_s)
    return min(durations, default=None)


def worth_choosing(
    trips: Sequence[Trip],
    transfers: Walks,
    access: Mapping[int, int],
    egress: Mapping[int, int],
    *,
    rides: int,
) -> set[tuple[int, int, int]]:
    """Return (leave home, at the door, rides) of every journey that no other one dominates."""
    ready = dict.fromkeys(access, -(10**6))
    ends = {
        (
            journey[0].departure_s - access[journey[0].from_stop],
            journey[-1].arrival_s + egress[journey[-1].to_stop],
            len(journey),
        )
        for journey in every_journey(trips, transfers, ready, rides=rides)
        if journey[-1].to_stop in egress
    }
    return {end for end in ends if not any(_dominates(other, end) for other in ends - {end})}


def _dominates(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return one[0] >= other[0] and one[1] <= other[1] and one[2] <= other[2]
