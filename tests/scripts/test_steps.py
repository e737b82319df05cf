from __future__ import annotations

import re
import sys
from io import StringIO
from time import sleep

import pytest

from scripts import steps
from scripts.steps import step


class _Screen(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "PATIENCE_S", 0.05)
    monkeypatch.setattr(steps, "REFRESH_S", 0.02)
    monkeypatch.setattr(steps, "AGAIN_S", 0.2)


def test_of_what_is_over_at_once_nothing_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with step("searching") as progress:
        progress(1, 2)
    assert capsys.readouterr() == ("", "")


def test_what_takes_longer_is_said_on_the_error_stream_with_its_share(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with step("searching") as progress:
        sleep(0.15)
        progress(1, 4)
        sleep(0.2)
    told = capsys.readouterr()
    assert told.out == ""
    lines = told.err.splitlines()
    assert re.fullmatch(r"searching: \d s", lines[0])
    assert re.fullmatch(r"searching: 25%, \d s", lines[1])


def test_a_new_part_begins_with_nothing_done(capsys: pytest.CaptureFixture[str]) -> None:
    with step("timetable") as progress:
        progress(1, 1)
        progress.begin("streets")
        sleep(0.15)
        progress(0, 0)
    assert re.fullmatch(r"streets: \d s\n", capsys.readouterr().err)


def test_where_a_person_looks_one_line_is_written_over_and_cleared_at_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = _Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    with step("searching"):
        sleep(0.25)
    told = screen.getvalue()
    assert told.count("searching") > 1
    assert "\n" not in told
    assert told.endswith("\r\x1b[K")


def test_an_error_ends_the_telling(capsys: pytest.CaptureFixture[str]) -> None:
    message = "no way"
    with pytest.raises(ValueError, match=message), step("searching"):
        raise ValueError(message)
    sleep(0.1)
    assert capsys.readouterr().err == ""
