"""The guide for planners: its notebook runs and agrees with the measures, its commands exist."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from directory.config import EXTENSION
from geodata.measures.coverage import Residents, failing_bounds, status_between
from scripts.cli import COMMANDS
from tests.small_district import small_app

PAGE = Path(__file__).parents[1] / "docs" / "planning.md"
TEXT = PAGE.read_text("utf-8")


@pytest.fixture(scope="module")
def names() -> dict[str, Any]:
    """What is defined once every example of the page has run, from top to bottom."""
    defined: dict[str, Any] = {}
    for example in re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL):
        exec(compile(example, str(PAGE), "exec"), defined)  # noqa: S102 - our own page
    return defined


def test_the_notebook_needs_no_records_and_no_pages(names: dict[str, Any]) -> None:
    assert 0 <= names["share_failing"] <= 1
    imports = re.findall(r"^(?:from|import) (\w+)", TEXT, re.MULTILINE)
    assert set(imports) <= {"datetime", "geopandas", "numpy", "pandas", "geodata"}


def test_the_notebook_judges_as_the_measures_do(names: dict[str, Any]) -> None:
    minutes = names["minutes"].to_numpy()
    residents = Residents(names["people"], np.zeros(len(minutes), dtype=np.int64), 1)
    limit = names["limit"].public_transport_minutes
    bounds = failing_bounds(minutes, minutes, residents, max_minutes=limit)
    assert bounds.lowest[0] == pytest.approx(names["share_failing"])
    assert status_between(bounds.lowest[0], bounds.highest[0]).value == names["status"]


def test_every_command_on_the_page_exists() -> None:
    named = set(re.findall(r"sozialraum (\w+)", TEXT))
    assert named
    assert named <= set(COMMANDS)


def test_every_address_on_the_page_exists(tmp_path: Path) -> None:
    app = small_app(tmp_path)
    assert app.extensions[EXTENSION].internal_pages
    rules = {rule.rule for rule in app.url_map.iter_rules()}
    named = {address.rstrip("/") for address in re.findall(r"`(/[a-z/]+)`", TEXT)}
    named |= set(re.findall(r"under (/\w+)/$", TEXT, re.MULTILINE))
    assert named
    assert named <= {rule.rstrip("/") for rule in rules}
