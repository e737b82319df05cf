from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.district import find_district
from geodata.errors import DistrictError
from geodata.measures.coverage import Residents, Status
from geodata.measures.gaps import Gap, KindMinutes, Missing, gaps_of_kind
from geodata.measures.thresholds import Threshold, threshold_of

NAN = float("nan")
HALF_AN_HOUR = Threshold(
    public_transport_minutes=30,
    car_minutes=20,
    stay_minutes=0,
    arrive_between_s=None,
    target="under_6",
    source="test",
)
ONE_VILLAGE = Residents(np.array([10.0, 10.0]), np.array([0, 0]), villages=1)


def minutes(*public_transport: float, **others: object) -> KindMinutes:
    cells = len(public_transport)
    plain = KindMinutes(
        public_transport=np.array(public_transport),
        if_always_open=np.full(cells, NAN),
        car=np.full(cells, 9.0),
        in_timetable=np.ones(cells, bool),
        on_streets=np.ones(cells, bool),
        doors=1,
        doors_without_hours=0,
    )
    return replace(plain, **others)  # type: ignore[arg-type] # test shorthand


def gap_of(ways: KindMinutes, children: float = 8.0) -> Gap:
    return gaps_of_kind(ways, ONE_VILLAGE, np.array([children]), HALF_AN_HOUR)[0]


def test_one_of_two_equal_cells_too_far_is_a_partly_served_village() -> None:
    gap = gap_of(minutes(30.0, 31.0))
    assert (gap.status, gap.missing) == (Status.PARTLY, None)
    assert (gap.share_failing, gap.people_failing) == (0.5, 4.0)
    assert gap.minutes_pt == {"p50": 30.0, "p90": 31.0}
    assert gap.minutes_car == {"p50": 9.0, "p90": 9.0}


def test_without_any_recorded_service_nothing_is_said() -> None:
    gap = gap_of(minutes(NAN, NAN, doors=0))
    assert (gap.status, gap.missing) == (Status.INSUFFICIENT_DATA, Missing.NO_SERVICES)
    assert (gap.share_failing, gap.people_failing, gap.share_bounds) == (None, None, (0.0, 1.0))


def test_unknown_hours_that_would_change_the_answer_are_insufficient_data() -> None:
    gap = gap_of(minutes(NAN, NAN, if_always_open=np.array([10.0, 10.0]), doors_without_hours=1))
    assert (gap.status, gap.missing) == (Status.INSUFFICIENT_DATA, Missing.NO_HOURS)


def test_unknown_hours_that_would_change_nothing_do_not_matter() -> None:
    gap = gap_of(minutes(NAN, NAN, if_always_open=np.array([99.0, NAN]), doors_without_hours=1))
    assert (gap.status, gap.missing) == (Status.UNDERSERVED, None)


def test_a_village_outside_the_timetable_is_insufficient_data_and_shows_no_minutes() -> None:
    gap = gap_of(minutes(80.0, 90.0, in_timetable=np.array([False, False])))
    assert (gap.status, gap.missing) == (Status.INSUFFICIENT_DATA, Missing.NO_TIMETABLE)
    assert gap.minutes_pt == {"p50": None, "p90": None}
    assert gap.minutes_car["p50"] == 9.0


def test_a_village_beyond_the_street_map_is_insufficient_data() -> None:
    gap = gap_of(minutes(NAN, NAN, on_streets=np.array([True, False])))
    assert (gap.status, gap.missing) == (Status.INSUFFICIENT_DATA, Missing.NO_STREETS)
    assert gap.share_bounds == (0.5, 1.0)


def test_whoever_can_walk_is_served_outside_the_timetable_too() -> None:
    gap = gap_of(minutes(10.0, 12.0, in_timetable=np.array([False, False])))
    assert gap.status is Status.SERVED
    assert gap.minutes_pt["p50"] == 10.0


def test_where_the_number_of_children_is_unknown_only_shares_are_given() -> None:
    gap = gap_of(minutes(31.0, 31.0), children=NAN)
    assert (gap.share_failing, gap.people_failing) == (1.0, None)


@given(st.lists(st.floats(0, 120) | st.just(NAN), min_size=2, max_size=2), st.floats(0, 120))
def test_one_more_service_never_harms(ways: list[float], nearer: float) -> None:
    before = gap_of(minutes(*ways))
    after = gap_of(minutes(*np.fmin(ways, nearer)))
    assert after.share_failing is not None
    assert before.share_failing is not None
    assert after.share_failing <= before.share_failing


def test_a_village_without_people_has_no_share() -> None:
    nobody = Residents(np.zeros(2), np.zeros(2, np.int64), villages=1)
    gap = gaps_of_kind(minutes(1.0, 2.0), nobody, np.array([0.0]), HALF_AN_HOUR)[0]
    assert (gap.status, gap.missing) == (Status.INSUFFICIENT_DATA, Missing.NO_PEOPLE)
    assert gap.share_bounds is None


def test_a_threshold_of_nonsense_is_refused() -> None:
    district = find_district("mayen-koblenz")
    for wrong, problem in (
        ({"car_minutes": -1}, "car_minutes -1 is no number of minutes"),
        ({"car_minutes": "viel"}, "could not convert"),
        ({"target": "dogs"}, "'dogs' is none of"),
        ({"arrive_between": ["09:00", "08:00"]}, "ends before it begins"),
    ):
        table = district.thresholds["kita"] | wrong
        with pytest.raises(DistrictError, match=problem):
            threshold_of(replace(district, thresholds={"kita": table}), "kita")
    with pytest.raises(DistrictError, match="lacks 'kita'"):
        threshold_of(replace(district, thresholds={}), "kita")
