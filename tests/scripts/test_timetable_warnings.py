from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from directory.planning.timetables import TimetableState
from geodata.timetable.feed_changes import LostArea
from geodata.timetable.feed_summary import Validity
from scripts.timetable_warnings import tell_warnings

if TYPE_CHECKING:
    import pytest

TODAY = date.today()  # noqa: DTZ011 - as the commands ask
VALID = Validity("VRM", "aa", TODAY - timedelta(9), TODAY + timedelta(9))


def test_timetables_out_of_date_and_lost_areas_are_told_on_the_error_stream(
    capsys: pytest.CaptureFixture[str],
) -> None:
    old = replace(VALID, name="Alt", last_date=TODAY - timedelta(1))
    state = TimetableState((VALID, old), (LostArea("Monreal", 12, 3),))
    tell_warnings(state.plain())
    told = capsys.readouterr()
    assert told.out == ""
    outdated, lost = told.err.splitlines()
    assert outdated.startswith("Warning: The timetable Alt runs from")
    assert "around Monreal 3 trips a day instead of 12" in lost


def test_of_timetables_in_order_nothing_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    tell_warnings(TimetableState((VALID,)).plain())
    assert capsys.readouterr() == ("", "")
