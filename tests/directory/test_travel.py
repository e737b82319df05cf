from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import numpy as np
import pytest

from directory.records.queries import Door
from directory.travel import Lane, lanes_of, minutes_of_kind
from geodata.measures.thresholds import Threshold
from geodata.points import Points
from geodata.streets.straight_line import StraightLine

if TYPE_CHECKING:
    from geodata.measures.gaps import KindMinutes

MONDAY, TUESDAY, CORPUS_CHRISTI = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 4)
HOUR = 3600


@dataclass
class Window:
    weekday: int | None
    opens_minutes: int | None
    closes_minutes: int | None
    by_appointment: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    on_public_holidays: bool = False
    in_school_holidays: bool = True


def door(*windows: Window) -> Door:
    return Door(
        id=uuid4(),
        service_id=uuid4(),
        name="Beratung",
        longitude=7.2,
        latitude=50.3,
        schedules=windows,  # type: ignore[arg-type] # what hours.py needs of a schedule
        opening_hours="",
        delivery="place",
        sample=True,
        confirmed_on=None,
        dataset_id=None,
    )


def limits(stay: float = 60, between: tuple[int, int] | None = None) -> Threshold:
    return Threshold(45, 30, stay, between, "under_18", "test")


def networks(**others: Any) -> Any:  # noqa: ANN401 - stands for Networks
    days = dict.fromkeys((MONDAY, TUESDAY, CORPUS_CHRISTI))
    return SimpleNamespace(typical_day=TUESDAY, days=days, **others)


def lanes(at: Door, threshold: Threshold) -> list[Lane]:
    return lanes_of(at, 0, networks(), threshold, state="RP")


def test_one_must_arrive_early_enough_to_stay() -> None:
    tuesday = Window(1, 9 * 60, 12 * 60)
    assert lanes(door(tuesday), limits()) == [Lane(0, TUESDAY, 9 * HOUR, 11 * HOUR, known=True)]


def test_a_door_open_for_less_than_the_stay_is_no_chance() -> None:
    assert lanes(door(Window(1, 9 * 60, 9 * 60 + 30)), limits()) == []


def test_a_door_shut_on_the_typical_day_counts_on_its_own_days() -> None:
    monday = Window(0, 9 * 60, 12 * 60)
    assert lanes(door(monday), limits()) == [Lane(0, MONDAY, 9 * HOUR, 11 * HOUR, known=True)]


def test_a_day_that_is_a_public_holiday_does_not_count() -> None:
    assert lanes(door(Window(3, 9 * 60, 12 * 60)), limits()) == []


def test_unknown_hours_are_one_unknown_lane_for_the_whole_day() -> None:
    assert lanes(door(), limits()) == [Lane(0, TUESDAY, 0, 23 * HOUR, known=False)]


def test_a_kita_is_reached_between_the_times_of_bringing_and_after_it_opens() -> None:
    between = limits(stay=0, between=(7 * HOUR, 8 * HOUR + 1800))
    late = door(Window(1, 7 * 60 + 30, 16 * 60))
    assert lanes(late, between) == [Lane(0, TUESDAY, 7 * HOUR + 1800, 8 * HOUR + 1800, known=True)]
    assert lanes(door(), between) == [Lane(0, TUESDAY, 7 * HOUR, 8 * HOUR + 1800, known=True)]
    assert lanes(door(Window(1, 10 * 60, 12 * 60)), between) == []


@pytest.fixture
def walking_only(monkeypatch: pytest.MonkeyPatch) -> Any:  # noqa: ANN401 - stands for Networks
    """Networks on which nobody rides: the one-way search is a walk of 4.5 km/h."""
    walk = StraightLine("walk", 4.5, detour_factor=1.0)

    def on_foot(transit: StraightLine, homes: Points, doors: Points, **windows: Any) -> Any:  # noqa: ANN401 - an array
        windows["progress"](1, 2)
        return transit.travel_seconds(homes, doors) / 60

    monkeypatch.setattr("directory.travel.shortest_durations", on_foot)
    everywhere = lambda places: np.ones(len(places), bool)  # noqa: E731 - shorthand
    return networks(
        car=StraightLine("car", 45.0, detour_factor=1.0),
        transit=lambda _day: walk,
        in_timetable=everywhere,
        on_streets=everywhere,
    )


def test_the_nearest_open_door_counts_and_unknown_ones_stand_apart(walking_only: Any) -> None:  # noqa: ANN401 - stands for Networks
    homes = Points.of((7.2, 50.3), (7.21, 50.3))
    open_door, unknown = door(Window(1, 9 * 60, 12 * 60)), door()
    found: KindMinutes = minutes_of_kind(
        [open_door, unknown], homes, walking_only, limits(), state="RP"
    )
    assert found.public_transport == pytest.approx([0.0, 9.5], abs=0.1)  # 713 m at 75 m a minute
    assert found.car == pytest.approx(found.public_transport / 10)
    assert found.if_always_open == pytest.approx(found.public_transport)
    assert (found.doors, found.doors_without_hours) == (2, 1)


def test_what_is_done_of_a_kind_is_told_search_by_search(walking_only: Any) -> None:  # noqa: ANN401 - stands for Networks
    doors = [door(Window(1, 9 * 60, 12 * 60)), door(), door(Window(0, 9 * 60, 12 * 60))]
    told: list[float] = []
    minutes_of_kind(
        doors,
        Points.of((7.2, 50.3)),
        walking_only,
        limits(),
        state="RP",
        progress=lambda done, of: told.append(done / of),
    )
    # by car, Monday and Tuesday for known hours, Tuesday for unknown ones; each half way once
    assert told == [0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1.0]


def test_without_doors_there_is_no_way(walking_only: Any) -> None:  # noqa: ANN401 - stands for Networks
    found = minutes_of_kind([], Points.of((7.2, 50.3)), walking_only, limits(), state="RP")
    assert np.isnan(found.public_transport).all()
    assert np.isnan(found.car).all()
    assert found.doors == 0
