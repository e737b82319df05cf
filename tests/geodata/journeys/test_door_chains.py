from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.journeys.door_chains import ends_after, ends_before
from geodata.journeys.door_search import _search
from geodata.walking import NEVER
from tests.geodata.exhaustive import worth_choosing
from tests.geodata.networks import Network, networks, table_of, walks_to

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geodata.journeys.door_chains import End
    from geodata.journeys.door_search import Search

End3 = tuple[int, int, int]


def _searches(
    network: Network, home: dict[int, int], door: dict[int, int], rides: int
) -> tuple[Search, Search]:
    access = table_of({(0, stop): walk for stop, walk in home.items()}, size=1)
    egress = table_of({(0, stop): walk for stop, walk in door.items()}, size=1)
    size = (network.stops, rides)
    there = _search(network.day, access, egress, size)
    return there, _search(network.mirrored, egress, access, size, backward=True)


def _asked(searches: Iterable[Search]) -> int:
    """Return how many seconds were searched from; the answers are remembered."""
    return sum(search.at.cache_info().misses for search in searches)  # type: ignore[attr-defined] # lru_cache


def _found(ends: Iterable[End]) -> list[End3]:
    """Return the ends, after a look at their rides."""
    found = []
    for end in ends:
        assert end.found is not None
        found.append((end.departs_s, end.arrives_s, len(end.found.rides())))
    return found


@settings(deadline=None, max_examples=250)
@given(networks(), st.integers(1, 3), st.integers(-3, 30), st.data())
def test_seconds_apart_no_journey_is_missing_forward_or_backward(
    network: Network, rides: int, second: int, data: st.DataObject
) -> None:
    home, door = (data.draw(walks_to(network.stops)) for _ in range(2))
    there, back = _searches(network, home, door, rides)
    every = worth_choosing(network.trips, network.transfers, home, door, rides=rides)
    after = sorted((e for e in every if e[0] >= second), key=lambda e: (e[1], -e[0], e[2]))
    assert _found(ends_after(there, back, second)) == after
    before = sorted((e for e in every if e[0] < second), key=lambda e: (-e[0], e[1], e[2]))
    assert _found(ends_before(there, back, second)) == before
    mirrored = {(-arrives, -departs, number) for departs, arrives, number in every}
    by = sorted((e for e in mirrored if e[0] >= -second), key=lambda e: (e[1], -e[0], e[2]))
    assert _found(ends_after(back, there, -second)) == by
    beyond = sorted((e for e in mirrored if e[0] < -second), key=lambda e: (-e[0], e[1], e[2]))
    assert _found(ends_before(back, there, -second)) == beyond


@settings(deadline=None, max_examples=250)
@given(networks(), st.integers(-3, 30), st.integers(0, 30), st.data())
def test_with_a_walk_all_the_way_exactly_the_quicker_journeys_are_left_and_sooner_found(
    network: Network, second: int, walk_s: int, data: st.DataObject
) -> None:
    home, door = (data.draw(walks_to(network.stops)) for _ in range(2))

    def on_foot_s(limit_s: int) -> int:
        return walk_s if walk_s <= limit_s else NEVER

    for ends in (ends_after, ends_before):
        slow, quick = (_searches(network, home, door, 2) for _ in range(2))
        every = _found(ends(*slow, second))
        left = _found(ends(*quick, second, on_foot_s=on_foot_s))
        assert left == [end for end in every if end[1] - end[0] < walk_s]
        asked = [_asked(searches) for searches in (slow, quick)]
        assert asked[1] <= asked[0] + 2  # at the end, one search each that finds nothing
