"""Sharing whole things out in proportion: seats among villages, places among Kitas."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def share_out(total: int, weights: Sequence[float]) -> list[int]:
    """
    Share a whole number out in proportion to weights, by largest remainder (Hamilton).

    Returns
    -------
    shares
        One for each weight; they sum to `total`; earlier ones win a tie.
    """
    exact = [Fraction(w) * total / sum(map(Fraction, weights)) for w in weights]
    shares = [int(e) for e in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: (shares[i] - exact[i], i))
    for index in by_remainder[: total - sum(shares)]:
        shares[index] += 1
    return shares


def allot_seats(
    seats: int, weights: Mapping[str, float], firsts: Mapping[str, int]
) -> dict[str, int]:
    """
    Give out seats one by one where the weight per seat is highest (Sainte-Laguë).

    Parameters
    ----------
    seats
        How many in all.
    weights
        Weight of each key.
    firsts
        Seats that keys have before the first is given out.

    Returns
    -------
    seats
        Of each key with at least one; they sum to `seats`.
    """
    given = {key: firsts.get(key, 0) for key in weights}
    for _ in range(seats - sum(given.values())):
        winner = max(sorted(given), key=lambda key: weights[key] / (2 * given[key] + 1))
        given[winner] += 1
    return {key: n for key, n in given.items() if n}
