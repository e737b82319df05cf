from __future__ import annotations

from datetime import UTC, datetime

from directory.travelling.clock_times import arriving, leaving

MOMENT = datetime(2026, 11, 24, 9, 59, 30, tzinfo=UTC)


def test_who_leaves_is_told_the_minute_that_has_begun_and_who_arrives_the_next() -> None:
    assert leaving(MOMENT) == "9:59"
    assert arriving(MOMENT) == "10:00"


def test_a_full_minute_is_the_same_for_both() -> None:
    full = MOMENT.replace(second=0)
    assert leaving(full) == arriving(full) == "9:59"
