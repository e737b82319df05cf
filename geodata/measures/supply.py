"""Supply against demand: how many places there are for each person who could come for them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from geodata.errors import ShapeError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

# Luo and Qi (2009), https://doi.org/10.1016/j.healthplace.2009.06.002, with steps of 20 minutes
# as PySAL `access` takes them in its own example.
STEPS = ((20.0, 1.0), (40.0, 0.68), (60.0, 0.22))


@dataclass(frozen=True)
class Region:
    """
    Who wants what from where: demand, supply and how much each pair counts.

    Parameters
    ----------
    weights
        How much each origin counts at each facility, shape (origins, facilities): 0 out of
        reach, 1 in full reach; no value is NaN.
    demand
        People at each origin, shape (origins,).
    supply
        Places (or hours, or dates) at each facility, shape (facilities,).

    Raises
    ------
    ShapeError
        If the three arrays do not belong together.
    """

    weights: FloatArray
    demand: FloatArray
    supply: FloatArray

    def __post_init__(self) -> None:
        if self.weights.shape != (*self.demand.shape, *self.supply.shape):
            message = "Weights do not have a row for each origin and a column for each facility."
            raise ShapeError(message)

    @property
    def wanted(self) -> NDArray[np.bool_]:
        """Whether anybody can come to each facility, shape (facilities,)."""
        return np.asarray(self.demand @ self.weights > 0)


def within(minutes: FloatArray, *, max_minutes: float) -> FloatArray:
    """
    Return 1 within the limit, inclusive, and 0 beyond it; NaN (no way) is beyond.

    Parameters
    ----------
    minutes
        Minutes from origin to facility, shape (origins, facilities).
    max_minutes
        Longest way that counts.
    """
    return (minutes <= max_minutes).astype(np.float64)


def stepped(minutes: FloatArray, *, steps: tuple[tuple[float, float], ...] = STEPS) -> FloatArray:
    """
    Return the weight of the first step that holds the minutes, 0 beyond the last and for NaN.

    Parameters
    ----------
    minutes
        Minutes from origin to facility, shape (origins, facilities).
    steps
        Pairs of a limit in minutes, inclusive, and the weight up to it; limits rise.

    Raises
    ------
    ShapeError
        If the limits of the steps do not rise.
    """
    limits = [limit for limit, _ in steps]
    if any(later <= earlier for earlier, later in pairwise(limits)):
        message = f"The limits of the steps do not rise: {limits}."
        raise ShapeError(message)
    weights = np.array([weight for _, weight in steps] + [0.0])
    return np.asarray(weights[np.searchsorted(limits, minutes)])  # NaN sorts behind all limits


def two_step(region: Region) -> FloatArray:
    """
    Return the places per person at each origin by two-step floating catchments.

    Each facility shares its places among all people in reach, R = S / Σ P f; each origin adds
    up what it is given, A = Σ R f. With weights of `within` this is 2SFCA, with `stepped`
    E2SFCA. Every place with demand in reach is given away exactly once: Σ P A = Σ S.

    Returns
    -------
    places_per_person
        Shape (origins,); 0 where no facility is in reach. A facility that nobody can reach
        gives nothing to anybody.

    References
    ----------
    Luo, W. and Wang, F. (2003): Measures of spatial accessibility to health care in a GIS
    environment. https://doi.org/10.1068/b29120
    """
    return np.asarray(region.weights @ _shared(region.supply, region.demand @ region.weights))


def balanced(region: Region, *, per_person: bool = False) -> FloatArray:
    """
    Return the balanced access of each origin (BFCA): no person and no service counts twice.

    People are divided among the facilities in reach, and a facility's level of service,
    L = S / Σ P w / Σⱼw, among the origins in reach: A = Σ L w / Σᵢw. So Σ A = Σ L. As the level
    is *divided*, A has the unit of L (places per person) but not its size: more origins in
    reach make each smaller. It ranks origins; `two_step` counts places.

    Parameters
    ----------
    region
        Weights, demand and supply.
    per_person
        Divide the level among the people in reach in place of the origins, so that cutting a
        cell in two changes nothing; the paper divides among zones, which are given there.
        Then Σ P A = Σ L.

    Returns
    -------
    access
        Shape (origins,); 0 where no facility is in reach.

    References
    ----------
    Páez, A., Higgins, C. D. and Vivona, S. F. (2019): Demand and level of service inflation in
    Floating Catchment Area methods. https://doi.org/10.1371/journal.pone.0218773
    """
    receivers = region.demand if per_person else np.ones_like(region.demand)
    columns = _shared(levels_of_service(region), receivers @ region.weights)
    return np.asarray(region.weights @ columns)


def levels_of_service(region: Region) -> FloatArray:
    """
    Return the places of each facility per person who is expected there (the L of BFCA).

    Everybody is divided among the facilities in reach, so that Σ L D = Σ S over facilities with
    demand D. Shape (facilities,); 0 where nobody is expected.
    """
    rows = _shared(region.demand, region.weights.sum(axis=1))
    return _shared(region.supply, rows @ region.weights)


def _shared(what: FloatArray, among: FloatArray) -> FloatArray:
    """Divide, where there is anybody to share among; 0 elsewhere."""
    return np.divide(what, among, out=np.zeros_like(among, dtype=np.float64), where=among > 0)
