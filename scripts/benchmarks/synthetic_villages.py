"""Where the people of the synthetic district live: villages and towns on a square plane."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

# Mayen-Koblenz without the city of Koblenz: 87 municipalities, about 215,000 people, 817 km².
VILLAGES, SIDE_M, PEOPLE = 87, 29_000.0, 215_000.0
TOWNS = (30_000.0, 19_000.0, 17_000.0, 14_000.0, 11_000.0, 9_000.0)  # people of the largest six
VILLAGE_LOG_MEAN, VILLAGE_LOG_DEVIATION = 7.2, 0.7  # people of the others, log-normal
PEOPLE_PER_KM2 = 2_000.0  # inside a village
APART_M, MARGIN_M = 1_500.0, 1_200.0  # between centres, and from the edge
M2_PER_KM2 = 1_000_000


class Villages(NamedTuple):
    """Centres in metres, shape (villages, 2), people and radius, largest first."""

    centres: FloatArray
    people: FloatArray
    radius_m: FloatArray


def side_m(villages: int) -> float:
    """Return the side of the square that holds so many villages at the district's density."""
    return SIDE_M * math.sqrt(villages / VILLAGES)


def place_villages(random: Generator, count: int) -> Villages:
    """Return villages with the sizes of a rural district; every fourteenth is a town."""
    towns = TOWNS[: max(1, round(count * len(TOWNS) / VILLAGES))]
    rest = random.lognormal(VILLAGE_LOG_MEAN, VILLAGE_LOG_DEVIATION, count - len(towns))
    people = np.sort(np.concatenate([towns, rest]))[::-1]
    people *= PEOPLE * count / VILLAGES / people.sum()
    radius_m = np.sqrt(people / PEOPLE_PER_KM2 * M2_PER_KM2 / math.pi)
    return Villages(_centres(random, count), people, radius_m)


def _centres(random: Generator, count: int) -> FloatArray:
    side = side_m(count)
    centres: list[FloatArray] = []
    while len(centres) < count:
        centre = random.uniform(MARGIN_M, side - MARGIN_M, 2)
        if all(np.hypot(*(centre - other)) > APART_M for other in centres):
            centres.append(centre)
    return np.array(centres)
