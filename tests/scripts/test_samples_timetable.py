"""The sample timetable is a sound GTFS feed and serves what its lines touch."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import pytest

from geodata.crs import geodesic_m
from geodata.district import SHIPPED

DISTRICT = SHIPPED / "mayen-koblenz"
SCHOOL_TUESDAY, HOLIDAY_TUESDAY = date(2026, 11, 17), date(2026, 7, 14)
SATURDAY, SUNDAY = date(2026, 11, 14), date(2026, 11, 15)
CORPUS_CHRISTI = date(2026, 6, 4)  # a public holiday in Rheinland-Pfalz
ROAD_DETOUR, FASTEST_BUS_KM_H, FASTEST_TRAIN_KM_H = 1.32, 100, 160
# Every line that the public pages name (see lines.toml), without spaces.
NAMED = set(
    """31 33 153 154 300 320 340 341 342 343 345 346 347 348 349 350 353 354 355 356 357 358 359
    360 361 362 363 375 378 379 380 381 382 383 385 389 390 N38 N39 RadBus ExpressBus
    StadtBusMendig RB23 RB38 RE5 RB26 RB27 RB81""".split()  # noqa: SIM905 - fifty quoted words are harder to read
)

Row = dict[str, str]


@dataclass(frozen=True)
class Feed:
    """The tables of the feed, and the stop times of each trip."""

    tables: dict[str, list[Row]]
    times: dict[str, list[Row]]

    def trips_on(self, day: date) -> list[Row]:
        running = self.services_on(day)
        return [trip for trip in self.tables["trips"] if trip["service_id"] in running]

    def services_on(self, day: date) -> set[str]:
        running = {
            row["service_id"]
            for row in self.tables["calendar"]
            if row["start_date"] <= f"{day:%Y%m%d}" <= row["end_date"]
            and row[f"{day:%A}".lower()] == "1"
        }
        for row in self.tables["calendar_dates"]:
            if row["date"] == f"{day:%Y%m%d}":
                change = running.add if row["exception_type"] == "1" else running.remove
                change(row["service_id"])
        return running


@pytest.fixture(scope="module")
def feed() -> Feed:
    with zipfile.ZipFile(DISTRICT / "timetable.zip") as archive:
        tables = {
            name.removesuffix(".txt"): list(
                csv.DictReader(io.StringIO(archive.read(name).decode("utf-8")))
            )
            for name in archive.namelist()
        }
    times: dict[str, list[Row]] = defaultdict(list)
    for row in tables["stop_times"]:
        times[row["trip_id"]].append(row)
    return Feed(tables, dict(times))


def seconds(clock: str) -> int:
    hours, minutes, rest = map(int, clock.split(":"))
    return hours * 3600 + minutes * 60 + rest


def keys(rows: list[Row], column: str) -> set[str]:
    found = [row[column] for row in rows]
    assert len(set(found)) == len(found), f"{column} is not unique"
    return set(found)


def test_every_reference_points_at_something(feed: Feed) -> None:
    tables = feed.tables
    stops, trips = keys(tables["stops"], "stop_id"), keys(tables["trips"], "trip_id")
    routes, agencies = keys(tables["routes"], "route_id"), keys(tables["agency"], "agency_id")
    rules = keys(tables["booking_rules"], "booking_rule_id")
    services = {r["service_id"] for t in ("calendar", "calendar_dates") for r in tables[t]}
    assert {row["agency_id"] for row in tables["routes"]} == agencies
    assert {row["route_id"] for row in tables["trips"]} == routes
    assert {row["service_id"] for row in tables["trips"]} <= services
    assert {row["stop_id"] for row in tables["stop_times"]} == stops
    assert set(feed.times) == trips
    assert {row["pickup_booking_rule_id"] for row in tables["stop_times"]} == rules | {""}
    dates = [(row["service_id"], row["date"]) for row in tables["calendar_dates"]]
    assert len(set(dates)) == len(dates)


def test_each_trip_has_stops_in_sequence_and_time_only_moves_on(feed: Feed) -> None:
    for times in feed.times.values():
        assert [int(row["stop_sequence"]) for row in times] == list(range(1, len(times) + 1))
        assert len(times) >= 2
        for row in times:
            assert seconds(row["arrival_time"]) <= seconds(row["departure_time"])
        for before, after in pairwise(times):
            assert seconds(before["departure_time"]) < seconds(after["arrival_time"])
            assert before["stop_id"] != after["stop_id"]


def test_no_trip_repeats_another(feed: Feed) -> None:
    seen = Counter(
        (
            trip["service_id"],
            *((r["stop_id"], r["departure_time"]) for r in feed.times[trip["trip_id"]]),
        )
        for trip in feed.tables["trips"]
    )
    assert seen.most_common(1)[0][1] == 1


def test_no_vehicle_is_faster_than_its_road_allows(feed: Feed) -> None:
    position = {
        s["stop_id"]: (float(s["stop_lon"]), float(s["stop_lat"])) for s in feed.tables["stops"]
    }
    rail = {row["route_id"] for row in feed.tables["routes"] if row["route_type"] == "2"}
    for trip in feed.tables["trips"]:
        is_rail = trip["route_id"] in rail
        times = feed.times[trip["trip_id"]]
        track = [position[row["stop_id"]] for row in times]
        gaps_m = geodesic_m(*zip(*track[:-1], strict=True), *zip(*track[1:], strict=True))
        for (before, after), gap_m in zip(pairwise(times), gaps_m, strict=True):
            ride_s = seconds(after["arrival_time"]) - seconds(before["departure_time"])
            speed_km_h = 3.6 * gap_m * (1 if is_rail else ROAD_DETOUR) / ride_s
            assert speed_km_h < (FASTEST_TRAIN_KM_H if is_rail else FASTEST_BUS_KM_H), trip


def test_the_feed_calls_itself_a_sample_of_24_months(feed: Feed) -> None:
    info = feed.tables["feed_info"][0]
    assert info["feed_publisher_name"].startswith("MUSTERFAHRPLAN")
    assert all(a["agency_name"].startswith("MUSTERFAHRPLAN") for a in feed.tables["agency"])
    assert (info["feed_start_date"], info["feed_end_date"]) == ("20260101", "20271231")


def test_there_are_enough_lines_and_school_day_trips(feed: Feed) -> None:
    assert len(feed.tables["routes"]) >= 60
    assert len(feed.trips_on(SCHOOL_TUESDAY)) >= 1500


def test_every_line_that_public_pages_name_runs_on_some_day(feed: Feed) -> None:
    names = {row["route_id"] for row in feed.tables["routes"]}
    assert names >= NAMED
    invented = [r for r in feed.tables["routes"] if r["route_id"] not in NAMED]
    assert all(r["route_short_name"].startswith("M") for r in invented)
    assert all(r["route_desc"].startswith("Musterlinie") for r in invented)


def test_every_day_of_the_24_months_has_trips(feed: Feed) -> None:
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(730)]
    assert all(feed.services_on(day) & {"werktag", "samstag", "sonntag"} for day in days)
    assert not feed.services_on(date(2025, 12, 31))
    assert not feed.services_on(date(2028, 1, 1))


def test_school_days_holidays_saturdays_and_sundays_differ(feed: Feed) -> None:
    days = (SCHOOL_TUESDAY, HOLIDAY_TUESDAY, SATURDAY, SUNDAY)
    trips = [len(feed.trips_on(day)) for day in days]
    assert trips == sorted(set(trips), reverse=True)


def test_a_public_holiday_has_the_services_of_a_sunday(feed: Feed) -> None:
    assert feed.services_on(CORPUS_CHRISTI) == {"sonntag", "freizeit"}
    assert feed.services_on(date(2026, 6, 3)) == {"werktag", "schultag", "nacht"}
    assert feed.services_on(SATURDAY) == {"samstag", "nacht"}
    assert feed.services_on(HOLIDAY_TUESDAY) == {"werktag", "ferientag"}


def test_every_bus_stop_of_the_district_is_served_on_a_school_day(feed: Feed) -> None:
    served = {r["stop_id"] for t in feed.trips_on(SCHOOL_TUESDAY) for r in feed.times[t["trip_id"]]}
    with (DISTRICT / "stops.csv").open(encoding="utf-8", newline="") as file:
        stops = list(csv.DictReader(file))
    for stop in stops:
        has_bus = {"bus", "taxi"} & set(stop["products"].split("|"))
        if has_bus and stop["ags"].startswith("07137") and not stop["id"].startswith("80"):
            assert stop["id"] in served, stop["name"]
    assert {row["stop_id"] for row in feed.tables["stops"]} <= {stop["id"] for stop in stops}


def test_regio_buses_run_hourly_and_school_runs_end_before_eight(feed: Feed) -> None:
    trips = [t for t in feed.trips_on(SCHOOL_TUESDAY) if t["route_id"] == "350"]
    starts = sorted(
        seconds(feed.times[t["trip_id"]][0]["departure_time"])
        for t in trips
        if t["direction_id"] == "0"
    )
    daytime = [s for s in starts if 6 * 3600 <= s <= 20 * 3600]
    assert {b - a for a, b in pairwise(daytime)} == {3600}
    school = [t for t in feed.tables["trips"] if t["service_id"] == "schultag"]
    ends = Counter(feed.times[t["trip_id"]][-1]["arrival_time"] for t in school)
    assert ends["07:35:00"] >= 30


def test_on_demand_trips_have_a_booking_rule_and_no_others_do(feed: Feed) -> None:
    notice = {r["booking_rule_id"]: r for r in feed.tables["booking_rules"]}
    assert {r["prior_notice_duration_min"] for r in notice.values()} == {"60", "90"}
    assert {r["booking_type"] for r in notice.values()} == {"1"}
    kinds = {
        (row["pickup_type"], bool(row["pickup_booking_rule_id"]))
        for row in feed.tables["stop_times"]
    }
    assert kinds == {("0", False), ("2", True)}
    for times in feed.times.values():
        assert len({row["pickup_type"] for row in times}) == 1


def test_night_buses_run_after_midnight_of_their_service_day(feed: Feed) -> None:
    nights = [t for t in feed.tables["trips"] if t["service_id"] == "nacht"]
    ends = [feed.times[t["trip_id"]][-1]["arrival_time"] for t in nights]
    assert ends
    assert all(seconds(clock) > 24 * 3600 for clock in ends)


def test_the_train_from_mendig_to_koblenz_takes_about_34_minutes(feed: Feed) -> None:
    # mendig.de, press archive 2021
    names = {s["stop_id"]: s["stop_name"] for s in feed.tables["stops"]}
    trip = next(t for t in feed.tables["trips"] if t["trip_id"] == "RB23-1")
    at = {names[r["stop_id"]]: r for r in feed.times[trip["trip_id"]]}
    ride_s = seconds(at["Koblenz Hbf"]["arrival_time"]) - seconds(at["Mendig"]["departure_time"])
    assert ride_s / 60 == pytest.approx(34, abs=3)
