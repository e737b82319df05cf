"""The rules for the stop times of a timetable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geodata.sources.feed_values import BLANK

if TYPE_CHECKING:
    from collections.abc import Collection

    from geodata.sources.feed_rules import Tables

MINIMUM = 2  # stop times of a trip that takes anybody anywhere
NAME = "stop_times"
IDENTITY = ["stop_id", "location_group_id", "location_id", "arrival_s", "departure_s"]
IDENTITY += ["window_start_s", "window_end_s"]


def check_stop_times(
    tables: Tables, dropped_trips: set[str], dropped_stops: set[str], zones: Collection[str] = ()
) -> None:
    """
    Keep the stop times that belong to a trip and a stop and do not contradict each other.

    A stop, a group of stops or one of the zones, in this order, is where a call is.
    """
    _move_groups(tables)
    _check_references(tables, dropped_trips, dropped_stops, zones)
    _check_sequence(tables)
    _fill_single_times(tables)
    _cut_untimed_ends(tables)
    _drop_trips_back_in_time(tables)
    _drop_short_trips(tables)
    _count_identical_trips(tables)


def _move_groups(tables: Tables) -> None:
    """Take a group of stops out of the stop column, where the draft of 2022 had it."""
    rows = tables[NAME]
    groups = set(tables["location_groups"]["location_group_id"])
    grouped = rows["stop_id"].isin(groups - set(tables["stops"]["stop_id"]))
    rows.loc[grouped, "location_group_id"] = rows.loc[grouped, "stop_id"]
    rows.loc[grouped, "stop_id"] = ""


def _check_references(
    tables: Tables, dropped_trips: set[str], dropped_stops: set[str], zones: Collection[str]
) -> None:
    tables.drop(NAME, tables[NAME]["trip_id"].isin(dropped_trips), "row_of_dropped_trip", "trip_id")
    unknown = ~tables[NAME]["trip_id"].isin(tables["trips"]["trip_id"])
    tables.drop(NAME, unknown, "unknown_trip", "trip_id")
    tables.drop(NAME, tables[NAME]["stop_id"].isin(dropped_stops), "row_of_dropped_stop", "stop_id")
    rows = tables[NAME]
    elsewhere = (rows["stop_id"] != "") | (rows["location_group_id"] != "")
    rows.loc[elsewhere, "location_id"] = ""
    unknown = (rows["location_id"] != "") & ~rows["location_id"].isin(zones)
    tables.drop(NAME, unknown, "unknown_zone", "location_id")
    rows = tables[NAME]
    in_zone = rows["location_id"] != ""
    known = rows["stop_id"].isin(tables["stops"]["stop_id"])
    grouped = (rows["stop_id"] == "") & rows["location_group_id"].isin(
        tables["location_groups"]["location_group_id"]
    )
    tables.drop(NAME, ~(known | grouped | in_zone), "unknown_stop", "stop_id")
    for column in ("pickup_booking_rule_id", "drop_off_booking_rule_id"):
        rules = tables[NAME][column]
        known = rules.isin(tables["booking_rules"]["booking_rule_id"]) | (rules == "")
        tables.put(NAME, ~known, "unknown_booking_rule", column, "")


def _check_sequence(tables: Tables) -> None:
    """Bring the rows into the order of the trips; each place in a trip is taken once."""
    rows = tables[NAME]
    tables.drop(NAME, rows["stop_sequence"] < 0, "missing_key", "stop_sequence")
    tables.drop(
        NAME,
        tables[NAME].duplicated(["trip_id", "stop_sequence"]),
        "duplicate_row",
        "stop_sequence",
    )
    order = pd.Index(tables["trips"]["trip_id"]).get_indexer(tables[NAME]["trip_id"])
    by_trip = np.lexsort((tables[NAME]["stop_sequence"], order))
    if (np.diff(by_trip) == 1).all():
        return  # as in most feeds
    tables[NAME] = tables[NAME].iloc[by_trip].reset_index(drop=True)


def _fill_single_times(tables: Tables) -> None:
    """One of arrival and departure stands for both; nobody departs before the arrival."""
    rows = tables[NAME]
    for empty, given in (("arrival_s", "departure_s"), ("departure_s", "arrival_s")):
        single = (rows[empty] == BLANK) & (rows[given] != BLANK)
        tables.put(NAME, single, "one_time_missing", empty, rows.loc[single, given])
    early = rows["departure_s"] < rows["arrival_s"]
    tables.put(NAME, early, "departure_before_arrival", "departure_s", rows.loc[early, "arrival_s"])


def _cut_untimed_ends(tables: Tables) -> None:
    """Drop what stands before the first and after the last time of a trip without windows."""
    rows = tables[NAME]
    timed = (rows["arrival_s"] != BLANK) | (rows["window_start_s"] != BLANK)
    trips = timed.groupby(rows["trip_id"], sort=False)
    after_first = trips.cummax()
    before_last = timed[::-1].groupby(rows["trip_id"], sort=False).cummax()[::-1]
    tables.drop(NAME, ~(after_first & before_last), "untimed_end", "stop_sequence")


def _drop_trips_back_in_time(tables: Tables) -> None:
    timed = tables[NAME][tables[NAME]["arrival_s"] != BLANK]
    previous = timed.groupby("trip_id", sort=False)["departure_s"].shift(fill_value=BLANK)
    back = timed.loc[timed["arrival_s"] < previous, "trip_id"]
    drop_trips(tables, set(back), "time_runs_back")


def _drop_short_trips(tables: Tables) -> None:
    """Drop trips with one stop; a row of a group of stops or of a zone is a trip by itself."""
    rows = tables[NAME]
    many = (rows["location_group_id"] != "") | (rows["location_id"] != "")
    worth = pd.Series(np.where(many, MINIMUM, 1), index=rows.index)
    enough = worth.groupby(rows["trip_id"]).sum() >= MINIMUM
    drop_trips(tables, set(tables["trips"]["trip_id"]) - set(enough.index[enough]), "too_few_stops")


def drop_trips(tables: Tables, trip_ids: set[str], rule: str) -> None:
    """Drop trips under a rule, and their stop times with them."""
    tables.drop("trips", tables["trips"]["trip_id"].isin(trip_ids), rule, "trip_id")
    tables.drop(NAME, tables[NAME]["trip_id"].isin(trip_ids), "row_of_dropped_trip", "trip_id")


def _count_identical_trips(tables: Tables) -> None:
    """Count trips of the same service with the same times at the same stops."""
    rows, trips = tables[NAME], tables["trips"]
    place = rows.groupby("trip_id", sort=False).cumcount()
    prints = pd.util.hash_pandas_object(rows[IDENTITY].assign(place=place), index=False)
    by_trip = prints.groupby(rows["trip_id"], sort=False).sum()
    pattern = trips["trip_id"].map(by_trip)
    same = pd.DataFrame({"service": trips["service_id"], "pattern": pattern}).duplicated()
    tables.count("trips", same, "identical_trip", "trip_id")
