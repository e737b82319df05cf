"""What every test may use: the folder with outside data, and what was skipped for want of it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _pytest.terminal import TerminalReporter

# The one place that names where real input lies; see CONTRIBUTING.md.
TEST_DATA = Path(os.environ.get("SOZIALRAUM_TEST_DATA", "../shared/data"))
WITHOUT_DATA = "real input is absent (SOZIALRAUM_TEST_DATA)"


@pytest.fixture(scope="session", autouse=True)
def _name_the_data() -> Iterator[None]:
    """Let district files say `$SOZIALRAUM_TEST_DATA`, whatever a test changes to."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOZIALRAUM_TEST_DATA", str(TEST_DATA.resolve()))
        yield


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder with real OSM and GTFS extracts; skips the test where it is absent."""
    if not TEST_DATA.is_dir():
        pytest.skip(WITHOUT_DATA)
    return TEST_DATA.resolve()


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Say how many tests were skipped because the outside data is absent."""
    skipped = [
        r for r in terminalreporter.stats.get("skipped", []) if WITHOUT_DATA in str(r.longrepr)
    ]
    terminalreporter.write_line(f"{len(skipped)} tests skipped for want of real input")
