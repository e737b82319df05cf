"""What one does at a door: keep an appointment, or bring a child to a Kita and collect it again."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from geodata.round_trips.kita import BRINGING, COLLECTING, HANDOVER_S

if TYPE_CHECKING:
    from directory.hours import Window

APPOINTMENT_S = 3600  # convention: an appointment takes an hour (METHODS, the round trip)
OWN_PERIOD_S = 3600  # convention: an hour after opening or before closing where these are unusual


class Errand(StrEnum):
    """What one goes for."""

    APPOINTMENT = "appointment"
    BRINGING = "bringing"
    COLLECTING = "collecting"

    @property
    def stay_s(self) -> int:
        """How long one stays."""
        return APPOINTMENT_S if self is Errand.APPOINTMENT else HANDOVER_S

    def windows(self, hours: tuple[Window, ...] | None) -> tuple[Window, ...] | None:
        """
        Return when it can be done at a door with these hours, in seconds of the service day.

        One brings and collects in the usual periods as far as the Kita is open then; where it opens
        later or closes earlier than they allow, in the hour after opening or before closing. None
        where the hours are not known, and empty where the door is shut.
        """
        if not hours or self is Errand.APPOINTMENT:
            return hours
        opens, closes = hours[0][0], hours[-1][1]
        begin, end = BRINGING if self is Errand.BRINGING else COLLECTING
        begin, end = max(begin, opens), min(end, closes - HANDOVER_S)
        if begin > end and self is Errand.BRINGING:
            begin, end = opens, opens + OWN_PERIOD_S
        elif begin > end:
            begin, end = closes - HANDOVER_S - OWN_PERIOD_S, closes - HANDOVER_S
        begin, end = max(begin, opens), min(end + HANDOVER_S, closes)
        return ((begin, end),) if begin <= end else ()
