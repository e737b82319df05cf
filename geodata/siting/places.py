"""Who lives how far from which site, and what new sites would change for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geodata.errors import ShapeError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Places:
    """
    The homes, the sites that could be opened, and what is there already and stays.

    Parameters
    ----------
    minutes
        Minutes (or metres) from each home to each possible site, shape (homes, sites); NaN
        where there is no way.
    people
        Who is counted at each home, shape (homes,).
    now
        Minutes from each home to the nearest place that exists, shape (homes,); NaN where there
        is none.

    Raises
    ------
    ShapeError
        If the arrays do not belong together.
    """

    minutes: FloatArray
    people: FloatArray
    now: FloatArray

    def __post_init__(self) -> None:
        if not self.minutes.shape[:1] == self.people.shape == self.now.shape:
            message = "Minutes, people and what is there now differ in their homes."
            raise ShapeError(message)

    def with_sites(self, sites: Sequence[int]) -> FloatArray:
        """Return minutes to the nearest place if these sites were open too, shape (homes,)."""
        return np.asarray(np.fmin.reduce([self.now, *self.minutes[:, list(sites)].T]))


@dataclass(frozen=True)
class Outcome:
    """
    How people would live with some sites.

    Parameters
    ----------
    people_within, share_within
        People, not homes, who need no more than the limit, inclusive; spopt's `perc_cov` counts
        homes. The share is NaN where nobody lives.
    mean_minutes
        Of all who have a way at all, see `outcome`; NaN where nobody has.
    longest_minutes
        The longest way that anybody who has one needs; NaN where nobody has one.
    people_without
        People who have no way to any place.
    """

    people_within: float
    share_within: float
    mean_minutes: float
    longest_minutes: float
    people_without: float


def outcome(
    places: Places,
    sites: Sequence[int],
    *,
    max_minutes: float,
    no_way_minutes: float | None = None,
) -> Outcome:
    """
    Return how people would live with some of the possible sites; none of them is today.

    Parameters
    ----------
    places, sites
        Homes and possible sites, and which of these are open.
    max_minutes
        The limit, inclusive.
    no_way_minutes
        What having no way counts in the mean, and the most that any way counts, as in
        `p_median`; those without a way are left out of it where None.
    """
    minutes = places.with_sites(sites)
    known = ~np.isnan(minutes) & (places.people > 0)
    people, everyone = places.people[known], float(places.people.sum())
    within = float(people[minutes[known] <= max_minutes].sum())
    counted = minutes if no_way_minutes is None else np.fmin(minutes, no_way_minutes)
    return Outcome(
        people_within=within,
        share_within=within / everyone if everyone else float("nan"),
        mean_minutes=_mean(counted, places.people),
        longest_minutes=float(minutes[known].max()) if known.any() else float("nan"),
        people_without=float(places.people[~known].sum()),
    )


def _mean(minutes: FloatArray, people: FloatArray) -> float:
    counts = ~np.isnan(minutes) & (people > 0)
    if not counts.any():
        return float("nan")
    return float(minutes[counts] @ people[counts] / people[counts].sum())
