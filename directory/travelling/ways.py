"""The way there and back for the offers of a page, and one way in all its legs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from directory.records.tables import Service
    from directory.travelling.answers import Home, NearStop, WayDetails, WaySummary
    from directory.travelling.engine import Travel


def ways_of(
    travel: Travel, home: Home, services: Sequence[Service], day: date, *, now: datetime
) -> dict[UUID, WaySummary]:
    """
    Return the way there and back to each service that people travel to, by its id.

    Parameters
    ----------
    travel
        The networks of the district, see `directory.config.travel`.
    home
        Where somebody starts; used and forgotten.
    services
        Those of a page; a service at several places is answered by the best of them. Services
        that are secret, sensitive or come to people are not among the answers.
    day
        The date of the visit.
    now
        The moment of asking: what can no longer be booked then is not used.
    """
    raise NotImplementedError


def way_details(
    travel: Travel, home: Home, service: Service, day: date, *, now: datetime
) -> WayDetails | None:
    """Return everything about the way to one service and back; None where no way may be told."""
    raise NotImplementedError


def nearest_stops(travel: Travel, service: Service, day: date) -> tuple[NearStop, ...]:
    """Return up to three stops near a service with their lines; none where it must not be told."""
    raise NotImplementedError
