"""Of which of the appointments that work a visit wants to know."""

from __future__ import annotations

from enum import IntEnum

from geodata.round_trips import round_kernels


class Least(IntEnum):
    """The appointment with the least of this is described."""

    ABSENCE = round_kernels.ABSENCE
    LONGER_WAY = round_kernels.LONGER_WAY
    WAY_THERE = round_kernels.WAY_THERE
    WAY_BACK = round_kernels.WAY_BACK
