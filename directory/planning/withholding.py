"""Keep small numbers to themselves wherever results leave the house (METHODS, § 2)."""

from __future__ import annotations

from typing import Any

TOO_FEW = "Es geht um so wenige Menschen, dass wir keine Zahlen zeigen."
WITH_NEIGHBOURS = "Weniger als 30 Personen: Der Anteil gilt mit den Nachbarorten zusammen."
OF_PEOPLE = (
    "share_failing",
    "share_failing_k1",
    "share_failing_k2",
    "people_failing",
    "severity",
    "affected_under_6",
)
OF_OTHERS = ("joined", "k3")  # these tell of enough people, or of places


def without_small_numbers(results: dict[str, Any]) -> dict[str, Any]:
    """
    Return results without the numbers that tell of too few; minutes and statuses stay.

    A withheld village loses its target persons, shares, counts and rank. One with few target
    persons loses share and counts of its own, and keeps those of it and its neighbours. A withheld
    one keeps those only if another of them tells no number of its own: else one less the others
    would give it away.
    """
    silent = {
        (village["ags"], kind)
        for village in results["villages"]
        for kind, gap in village["kinds"].items()
        if gap.get("withheld") or gap.get("few")
    }
    return results | {"villages": [_village(village, silent) for village in results["villages"]]}


def _village(village: dict[str, Any], silent: set[tuple[str, str]]) -> dict[str, Any]:
    kinds = village["kinds"]
    hidden = {kind for kind, gap in kinds.items() if gap.get("withheld")}
    return village | {
        "target": {
            kind: None if kind in hidden else people for kind, people in village["target"].items()
        },
        "kinds": {
            kind: _gap(gap, {ags for ags, of in silent if of == kind})
            for kind, gap in kinds.items()
        },
    }


def _gap(gap: dict[str, Any], silent: set[str]) -> dict[str, Any]:
    if not gap.get("withheld") and not gap.get("few"):
        return gap
    shown: dict[str, Any] = _without(gap)
    joined = gap["joined"]
    if gap["withheld"] and joined is not None and not silent & {*joined["ags"][1:]}:
        joined = shown["joined"] = None
    if gap["status"] != "insufficient_data":
        shown["reason"] = TOO_FEW if joined is None else WITH_NEIGHBOURS
    if joined is None:
        shown["priority"] = None
    return shown


def _without(part: Any) -> Any:  # noqa: ANN401 - plain data
    """Return plain data whose figures of people are unknown, however deep they lie."""
    if not isinstance(part, dict):
        return part
    return {
        name: None if name in OF_PEOPLE else value if name in OF_OTHERS else _without(value)
        for name, value in part.items()
    }
