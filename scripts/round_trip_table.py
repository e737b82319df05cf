"""The answer of round trips as rows of a table: a date, a home, a door."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geodata.exports import neutralise
from geodata.round_trips.answers import S_PER_MINUTE
from geodata.timetable.service_calendar import local_time
from geodata.walking import NEVER

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from geodata.round_trips.answers import RoundTrips
    from geodata.timetable.service_day import ServiceDay

    FloatArray = NDArray[np.float64]
    Ids = list[str]

TIMES = {"start": "start_s", "leave": "leave_s", "home": "home_s", "last_home": "last_home_s"}


def table_of(trips: RoundTrips, day: ServiceDay, from_ids: Ids, to_ids: Ids) -> pd.DataFrame:
    """Return a row for each home and door on one date; empty cells where something is not known."""
    works = trips.starts > 0
    here, there = (np.array(ids, dtype=object) for ids in (from_ids, to_ids))
    times = {name: _moments(getattr(trips, column), day) for name, column in TIMES.items()}
    minutes = {
        "there_minutes": np.where(works, trips.there_s / S_PER_MINUTE, np.nan),
        "back_minutes": np.where(works, trips.back_s / S_PER_MINUTE, np.nan),
        "travel_minutes": trips.travel_minutes,
        "absence_minutes": trips.absence_minutes,
    }
    columns = {
        "date": day.date.isoformat(),
        "from_id": np.repeat(here, len(to_ids)),
        "to_id": np.tile(there, len(from_ids)),
        "starts": _counts(np.where(trips.starts < 0, np.nan, trips.starts)),
        **times,
        **{name: column.ravel().round(2) for name, column in minutes.items()},
        "transfers": _counts(trips.transfers),
    }
    return pd.DataFrame(columns)


def append_to(out: Path, table: pd.DataFrame, *, first: bool) -> None:
    """Write the rows below those that are there; the first ones into a new file."""
    ids = {name: table[name].map(neutralise) for name in ("from_id", "to_id")}
    with out.open("w" if first else "a", encoding="utf-8", newline="") as file:
        table.assign(**ids).to_csv(file, index=False, header=first, float_format="%.2f")


def _counts(numbers: FloatArray) -> pd.Series[int]:
    """Return whole numbers, empty where NaN."""
    return pd.Series(numbers.ravel()).astype("Int32")


def _moments(seconds: NDArray[np.int32], day: ServiceDay) -> NDArray[np.object_]:
    """Return local times, empty where there is none; each second is looked up once."""
    each, place = np.unique(seconds.ravel(), return_inverse=True)
    texts = [
        "" if second >= NEVER else local_time(day.date, second, day.timezone).isoformat()
        for second in each.tolist()
    ]
    return np.array(texts, dtype=object)[place]
