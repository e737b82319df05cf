"""German words for scenarios: refusals, kinds of change, who gains and who loses."""

from __future__ import annotations

from collections.abc import Mapping
from functools import singledispatch
from typing import TYPE_CHECKING

from geodata.scenarios.fields import days_text, time_text
from geodata.scenarios.overlays import (
    Change,
    Closure,
    CopiedTrip,
    FamilyCentre,
    MobileDay,
    MovedHours,
    NewLocation,
    NewTrip,
    OnDemandZone,
)

if TYPE_CHECKING:
    from geodata.scenarios.refusals import ScenarioError

CHANGES = {
    "new_location": "Neuer Ort",
    "mobile_day": "Beratungstag in einer Kita",
    "family_centre": "Kita wird Familienzentrum",
    "moved_hours": "Andere Öffnungszeiten",
    "closure": "Schließung",
    "copied_trip": "Eine Fahrt mehr (wie eine vorhandene, zu anderer Zeit)",
    "new_trip": "Eine Fahrt mehr (zwischen Haltestellen nach Wahl)",
    "zone": "Rufbus-Gebiet",
}
# What happens to a village: words, and the fill of the map.
EFFECTS = {
    "gains": ("gewinnt", "dots"),
    "loses": ("verliert", "stripes"),
    "mixed": ("gewinnt und verliert", "grid"),
    "same": ("unverändert", "empty"),
}
FIELDS = {
    "name": "Name",
    "note": "Notiz",
    "service": "Art des Angebots",
    "longitude": "Länge und Breite",
    "latitude": "Breite",
    "hours": "Öffnungszeiten",
    "kita": "Kita",
    "door": "Angebot",
    "trip": "Fahrt",
    "shift_minutes": "Um wie viele Minuten später",
    "line": "Linie",
    "calls": "Haltestellen und Zeiten",
    "days": "Tage",
    "municipalities": "Gemeinden",
    "begins": "von",
    "ends": "bis",
    "lead_minutes": "Vorlauf",
    "kind": "Art der Änderung",
    "changes": "Änderungen",
    "scenario": "Szenario",
    "id": "Kennung",
}
REFUSALS = {
    "empty": "ist leer. Bitte füllen Sie das Feld aus.",
    "too_long": "ist länger als {most} Zeichen. Bitte kürzen Sie den Text.",
    "not_a_number": "„{text}“ ist keine Zahl, die hier passt.",
    "not_degrees": "{longitude}, {latitude} sind keine Grad. Bitte geben Sie Länge und Breite in WGS 84 an.",
    "outside": "{longitude}, {latitude} liegt außerhalb des Landkreises und seiner Umgebung. Bitte wählen Sie einen Ort darin.",
    "swapped": "{longitude}, {latitude} liegt außerhalb des Landkreises und seiner Umgebung. Sind Länge und Breite vertauscht?",
    "hours": "„{text}“ lässt sich nicht als Öffnungszeit lesen. Schreiben Sie zum Beispiel: Di 14:00-17:00.",
    "no_times": "„{text}“ nennt keinen Tag mit Uhrzeiten. Schreiben Sie zum Beispiel: Di 14:00-17:00.",
    "one_day": "„{text}“ nennt {days} Wochentage. Ein Beratungstag ist einer; bitte nennen Sie einen.",
    "unknown_service": "„{text}“ gibt es nicht. Bitte wählen Sie: {known}.",
    "unknown_change": "„{text}“ gibt es nicht. Bitte wählen Sie: {known}.",
    "unknown_door": "„{text}“ gibt es im Verzeichnis nicht. Bitte wählen Sie ein Angebot aus der Liste.",
    "unknown_kita": "„{text}“ gibt es im Verzeichnis nicht. Bitte wählen Sie eine Kita aus der Liste.",
    "several_doors": "„{text}“ heißen {number} Angebote. Bitte geben Sie die Kennung an: {known}.",
    "unknown_trip": "Die Fahrt „{text}“ gibt es im Fahrplan nicht. Bitte wählen Sie eine aus der Liste.",
    "unknown_line": "Die Linie „{text}“ gibt es im Fahrplan nicht. Bitte wählen Sie eine aus der Liste.",
    "unknown_stop": "An der Haltestelle „{text}“ hält nichts. Bitte geben Sie die Kennung einer Haltestelle des Fahrplans an.",
    "unknown_ags": "Die Gemeinde „{text}“ gibt es hier nicht. Bitte wählen Sie eine des Landkreises.",
    "no_shift": "0 Minuten wären dieselbe Fahrt zweimal. Bitte geben Sie an, um wie viel sie später (oder mit Minus: früher) fährt.",
    "not_in_one_day": "Die Fahrt läge nicht zwischen 0 und 24 Uhr eines Tages. Bitte wählen Sie eine andere Zeit.",
    "few_stops": "Eine Fahrt braucht mindestens zwei Haltestellen mit Uhrzeiten.",
    "time": "„{text}“ ist keine Uhrzeit. Schreiben Sie zum Beispiel 14:05.",
    "backwards": "An „{text}“ wäre der Bus früher als an der Haltestelle davor. Bitte ordnen Sie die Haltestellen.",
    "days": "„{text}“ sind keine Wochentage. Schreiben Sie zum Beispiel: Mo-Fr, oder Di, Do.",
    "ends_early": "liegt vor dem Beginn. Bitte geben Sie ein späteres Ende an.",
    "lead": "„{text}“ ist kein Vorlauf zwischen 0 und 10080 Minuten.",
    "no_changes": "Das Szenario ändert nichts. Bitte nennen Sie eine Änderung.",
    "many_changes": "Das sind mehr als {most} Änderungen. Bitte machen Sie zwei Szenarien daraus.",
    "not_a_table": "hat nicht die Form einer Tabelle von Feldern.",
    "unknown_scenario": "Das Szenario „{text}“ gibt es nicht.",
}


def refusal(error: ScenarioError) -> str:
    """Return in German what cannot be used and what to do."""
    name = FIELDS.get(error.field, error.field)
    return f"{name}: {REFUSALS[error.code].format(**error.facts)}"


def kind_of_change(change: Change) -> str:
    """Return what a change is called."""
    return CHANGES[change.kind]


@singledispatch
def told(change: Change, names: Mapping[str, str]) -> str:
    """Return in a phrase what is changed; `names` are those of doors by id."""
    raise TypeError(change, names)


@told.register
def _(change: NewLocation, names: Mapping[str, str]) -> str:
    del names
    hours = f", {change.hours.text}" if change.hours.text else ""
    return f"{change.name} ({change.longitude:.4f}, {change.latitude:.4f}){hours}"


@told.register
def _(change: MobileDay, names: Mapping[str, str]) -> str:
    return f"{names.get(change.kita, change.kita)}, {change.hours.text}"


@told.register
def _(change: FamilyCentre, names: Mapping[str, str]) -> str:
    return f"{names.get(change.kita, change.kita)}, {change.hours.text}"


@told.register
def _(change: MovedHours, names: Mapping[str, str]) -> str:
    return f"{names.get(change.door, change.door)}: {change.hours.text}"


@told.register
def _(change: Closure, names: Mapping[str, str]) -> str:
    return names.get(change.door, change.door)


@told.register
def _(change: CopiedTrip, names: Mapping[str, str]) -> str:
    del names
    when = "später" if change.shift_minutes > 0 else "früher"
    return f"Fahrt {change.trip}, {abs(change.shift_minutes)} Minuten {when}"


@told.register
def _(change: NewTrip, names: Mapping[str, str]) -> str:
    del names
    first, last = change.calls[0], change.calls[-1]
    return (
        f"Linie {change.line}, {days_text(change.days)}, {time_text(first.second // 60)} ab"
        f" {first.stop} bis {last.stop} {time_text(last.second // 60)}"
    )


@told.register
def _(change: OnDemandZone, names: Mapping[str, str]) -> str:
    del names
    return (
        f"{change.name}: {len(change.municipalities)} Gemeinden, {days_text(change.days)}"
        f" {time_text(change.begins_minutes)}–{time_text(change.ends_minutes)},"
        f" {change.lead_minutes} Minuten vorher zu bestellen"
    )
