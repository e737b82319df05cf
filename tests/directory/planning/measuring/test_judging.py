from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.planning.measuring.judging import judge
from directory.planning.measuring.kita_ways import to_assigned, with_free_place
from directory.planning.measuring.question import Question
from geodata.measures.coverage import Residents, Status
from geodata.measures.criteria import Covered
from geodata.measures.door_trips import DoorTrips
from geodata.measures.thresholds import Threshold
from geodata.points import Points

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from geodata.measures.gaps import Gap

NAN = float("nan")
LIMITS = Threshold(30, 20, 60, None, "under_18", "test")
ORDER = [Status.SERVED, Status.PARTLY, Status.UNDERSERVED]


def question(people: list[float], village: list[int]) -> Question:
    villages = max(village) + 1
    far: Any = None
    return Question(
        district=far,
        networks=far,
        villages=[SimpleNamespace(ags=f"{n}") for n in range(villages)],  # type: ignore[misc] # only the AGS is asked
        residents=Residents(np.array(people), np.array(village), villages),
        homes=Points(np.zeros(len(people)), np.zeros(len(people))),
        targets=dict.fromkeys(("kita", "counselling"), np.full(villages, 100.0)),
        under_3=np.full(villages, 50.0),
        under_6=np.full(villages, 100.0),
        has_kita=np.zeros(villages, bool),
        carried=np.full(villages, NAN),
    )


def judged(
    asked: Question,
    ways: ArrayLike,
    limits: Threshold = LIMITS,
    kind: str = "counselling",
    **how: int,
) -> list[Gap]:
    minutes = np.array(ways, dtype=np.float32)
    trips = DoorTrips(minutes, minutes * 2 + 60, np.ones(minutes.shape[1], bool))
    everywhere = np.ones(len(minutes), bool)
    covered = Covered(everywhere, everywhere)
    return judge(asked, kind, trips, np.full(len(minutes), 9.0), covered, limits, **how)


def test_the_door_named_is_the_nearest_to_most_people() -> None:
    asked = question([10.0, 30.0, 5.0], [0, 0, 1])
    near = judged(asked, [[5, 9], [9, 5], [NAN, NAN]])
    assert [gap.nearest_door for gap in near] == [1, None]
    assert near[0].minutes_pt == {"p50": 5.0, "p90": 5.0}
    assert judged(asked, [[5, 9], [9, 5], [NAN, NAN]], rank=2)[0].minutes_pt["p50"] == 9.0


def test_a_way_of_the_very_limit_is_kept_and_one_second_more_is_not() -> None:
    asked = question([10.0, 10.0], [0, 1])
    at_limit, beyond = judged(asked, [[30.0], [30 + 1 / 60]])
    assert (at_limit.share_failing, beyond.share_failing) == (0.0, 1.0)


def test_minutes_are_those_of_whole_seconds() -> None:
    (gap,) = judged(question([1.0], [0]), [[1653 / 60]])
    assert gap.minutes_pt["p50"] == 1653 / 60  # 27.55, and not 27.549999


def test_a_kita_far_away_is_insufficient_data_until_somebody_says_who_is_carried() -> None:
    asked = question([10.0], [0])
    far = [[50.0]]
    assert judged(asked, far, kind="kita")[0].status is Status.INSUFFICIENT_DATA
    assert judged(asked, far, kind="counselling")[0].status is Status.UNDERSERVED
    no_bus, bus = (replace(asked, carried=np.array([one])) for one in (0.0, 1.0))
    assert judged(no_bus, far, kind="kita")[0].status is Status.UNDERSERVED
    assert judged(bus, far, kind="kita")[0].share_failing == 0.5
    here = replace(asked, has_kita=np.array([True]))
    assert judged(here, far, kind="kita")[0].status is Status.UNDERSERVED


minute = st.integers(0, 90).map(float) | st.just(NAN)
rows = st.lists(st.lists(minute, min_size=3, max_size=3), min_size=4, max_size=4)
people = st.lists(st.integers(1, 50).map(float), min_size=4, max_size=4)


@given(rows, people, st.integers(5, 60), st.integers(0, 30), st.integers(0, 100))
def test_no_status_gets_better_when_a_limit_tightens(
    ways: list[list[float]], who: list[float], limit: int, wider: int, less: int
) -> None:
    asked = question(who, [0, 0, 1, 1])
    loose = replace(LIMITS, public_transport_minutes=limit + wider, longest_absence_minutes=240)
    tighter = (
        replace(loose, public_transport_minutes=limit),
        replace(loose, longest_absence_minutes=240 - less),
    )
    for tight in tighter:
        for before, after in zip(
            judged(asked, ways, loose), judged(asked, ways, tight), strict=True
        ):
            assert ORDER.index(after.status) >= ORDER.index(before.status)
            assert (after.share_failing or 0) >= (before.share_failing or 0)


@given(rows, people)
def test_one_more_door_never_harms(ways: list[list[float]], who: list[float]) -> None:
    asked = question(who, [0, 0, 1, 1])
    fewer = [row[:2] for row in ways]
    for before, after in zip(judged(asked, fewer), judged(asked, ways), strict=True):
        assert ORDER.index(after.status) <= ORDER.index(before.status)
        assert (after.severity or 0) <= (before.severity or 0) + 1e-12


@given(rows, people, st.lists(st.integers(1, 4), min_size=4, max_size=4))
def test_no_status_changes_when_cells_are_split(
    ways: list[list[float]], who: list[float], parts: list[int]
) -> None:
    village = np.array([0, 0, 1, 1])
    cells = np.repeat(np.arange(4), parts)
    split = question((np.array(who) / parts)[cells].tolist(), village[cells].tolist())
    whole = judged(question(who, village.tolist()), ways)
    for before, after in zip(whole, judged(split, np.array(ways)[cells]), strict=True):
        assert after.status is before.status
        assert after.share_failing == pytest.approx(before.share_failing, abs=2e-9)
        assert after.minutes_pt == before.minutes_pt


def _trips() -> tuple[DoorTrips, list[Any]]:
    minutes = np.array([[5.0, 10.0, 20.0], [5.0, 10.0, 20.0]], dtype=np.float32)
    doors = [SimpleNamespace(service_id=name) for name in ("full", "unknown", "free")]
    return DoorTrips(minutes, minutes, np.ones(3, bool)), doors


def test_only_kitas_with_a_free_place_count_and_unknown_ones_are_possible_ones() -> None:
    trips, doors = _trips()
    places: Any = {"full": 0, "unknown": None, "free": 2}
    free = with_free_place(trips, doors, places)
    assert free is not None
    assert free.nearest().way_minutes.tolist() == [20.0, 20.0]
    assert free.nearest(known_only=False).way_minutes.tolist() == [10.0, 10.0]
    assert with_free_place(trips, doors, dict.fromkeys(places)) is None


def test_a_village_goes_to_the_kita_of_the_plan_and_no_other() -> None:
    trips, doors = _trips()
    assigned: Any = {"0": {"free"}}
    theirs = to_assigned(trips, doors, question([1.0, 1.0], [0, 1]), assigned)
    assert theirs.nearest().way_minutes[0] == 20.0
    assert np.isnan(theirs.nearest().way_minutes[1])
