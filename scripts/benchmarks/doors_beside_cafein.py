"""Door to door beside cafein: how far two engines are apart that snap and walk by other rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geodata.searches.windows import departure_minutes
from scripts.benchmarks.peer_cafein import CafeinDistrict
from scripts.benchmarks.settings import SECONDS_PER_MINUTE
from scripts.benchmarks.stopwatch import Stopwatch

if TYPE_CHECKING:
    from geodata.searches.transit import Transit
    from scripts.benchmarks.workload import Workload

QUANTILES = (0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99)


def distribution_line(transit: Transit, workload: Workload, *, depart_s: int) -> str:
    """Return how cafein's minutes differ from ours over all pairs; there is no bound to keep."""
    cells, services = workload.cells, workload.services
    ours = departure_minutes(transit, cells, services, depart_s=depart_s)
    table = CafeinDistrict(workload, Stopwatch(0.0)).one_departure("raptor")
    theirs = np.full(ours.shape, np.nan)
    origin, destination = (table[name].astype(int) for name in ("from_id", "to_id"))
    theirs[origin, destination] = table["travel_time"] / SECONDS_PER_MINUTE
    apart = (theirs - ours)[np.isfinite(theirs) & np.isfinite(ours)]
    quantiles = zip(QUANTILES, np.quantile(apart, QUANTILES), strict=True)
    shown = ", ".join(f"p{share * 100:g} {minutes:+.1f}" for share, minutes in quantiles)
    return f"door to door, minutes of cafein less ours, {apart.size:,} pairs: {shown}"
