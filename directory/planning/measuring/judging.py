"""From the round trips of every home to what each village is for one kind of service."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from directory.planning.measuring.question import Question
    from geodata.measures.door_trips import DoorTrips
    from geodata.measures.gaps import Covered, Gap
    from geodata.measures.thresholds import Threshold

    FloatArray = NDArray[np.float64]


def judge(  # noqa: PLR0913, PLR0917 - the parts of one judgement
    question: Question,
    kind: str,
    trips: DoorTrips,
    minutes_car: FloatArray,
    covered: Covered,
    threshold: Threshold,
) -> Sequence[Gap]:
    """
    Return the gap of each village, in the order of `question.villages`; pure, and fast.

    Parameters
    ----------
    question
        The villages and their people.
    kind
        One of KINDS.
    trips
        Round trips from every home to every door of the kind.
    minutes_car
        Minutes by car to the nearest door, shape (homes,); NaN where there is none.
    covered
        Which homes timetable and streets cover.
    threshold
        The limits; those of stability runs differ from the district's.
    """
    raise NotImplementedError(question, kind, trips, minutes_car, covered, threshold)
