from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from directory.planning.results import timetables_of
from directory.planning.timetables import (
    BEFORE,
    TimetableState,
    compared,
    state_of,
    summary_before,
)
from geodata.crs import Bounds
from geodata.timetable.feed_changes import LostArea
from geodata.timetable.feed_summary import FEEDS, WORKING_DAY, FeedSummary, Validity
from tests.pages import Client
from tests.small_district import small_app
from tests.small_results import gap_results

if TYPE_CHECKING:
    from pathlib import Path

VALID = Validity("VRM", "aa", date(2026, 1, 1), date(2026, 12, 12))
STATE = TimetableState((VALID,), (LostArea("Monreal", 12, 3),))


def _summary(sha256: str, trips: int) -> FeedSummary:
    areas = {WORKING_DAY: {"1 1": ("Monreal", trips)}}
    return FeedSummary((replace(VALID, sha256=sha256),), areas)


def _built(build: Path, summary: FeedSummary, current: Path | None) -> TimetableState:
    """Do as a build does: keep the timetables, and those that they are compared with."""
    (build / "results").mkdir(parents=True)
    summary.save(build / "networks" / FEEDS)
    before = summary_before(build, current)
    if before is not None:
        before.save(build / "results" / BEFORE)
    return compared(build, before)


def test_a_lost_region_is_told_until_the_timetable_changes_again(tmp_path: Path) -> None:
    first = _built(tmp_path / "1", _summary("aa", 12), None)
    assert first.lost == ()
    second = _built(tmp_path / "2", _summary("bb", 5), tmp_path / "1")
    assert second.lost == (LostArea("Monreal", 12, 5),)
    same_again = _built(tmp_path / "3", _summary("bb", 5), tmp_path / "2")
    assert same_again.lost == second.lost
    restored = _built(tmp_path / "4", _summary("cc", 12), tmp_path / "3")
    assert restored.lost == ()


def test_what_is_not_read_any_more_is_not_lost(tmp_path: Path) -> None:
    """Two squares, one inside: (76, 1115) begins at 380 km east and 5,575 km north."""
    squares = {"76 1115": ("Monreal", 20), "60 1115": ("Prüm", 20)}
    before = FeedSummary((VALID,), {WORKING_DAY: squares})
    now = FeedSummary((replace(VALID, sha256="bb"),), {WORKING_DAY: {"76 1115": ("Monreal", 5)}})
    now.save(tmp_path / "networks" / FEEDS)
    everywhere = compared(tmp_path, before)
    inside = compared(tmp_path, before, within=Bounds(7.2, 50.2, 7.5, 50.5))
    assert [area.name for area in everywhere.lost] == ["Prüm", "Monreal"]
    assert [area.name for area in inside.lost] == ["Monreal"]


def test_a_build_of_an_older_version_is_nothing_to_compare_with(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    assert _built(tmp_path / "new", _summary("aa", 5), tmp_path / "old").lost == ()
    assert compared(tmp_path / "old", None) == TimetableState()


def test_the_results_keep_what_must_be_told() -> None:
    assert state_of(json.loads(json.dumps(STATE.plain()))) == STATE
    assert state_of({}) == TimetableState()


@pytest.mark.parametrize(
    ("day", "old"), [("2025-12-31", True), ("2026-01-01", False), ("2026-12-13", True)]
)
def test_the_warnings_are_sentences(day: str, *, old: bool) -> None:
    warnings = STATE.warnings(date.fromisoformat(day))
    assert warnings[-1] == (
        "The timetable lost trips against the one before:"
        " around Monreal 3 trips a day instead of 12."
    )
    assert [f"runs from 2026-01-01 to 2026-12-12, not on {day}" in w for w in warnings[:-1]] == (
        [True] if old else []
    )


def test_every_page_says_that_a_timetable_is_out_of_date_or_lost_a_region(tmp_path: Path) -> None:
    app = small_app(tmp_path, internal_pages=False)
    client = Client(app.test_client())
    assert "Fahrplan" not in client.get("/").root.one("header").text
    old = replace(VALID, name="<b>VRM</b>", last_date=date(2026, 11, 23))  # it is the 24th
    told = gap_results() | replace(STATE, timetables=(old, VALID)).plain()
    (tmp_path / "gaps.json").write_text(json.dumps(told), encoding="utf-8")
    for address in ("/", "/planung/erreichbarkeit", "/gibt-es-nicht"):
        page = client.get(address)
        assert "„<b>VRM</b>“ gilt vom" in page.root.one(id="timetable-notice-1").text
        assert not page.root.all(id="timetable-notice-2")
        assert "rund um Monreal" in page.root.one(id="lost-areas-notice").text


def test_a_broken_result_file_breaks_no_banner(tmp_path: Path) -> None:
    assert timetables_of(None) == timetables_of(tmp_path) == TimetableState()
    for text in ("{", "[]", '{"timetables": [1]}', '{"lost_areas": [{"name": 1}]}'):
        (tmp_path / "gaps.json").write_text(text, encoding="utf-8")
        assert timetables_of(tmp_path) == TimetableState()
