"""How much more a municipality needs than its district as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geodata.errors import ShapeError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

BORROWED_CHILDREN = 30.0  # as many as METHODS, § 2, wants behind a share


def need_factors(children: FloatArray, in_need: FloatArray) -> FloatArray:
    """
    Return the share of children in need in each place over that of all places together.

    f = ((in_need + b·p) / (children + b)) / p, where p is the share of all places together and
    b = 30 children that each place borrows from it, so that two children in a hamlet of five do
    not weigh like two hundred in a town of five hundred. 1.0 is the need of all together.

    Parameters
    ----------
    children
        Children of each place, shape (places,); NaN is unknown.
    in_need
        Those of them who live in need, shape (places,); NaN is unknown.

    Returns
    -------
    factors
        Shape (places,); NaN where either number is unknown, or where nobody is in need at all.

    Raises
    ------
    ShapeError
        If the arrays do not belong together.

    References
    ----------
    METHODS, § 2: default need indicators are children under 7, and those of them in
    Bedarfsgemeinschaften. Shrinking towards the mean, there by an estimated weight: Marshall, R. J. (1991): Mapping disease
    and mortality rates using empirical Bayes estimators. https://doi.org/10.2307/2347593
    """
    if children.shape != in_need.shape:
        message = f"{children.shape=} does not fit {in_need.shape=}."
        raise ShapeError(message)
    known = np.isfinite(children) & np.isfinite(in_need)
    if not (in_need[known].sum() > 0 and children[known].sum() > 0):
        return np.full(children.shape, np.nan)
    share = in_need[known].sum() / children[known].sum()
    shrunk = (in_need + BORROWED_CHILDREN * share) / (children + BORROWED_CHILDREN)
    return np.asarray(shrunk / share)
