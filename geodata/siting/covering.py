"""Two covering models, solved exactly by spopt and HiGHS: the most people, the fewest sites."""

from __future__ import annotations

import os
import sys
import warnings
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]
    Flags = NDArray[np.bool_]

NEAR, FAR = 0.0, 2.0  # spopt takes minutes and a limit: these stand for yes and no
LIMIT = 1.0
OPENED = 0.5  # a solver's 1 may be 0.999


class MostCovered:
    """
    The sites that cover the largest weight together (MCLP), for any number of sites.

    The model is made once, as that takes spopt longer than solving it.

    Parameters
    ----------
    covers
        Whether each site covers each row, shape (rows, sites).
    weights
        What each row counts, not negative, shape (rows,).

    References
    ----------
    Church, R. and ReVelle, C. (1974): The maximal covering location problem.
    https://doi.org/10.1007/BF01942293
    """

    def __init__(self, covers: Flags, weights: FloatArray) -> None:
        self._patterns, self._weights = _merged(covers, weights)
        self._sites = covers.shape[1]
        self._model: Any = None
        if self._patterns.size:
            minutes = np.where(self._patterns, NEAR, FAR)
            with _quiet_models() as (locate, _):
                self._model = locate.MCLP.from_cost_matrix(minutes, self._weights, LIMIT, 1)

    def best(self, sites: int) -> tuple[int, ...]:
        """
        Return at most so many sites, in rising order.

        Fewer are returned where further ones would add nothing.
        """
        if self._model is None or sites < 1:
            return ()
        if sites == 1:  # looking at each is exact too, and takes the solver its longest
            covered = self._weights @ self._patterns
            return (int(covered.argmax()),) if covered.max() > 0 else ()
        with _quiet_models() as (_, solver):
            *_, counted = self._model.problem.constraints.values()  # spopt adds their number last
            counted.changeRHS(min(sites, self._sites))
            chosen = _chosen(self._model.solve(solver, results=False))
        return _needed(self._patterns, self._weights, chosen)


def fewest_covering(covers: Flags) -> tuple[int, ...]:
    """
    Return the fewest sites that cover every row that any site covers (LSCP), in rising order.

    Parameters
    ----------
    covers
        Whether each site covers each row, shape (rows, sites).

    References
    ----------
    Toregas, C. et al. (1971): The location of emergency service facilities.
    https://doi.org/10.1287/opre.19.6.1363
    """
    patterns, _ = _merged(covers, np.ones(len(covers)))
    if not patterns.size:
        return ()
    with _quiet_models() as (locate, solver):
        model = locate.LSCP.from_cost_matrix(np.where(patterns, NEAR, FAR), LIMIT)
        return _chosen(model.solve(solver, results=False))


def _merged(covers: Flags, weights: FloatArray) -> tuple[Flags, FloatArray]:
    """Return each pattern of sites once with the weight of all its rows; others change nothing."""
    counts = covers.any(axis=1)
    patterns, row = np.unique(covers[counts], axis=0, return_inverse=True)
    sums = np.bincount(row.ravel(), weights[counts], minlength=len(patterns))
    return patterns, sums.astype(np.float64)


def _needed(patterns: Flags, weights: FloatArray, sites: tuple[int, ...]) -> tuple[int, ...]:
    """Return the sites without those that a solver opened although they cover nothing new."""
    kept = list(sites)
    for site in sites:
        others = [other for other in kept if other != site]
        only_here = patterns[:, site] & ~patterns[:, others].any(axis=1)
        if not weights[only_here].sum() > 0:
            kept = others
    return tuple(kept)


@contextmanager
def _quiet_models() -> Iterator[tuple[Any, Any]]:
    """Give spopt's models and HiGHS; spopt 0.7 uses calls that PuLP 3.3 already warns of."""
    import pulp  # noqa: PLC0415 - the two take three seconds to load, and few commands need them
    from spopt import locate  # noqa: PLC0415

    _let_solver_introduce_itself()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield locate, pulp.HiGHS(msg=False, gapRel=0.0, gapAbs=0.0, threads=1)


@cache
def _let_solver_introduce_itself() -> None:
    """
    Make the first solver of the process while standard output leads to the error stream.

    HiGHS prints its version and licence then, whatever is asked of it, and would put them before
    the table or the JSON that a command prints.
    """
    import highspy  # noqa: PLC0415 - as above

    sys.stdout.flush()
    output = os.dup(1)
    try:
        os.dup2(2, 1)
        highspy.Highs()  # type: ignore[no-untyped-call] # the package has no types
    finally:
        os.dup2(output, 1)
        os.close(output)


def _chosen(model: Any) -> tuple[int, ...]:  # noqa: ANN401 - spopt is untyped
    return tuple(site for site, opened in enumerate(model.fac_vars) if opened.value() > OPENED)
