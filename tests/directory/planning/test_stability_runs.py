from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import numpy as np
import pytest

from directory.planning import stability_runs
from directory.planning.measuring.judging import judge
from directory.planning.measuring.question import Question
from directory.planning.stability_runs import Judged, at_pace, stability
from geodata.measures.coverage import Residents, Status
from geodata.measures.criteria import Covered
from geodata.measures.door_trips import DoorTrips
from geodata.networks import Networks, TravelOptions
from geodata.points import Points
from geodata.streets.straight_line import straight_line
from tests.small_district import small_district

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

NAN = float("nan")
KIND = "counselling"  # at most 30 minutes in the small district
TWO_NEAR, ONE_NEAR, AT_THE_LIMIT, NO_STREET = range(4)


@pytest.fixture
def question(tmp_path: Path) -> Question:
    """Four villages of one cell each, more than a kilometre apart."""
    walk = straight_line("walk", walk_speed_km_h=4.5)
    nothing = cast("date", None)
    networks = Networks(
        *(walk, walk, walk, {}, nothing, TravelOptions(change_minutes=2.0)),
        straight_line=True,
        all_days=SimpleNamespace(pattern_of={}),
        typical=None,
    )
    people = np.full(4, 50.0)
    return Question(
        district=small_district(tmp_path),
        networks=networks,
        villages=[],
        residents=Residents(people, np.arange(4), villages=4),
        homes=Points(7.0 + np.arange(4) / 10, np.full(4, 50.3)),
        targets={KIND: people},
        under_3=people,
        under_6=people,
        has_kita=np.ones(4, bool),
        carried=np.full(4, NAN),
    )


@pytest.fixture
def judged(question: Question) -> dict[str, Judged]:
    ways = np.array([[5, 6], [5, NAN], [28, 28], [NAN, NAN]], dtype=np.float32)
    trips = DoorTrips(ways, ways * 2, np.ones(2, bool))
    covered = Covered(np.ones(4, bool), np.array([True, True, True, False]))
    car = np.full(4, 9.0)
    gaps = judge(question, KIND, trips, car, covered, question.threshold(KIND))
    statuses = [gap.status for gap in gaps]
    assert statuses[NO_STREET] is Status.INSUFFICIENT_DATA
    return {KIND: Judged([], [], trips, car, covered, statuses)}


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch, judged: dict[str, Judged]) -> list[tuple]:
    """Answer every search with the same trips, and note for whom it was."""
    asked: list[tuple] = []

    def search(*_: object, networks: Networks) -> DoorTrips:
        options = networks.options
        asked.append((options.walk_speed_km_h, options.change_minutes))
        return judged[KIND].trips

    monkeypatch.setattr(stability_runs, "door_trips", search)
    return asked


@pytest.mark.usefixtures("searches")
def test_four_villages_by_hand(question: Question, judged: dict[str, Judged]) -> None:
    shares = stability(question, judged)[KIND]
    assert shares[TWO_NEAR] == 1.0
    assert shares[ONE_NEAR] == 0.5  # the second nearest is asked for in half of the runs
    assert shares[AT_THE_LIMIT] == 0.6  # 28 minutes are too long at 20 and 25, fine at 30 to 40
    assert np.isnan(shares[NO_STREET])


def test_ways_are_searched_once_for_each_pace_and_never_for_the_district_s_own(
    question: Question, judged: dict[str, Judged], searches: list[tuple]
) -> None:
    told: list[tuple[int, int]] = []
    stability(question, judged, progress=lambda done, of: told.append((done, of)))
    paces = {(walk, change) for walk in (3.6, 4.5, 4.8) for change in (2.0, 5.0)}
    assert sorted(searches) == sorted(paces - {(4.5, 2.0)})
    assert told[-1] == (6, 6)


@pytest.mark.usefixtures("searches")
def test_the_same_question_is_answered_alike_and_no_run_says_nothing(
    question: Question, judged: dict[str, Judged]
) -> None:
    first, again = (stability(question, judged, runs=7)[KIND] for _ in range(2))
    np.testing.assert_array_equal(first, again)
    assert np.isnan(stability(question, judged, runs=0)[KIND]).all()


@pytest.mark.usefixtures("searches")
def test_where_no_service_is_recorded_nothing_is_judged(question: Question) -> None:
    nowhere = np.empty((4, 0), dtype=np.float32)
    trips = DoorTrips(nowhere, nowhere, np.ones(0, bool))
    covered = Covered(np.ones(4, bool), np.ones(4, bool))
    base = Judged([], [], trips, np.full(4, NAN), covered, [Status.INSUFFICIENT_DATA] * 4)
    assert np.isnan(stability(question, {KIND: base}, runs=5)[KIND]).all()


def test_at_another_pace_walks_and_changes_take_longer(question: Question) -> None:
    slow = at_pace(question.networks, 3.6, 5.0)
    assert slow.walk == straight_line("walk", walk_speed_km_h=3.6)
    assert (slow.options.walk_speed_km_h, slow.options.change_minutes) == (3.6, 5.0)
    assert slow.car is question.networks.car
