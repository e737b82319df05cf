"""Which files and columns of a timetable we read (GTFS Schedule reference, revision of 2025)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """
    How the cells of a column are read.

    Parameters
    ----------
    kind
        "text", "whole" (number), "degrees", "time" (to seconds) or "date" (to
        20260330).
    default
        What stands for a blank or unreadable whole number.
    allowed
        The whole numbers that mean something; all where empty.
    name
        Our name of the column, where it is not GTFS's.
    required
        Without this column the feed cannot be used.
    """

    kind: str = "text"
    default: int = 0
    allowed: tuple[int, ...] = ()
    name: str = ""
    required: bool = False


TEXT = Column()
KEY = Column(required=True)
FLAG = Column("whole", 0, (0, 1), required=True)
DATE = Column("date", required=True)
BOARDING = Column("whole", 0, (0, 1, 2, 3))

FILES: dict[str, dict[str, Column]] = {
    "agency": {
        "agency_id": TEXT,
        "agency_name": TEXT,
        "agency_url": TEXT,
        "agency_timezone": KEY,
        "agency_phone": TEXT,
    },
    "stops": {
        "stop_id": KEY,
        "stop_code": TEXT,
        "stop_name": TEXT,
        "stop_lon": Column("degrees", required=True),
        "stop_lat": Column("degrees", required=True),
        "location_type": Column("whole", 0, (0, 1, 2, 3, 4)),
        "parent_station": TEXT,
        "wheelchair_boarding": Column("whole", 0, (0, 1, 2)),
        "platform_code": TEXT,
    },
    "routes": {
        "route_id": KEY,
        "agency_id": TEXT,
        "route_short_name": TEXT,
        "route_long_name": TEXT,
        "route_type": Column("whole", 3, required=True),  # 3 = bus
        "route_desc": TEXT,
        "route_color": TEXT,
        "route_url": TEXT,
    },
    "trips": {
        "trip_id": KEY,
        "route_id": KEY,
        "service_id": KEY,
        "trip_headsign": TEXT,
        "trip_short_name": TEXT,
        "direction_id": Column("whole", -1, (0, 1)),
        "block_id": TEXT,
        "safe_duration_factor": TEXT,
        "safe_duration_offset": TEXT,
        "wheelchair_accessible": Column("whole", 0, (0, 1, 2)),
    },
    "stop_times": {
        "trip_id": KEY,
        "stop_sequence": Column("whole", -1, required=True),
        "stop_id": TEXT,
        "location_group_id": TEXT,
        "location_id": TEXT,
        "arrival_time": Column("time", name="arrival_s"),
        "departure_time": Column("time", name="departure_s"),
        "start_pickup_drop_off_window": Column("time", name="window_start_s"),
        "end_pickup_drop_off_window": Column("time", name="window_end_s"),
        "stop_headsign": TEXT,
        "pickup_type": BOARDING,
        "drop_off_type": BOARDING,
        "pickup_booking_rule_id": TEXT,
        "drop_off_booking_rule_id": TEXT,
        "timepoint": Column("whole", 1, (0, 1)),
    },
    "calendar": {
        "service_id": KEY,
        "monday": FLAG,
        "tuesday": FLAG,
        "wednesday": FLAG,
        "thursday": FLAG,
        "friday": FLAG,
        "saturday": FLAG,
        "sunday": FLAG,
        "start_date": DATE,
        "end_date": DATE,
    },
    "calendar_dates": {
        "service_id": KEY,
        "date": DATE,
        "exception_type": Column("whole", -1, (1, 2), required=True),
    },
    "frequencies": {
        "trip_id": KEY,
        "start_time": Column("time", name="start_s", required=True),
        "end_time": Column("time", name="end_s", required=True),
        "headway_secs": Column("whole", -1, name="headway_s", required=True),
        "exact_times": Column("whole", 0, (0, 1)),
    },
    "transfers": {
        "from_stop_id": TEXT,
        "to_stop_id": TEXT,
        "from_route_id": TEXT,
        "to_route_id": TEXT,
        "from_trip_id": TEXT,
        "to_trip_id": TEXT,
        "transfer_type": Column("whole", 0, (0, 1, 2, 3, 4, 5)),
        "min_transfer_time": Column("whole", -1, name="min_transfer_s"),
    },
    "booking_rules": {
        "booking_rule_id": KEY,
        "booking_type": Column("whole", -1, (0, 1, 2)),
        "prior_notice_duration_min": Column("whole", -1),
        "prior_notice_last_day": Column("whole", -1),
        "prior_notice_last_time": Column("time", name="prior_notice_last_s"),
        "prior_notice_service_id": TEXT,
        "message": TEXT,
        "phone_number": TEXT,
        "info_url": TEXT,
        "booking_url": TEXT,
    },
    "location_groups": {
        "location_group_id": KEY,
        "location_group_name": TEXT,
        "location_id": TEXT,  # the draft of 2022 lists the members here
    },
    "location_group_stops": {"location_group_id": KEY, "stop_id": KEY},
    "feed_info": {"feed_publisher_name": TEXT, "feed_version": TEXT},
}
# The draft of 2022, still in use, wrote "dropoff" in one word.
OLD_NAMES = {
    "start_pickup_dropoff_window": "start_pickup_drop_off_window",
    "end_pickup_dropoff_window": "end_pickup_drop_off_window",
}
