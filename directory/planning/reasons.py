"""Why a village has its status, as a German sentence for tables and pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.measures.coverage import Status
from geodata.measures.gaps import Missing

if TYPE_CHECKING:
    from geodata.measures.gaps import Gap, KindMinutes
    from geodata.measures.thresholds import Threshold

ONE_WAY_ONLY = "nur Hinweg"
KITA_TRANSPORT = "Die Kita-Beförderung ist noch nicht berücksichtigt."


def reason_of(gap: Gap, kind: str, minutes: KindMinutes, threshold: Threshold) -> str:
    """Return one or two sentences: the share and the limit, or the input that is missing."""
    sentences = []
    if gap.status is not Status.INSUFFICIENT_DATA and gap.share_bounds is not None:
        sentences.append(_known(gap.share_bounds, threshold))
    if gap.missing is not None:
        sentences.append(_missing(gap.missing, minutes))
    if kind == "kita":
        sentences.append(KITA_TRANSPORT)
    return " ".join(sentences)


def _known(bounds: tuple[float, float], threshold: Threshold) -> str:
    limit = f"{threshold.public_transport_minutes:.0f} Minuten"
    lowest, highest = (_per_cent(share) for share in bounds)
    share = lowest if lowest == highest else f"{lowest} bis {highest}"
    return f"Für {share} der Zielgruppe dauert der Weg mit Bus und Bahn länger als {limit} ({ONE_WAY_ONLY})."


def _missing(missing: Missing, minutes: KindMinutes) -> str:
    if missing is Missing.NO_HOURS:
        number = minutes.doors_without_hours
        return f"Bei {number} von {minutes.doors} Angeboten fehlen die Öffnungszeiten."
    return {
        Missing.NO_SERVICES: "Es sind keine Angebote dieser Art mit Adresse erfasst.",
        Missing.NO_TIMETABLE: "Der Fahrplan deckt diesen Ort nicht oder nur zum Teil ab.",
        Missing.NO_STREETS: "Die Straßenkarte deckt diesen Ort nicht oder nur zum Teil ab.",
        Missing.NO_PEOPLE: "Es sind keine Einwohnerinnen und Einwohner erfasst.",
    }[missing]


def _per_cent(share: float) -> str:
    return f"{share * 100:.0f} %"
