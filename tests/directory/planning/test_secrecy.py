from __future__ import annotations

from typing import Any

import pytest

from directory.planning.secrecy import counted, withheld


@pytest.mark.parametrize(
    ("target", "people", "gap", "secret"),
    [
        (30.0, 15.0, {}, False),
        (29.9, 15.0, {}, True),  # a share of fewer than thirty
        (100.0, 4.9, {}, True),  # fewer than five fail
        (100.0, 95.1, {}, True),  # fewer than five do not: the other number would tell of them
        (100.0, 5.0, {}, False),
        (100.0, 0.0, {}, False),  # nobody is no secret
        (100.0, 100.0, {}, False),
        (100.0, 50.0, {"withheld": True}, True),
        (100.0, 50.0, {"few": True}, True),
        (None, None, {}, False),
        (100.0, None, {}, False),
    ],
)
def test_what_tells_of_few_people_is_withheld(
    target: float | None, people: float | None, gap: dict[str, Any], *, secret: bool
) -> None:
    assert withheld({"people_failing": people} | gap, target) is secret


@pytest.mark.parametrize(
    ("number", "words"),
    [(None, "–"), (0.0, "0"), (0.1, "unter 5"), (4.9, "unter 5"), (5.0, "5"), (12345.6, "12.346")],
)
def test_small_numbers_are_told_as_small(number: float | None, words: str) -> None:
    assert counted(number) == words
