"""Round trips by trying every appointment with every journey there and back; no code is shared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.geodata.exhaustive import every_journey

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.geodata.exhaustive import Trip, Walks

LONG_AGO = -(10**6)


@dataclass(frozen=True)
class Errand:
    """What is asked: seconds to stay (at least, at most) and to wait, and the ends of the day."""

    stay_s: int
    longest_stay_s: int
    wait_s: int
    wait_outside: bool
    leave_from_s: int
    home_by_s: int
    longest_absence_s: float


@dataclass(frozen=True)
class Leg:
    """One way: when it begins and ends, and with how many rides."""

    begins_s: int
    ends_s: int
    rides: int


def all_legs(
    trips: Sequence[Trip],
    transfers: Walks,
    access: Mapping[int, int],
    egress: Mapping[int, int],
    *,
    rides: int,
) -> list[Leg]:
    """Return every way by vehicle, however foolish."""
    ready = dict.fromkeys(access, LONG_AGO)
    return [
        Leg(
            journey[0].departure_s - access[journey[0].from_stop],
            journey[-1].arrival_s + egress[journey[-1].to_stop],
            len(journey),
        )
        for journey in every_journey(trips, transfers, ready, rides=rides)
        if journey[-1].to_stop in egress
    ]


def every_round_trip(
    there: Sequence[Leg],
    back: Sequence[Leg],
    on_foot: int,
    windows: Sequence[tuple[int, int]],
    errand: Errand,
) -> Iterator[tuple[int, Leg, Leg]]:
    """Yield the start of each appointment that works with its two ways."""
    for opens_s, closes_s in windows:
        for start_s in range(-30_000, 30_000, 300):
            if opens_s <= start_s and start_s + errand.stay_s <= closes_s:
                outward = _there(there, on_foot, opens_s, start_s, errand)
                homeward = _back(back, on_foot, closes_s, start_s, errand)
                if (
                    outward
                    and homeward
                    and homeward.ends_s - outward.begins_s <= errand.longest_absence_s
                ):
                    yield start_s, outward, homeward


def _there(
    legs: Sequence[Leg], on_foot: int, opens_s: int, start_s: int, errand: Errand
) -> Leg | None:
    possible = [
        leg for leg in legs if leg.ends_s <= start_s and leg.begins_s >= errand.leave_from_s
    ]
    chosen = max(possible, key=lambda leg: (leg.begins_s, -leg.ends_s, -leg.rides), default=None)
    if chosen and start_s - chosen.ends_s > errand.wait_s:
        chosen = None
    if chosen and chosen.ends_s < opens_s and not errand.wait_outside:
        chosen = None
    walk = Leg(start_s - on_foot, start_s, 0)
    if walk.begins_s < errand.leave_from_s:
        return chosen
    return walk if chosen is None or walk.begins_s >= chosen.begins_s else chosen


def _back(
    legs: Sequence[Leg], on_foot: int, closes_s: int, start_s: int, errand: Errand
) -> Leg | None:
    end_s = start_s + errand.stay_s
    possible = [leg for leg in legs if leg.begins_s >= end_s and leg.ends_s <= errand.home_by_s]
    chosen = min(possible, key=lambda leg: (leg.ends_s, -leg.begins_s, leg.rides), default=None)
    out_s = max(end_s, min(start_s + errand.longest_stay_s, closes_s))
    if chosen and chosen.begins_s > out_s + errand.wait_s:
        chosen = None
    walk = Leg(end_s, end_s + on_foot, 0)
    if walk.ends_s > errand.home_by_s:
        return chosen
    return walk if chosen is None or walk.ends_s <= chosen.ends_s else chosen


def shortest(trips: Sequence[tuple[int, Leg, Leg]]) -> tuple[int, ...] | None:
    """Return start, leaving, seconds, rides there, seconds back, home, rides of the best trip."""
    facts = [
        (
            back.ends_s - there.begins_s,
            there.ends_s - there.begins_s + back.ends_s - back.begins_s,
            there.rides + back.rides,
            start_s,
            there.begins_s,
            there.ends_s - there.begins_s,
            there.rides,
            back.ends_s - back.begins_s,
            back.ends_s,
            back.rides,
        )
        for start_s, there, back in trips
    ]
    return min(facts)[3:] if facts else None


def last_way_home(legs: Sequence[Leg], on_foot: int, errand: Errand, *, nearby_s: int) -> int:
    """Return the last second to leave the door by vehicle; on foot where that is the way to go."""
    begins = [leg.begins_s for leg in legs if leg.ends_s <= errand.home_by_s]
    if not begins or on_foot <= nearby_s:
        return errand.home_by_s - on_foot
    return max(begins)
