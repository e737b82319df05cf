"""Small numbers: neighbours joined until a share says something, and what must be withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]
    Flags = NDArray[np.bool_]

ENOUGH = 30  # METHODS, § 2: a share of fewer target persons says little
SMALLEST_SHOWN = 5  # METHODS, § 2: values below 5 are suppressed


def joined_with(
    village: int, target: FloatArray, groups: Sequence[str | None], centres: FloatArray
) -> list[int] | None:
    """
    Return a village and the neighbours whose target persons are counted with its own.

    The nearest villages of the same group (Verbandsgemeinde) by the straight line between their
    centres, one after another, until ENOUGH target persons are reached.

    Parameters
    ----------
    village
        Its index.
    target
        Target persons of each village, shape (villages,); NaN where unknown, which joins nobody.
    groups
        The group of each village; one without a group has no neighbours.
    centres
        Where the people of each village live on average, metres, shape (villages, 2).

    Returns
    -------
    joined
        The village first; None where it has enough, where its number is unknown, or where the
        whole group has too few.
    """
    if np.isnan(target[village]) or target[village] >= ENOUGH or groups[village] is None:
        return None
    others = [
        other
        for other, group in enumerate(groups)
        if group == groups[village] and other != village and not np.isnan(target[other])
    ]
    distance_m = np.hypot(*(centres - centres[village]).T)
    joined, people = [village], target[village]
    for other in sorted(others, key=lambda one: (distance_m[one], one)):
        joined.append(other)
        people += target[other]
        if people >= ENOUGH:
            return joined
    return None


def withheld(target: FloatArray, failing: FloatArray, groups: Sequence[str | None]) -> Flags:
    """
    Say which villages' numbers are withheld, shape (villages,).

    Those of whom one number (target persons, those who fail, those who do not) lies between 0 and
    SMALLEST_SHOWN. Where that is one village alone of its group, the one with the next smallest
    target is withheld too, lest the group's total give the first away.

    Parameters
    ----------
    target, failing
        Target persons, and those of them who fail, shape (villages,); NaN where unknown.
    groups
        The group of each village whose total is published.
    """
    small = is_small(target) | is_small(failing) | is_small(target - failing)
    hidden = small.copy()
    for group in {group for group in groups if group is not None}:
        members = np.array([other == group for other in groups])
        if np.count_nonzero(small & members) == 1:
            others = np.flatnonzero(members & ~small & ~np.isnan(target) & (target > 0))
            if len(others):
                hidden[others[np.argmin(target[others])]] = True
    return hidden


def is_small(number: FloatArray) -> Flags:
    """Say which numbers are above 0 and below SMALLEST_SHOWN; unknown ones are not."""
    return np.asarray((number > 0) & (number < SMALLEST_SHOWN))
