from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from directory.planning.measuring.doors import AskedDoor
from directory.planning.reasons import reason_of
from geodata.measures.coverage import Status
from geodata.measures.gaps import Gap, Missing
from geodata.measures.thresholds import Threshold

LIMITS = Threshold(30, 20, 0, None, "under_6", "test")
OPEN: Any = SimpleNamespace(weekday=1, opens_minutes=540, closes_minutes=720)
DOORS = [AskedDoor(str(n), None, "Beratung", 7.2, 50.3, [OPEN] * (n > 1)) for n in range(5)]


def reason(
    status: Status,
    missing: Missing | None,
    bounds: tuple[float, float],
    kind: str = "counselling",
    without_trip: float | None = None,
) -> str:
    unknown: dict[str, float | None] = {"p50": None, "p90": None}
    share = bounds[0] if bounds[0] == bounds[1] else None
    gap = Gap(
        status,
        missing,
        *(share, None, without_trip, bounds, None),
        *(unknown, unknown, unknown, unknown, None),
    )
    return reason_of(gap, kind, DOORS, LIMITS)


def test_a_known_share_is_said_with_the_limit_and_with_those_who_have_no_trip_at_all() -> None:
    assert reason(Status.PARTLY, None, (0.25, 0.25), without_trip=0.05) == (
        "Für 25 % der Zielgruppe dauert der Hin- oder der Rückweg länger als 30 Minuten, "
        "oder hin und zurück geht es gar nicht (5 %)."
    )


def test_a_share_between_bounds_is_said_with_what_is_missing() -> None:
    said = reason(Status.UNDERSERVED, Missing.NO_HOURS, (0.6, 0.8))
    assert said.startswith("Für 60 % bis 80 % der Zielgruppe")
    assert said.endswith("Bei 2 von 5 Angeboten fehlen die Öffnungszeiten.")


def test_without_data_only_the_missing_input_is_named() -> None:
    said = reason(Status.INSUFFICIENT_DATA, Missing.NO_TIMETABLE, (0.0, 1.0))
    assert said == "Der Fahrplan deckt diesen Ort nicht oder nur zum Teil ab."


def test_a_village_without_a_kita_names_the_transport_that_nobody_knows() -> None:
    said = reason(Status.INSUFFICIENT_DATA, Missing.NO_KITA_TRANSPORT, (0.4, 1.0), "kita")
    assert said.endswith("ob der Landkreis Kinder ab 3 Jahren zu einer Kita bringt (§ 20 KiTaG).")
    assert "Weg zur Kita oder zurück" in reason(Status.SERVED, None, (0.0, 0.0), "kita")
