"""The stops of one service day, and what the timetable itself says about changing between them."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from geodata.points import Points
from geodata.timetable.through_service import MUST_ALIGHT, STAY_SEATED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from geodata.sources.gtfs import Feed

FORBIDDEN = -1
MADE = -1  # feed of a stop that is in no timetable, made for one question
_RECOMMENDED = (0, 1)  # transfer_type in transfers.txt; 1 is a bus that waits
_MINIMUM_TIME, _IMPOSSIBLE = 2, 3
NOT_USED = "transfer rules without a time or without a stop"
_NARROW = ["from_route_id", "to_route_id", "from_trip_id", "to_trip_id"]


class Stops(NamedTuple):
    """
    The stops that are called at on a day, shape (stops,) each.

    Parameters
    ----------
    ids, names
        As in the timetable; a stop without a name has its station's.
    longitude, latitude
        Degrees; a stop without a position has its station's, NaN where that has none either:
        vehicles pass there, nobody can walk there.
    feed
        Number of the timetable; MADE for none.
    wheelchair_boarding
        1 if a wheelchair can get on and off, 2 if not, 0 if the timetable does not tell; a stop
        that tells nothing has its station's. Shape (0,) where nobody asked.
    """

    ids: NDArray[np.str_]
    names: NDArray[np.str_]
    longitude: NDArray[np.float64]
    latitude: NDArray[np.float64]
    feed: NDArray[np.int32]
    wheelchair_boarding: NDArray[np.int8] = np.zeros(0, dtype=np.int8)

    @property
    def points(self) -> Points:
        """The positions."""
        return Points(self.longitude, self.latitude)


class TransferRules(NamedTuple):
    """
    Changes with a minimum time or none allowed, shape (rules,) each.

    Parameters
    ----------
    from_stop, to_stop
        Stop indices; a rule between stations stands for all their stops.
    seconds
        Least seconds from alighting to boarding; FORBIDDEN where no change is possible.
    """

    from_stop: NDArray[np.int32]
    to_stop: NDArray[np.int32]
    seconds: NDArray[np.int32]


def stops_of(feeds: Sequence[Feed], called: Sequence[set[str]]) -> Stops:
    """Return the stops of each feed that are called at, in the order of their files."""
    tables = [_table(feed.stops, stop_ids) for feed, stop_ids in zip(feeds, called, strict=True)]
    return Stops(
        ids=_texts(tables, "stop_id"),
        names=_texts(tables, "stop_name"),
        longitude=np.concatenate([table["stop_lon"].to_numpy(np.float64) for table in tables]),
        latitude=np.concatenate([table["stop_lat"].to_numpy(np.float64) for table in tables]),
        feed=np.repeat(np.arange(len(tables), dtype=np.int32), [len(table) for table in tables]),
        wheelchair_boarding=np.concatenate(
            [table["wheelchair_boarding"].to_numpy(np.int8) for table in tables]
        ),
    )


def _table(stops: pd.DataFrame, stop_ids: set[str]) -> pd.DataFrame:
    """Return the stops that are called at, with name and position of the station where blank."""
    table = stops[stops["stop_id"].isin(stop_ids)]
    stations = stops[stops["stop_id"].isin(set(table["parent_station"]))]
    names = ("stop_id", "stop_name", "stop_lon", "stop_lat", "wheelchair_boarding")
    columns = [stations[name] for name in names]
    known = {station: facts for station, *facts in zip(*columns, strict=True)}
    nothing = ["", np.nan, np.nan, 0]
    facts = [known.get(station, nothing) for station in table["parent_station"]]
    parents = pd.DataFrame(facts, index=table.index, columns=["name", "lon", "lat", "wheelchair"])
    unplaced = table["stop_lon"].isna() | table["stop_lat"].isna()
    return table.assign(
        stop_name=table["stop_name"].where(table["stop_name"] != "", parents["name"]),
        stop_lon=table["stop_lon"].where(~unplaced, parents["lon"]),
        stop_lat=table["stop_lat"].where(~unplaced, parents["lat"]),
        wheelchair_boarding=table["wheelchair_boarding"].where(
            table["wheelchair_boarding"] != 0, parents["wheelchair"]
        ),
    )


def _texts(tables: Sequence[pd.DataFrame], column: str) -> NDArray[np.str_]:
    return np.array([text for table in tables for text in table[column]], dtype=np.str_)


def stop_numbers(stops: Stops) -> dict[tuple[int, str], int]:
    """Return the index of each stop by feed number and stop_id."""
    keys = zip(stops.feed.tolist(), stops.ids.tolist(), strict=True)
    return {key: number for number, key in enumerate(keys)}


def transfer_rules(
    feeds: Sequence[Feed],
    stops: Stops,
    left_out: dict[str, int],
    places: Mapping[tuple[int, str], Sequence[int]],
) -> TransferRules:
    """
    Return the rules of transfers.txt between whole stops or stations.

    Minimum times (type 2) and impossible changes (type 3) count; what names no stop or no time is
    left out and counted. Of several rules for a pair the strictest stands, in whatever order the
    timetables are given. For those that name lines or trips see `split_by_rules`.

    Parameters
    ----------
    feeds, stops
        The timetables, and their stops of the day.
    left_out
        Counts to add to.
    places
        The stops of the day that a stop of a timetable is, see `places_of`. A rule holds from one
        timetable to another too; within another, that one's own rules hold.
    """
    strictest, owner = dict[tuple[int, int], int](), stops.feed.tolist()
    for number, feed in enumerate(feeds):
        general, skipped = _general(feed.transfers)
        if skipped:
            left_out[NOT_USED] = left_out.get(NOT_USED, 0) + skipped
        members = members_of(feed.stops)
        for from_stop, to_stop, seconds in general:
            for here in members.get(from_stop, ()):
                for there in members.get(to_stop, ()):
                    ends = places.get((number, here), ()), places.get((number, there), ())
                    for a, b in product(*ends):
                        if owner[a] != owner[b] or owner[a] == number:
                            strictest[a, b] = stricter(strictest.get((a, b)), seconds)
    pairs = np.array([*strictest], dtype=np.int32).reshape(-1, 2)
    least = np.array([*strictest.values()], dtype=np.int32)
    return TransferRules(pairs[:, 0].copy(), pairs[:, 1].copy(), least)


def _general(transfers: pd.DataFrame) -> tuple[list[tuple[str, str, int]], int]:
    """Return the rules that hold for everybody and say something, and how many are of no use."""
    for_all = (transfers[_NARROW] == "").all(axis=1)
    impossible = transfers["transfer_type"] == _IMPOSSIBLE
    general = transfers[for_all & _between_stops(transfers) & (_timed(transfers) | impossible)]
    impossible = general["transfer_type"] == _IMPOSSIBLE
    seconds = general["min_transfer_s"].where(~impossible, FORBIDDEN)
    rules = zip(general["from_stop_id"], general["to_stop_id"], seconds.tolist(), strict=True)
    about_changes = ~transfers["transfer_type"].isin([STAY_SEATED, MUST_ALIGHT])
    return list(rules), int((about_changes & ~says_narrowly(transfers)).sum()) - len(general)


def says_narrowly(transfers: pd.DataFrame) -> pd.Series[bool]:
    """Say which rows are rules about changes of single lines or trips, with all they need."""
    narrow = (transfers[_NARROW] != "").any(axis=1) & _between_stops(transfers)
    needs_no_time = transfers["transfer_type"].isin([*_RECOMMENDED, _IMPOSSIBLE])
    return narrow & (needs_no_time | _timed(transfers))


def _between_stops(transfers: pd.DataFrame) -> pd.Series[bool]:
    return (transfers["from_stop_id"] != "") & (transfers["to_stop_id"] != "")


def _timed(transfers: pd.DataFrame) -> pd.Series[bool]:
    return (transfers["transfer_type"] == _MINIMUM_TIME) & (transfers["min_transfer_s"] >= 0)


def members_of(stops: pd.DataFrame) -> dict[str, list[str]]:
    """Return for each stop or station the stops that belong to it, itself included."""
    members = {stop_id: [stop_id] for stop_id in stops["stop_id"]}
    for stop_id, station in zip(stops["stop_id"], stops["parent_station"], strict=True):
        if station in members:
            members[station].append(stop_id)
    return members


def stricter(known: int | None, seconds: int) -> int:
    """Return the stricter of two minimum times; none allowed is the strictest."""
    if known is None:
        return seconds
    return FORBIDDEN if FORBIDDEN in {known, seconds} else max(known, seconds)
