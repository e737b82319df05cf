"""The rules for frequencies, transfers, booking rules and groups of stops of a timetable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from geodata.sources.feed_rules import Tables

MEMBER = ["location_group_id", "stop_id"]
UNKNOWN_DAY = -1  # as where the cell is blank


def check_booking_rules(tables: Tables) -> None:
    """Keep each booking rule once; one that counts days by no known calendar tells no day."""
    tables.keep_first("booking_rules", "booking_rule_id")
    services = set(tables["calendar"]["service_id"]) | set(tables["calendar_dates"]["service_id"])
    given = tables["booking_rules"]["prior_notice_service_id"]
    unknown = ~given.isin(services) & (given != "")
    tables.put("booking_rules", unknown, "unknown_booking_days", "prior_notice_service_id", "")
    tables["booking_rules"].loc[unknown, "prior_notice_last_day"] = UNKNOWN_DAY


def join_groups(tables: Tables, dropped_stops: set[str]) -> None:
    """Make one table of groups and their member stops, in the form of today or of the draft."""
    tables.keep_first("location_group_stops", *MEMBER)
    groups = tables["location_groups"].rename(columns={"location_id": "stop_id"})
    names = groups[groups["location_group_name"] != ""].drop_duplicates("location_group_id")
    members = pd.concat(
        [groups.loc[groups["stop_id"] != "", [*MEMBER, "line"]], tables["location_group_stops"]]
    ).reset_index(drop=True)
    by_group = names.set_index("location_group_id")["location_group_name"]
    members["location_group_name"] = (
        members["location_group_id"].map(by_group).astype(object).fillna("")
    )
    tables["location_groups"] = members
    lost = members["stop_id"].isin(dropped_stops)
    tables.drop("location_groups", lost, "row_of_dropped_stop", "stop_id")
    unknown = ~tables["location_groups"]["stop_id"].isin(tables["stops"]["stop_id"])
    tables.drop("location_groups", unknown, "unknown_stop", "stop_id")


def check_frequencies(tables: Tables, dropped_trips: set[str]) -> None:
    """Keep frequencies of trips that run, with a span and a headway."""
    rows = tables["frequencies"]
    if rows.empty:
        return
    tables.drop(
        "frequencies", rows["trip_id"].isin(dropped_trips), "row_of_dropped_trip", "trip_id"
    )
    unknown = ~tables["frequencies"]["trip_id"].isin(tables["trips"]["trip_id"])
    tables.drop("frequencies", unknown, "unknown_trip", "trip_id")
    rows = tables["frequencies"]
    bad = (rows["headway_s"] <= 0) | (rows["start_s"] < 0) | (rows["end_s"] < 0)
    tables.drop("frequencies", bad, "bad_headway", "headway_s")
    rows = tables["frequencies"]
    tables.drop("frequencies", rows["end_s"] <= rows["start_s"], "ends_before_start", "trip_id")


def check_transfers(tables: Tables, dropped_stops: set[str], dropped_trips: set[str]) -> None:
    """Keep transfers between stops, routes and trips that there are; blank means any."""
    if tables["transfers"].empty:
        return
    for column, table, dropped in (
        ("stop_id", "stops", dropped_stops),
        ("route_id", "routes", set()),
        ("trip_id", "trips", dropped_trips),
    ):
        for side in (f"from_{column}", f"to_{column}"):
            gone = tables["transfers"][side].isin(dropped)
            rule = "row_of_dropped_stop" if table == "stops" else "row_of_dropped_trip"
            tables.drop("transfers", gone, rule, side)
            given = tables["transfers"][side]
            unknown = ~given.isin(tables[table][column]) & (given != "")
            tables.drop("transfers", unknown, f"unknown_{column.removesuffix('_id')}", side)
