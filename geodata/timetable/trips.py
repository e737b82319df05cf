"""What a passenger must know about each trip of a day: line, direction, kind, booking."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.sources.gtfs import Feed

_PHONE, _ASK_DRIVER = 2, 3  # pickup_type and drop_off_type


class Trips(NamedTuple):
    """
    The trips of a day, shape (trips,) each; a repeated trip stands once a repetition.

    Parameters
    ----------
    ids
        trip_id in the timetable.
    lines
        Short name of the route, else its long name.
    headsigns
        Direction, else the name of the last stop.
    route_types
        Kind of vehicle as in routes.txt (0 tram, 2 rail, 3 bus, 715 on-demand bus …).
    on_demand
        Whether any of its stops must be asked for beforehand.
    booking
        How to book: message and telephone of its booking rule, else the operator's telephone;
        blank where the trip needs none or the timetable tells nothing.
    wheelchair_accessible
        1 if a wheelchair fits in, 2 if not, 0 if the timetable does not tell. Trips that are one
        vehicle (see Vehicles) share the worst answer. Shape (0,) where nobody asked.
    exact_times
        False where a repeated trip runs only about every so many minutes (frequencies.txt).
        Shape (0,) where nobody asked.
    """

    ids: NDArray[np.str_]
    lines: NDArray[np.str_]
    headsigns: NDArray[np.str_]
    route_types: NDArray[np.int32]
    on_demand: NDArray[np.bool_]
    booking: NDArray[np.str_]
    wheelchair_accessible: NDArray[np.int8] = np.zeros(0, dtype=np.int8)
    exact_times: NDArray[np.bool_] = np.zeros(0, dtype=np.bool_)


def must_book_pickup(calls: pd.DataFrame) -> pd.Series[bool]:
    """Say for each call whether boarding must be asked for beforehand."""
    asks = calls["pickup_type"].isin([_PHONE, _ASK_DRIVER])
    return asks | (calls["pickup_booking_rule_id"] != "")


def must_book_drop_off(calls: pd.DataFrame) -> pd.Series[bool]:
    """Say for each call whether alighting must be asked for before the ride."""
    return (calls["drop_off_type"] == _PHONE) | (calls["drop_off_booking_rule_id"] != "")


def trips_of(feed: Feed, calls: pd.DataFrame, trip_ids: NDArray[np.object_]) -> Trips:
    """Return the trips of the runs of a feed, see DayCalls."""
    trips = feed.trips.drop_duplicates("trip_id").set_index("trip_id").loc[trip_ids.tolist()]
    routes = feed.routes.drop_duplicates("route_id").set_index("route_id").loc[trips["route_id"]]
    booked = must_book_pickup(calls) | must_book_drop_off(calls)
    on_demand = booked.groupby(calls["run"]).any().to_numpy(dtype=bool)
    booking = np.where(on_demand, _booking(feed, calls, routes["agency_id"]), "")
    short, long = routes["route_short_name"], routes["route_long_name"]
    return Trips(
        ids=np.array(trip_ids, dtype=np.str_),
        lines=short.where(short != "", long).to_numpy(dtype=np.str_),
        headsigns=_headsigns(feed, calls, trips["trip_headsign"].to_numpy(dtype=np.str_)),
        route_types=routes["route_type"].to_numpy(dtype=np.int32),
        on_demand=on_demand,
        booking=booking.astype(np.str_),
        wheelchair_accessible=trips["wheelchair_accessible"].to_numpy(dtype=np.int8),
        exact_times=_exact(feed, trip_ids),
    )


def _exact(feed: Feed, trip_ids: NDArray[np.object_]) -> NDArray[np.bool_]:
    about = feed.frequencies.loc[feed.frequencies["exact_times"] == 0, "trip_id"]
    return ~pd.Series(trip_ids, dtype=object).isin(about).to_numpy(dtype=np.bool_)


def worst_of_vehicle(trips: Trips, first: NDArray[np.int32]) -> Trips:
    """Return the trips with one answer for a wheelchair for all runs of a vehicle, see Vehicles."""
    worst = np.array([2, 0, 1])  # no is worse than unknown, and that worse than yes
    rank = np.argsort(worst)[trips.wheelchair_accessible]
    lowest = np.full(len(first), len(worst))
    np.minimum.at(lowest, first, rank)
    return trips._replace(wheelchair_accessible=worst[lowest[first]].astype(np.int8))


def _headsigns(feed: Feed, calls: pd.DataFrame, given: NDArray[np.str_]) -> NDArray[np.str_]:
    last = calls.drop_duplicates("run", keep="last")["stop_id"]
    names = feed.stops.drop_duplicates("stop_id").set_index("stop_id")["stop_name"]
    return np.where(given != "", given, names.loc[last].to_numpy(dtype=np.str_))


def _booking(feed: Feed, calls: pd.DataFrame, agency_ids: pd.Series[str]) -> NDArray[np.object_]:
    rules = feed.booking_rules
    columns = (rules["booking_rule_id"], rules["message"], rules["phone_number"])
    texts = {key: _sentence(message, phone) for key, message, phone in zip(*columns, strict=True)}
    pickup = calls["pickup_booking_rule_id"]
    rule_ids = pickup.where(pickup != "", calls["drop_off_booking_rule_id"])
    text = pd.Series([texts.get(key, "") for key in rule_ids], index=calls.index, dtype=object)
    by_rule = text.groupby(calls["run"]).max().to_numpy(dtype=object)
    phone_of = dict(zip(feed.agencies["agency_id"], feed.agencies["agency_phone"], strict=True))
    phones = np.array([phone_of.get(agency, "") for agency in agency_ids], dtype=object)
    return np.where(by_rule != "", by_rule, phones)


def _sentence(message: str, phone: str) -> str:
    return f"{message} ({phone})" if message and phone else message or phone


def joined(parts: list[Trips]) -> Trips:
    """Return the trips of several feeds one after another."""
    columns = zip(*parts, strict=True)
    return Trips(*(np.concatenate(column) for column in columns))
