from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.district import find_district
from geodata.errors import DistrictError
from geodata.measures.coverage import Residents, Status
from geodata.measures.criteria import Carried, Covered, HomeTrips
from geodata.measures.gaps import Gap, Missing, gaps_of_kind
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


def minutes(*public_transport: float, **others: object) -> HomeTrips:
    cells = len(public_transport)
    covered = Covered(
        *(np.asarray(others.pop(name, [True] * cells)) for name in ("in_timetable", "on_streets"))
    )
    plain = HomeTrips(
        way_minutes=np.array(public_transport),
        possible_minutes=np.array(public_transport),
        absence_minutes=np.array(public_transport) * 2 + 60,
        car_minutes=np.full(cells, 9.0),
        covered=covered,
        doors=1,
        doors_without_hours=0,
    )
    return replace(plain, **others)  # type: ignore[arg-type] # test shorthand


def gap_of(trips: HomeTrips, children: float = 8.0, carried: Carried | None = None) -> Gap:
    target = np.array([children])
    return gaps_of_kind(trips, ONE_VILLAGE, target, HALF_AN_HOUR, carried=carried)[0]


def test_one_of_two_equal_cells_too_far_is_a_partly_served_village() -> None:
    gap = gap_of(minutes(30.0, 31.0))
    assert (gap.status, gap.missing) == (Status.PARTLY, None)
    assert (gap.share_failing, gap.people_failing) == (0.5, 4.0)
    assert gap.minutes_pt == {"p50": 30.0, "p90": 31.0}
    assert gap.minutes_car == {"p50": 9.0, "p90": 9.0}
    assert gap.absence_minutes == {"p50": 120.0, "p90": 122.0}
    assert gap.ratio_pt_car == {"p50": 30 / 9}
    assert gap.severity == pytest.approx((0 + 1 / 30) / 2)
    assert (gap.share_failing_k1, gap.share_failing_k2) == (0.5, 0.0)


def test_who_has_no_trip_at_all_fails_k2_and_counts_as_far_as_can_be() -> None:
    gap = gap_of(minutes(45.0, NAN))
    assert (gap.share_failing, gap.share_failing_k1, gap.share_failing_k2) == (1.0, 0.5, 0.5)
    assert gap.severity == (0.5 + 1) / 2


CARRIED_HALF = np.array([0.5])


def test_children_whom_nobody_knows_to_be_carried_are_missing_data_not_failures() -> None:
    perhaps = Carried(surely=np.zeros(1), perhaps=CARRIED_HALF)
    gap = gap_of(minutes(99.0, 99.0), carried=perhaps)
    assert (gap.status, gap.missing) == (Status.INSUFFICIENT_DATA, Missing.NO_KITA_TRANSPORT)
    assert gap.share_bounds == (0.5, 1.0)
    assert gap.share_failing is None
    near = gap_of(minutes(9.0, 9.0), carried=perhaps)  # where all can walk, nothing hangs on it
    assert (near.status, near.missing) == (Status.SERVED, None)


def test_children_who_are_carried_do_not_fail() -> None:
    gap = gap_of(minutes(99.0, 99.0), carried=Carried(CARRIED_HALF, np.zeros(1)))
    assert (gap.status, gap.share_failing, gap.people_failing) == (Status.PARTLY, 0.5, 4.0)
    assert gap.severity == 0.5


def test_without_any_recorded_service_nothing_is_said() -> None:
    gap = gap_of(minutes(NAN, NAN, doors=0))
    assert (gap.status, gap.missing) == (Status.INSUFFICIENT_DATA, Missing.NO_SERVICES)
    assert (gap.share_failing, gap.people_failing, gap.share_bounds) == (None, None, (0.0, 1.0))


def test_unknown_hours_that_would_change_the_answer_are_insufficient_data() -> None:
    gap = gap_of(minutes(NAN, NAN, possible_minutes=np.array([10.0, 10.0]), doors_without_hours=1))
    assert (gap.status, gap.missing) == (Status.INSUFFICIENT_DATA, Missing.NO_HOURS)


def test_unknown_hours_that_would_change_nothing_do_not_matter() -> None:
    gap = gap_of(minutes(NAN, NAN, possible_minutes=np.array([99.0, NAN]), doors_without_hours=1))
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
        ({"public_transport_minutes": 0}, "0 is no limit that anybody could keep"),
        ({"wait_minutes": -5}, "wait_minutes -5 is no number of minutes"),
        ({"absence_minutes": 2000}, "absence_minutes 2000 is no number of minutes"),
        ({"collect_between": ["16:00", "15:00"]}, "ends before it begins"),
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


ways = st.lists(st.floats(0, 200) | st.just(NAN), min_size=2, max_size=2)


@given(ways, st.floats(1, 120), st.floats(0, 60))
def test_no_share_gets_better_when_the_limit_tightens(
    both: list[float], limit: float, wider: float
) -> None:
    tight, loose = (
        gaps_of_kind(
            minutes(*both),
            ONE_VILLAGE,
            np.array([8.0]),
            replace(HALF_AN_HOUR, public_transport_minutes=minutes_),
        )[0]
        for minutes_ in (limit, limit + wider)
    )
    assert (tight.share_failing or 0) >= (loose.share_failing or 0)
    assert (tight.severity or 0) >= (loose.severity or 0) - 1e-12
    assert tight.share_failing_k2 == loose.share_failing_k2


@given(ways, st.floats(0, 1), st.floats(0, 1))
def test_shares_belong_together(both: list[float], carried: float, unknown: float) -> None:
    who = Carried(np.array([carried]), np.array([unknown * (1 - carried)]))
    gap = gap_of(minutes(*both), carried=who)
    assert gap.share_bounds is not None
    assert 0 <= gap.share_bounds[0] <= gap.share_bounds[1] <= 1
    if gap.share_failing is not None:
        parts = (gap.share_failing_k1 or 0) + (gap.share_failing_k2 or 0)
        assert gap.share_failing == pytest.approx(parts, abs=2e-9)
        assert gap.people_failing == pytest.approx(gap.share_failing * 8)
        assert (gap.severity or 0) <= gap.share_failing + 1e-9


@given(ways, st.lists(st.integers(1, 5), min_size=2, max_size=2))
def test_nothing_changes_when_cells_are_split(both: list[float], parts: list[int]) -> None:
    whole = gap_of(minutes(*both))
    cells = np.repeat(np.arange(2), parts)
    people = ONE_VILLAGE.people[cells] / np.array(parts)[cells]
    split = gaps_of_kind(
        minutes(*np.array(both)[cells]),
        Residents(people, np.zeros(len(cells), np.int64), villages=1),
        np.array([8.0]),
        HALF_AN_HOUR,
    )[0]
    assert split.status is whole.status
    assert split.share_failing == whole.share_failing
    assert split.minutes_pt == whole.minutes_pt
    assert split.severity == pytest.approx(whole.severity)
