"""Whom the Kita transport of the district takes along (§ 20 KiTaG), village by village."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from directory.records.planning.tables import KitaTransport
    from geodata.measures.thresholds import Threshold

CARRIED_FROM = 3  # years; § 20 KiTaG


def carried_by_area(
    transport: Mapping[str, Sequence[KitaTransport]], threshold: Threshold
) -> dict[str, float]:
    """
    Return 1 where children from 3 are taken to a Kita in time, 0 where not, by AGS.

    NaN where the only runs begin at a later age, so that it depends on the child. A village that
    nobody reported is not in the answer.
    """
    return {ags: _carried(runs, threshold) for ags, runs in transport.items()}


def _carried(rows: Sequence[KitaTransport], threshold: Threshold) -> float:
    runs = [row for row in rows if row.runs and _in_time(row, threshold)]
    if not runs:
        return 0.0
    return 1.0 if any((row.minimum_age or 0) <= CARRIED_FROM for row in runs) else np.nan


def _in_time(row: KitaTransport, threshold: Threshold) -> bool:
    """Say whether neither ride is longer than the limit; times that nobody gave do not speak."""
    rides = (
        (row.leaves_home_minutes, row.reaches_kita_minutes),
        (row.leaves_kita_minutes, row.reaches_home_minutes),
    )
    return all(
        first is None or last is None or last - first <= threshold.public_transport_minutes
        for first, last in rides
    )
