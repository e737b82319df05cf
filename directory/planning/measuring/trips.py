"""Round trips from every home to every door of a kind, on some dates and within a kind's limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.parallel import silent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from directory.planning.measuring.doors import AskedDoor
    from directory.planning.measuring.question import Question
    from geodata.measures.door_trips import DoorTrips
    from geodata.measures.thresholds import Threshold
    from geodata.networks import Networks
    from geodata.parallel import Progress


def door_trips(  # noqa: PLR0913 - who, where, how, when; the rest by name only
    question: Question,
    doors: Sequence[AskedDoor],
    threshold: Threshold,
    dates: Sequence[date],
    *,
    networks: Networks | None = None,
    progress: Progress = silent,
) -> DoorTrips:
    """
    Return the best feasible round trip from every home to every door on any of some dates.

    Parameters
    ----------
    question
        The homes, the district, and the networks unless others are given.
    doors
        The doors of one kind, or those of a scenario.
    threshold
        The limits of that kind.
    dates
        Service days of the networks, see `Networks.transit`.
    networks
        Other ways of getting about: with what runs on demand, another walking speed, one more trip.
    progress
        Told how many parts are done, and of how many.
    """
    raise NotImplementedError(question, doors, threshold, dates, networks, progress)
