from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from directory.planning.measuring.kept import KeptTrips, read_trips, save_trips
from geodata.errors import MissingInputError
from geodata.measures.door_trips import DoorTrips, no_door_trips

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_kept_is_read_again(tmp_path: Path) -> None:
    way = np.array([[1.5, np.nan]], dtype=np.float32)
    kept = DoorTrips(way, way * 2, np.array([True, False]), way * 3)
    save_trips(tmp_path, "kita", KeptTrips(kept, ("a", "b"), np.array([7.0])))
    again = read_trips(tmp_path, "kita")
    assert again.doors == ("a", "b")
    assert again.minutes_car.tolist() == [7.0]
    for name in ("way_minutes", "absence_minutes", "known", "parent_minutes"):
        assert np.array_equal(
            getattr(again.trips, name), getattr(kept, name), equal_nan=name != "known"
        )


def test_trips_without_parents_and_those_with_booking_are_apart(tmp_path: Path) -> None:
    nothing = KeptTrips(no_door_trips(2, 1), ("a",), np.zeros(2))
    save_trips(tmp_path, "counselling", nothing, booked=True)
    assert read_trips(tmp_path, "counselling", booked=True).trips.parent_minutes is None
    with pytest.raises(MissingInputError, match="sozialraum build"):
        read_trips(tmp_path, "counselling")
