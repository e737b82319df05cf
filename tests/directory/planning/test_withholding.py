from __future__ import annotations

import json
from typing import Any

from directory.planning.withholding import TOO_FEW, WITH_NEIGHBOURS, without_small_numbers
from tests.small_results import gap_results


def shown(**facts: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of a gap
    results = gap_results()
    village = results["villages"][1]
    village["kinds"] = {kind: gap | facts for kind, gap in village["kinds"].items()}
    return dict(without_small_numbers(results)["villages"][1])


def test_what_tells_of_enough_people_stays_as_it_is() -> None:
    results = gap_results()
    assert without_small_numbers(results)["villages"][0] == results["villages"][0]


def test_a_village_with_few_keeps_its_minutes_and_the_share_with_its_neighbours() -> None:
    village = shown(withheld=False)
    gap = village["kinds"]["kita"]
    assert village["target"]["kita"] == 12.0
    assert (gap["share_failing"], gap["people_failing"], gap["severity"]) == (None, None, None)
    assert gap["joined"]["share_failing"] == 0.78
    assert gap["minutes_pt"]["p50"] == 41.3
    assert gap["reason"] == WITH_NEIGHBOURS
    assert gap["priority"] == 28.0  # of the joined villages


def test_a_withheld_village_tells_no_number_of_people_anywhere() -> None:
    village = shown(withheld=True)  # its only neighbour tells its own: no share of both
    gap = village["kinds"]["kita"]
    assert village["target"]["kita"] is None
    assert (gap["status"], gap["reason"], gap["priority"]) == ("served", TOO_FEW, None)
    assert gap["joined"] is None
    text = json.dumps(gap)
    for name in ("share_failing", "people_failing", "affected_under_6"):
        assert f'"{name}": null' in text
        assert text.count(f'"{name}": null') == text.count(f'"{name}":')


def test_two_that_tell_nothing_alone_tell_what_they_are_together() -> None:
    joined = {"ags": ["99999001", "99999002"], "target": 15.0, "share_failing": 0.4}
    assert shown(withheld=True, joined=joined)["kinds"]["kita"]["joined"] == joined
