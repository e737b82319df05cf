"""The four classical questions: how far on average, how many within, how few for all, how far at worst."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geodata.siting.covering import MostCovered, fewest_covering

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.siting.places import Places

    FloatArray = NDArray[np.float64]


def maximal_covering(places: Places, *, max_minutes: float) -> MostCovered:
    """
    Return the model of the new sites with which the most people are within the limit (MCLP).

    What is there stays; whoever is within the limit of it needs no new site. Limits are
    inclusive.
    """
    far = ~(places.now <= max_minutes)
    return MostCovered(places.minutes[far] <= max_minutes, places.people[far])


def set_covering(places: Places, *, max_minutes: float) -> tuple[int, ...]:
    """
    Return the fewest new sites with which nobody needs more than the limit (LSCP).

    Whom none of the sites brings within the limit stays without; `outcome` counts them.
    """
    far = ~(places.now <= max_minutes) & (places.people > 0)
    return fewest_covering(places.minutes[far] <= max_minutes)


def p_median(places: Places, *, no_way_minutes: float) -> MostCovered:
    """
    Return the model of the new sites with which ways are shortest in the mean (p-median).

    Solved as a covering of layers: the minutes that a home saves are cut at the minutes of each
    site that is nearer than what is there now, and each layer is won by any site as near. That
    is the same optimum with far fewer variables than one for each home and site.

    Parameters
    ----------
    places
        Homes, possible sites, and what is there.
    no_way_minutes
        What having no way counts, and the most that any way counts.

    References
    ----------
    Hakimi, S. L. (1964), https://doi.org/10.1287/opre.12.3.450; the layers: García, S., Labbé,
    M. and Marín, A. (2011): Solving Large p-Median Problems with a Radius Formulation.
    https://doi.org/10.1287/ijoc.1100.0418
    """
    minutes = np.fmin(places.minutes, no_way_minutes)
    now = np.fmin(places.now, no_way_minutes)
    layers, homes, saved = _layers(minutes, now)
    return MostCovered(layers, saved * places.people[homes])


def p_center(places: Places, *, sites: int) -> tuple[int, ...]:
    """
    Return the new sites with which the longest way is shortest (p-center).

    Found as the shortest limit that a set covering keeps with so many sites. Homes that no
    place and no site can reach do not count, else nothing could be said of the others.

    References
    ----------
    Minieka, E. (1970): The m-center problem. https://doi.org/10.1137/1012016
    """
    reachable = ~np.isnan(places.with_sites(range(places.minutes.shape[1])))
    counts = reachable & (places.people > 0)
    minutes, now = places.minutes[counts], places.now[counts]
    limits = np.unique(np.append(minutes[~np.isnan(minutes)], now[~np.isnan(now)]))
    best: tuple[int, ...] = ()
    low, high = 0, len(limits) - 1
    while low <= high:
        middle = (low + high) // 2
        found = _covering_all(minutes, now, limits[middle])
        if found is not None and len(found) <= sites:
            best, high = found, middle - 1
        else:
            low = middle + 1
    return best


def one_after_the_other(places: Places, *, sites: int, max_minutes: float) -> tuple[int, ...]:
    """
    Return the sites that one would open who each time takes the one that helps the most people.

    In the order of opening; the plan of steps that `maximal_covering` is to be compared with.
    """
    chosen: tuple[int, ...] = ()
    within = places.minutes <= max_minutes
    for _ in range(sites):
        far = ~(places.with_sites(chosen) <= max_minutes)
        helped = places.people[far] @ within[far]
        if not helped.size or not helped.max() > 0:
            break
        chosen = (*chosen, int(helped.argmax()))
    return chosen


def _layers(
    minutes: FloatArray, now: FloatArray
) -> tuple[NDArray[np.bool_], NDArray[np.int64], FloatArray]:
    """Return which sites win each layer of minutes saved, whose it is, and how thick it is."""
    homes, nearer = np.nonzero(minutes < now[:, None])
    upper = minutes[homes, nearer]
    order = np.lexsort((upper, homes))
    homes, upper = homes[order], upper[order]
    last = np.append(homes[1:] != homes[:-1], True) if homes.size else np.zeros(0, dtype=np.bool_)
    above = np.where(last, now[homes], np.append(upper[1:], 0.0)[: homes.size])
    return minutes[homes] <= upper[:, None], homes, above - upper


def _covering_all(minutes: FloatArray, now: FloatArray, limit: float) -> tuple[int, ...] | None:
    """Return the fewest sites that keep a limit for every home, None where no sites do."""
    far = ~(now <= limit)
    covers = minutes[far] <= limit
    return fewest_covering(covers) if covers.any(axis=1).all() else None
