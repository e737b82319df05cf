"""The calls of one date: which trip stops where and when, with blanks filled and repeats expanded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geodata.crs import geodesic_m
from geodata.timetable.service_calendar import services_on

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from geodata.sources.gtfs import Feed

BLANK = -1
_TRIP_SPAN_M = 1e8  # farther than any trip drives, so that positions never mix between trips
_HOP_M = 1.0  # two calls at one place still follow each other

_FREQUENCY = ("trip_id", "start_s", "end_s", "headway_s")
NO_ENDS = "trips without a time at their first or last stop"
BACKWARDS = "trips whose times run backwards"
ONE_CALL = "trips with fewer than two stops"
AREAS = "calls in on-demand areas, which have no timetable"


@dataclass(frozen=True)
class DayCalls:
    """
    The calls of the trips that run on one date.

    Parameters
    ----------
    calls
        run (number of the run, from 0), stop_id, arrival_s, departure_s, pickup_type,
        drop_off_type, pickup_booking_rule_id, drop_off_booking_rule_id; by run and in order of
        travel. Seconds count from the start of that date's service day.
    trip_ids
        The trip of each run, shape (runs,); a repeated trip appears once a repetition.
    left_out
        What cannot be travelled on, counted by rule.
    """

    calls: pd.DataFrame
    trip_ids: NDArray[np.object_]
    left_out: dict[str, int] = field(default_factory=dict)


def calls_on(feed: Feed, day: date, *, after_s: int = 0) -> DayCalls:
    """
    Return the calls of all trips of a date; what is left out is counted by rule.

    With `after_s` only trips that still drive after that second, and all that are repeated.
    """
    running = feed.trips.loc[feed.trips["service_id"].isin(services_on(feed, day)), "trip_id"]
    if after_s > 0:
        late = feed.stop_times.loc[feed.stop_times["arrival_s"] > after_s, "trip_id"]
        running = running[running.isin({*late, *feed.frequencies["trip_id"]})]
    calls = feed.stop_times[feed.stop_times["trip_id"].isin(set(running))]
    left_out: dict[str, int] = {}
    calls = _without_areas(calls, left_out)
    calls = _times_filled(calls, feed, left_out)
    calls = _forwards_only(calls, left_out)
    return _expanded(calls, feed, left_out)


def _without_areas(calls: pd.DataFrame, left_out: dict[str, int]) -> pd.DataFrame:
    """Leave out calls with a time window instead of a time: they are served on demand only."""
    area = (calls["window_start_s"] != BLANK) | (calls["stop_id"] == "")
    _count(left_out, AREAS, int(area.sum()))
    return calls[~area]


def _times_filled(calls: pd.DataFrame, feed: Feed, left_out: dict[str, int]) -> pd.DataFrame:
    """
    Fill blank times: one of the two stands for both; a blank call lies between its neighbours.

    Between two timed calls the vehicle is taken to drive evenly along the straight lines from
    stop to stop; the second is rounded down.
    """
    arrival, departure = calls["arrival_s"], calls["departure_s"]
    calls = calls.assign(
        arrival_s=arrival.where(arrival != BLANK, departure),
        departure_s=departure.where(departure != BLANK, arrival),
    )
    blank = calls["arrival_s"] == BLANK
    at_an_end = ~(calls["trip_id"].duplicated() & calls["trip_id"].duplicated(keep="last"))
    calls = _without(calls, blank & at_an_end, NO_ENDS, left_out)
    return _interpolated(calls, feed) if (calls["arrival_s"] == BLANK).any() else calls


def _interpolated(calls: pd.DataFrame, feed: Feed) -> pd.DataFrame:
    along = _metres_along(calls, feed)
    blank = (calls["arrival_s"] == BLANK).to_numpy()
    filled = calls[["arrival_s", "departure_s"]].to_numpy(copy=True)
    # between two timed calls: from the departure at the one to the arrival at the other
    known = np.repeat(along[~blank], 2)
    known[1::2] += _HOP_M / 2
    times = filled[~blank][:, [0, 1]].ravel()
    filled[blank] = np.floor(np.interp(along[blank], known, times)).astype(np.int64)[:, None]
    return calls.assign(arrival_s=filled[:, 0], departure_s=filled[:, 1])


def _metres_along(calls: pd.DataFrame, feed: Feed) -> NDArray[np.float64]:
    """Return how far along each call is, rising over all trips one after another."""
    stops = feed.stops.set_index("stop_id").loc[calls["stop_id"], ["stop_lon", "stop_lat"]]
    positions = stops.to_numpy(dtype=np.float64)
    hops = np.zeros(len(calls))
    hops[1:] = np.nan_to_num(geodesic_m(*positions[:-1].T, *positions[1:].T)) + _HOP_M
    trip = calls["trip_id"].ne(calls["trip_id"].shift()).cumsum().to_numpy()
    distance = pd.Series(hops).groupby(trip).cumsum().to_numpy()
    return np.asarray(distance + trip * _TRIP_SPAN_M)


def _forwards_only(calls: pd.DataFrame, left_out: dict[str, int]) -> pd.DataFrame:
    """Leave out trips that arrive before they leave, and trips with a single call."""
    same = calls["trip_id"] == calls["trip_id"].shift()
    early = same & (calls["arrival_s"] < calls["departure_s"].shift())
    calls = _without(
        calls, early | (calls["departure_s"] < calls["arrival_s"]), BACKWARDS, left_out
    )
    alone = ~(calls["trip_id"].duplicated() | calls["trip_id"].duplicated(keep="last"))
    return _without(calls, alone, ONE_CALL, left_out)


def _without(
    calls: pd.DataFrame, at_fault: pd.Series[bool], rule: str, left_out: dict[str, int]
) -> pd.DataFrame:
    """Leave out every trip with a call at fault, and count the trips."""
    trips = set(calls.loc[at_fault, "trip_id"])
    _count(left_out, rule, len(trips))
    return calls[~calls["trip_id"].isin(trips)] if trips else calls


def _count(left_out: dict[str, int], rule: str, number: int) -> None:
    if number:
        left_out[rule] = left_out.get(rule, 0) + number


def _expanded(calls: pd.DataFrame, feed: Feed, left_out: dict[str, int]) -> DayCalls:
    """
    Repeat the trips of frequencies.txt at their headway, from start_s until before end_s.

    A trip without exact times is taken to start at the same seconds as one with.
    """
    first = calls.drop_duplicates("trip_id").set_index("trip_id")["departure_s"]
    repeated = feed.frequencies[feed.frequencies["trip_id"].isin(first.index)]
    once = first.index[~first.index.isin(repeated["trip_id"])]
    runs = [(trip, 0) for trip in once]
    for trip, *spell in zip(*(repeated[name].tolist() for name in _FREQUENCY), strict=True):
        runs += [(trip, start - int(first[trip])) for start in range(*spell)]
    table = pd.DataFrame(runs, columns=["trip_id", "shift_s"]).reset_index(names="run")
    columns = ["trip_id", "stop_sequence", "stop_id", "arrival_s", "departure_s", "pickup_type"]
    columns += ["drop_off_type", "pickup_booking_rule_id", "drop_off_booking_rule_id"]
    full = table.merge(calls[columns], on="trip_id").sort_values(["run", "stop_sequence"])
    full["arrival_s"] += full["shift_s"]
    full["departure_s"] += full["shift_s"]
    return DayCalls(full, table["trip_id"].to_numpy(dtype=object), left_out)
