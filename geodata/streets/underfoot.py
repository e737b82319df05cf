"""What tags tell of walking along a way: pavement and light; the rest stays unknown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    States = NDArray[np.int8]

UNKNOWN, NO, YES = -1, 0, 1
# https://wiki.openstreetmap.org/wiki/Key:sidewalk and Key:lit, as of 2026-11
SIDES = ("sidewalk:left", "sidewalk:right")
HAS_PAVEMENT = frozenset({"both", "left", "right", "yes", "separate"})
NO_PAVEMENT = frozenset({"no", "none"})
FOR_FEET = frozenset({"footway", "pedestrian", "steps"})  # no vehicle drives there
SHARED = frozenset({"path", "cycleway"})  # for feet where a sign says so
IS_LIT = frozenset({"yes", "24/7", "automatic", "dusk-dawn", "sunset-sunrise"})
NOT_LIT = frozenset({"no", "disused"})  # "limited" and "interval" leave it open
TO_THE_DOOR_M = 30.0  # convention: so far from its street a door may lie; more is not known


@dataclass(frozen=True)
class Along:
    """Metres of a walk where there is something, where there is none, where nobody told."""

    yes_m: float
    no_m: float
    unknown_m: float

    @property
    def metres(self) -> float:
        """All of them."""
        return self.yes_m + self.no_m + self.unknown_m

    @property
    def known_m(self) -> float:
        """Those of which somebody told."""
        return self.yes_m + self.no_m

    @property
    def state(self) -> bool | None:
        """True where it is there all the way, False where it is nowhere, None for anything else."""
        if self.unknown_m or not self.known_m or (self.yes_m and self.no_m):
            return None
        return not self.no_m

    def __add__(self, other: Along) -> Along:
        """Return the metres of two walks together."""
        return Along(
            self.yes_m + other.yes_m, self.no_m + other.no_m, self.unknown_m + other.unknown_m
        )


class Underfoot(NamedTuple):
    """A walk by pavement and by light."""

    pavement: Along
    lit: Along


def pavements(tags: pd.DataFrame) -> States:
    """
    Return for each way YES, NO or UNKNOWN, shape (ways,): whether one walks apart from cars.

    A way for feet only counts as pavement; one on either side of a street is enough. "No" needs a
    tag that says so for the whole street or for both its sides.
    """
    sides = [_judged(tags[name], HAS_PAVEMENT, NO_PAVEMENT) for name in SIDES]
    both = _judged(tags["sidewalk:both"], HAS_PAVEMENT, NO_PAVEMENT)
    whole = _judged(tags["sidewalk"], HAS_PAVEMENT, NO_PAVEMENT)
    own = tags["highway"].isin(FOR_FEET) | (
        tags["highway"].isin(SHARED) & (tags["foot"] == "designated")
    )
    there = own.to_numpy(dtype=np.bool_) | np.any([one == YES for one in (*sides, both, whole)], 0)
    nowhere = (whole == NO) | (both == NO) | ((sides[0] == NO) & (sides[1] == NO))
    return _states(there, nowhere)


def lights(tags: pd.DataFrame) -> States:
    """Return for each way YES, NO or UNKNOWN, shape (ways,): whether lamps light it."""
    return _judged(tags["lit"], IS_LIT, NOT_LIT)


def along(
    states: States, pieces: Iterable[tuple[int, float]], asides_m: Sequence[float] = ()
) -> Along:
    """
    Return the metres of a way by state.

    Parameters
    ----------
    states
        Of each street, shape (streets,).
    pieces
        Street and metres walked on it.
    asides_m
        From each end of the way to its street; what is beyond TO_THE_DOOR_M is not known.
    """
    metres = {YES: 0.0, NO: 0.0, UNKNOWN: sum(max(0.0, m - TO_THE_DOOR_M) for m in asides_m)}
    for street, walked_m in pieces:
        metres[int(states[street])] += walked_m
    return Along(metres[YES], metres[NO], metres[UNKNOWN])


def _judged(values: pd.Series[str], yes: frozenset[str], no: frozenset[str]) -> States:
    return _states(
        values.isin(yes).to_numpy(dtype=np.bool_), values.isin(no).to_numpy(dtype=np.bool_)
    )


def _states(yes: NDArray[np.bool_], no: NDArray[np.bool_]) -> States:
    return np.where(yes, YES, np.where(no, NO, UNKNOWN)).astype(np.int8)
