"""Small random networks for hypothesis, as trips and walks and as the arrays of the kernels."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from hypothesis import strategies as st

from geodata.day_network import Connections, DayNetwork, mirror, sort_connections
from geodata.walking import NEVER, WalkingTable, table_from_pairs, transposed
from tests.geodata.exhaustive import Call, Trip, Walks


@dataclass(frozen=True)
class Network:
    """Trips and walks among a few stops."""

    stops: int
    trips: tuple[Trip, ...]
    transfers: Walks

    @property
    def day(self) -> DayNetwork:
        return DayNetwork(
            connections_of(self.trips),
            table_of(self.transfers, size=self.stops),
            len(self.trips),
        )

    @property
    def mirrored(self) -> DayNetwork:
        return DayNetwork(
            mirror(self.day.connections),
            transposed(self.day.transfers, size=self.stops),
            len(self.trips),
        )


def connections_of(trips: tuple[Trip, ...]) -> Connections:
    """Cut the trips into hops, as the timetable does."""
    rows = [
        (a.stop, b.stop, a.departure_s, b.arrival_s, number, a.pickup, b.drop_off)
        for number, trip in enumerate(trips)
        for a, b in pairwise(trip)
    ]
    columns = np.array(rows, dtype=np.int32).reshape(-1, 7).T
    return sort_connections(
        Connections(
            *(np.ascontiguousarray(column) for column in columns[:5]),
            can_board=columns[5].astype(bool),
            can_alight=columns[6].astype(bool),
        )
    )


def table_of(walks: Walks, *, size: int) -> WalkingTable:
    """Return walks as a walking table."""
    pairs = np.array([*walks], dtype=np.int64).reshape(-1, 2)
    seconds = np.array([*walks.values()], dtype=np.int32)
    return table_from_pairs(pairs[:, 0], pairs[:, 1], seconds, size=size)


def seconds_of(walks: dict[int, int], *, stops: int) -> np.ndarray:
    """Return seconds by stop, NEVER where there is none."""
    seconds = np.full(stops, NEVER, dtype=np.int32)
    seconds[[*walks]] = [*walks.values()]
    return seconds


@st.composite
def trips(draw: st.DrawFn, stops: int) -> Trip:
    """A trip of two to four calls; hops and halts of zero seconds, loops and bans occur."""
    second, calls = draw(st.integers(0, 12)), []
    for _ in range(draw(st.integers(2, 4))):
        arrival_s = second + draw(st.integers(0, 4))
        second = arrival_s + draw(st.integers(0, 2))
        may = st.sampled_from([True, True, True, False])
        stop = draw(st.integers(0, stops - 1))
        calls.append(Call(stop, arrival_s, second, pickup=draw(may), drop_off=draw(may)))
    return tuple(calls)


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Up to five stops and five trips; some changes on the spot and on foot, some forbidden."""
    stops = draw(st.integers(2, 5))
    pairs = st.tuples(st.integers(0, stops - 1), st.integers(0, stops - 1))
    change = draw(st.integers(0, 2))
    forbidden = draw(st.sets(st.integers(0, stops - 1), max_size=1))
    transfers = {(stop, stop): change for stop in range(stops) if stop not in forbidden}
    walks = draw(st.dictionaries(pairs, st.integers(0, 4), max_size=5))
    transfers |= {pair: seconds + change for pair, seconds in walks.items() if len({*pair}) > 1}
    many = draw(st.lists(trips(stops), min_size=1, max_size=5))
    return Network(stops, tuple(many), transfers)


def walks_to(stops: int) -> st.SearchStrategy[dict[int, int]]:
    """Walks between a door and one to three stops."""
    return st.dictionaries(
        st.integers(0, stops - 1), st.integers(0, 5), min_size=1, max_size=min(3, stops)
    )
