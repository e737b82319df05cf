from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.planning.publishing.checking import faults_of
from directory.planning.publishing.figures import ENOUGH, is_small
from directory.planning.publishing.freezing import frozen, refuse_faults
from directory.planning.publishing.publication import public_form
from directory.records.errors import NotFoundError
from directory.records.releases.steps import ReleaseError
from geodata.errors import SourceError
from tests.small_results import gap_results

if TYPE_CHECKING:
    from pathlib import Path


def one(results: dict[str, Any], village: int = 0, kind: str = "kita") -> dict[str, Any]:
    """Return one village and kind of the public form, the villages by their key."""
    found: dict[str, Any] = public_form(results)["villages"][village]["kinds"][kind]
    return found


def test_no_rank_no_priority_and_no_need_is_public() -> None:
    text = json.dumps(public_form(gap_results()))
    for word in ("severity", "priority", "need", "rank", "nearest"):
        assert word not in text


def test_minutes_and_statuses_are_always_public() -> None:
    for number, status in enumerate(("underserved", "served", "insufficient_data")):
        gap = one(gap_results(), number)
        assert gap["status"] == status
        assert gap["minutes_car"] == {"p50": 9.0, "p90": 12.0}
        assert set(gap["with_on_demand"]) == {"status", "minutes_pt"}


def test_a_reason_is_public_only_where_its_share_is() -> None:
    assert "88 %" in one(gap_results(), 0)["reason"]
    assert one(gap_results(), 1)["reason"] is None
    results = gap_results()
    results["villages"][2]["kinds"]["kita"]["reason"] = "Der Fahrplan deckt diesen Ort nicht ab."
    assert one(results, 2)["reason"] == "Der Fahrplan deckt diesen Ort nicht ab."


def test_villages_stand_by_their_key_whatever_order_they_came_in() -> None:
    results = gap_results()
    results["villages"].reverse()
    assert [v["ags"][-1] for v in public_form(results)["villages"]] == ["0", "1", "2"]


def test_numbers_are_whole_persons_and_whole_per_cent() -> None:
    results = gap_results()
    results["villages"][0]["target"]["kita"] = 81.3
    gap = results["villages"][0]["kinds"]["kita"]
    gap["people_failing"], gap["share_failing"] = 70.2, 70.2 / 81.3
    public = one(results)
    assert (public["target"], public["people_failing"], public["share_failing"]) == (81, 70, 0.86)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.floats(0, 90), st.floats(0, 1)), min_size=3, max_size=3))
def test_whatever_the_numbers_the_check_finds_nothing(people: list[tuple[float, float]]) -> None:
    results = gap_results()
    for village, (target, share) in zip(results["villages"], people, strict=True):
        village["target"]["kita"] = target
        gap = village["kinds"]["kita"]
        gap |= {"share_failing": share, "people_failing": share * target}
        gap["joined"] = {
            "ags": [v["ags"] for v in results["villages"]],
            "names": [v["name"] for v in results["villages"]],
            "target": sum(t for t, _s in people),
            "share_failing": sum(t * s for t, s in people) / max(sum(t for t, _s in people), 1),
        }
    public = public_form(results)
    assert faults_of(public) == []
    for village in public["villages"]:
        gap = village["kinds"]["kita"]
        for number in (gap["target"], gap["people_failing"]):
            assert number is None or not is_small(number)
        if gap["people_failing"] is not None:
            assert gap["target"] >= ENOUGH
            assert not is_small(gap["target"] - gap["people_failing"])


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"priority": 1}, "priority must not be public"),
        ({"need_factor": 1.0}, "need_factor must not be public"),
        ({"target": 12}, "a share of fewer than 30"),
        ({"people_failing": 3}, "tells of fewer than five"),
        ({"people_failing": 77}, "tells of fewer than five"),
        ({"reason": "Ein unterversorgtes Dorf."}, "calls a village underserved"),
    ],
)
def test_the_check_finds_what_must_not_be_public(change: dict[str, Any], fault: str) -> None:
    public = public_form(gap_results())
    public["villages"][0]["kinds"]["kita"] |= change
    with pytest.raises(ReleaseError, match=fault):
        refuse_faults(public)


def test_the_check_finds_what_neighbours_tell() -> None:
    public = public_form(gap_results())
    together = {"ags": ["99999000", "99999001"], "names": ["Oberau", "Unterau"]}
    public["villages"][1]["kinds"]["kita"] |= {"share_failing": 0.7, "together": together}
    assert faults_of(public) == ["Unterau: the numbers of its neighbours tell its own (kita)."]


def test_a_copy_holds_the_results_as_they_are_and_what_may_be_public(tmp_path: Path) -> None:
    text = json.dumps(gap_results())
    (tmp_path / "gaps.json").write_text(text, "utf-8")
    (tmp_path / "standards.json").write_text('{"stops": 3}', "utf-8")
    copy = frozen(tmp_path)
    assert copy.files["gaps.json"] == text
    assert copy.files["standards.json"] == '{"stops": 3}'
    assert json.loads(copy.files["public.json"])["method"] == copy.method
    assert (copy.judged_by.isoformat(), copy.sample) == ("2026-11-24", True)


def test_before_anything_was_built_there_is_nothing_to_freeze(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="sozialraum build"):
        frozen(tmp_path)
    (tmp_path / "gaps.json").write_text('{"villages": 3}', "utf-8")
    with pytest.raises(SourceError, match=r"gaps\.json: is not a result file"):
        frozen(tmp_path)
