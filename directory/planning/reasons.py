"""Why a village has its status, as a German sentence for tables and pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.planning.measuring.opening import is_known
from geodata.measures.coverage import Status
from geodata.measures.gaps import Missing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from directory.planning.measuring.doors import AskedDoor
    from geodata.measures.gaps import Gap
    from geodata.measures.thresholds import Threshold


def reason_of(gap: Gap, kind: str, doors: Sequence[AskedDoor], threshold: Threshold) -> str:
    """Return one or two sentences: the share and the limit, or the input that is missing."""
    sentences = []
    if gap.status is not Status.INSUFFICIENT_DATA and gap.share_bounds is not None:
        sentences.append(_known(gap, kind, threshold))
    if gap.missing is not None:
        sentences.append(_missing(gap.missing, doors))
    return " ".join(sentences)


def _known(gap: Gap, kind: str, threshold: Threshold) -> str:
    limit = f"{threshold.public_transport_minutes:.0f} Minuten"
    lowest, highest = (_per_cent(share) for share in gap.share_bounds or (0.0, 0.0))
    share = lowest if lowest == highest else f"{lowest} bis {highest}"
    way = "der Weg zur Kita oder zurück" if kind == "kita" else "der Hin- oder der Rückweg"
    sentence = f"Für {share} der Zielgruppe dauert {way} länger als {limit}, oder hin und zurück geht es gar nicht"
    if gap.share_failing and gap.share_failing_k2 is not None:
        return f"{sentence} ({_per_cent(gap.share_failing_k2)})."
    return f"{sentence}."


def _missing(missing: Missing, doors: Sequence[AskedDoor]) -> str:
    if missing is Missing.NO_HOURS:
        number = sum(not is_known(door) for door in doors)
        return f"Bei {number} von {len(doors)} Angeboten fehlen die Öffnungszeiten."
    return {
        Missing.NO_SERVICES: "Es sind keine Angebote dieser Art mit Adresse erfasst.",
        Missing.NO_TIMETABLE: "Der Fahrplan deckt diesen Ort nicht oder nur zum Teil ab.",
        Missing.NO_STREETS: "Die Straßenkarte deckt diesen Ort nicht oder nur zum Teil ab.",
        Missing.NO_PEOPLE: "Es sind keine Einwohnerinnen und Einwohner erfasst.",
        Missing.NO_KITA_TRANSPORT: "Im Ort ist keine Kita, und es ist nicht bekannt, ob der "
        "Landkreis Kinder ab 3 Jahren zu einer Kita bringt (§ 20 KiTaG).",
    }[missing]


def _per_cent(share: float) -> str:
    return f"{share * 100:.0f} %"
