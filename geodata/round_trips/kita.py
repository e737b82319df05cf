"""To the Kita and back, twice a day: in the morning with the child there, in the afternoon home."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geodata.round_trips.answers import S_PER_MINUTE, RoundTrips
from geodata.round_trips.visits import Visit
from geodata.round_trips.week import round_trips

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geodata.points import Points
    from geodata.round_trips.visits import Window
    from geodata.searches.transit import Transit

    FloatArray = NDArray[np.float64]

# Bringzeit 07:00–08:30 and Abholzeit 15:30–16:30 unless the Kita's own are known (METHODS, § 2)
BRINGING: Window = (25_200, 30_600)
COLLECTING: Window = (55_800, 59_400)
HANDOVER_S = 600  # convention: ten minutes at the Kita each time
A_HANDOVER = Visit(stay_s=HANDOVER_S)


@dataclass(frozen=True)
class KitaTrips:
    """The two round trips of a day; see RoundTrips for their columns, shape (homes, kitas)."""

    bringing: RoundTrips
    collecting: RoundTrips

    @property
    def works(self) -> NDArray[np.bool_]:
        """Whether one can bring and be back, and collect and be back."""
        return (self.bringing.starts > 0) & (self.collecting.starts > 0)

    @property
    def child_minutes(self) -> FloatArray:
        """The longer of the child's two ways, there and home; NaN where it does not work."""
        return self._minutes(np.maximum(self.bringing.there_s, self.collecting.back_s))

    @property
    def parent_minutes(self) -> FloatArray:
        """The longest of the four ways of the parent; NaN where it does not work."""
        longest = [np.maximum(trips.there_s, trips.back_s) for trips in self._both]
        return self._minutes(np.maximum(*longest))

    @property
    def absence_minutes(self) -> FloatArray:
        """How long the parent is away from home, both times together; NaN where it fails."""
        away_s = [trips.home_s - trips.leave_s for trips in self._both]
        return self._minutes(away_s[0] + away_s[1])

    @property
    def _both(self) -> tuple[RoundTrips, RoundTrips]:
        return self.bringing, self.collecting

    def _minutes(self, seconds: NDArray[np.int32]) -> FloatArray:
        return np.where(self.works, seconds / S_PER_MINUTE, np.nan)


def kita_trips(  # noqa: PLR0913 - a home, a Kita and its times
    transit: Transit,
    homes: Points,
    kitas: Points,
    *,
    bringing: Sequence[Window] | None = None,
    collecting: Sequence[Window] | None = None,
    visit: Visit = A_HANDOVER,
) -> KitaTrips:
    """
    Return the round trips to bring a child to each Kita and to collect it again, on one date.

    One arrives within the period, and begins the way back after the handover, within the wait
    of the visit. The period bounds arriving, not leaving: a Kita stays open when it is over.

    Parameters
    ----------
    transit
        Public transport on the date.
    homes, kitas
        Where families live, and where they go.
    bringing, collecting
        For each Kita from when until when one brings and collects, in seconds of the service
        day; BRINGING and COLLECTING where None.
    visit
        How long the handover takes, and how long one may wait.

    Raises
    ------
    ShapeError
        If there is not one period a Kita, or one ends before it begins.
    """
    periods = (bringing or [BRINGING] * len(kitas), collecting or [COLLECTING] * len(kitas))
    both = [
        round_trips(
            transit,
            homes,
            kitas,
            [[(begins_s, ends_s + visit.stay_s)] for begins_s, ends_s in period],
            visit=visit,
        )
        for period in periods
    ]
    return KitaTrips(*both)
