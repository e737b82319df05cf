"""To a Kita one goes twice: to bring a child and to collect it, when one usually does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.travelling.errands import Errand
from geodata.round_trips.kita import HANDOVER_S

if TYPE_CHECKING:
    from directory.hours import Window

H = 3600
spans = st.lists(st.integers(0, 24 * H), min_size=2, max_size=6, unique=True).map(sorted)


@pytest.mark.parametrize(
    ("opens", "closes", "bringing", "collecting"),
    [
        (6.5, 18, (7, 8.5), (15.5, 16.5)),  # the usual periods
        (7.5, 16, (7.5, 8.5), (15.5, 16 - 1 / 6)),  # as far as it is open
        (7, 14, (7, 8.5), (14 - 1 / 6 - 1, 14 - 1 / 6)),  # the hour before it closes
        (7, 15.55, (7, 8.5), (15.55 - 1 / 6 - 1, 15.55 - 1 / 6)),  # three minutes do not do
        (9, 17, (9, 10), (15.5, 16.5)),  # the hour after it opens
    ],
)
def test_one_brings_and_collects_while_the_kita_is_open(
    opens: float,
    closes: float,
    bringing: tuple[float, float],
    collecting: tuple[float, float],
) -> None:
    hours = ((round(opens * H), round(closes * H)),)
    for errand, (begin, end) in ((Errand.BRINGING, bringing), (Errand.COLLECTING, collecting)):
        assert errand.windows(hours) == ((round(begin * H), round(end * H) + HANDOVER_S),)


@pytest.mark.parametrize("errand", list(Errand))
def test_unknown_hours_stay_unknown_and_a_shut_kita_stays_shut(errand: Errand) -> None:
    assert errand.windows(None) is None
    assert errand.windows(()) == ()


def test_an_appointment_may_be_at_any_hour_that_the_door_is_open() -> None:
    hours = ((8 * H, 12 * H), (14 * H, 16 * H))
    assert Errand.APPOINTMENT.windows(hours) == hours
    assert Errand.APPOINTMENT.stay_s == H
    assert Errand.BRINGING.stay_s == Errand.COLLECTING.stay_s == HANDOVER_S == 600


@given(spans, st.sampled_from([Errand.BRINGING, Errand.COLLECTING]))
def test_nobody_brings_or_collects_outside_the_hours_of_the_kita(
    times: list[int], errand: Errand
) -> None:
    hours: tuple[Window, ...] = ((times[0], times[-1]),)
    for begin, end in errand.windows(hours) or ():
        assert times[0] <= begin <= end <= times[-1]
