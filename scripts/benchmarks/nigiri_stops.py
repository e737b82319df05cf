"""What nigiri finds from stop to stop, on footpaths that it was given, in whole minutes."""

from __future__ import annotations

import csv
import io
import os
import sys
import zipfile
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pynigiri

from geodata.timetable.service_calendar import start_of_day
from geodata.walking import rows_of, table_from_pairs
from scripts.samples.writing import write_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geodata.timetable.service_day import ServiceDay
    from geodata.walking import WalkingTable

S_PER_MINUTE = 60
CHANGE_S = 120  # nigiri's least time for any change, on the spot too
MAX_TRAVEL_MIN = 1440  # what leaves on a service day arrives within one
COPIED = ("agency", "calendar", "calendar_dates", "routes", "stop_times", "trips", "frequencies")
LEFT_OUT = ("block_id",)  # staying seated from trip to trip, a change for us, see plain_day
BY_MINIMUM_TIME = 2  # transfer_type
_STANDARD_ERROR = 2  # file descriptor


def minute_footpaths(footpaths: WalkingTable) -> WalkingTable:
    """Return the walks between different stops in whole minutes, two at least; none on the spot."""
    origins, targets = rows_of(footpaths), footpaths.targets.astype(np.int64)
    between = origins != targets
    minutes = np.ceil(footpaths.seconds / S_PER_MINUTE) * S_PER_MINUTE
    seconds = np.where(between, np.maximum(minutes, CHANGE_S), 0).astype(np.int32)
    return table_from_pairs(origins, targets, seconds, size=len(footpaths.indptr) - 1)


class NigiriStops:
    """
    A nigiri timetable of one service day and its footpaths.

    Parameters
    ----------
    timetable
        The GTFS zip; its stations and its own rules for changing are left out.
    folder
        An empty folder for nigiri's copy of the timetable.
    day
        The service day: its stops, and the date of all queries.
    footpaths
        What `minute_footpaths` made.
    """

    def __init__(
        self, timetable: Path, folder: Path, day: ServiceDay, footpaths: WalkingTable
    ) -> None:
        _write_feed(timetable, folder, day, footpaths)
        loader, finishing = pynigiri.LoaderConfig(), pynigiri.FinalizeOptions()
        loader.link_stop_distance, loader.default_tz = 0, day.timezone
        finishing.adjust_footpaths = False
        finishing.merge_dupes_intra_src = finishing.merge_dupes_inter_src = False
        source = pynigiri.TimetableSource("feed", str(folder), loader)
        dates = (str(day.date), str(day.date + timedelta(days=2)))
        with _without_log():
            self._network = pynigiri.load_timetable([source], *dates, finishing)
        self._start = round(start_of_day(day.date, day.timezone).timestamp()) // S_PER_MINUTE
        self._locations = [self._network.find_location(stop) for stop in day.stops.ids.tolist()]

    def journeys(
        self, origin: int, destination: int, minute: int, *, rides: int
    ) -> Sequence[pynigiri.Journey]:
        """Return the best journeys from stop to stop that leave at a minute of the day or later."""
        query = pynigiri.Query()
        query.start_time = self._start + minute
        query.start = [pynigiri.Offset(self._locations[origin], 0, 0)]
        query.destination = [pynigiri.Offset(self._locations[destination], 0, 0)]
        query.start_match_mode = query.dest_match_mode = pynigiri.LocationMatchMode.EXACT
        query.use_start_footpaths = False
        query.max_transfers, query.max_travel_time = rides - 1, MAX_TRAVEL_MIN
        found: Sequence[pynigiri.Journey] = pynigiri.route(self._network, query)
        return found

    def minutes(self, origin: int, destination: int, minute: int, *, rides: int) -> int | None:
        """Return minutes to the earliest arrival, None where there is none."""
        found = self.journeys(origin, destination, minute, rides=rides)
        arrivals = [int(journey.dest_time) for journey in found]
        return min((arrival - self._start - minute for arrival in arrivals), default=None)


@contextmanager
def _without_log() -> Iterator[None]:
    """Keep away the lines that nigiri logs past Python; the package has no setting for that."""
    sys.stderr.flush()
    kept = os.dup(_STANDARD_ERROR)
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), _STANDARD_ERROR)
        yield
    finally:
        os.dup2(kept, _STANDARD_ERROR)
        os.close(kept)


def _write_feed(timetable: Path, folder: Path, day: ServiceDay, footpaths: WalkingTable) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    ids = day.stops.ids.tolist()
    with zipfile.ZipFile(timetable) as archive:
        names = {f"{name}.txt" for name in COPIED}
        for name in names.intersection(archive.namelist()):
            _write_known(archive.read(name).decode("utf-8-sig"), folder / name, set(ids))
    stops = zip(ids, day.stops.latitude, day.stops.longitude, strict=True)
    write_table(
        folder / "stops.txt",
        ("stop_id", "stop_name", "stop_lat", "stop_lon"),
        [{"stop_id": i, "stop_name": i, "stop_lat": y, "stop_lon": x} for i, y, x in stops],
    )
    _write_transfers(folder / "transfers.txt", ids, footpaths)


def _write_known(text: str, path: Path, stops: set[str]) -> None:
    """Copy a table without the calls at stops that nobody uses on this day."""
    reader = csv.DictReader(io.StringIO(text))
    kept = [row for row in reader if "stop_id" not in row or row["stop_id"] in stops]
    columns = [name for name in reader.fieldnames or () if name not in LEFT_OUT]
    write_table(path, columns, [{name: row[name] for name in columns} for row in kept])


def _write_transfers(path: Path, ids: list[str], footpaths: WalkingTable) -> None:
    pairs = zip(rows_of(footpaths).tolist(), *(c.tolist() for c in footpaths[1:]), strict=True)
    rows = [
        {
            "from_stop_id": ids[a],
            "to_stop_id": ids[b],
            "transfer_type": BY_MINIMUM_TIME,
            "min_transfer_time": seconds,
        }
        for a, b, seconds in pairs
        if a != b
    ]
    columns = ("from_stop_id", "to_stop_id", "transfer_type", "min_transfer_time")
    write_table(path, columns, rows)
