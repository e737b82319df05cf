from __future__ import annotations

import numpy as np

from directory.planning.reasons import reason_of
from geodata.measures.coverage import Status
from geodata.measures.gaps import Gap, KindMinutes, Missing
from geodata.measures.thresholds import Threshold

LIMITS = Threshold(30, 20, 0, None, "under_6", "test")
WAYS = KindMinutes(
    public_transport=np.zeros(1),
    if_always_open=np.zeros(1),
    car=np.zeros(1),
    in_timetable=np.ones(1, bool),
    on_streets=np.ones(1, bool),
    doors=5,
    doors_without_hours=2,
)


def reason(
    status: Status, missing: Missing | None, bounds: tuple[float, float], kind: str = "counselling"
) -> str:
    unknown: dict[str, float | None] = {"p50": None, "p90": None}
    gap = Gap(status, missing, None, bounds, None, unknown, unknown)
    return reason_of(gap, kind, WAYS, LIMITS)


def test_a_known_share_is_said_with_the_limit_and_that_it_is_one_way_only() -> None:
    assert reason(Status.PARTLY, None, (0.25, 0.25)) == (
        "Für 25 % der Zielgruppe dauert der Weg mit Bus und Bahn länger als 30 Minuten "
        "(nur Hinweg)."
    )


def test_a_share_between_bounds_is_said_with_what_is_missing() -> None:
    said = reason(Status.UNDERSERVED, Missing.NO_HOURS, (0.6, 0.8))
    assert said.startswith("Für 60 % bis 80 % der Zielgruppe")
    assert said.endswith("Bei 2 von 5 Angeboten fehlen die Öffnungszeiten.")


def test_without_data_only_the_missing_input_is_named() -> None:
    said = reason(Status.INSUFFICIENT_DATA, Missing.NO_TIMETABLE, (0.0, 1.0))
    assert said == "Der Fahrplan deckt diesen Ort nicht oder nur zum Teil ab."


def test_a_kita_says_that_its_transport_is_not_considered_yet() -> None:
    assert "Kita-Beförderung" in reason(Status.SERVED, None, (0.0, 0.0), "kita")
    assert "Kita-Beförderung" not in reason(Status.SERVED, None, (0.0, 0.0))
