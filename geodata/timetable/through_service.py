"""Vehicles that go on as another trip: passengers stay seated, which is no change and no ride."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from geodata.crs import geodesic_m

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geodata.sources.gtfs import Feed
    from geodata.timetable.parts import DayPart

STAY_SEATED, MUST_ALIGHT = 4, 5  # transfer_type in transfers.txt
MAX_GAP_M = 200.0  # convention: the vehicle turns round a corner, no farther
MAX_STAY_S = 1800  # convention: a longer halt at the end of the line is a break, all get off
NOT_JOINED = "stay-seated rules whose trips do not follow each other one to one on this date"


class Vehicles(NamedTuple):
    """
    Which runs are one ride, shape (runs,) each.

    `first` is the run with which the vehicle begins, itself where it follows no other;
    `place` how many runs of the vehicle came before; `start_s` when it leaves its first stop.
    """

    first: NDArray[np.int32]
    place: NDArray[np.int32]
    start_s: NDArray[np.int32]


def no_vehicles() -> Vehicles:
    """Return that every run is by itself."""
    nothing = np.zeros(0, dtype=np.int32)
    return Vehicles(nothing, nothing, nothing)


def joined_vehicles(
    feeds: Sequence[Feed], parts: Sequence[DayPart], left_out: dict[str, int]
) -> Vehicles:
    """Return the vehicles of all runs of a day, numbered through."""
    found, runs = [], 0
    for part in parts:
        one = vehicles_of(feeds[part.feed], part.calls, part.trip_ids, left_out)
        found.append(one._replace(first=(one.first + runs).astype(np.int32)))
        runs += len(part.trip_ids)
    return Vehicles(*(np.concatenate(column) for column in zip(*found, strict=True)))


def vehicles_of(
    feed: Feed, calls: pd.DataFrame, trip_ids: NDArray[np.object_], left_out: dict[str, int]
) -> Vehicles:
    """
    Return which runs of one feed and service date passengers ride on without a change.

    A trip goes on as another where transfers.txt says so (type 4), or where it is the next trip of
    the same block, begins no more than half an hour after this one ends, and at the same stop, in
    the same station or within 200 m; not where transfers.txt makes everybody alight (type 5).
    Repeated trips (frequencies.txt) are not joined, nor a trip that would go on as two others or
    come from two; the rules that could not be kept are counted.

    Parameters
    ----------
    feed
        The timetable.
    calls, trip_ids
        See DayCalls; numbers of runs from 0.
    left_out
        Counts to add to.
    """
    starts = calls.drop_duplicates("run")["departure_s"].to_numpy(dtype=np.int32)
    rules = feed.transfers[feed.transfers["transfer_type"].isin([STAY_SEATED, MUST_ALIGHT])]
    if rules.empty and (feed.trips["block_id"] == "").all():
        first = np.arange(len(trip_ids), dtype=np.int32)
        return Vehicles(first, np.zeros_like(first), starts)
    runs = _runs(feed, calls, trip_ids)
    linked, asked = _by_rule(runs, rules[rules["transfer_type"] == STAY_SEATED])
    apart = rules[rules["transfer_type"] == MUST_ALIGHT]
    forbidden = set(zip(apart["from_trip_id"], apart["to_trip_id"], strict=True))
    blocks = [pair for pair in _by_block(feed, runs) if _trips(runs, pair) not in forbidden]
    following = _one_to_one([*linked, *blocks])
    unmet = asked - sum(following.get(here) == there for here, there in linked)
    if unmet:
        left_out[NOT_JOINED] = left_out.get(NOT_JOINED, 0) + unmet
    first, place = _chained(following, len(trip_ids), runs)
    return Vehicles(first, place, starts)


def _runs(feed: Feed, calls: pd.DataFrame, trip_ids: NDArray[np.object_]) -> pd.DataFrame:
    """Return where and when each run begins and ends, by number of the run; repeated ones not."""
    ends = calls.groupby("run")
    runs = pd.DataFrame(
        {
            "from_stop": ends["stop_id"].first(),
            "start_s": ends["departure_s"].first(),
            "to_stop": ends["stop_id"].last(),
            "end_s": ends["arrival_s"].last(),
        }
    )
    runs["trip_id"] = trip_ids[runs.index.to_numpy(dtype=np.int64)]
    blocks = dict(zip(feed.trips["trip_id"], feed.trips["block_id"], strict=True))
    runs["block"] = [blocks[trip] for trip in runs["trip_id"]]
    return runs[~runs["trip_id"].isin(feed.frequencies["trip_id"])]


def _trips(runs: pd.DataFrame, pair: tuple[int, int]) -> tuple[str, str]:
    here, there = runs.loc[list(pair), "trip_id"]
    return here, there


def _by_rule(runs: pd.DataFrame, rules: pd.DataFrame) -> tuple[list[tuple[int, int]], int]:
    """Return the pairs of runs that rules join, and how many rules are about trips of the date."""
    run_of = dict(zip(runs["trip_id"], runs.index.tolist(), strict=True))
    known = rules["from_trip_id"].isin(run_of) & rules["to_trip_id"].isin(run_of)
    columns = (rules.loc[known, "from_trip_id"], rules.loc[known, "to_trip_id"])
    pairs = {(run_of[here], run_of[there]) for here, there in zip(*columns, strict=True)}
    start, end = runs["start_s"], runs["end_s"]
    return sorted(pair for pair in pairs if _later(start, end, pair)), len(pairs)


def _later(start: pd.Series[int], end: pd.Series[int], pair: tuple[int, int]) -> bool:
    here, there = pair
    return here != there and end[here] <= start[there] and start[here] < end[there]


def _by_block(feed: Feed, runs: pd.DataFrame) -> list[tuple[int, int]]:
    """Return the runs that follow each other in a block, near in time and place."""
    runs = runs[runs["block"] != ""].sort_values(["block", "start_s", "end_s"], kind="stable")
    here, there = runs.iloc[:-1], runs.iloc[1:]
    stay_s = there["start_s"].to_numpy() - here["end_s"].to_numpy()
    fits = (here["block"].to_numpy() == there["block"].to_numpy()) & (stay_s >= 0)
    fits &= (stay_s <= MAX_STAY_S) & (here["start_s"].to_numpy() < there["end_s"].to_numpy())
    fits[fits] = _near(
        feed, here.loc[fits, "to_stop"].tolist(), there.loc[fits, "from_stop"].tolist()
    )
    return list(zip(here.index[fits].tolist(), there.index[fits].tolist(), strict=True))


def _near(feed: Feed, here: list[str], there: list[str]) -> NDArray[np.bool_]:
    stops = feed.stops.set_index("stop_id")
    positions = stops[["stop_lon", "stop_lat"]]
    a, b = positions.loc[here].to_numpy().T, positions.loc[there].to_numpy().T
    station, other = (stops["parent_station"].loc[ids].to_numpy() for ids in (here, there))
    same = np.array(here, dtype=object) == np.array(there, dtype=object)
    together = same | ((station != "") & (station == other))
    return np.asarray(together | (np.nan_to_num(geodesic_m(*a, *b), nan=np.inf) <= MAX_GAP_M))


def _one_to_one(pairs: list[tuple[int, int]]) -> dict[int, int]:
    """Return what each run goes on as; of several pairs with the same run the first counts."""
    following, taken = dict[int, int](), set[int]()
    for here, there in pairs:
        if here not in following and there not in taken:
            following[here] = there
            taken.add(there)
    return following


def _chained(
    following: dict[int, int], many: int, runs: pd.DataFrame
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    first, place = np.arange(many, dtype=np.int32), np.zeros(many, dtype=np.int32)
    begun = sorted(following, key=lambda run: (runs.loc[run, "start_s"], runs.loc[run, "end_s"]))
    for here in begun:
        first[following[here]], place[following[here]] = first[here], place[here] + 1
    return first, place
