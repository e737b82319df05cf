"""Which shares and numbers of people may be told of each village, and which only with neighbours."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

FEWEST = 5  # METHODS §2: values below are withheld
ENOUGH = 30  # METHODS §2: target persons whose share may be told
TOLERANCE = 1e-9


@dataclass(frozen=True)
class Figure:
    """
    What is told of one village and kind; None where it is unknown or withheld.

    Parameters
    ----------
    target
        Target persons of the village.
    share
        Share of them over a limit, 0 to 1; of all villages together where `together_with` names
        some.
    people
        How many they are; never of several villages together.
    together_with, together_ags
        Names and keys of the villages whose share it is, the village itself among them.
    withheld
        Whether something is known but not told.
    """

    target: float | None = None
    share: float | None = None
    people: float | None = None
    together_with: tuple[str, ...] = ()
    together_ags: tuple[str, ...] = ()
    withheld: bool = False


NOTHING = Figure()


def is_small(people: float) -> bool:
    """Say whether a number of people must not be told; nobody is no secret."""
    return 0 < people < FEWEST


def figures_of(villages: Sequence[Mapping[str, Any]], kind: str) -> dict[str, Figure]:
    """Return what is told of each village by its AGS, such that nothing else can be worked out."""
    facts = [
        (v["ags"], v["target"].get(kind), v["kinds"][kind]) for v in villages if kind in v["kinds"]
    ]
    figures = {ags: _alone(target, gap) for ags, target, gap in facts}
    groups = {
        ags: tuple(gap["joined"]["ags"])
        for ags, _target, gap in facts
        if figures[ags].withheld and _may_join(ags, gap.get("joined"))
    }
    groups = without_leaks([ags for ags, _target, _gap in facts], _told_alone(figures), groups)
    return figures | {
        ags: replace(
            figures[ags],
            share=gap["joined"]["share_failing"],
            together_with=tuple(gap["joined"]["names"]),
            together_ags=groups[ags],
        )
        for ags, _target, gap in facts
        if ags in groups
    }


def _told_alone(figures: Mapping[str, Figure]) -> set[str]:
    return {ags for ags, figure in figures.items() if not figure.withheld}


def _alone(target: float | None, gap: Mapping[str, Any]) -> Figure:
    """Return what may be told of a village by itself."""
    shown = None if target is None or is_small(target) else target
    share, people = gap.get("share_failing"), gap.get("people_failing")
    if share is None or people is None or target is None:
        return Figure(target=shown, withheld=target is not None and shown is None)
    secret = gap.get("withheld") or round(target) < ENOUGH or _tells_of_few(target, people)
    if secret:
        return Figure(target=shown, withheld=True)
    return Figure(target=shown, share=share, people=people)


def _tells_of_few(target: float, people: float) -> bool:
    """Say whether a number or what is left of all is small, as it is or as it is told."""
    whole, part = round(target), round(people)
    return any(map(is_small, (people, target - people, part, whole - part)))


def _may_join(ags: str, joined: Mapping[str, Any] | None) -> bool:
    if joined is None or ags not in joined["ags"]:
        return False
    if joined.get("share_failing") is None or joined.get("target") is None:
        return False
    target: float = joined["target"]
    return target >= ENOUGH and not _tells_of_few(target, joined["share_failing"] * target)


def without_leaks(
    order: Sequence[str], told: set[str], groups: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """
    Return the groups whose shares may be told beside what is told of single villages.

    A village that is left alone in a group once all that is told of the others is taken away is no
    longer hidden by it; neither is one that several groups tell together. Such groups go, until no
    village can be worked out (secondary suppression).

    Parameters
    ----------
    order
        The villages.
    told
        Those whose own share is told.
    groups
        The villages of each group, by the village for which it stands.
    """
    kept = dict(groups)
    while kept:
        bare = derivable(order, told, kept.values()) - told
        leaking = [ags for ags, members in kept.items() if bare & set(members)]
        if not leaking:
            return kept
        for ags in leaking:
            del kept[ags]
    return kept


def derivable(order: Sequence[str], told: set[str], groups: Iterable[tuple[str, ...]]) -> set[str]:
    """
    Return the villages whose number follows from what is told by addition and subtraction.

    Each number told is a sum over villages, a row of zeros and ones. A village's own number
    follows from them exactly when its unit vector lies in the span of the rows, that is, when it
    is its own projection onto that span.
    """
    rows = [[ags] for ags in sorted(told)] + [list(members) for members in groups]
    if not rows:
        return set()
    place = {ags: number for number, ags in enumerate(order)}
    sums: NDArray[np.float64] = np.zeros((len(rows), len(order)))
    for number, members in enumerate(rows):
        for ags in members:
            if ags in place:
                sums[number, place[ags]] = 1.0
    own = np.diag(np.linalg.pinv(sums) @ sums)
    return {ags for ags, part in zip(order, own, strict=True) if part > 1 - TOLERANCE}
