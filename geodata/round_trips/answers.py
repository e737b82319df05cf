"""The answer of round trips: for each home and door how many appointments work, and the best."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geodata.walking import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]
    Seconds = NDArray[np.int32]
    Small = NDArray[np.int8]

S_PER_MINUTE = 60


@dataclass(frozen=True)
class RoundTrips:
    """
    The round trips of one date, shape (homes, doors) each.

    Parameters
    ----------
    starts
        How many appointments work; 0 also where the door is shut, -1 where its hours are not
        known.
    start_s, leave_s, there_s, rides_there, back_s, home_s, rides_back
        The appointment with the shortest absence: its start, when to leave home, seconds and
        rides of the way there and of the way back, when one is home. Seconds are NEVER where no
        appointment works. A way without rides is on foot.
    last_home_s
        The latest second to leave the door and still be home in time, by vehicle. On foot where
        no vehicle goes home, or where the door is within the walking limit of stops.
    """

    starts: NDArray[np.int16]
    start_s: Seconds
    leave_s: Seconds
    there_s: Seconds
    rides_there: Small
    back_s: Seconds
    home_s: Seconds
    rides_back: Small
    last_home_s: Seconds

    @property
    def absence_minutes(self) -> FloatArray:
        """The shortest time away from home; NaN where no appointment works."""
        return self._minutes(self.home_s - self.leave_s, self.starts > 0)

    @property
    def travel_minutes(self) -> FloatArray:
        """Both ways of that trip together, changes included, waiting at the door not."""
        return self._minutes(self.there_s + self.back_s, self.starts > 0)

    @property
    def longer_way_minutes(self) -> FloatArray:
        """The longer of its two ways: criterion K1 of the method."""
        return self._minutes(np.maximum(self.there_s, self.back_s), self.starts > 0)

    @property
    def transfers(self) -> FloatArray:
        """Changes between vehicles on both ways of that trip; NaN where no appointment works."""
        changes = np.maximum(self.rides_there - 1, 0) + np.maximum(self.rides_back - 1, 0)
        return np.where(self.starts > 0, changes, np.nan)

    @property
    def last_home_minutes(self) -> FloatArray:
        """The last way home in minutes of the service day; NaN where there is none."""
        return self._minutes(self.last_home_s, self.last_home_s < NEVER)

    @staticmethod
    def _minutes(seconds: Seconds, known: NDArray[np.bool_]) -> FloatArray:
        return np.where(known, seconds / S_PER_MINUTE, np.nan)


def no_round_trips(homes: int, doors: int) -> RoundTrips:
    """Return that nothing works anywhere, to be filled in."""

    def seconds() -> Seconds:
        return np.full((homes, doors), NEVER, dtype=np.int32)

    return RoundTrips(
        starts=np.zeros((homes, doors), dtype=np.int16),
        start_s=seconds(),
        leave_s=seconds(),
        there_s=seconds(),
        rides_there=np.zeros((homes, doors), dtype=np.int8),
        back_s=seconds(),
        home_s=seconds(),
        rides_back=np.zeros((homes, doors), dtype=np.int8),
        last_home_s=seconds(),
    )
