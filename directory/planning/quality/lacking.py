"""What is missing, as sentences: how much, what follows from it, and what would be needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from directory.planning.measuring.opening import is_known

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from directory.planning.measuring.doors import AskedDoor
    from directory.planning.plain_results import PlainResults
    from directory.planning.quality.queries import EntryCounts, KitaCounts
    from geodata.timetable.feed_summary import Validity

KIND_NAMES = {"kita": "Kita", "counselling": "Beratung", "family_education": "Familienbildung"}
CONFIRMED_FOR = timedelta(days=365)  # a convention of the house, as on the pages of entries
COMPLETE, PARTLY, MISSING = "complete", "partly", "missing"
STATES = {COMPLETE: "vollständig", PARTLY: "lückenhaft", MISSING: "fehlt"}
ON_DEMAND = "on_demand"  # the source of district.toml
HOURS_UNKNOWN = (
    "Solche Angebote gelten als möglich, aber nicht als erreichbar; wo das Ergebnis daran hängt, steht „Daten fehlen“.",
    "Für diese Kitas gelten die üblichen Bring- und Abholzeiten von Montag bis Freitag.",
)


@dataclass(frozen=True)
class Lack:
    """One thing that is missing or not."""

    what: str
    state: str
    how_much: str
    follows: str
    needed: str


def opening_hours(doors: Mapping[str, Sequence[AskedDoor]]) -> list[Lack]:
    """Say for each kind of how many doors the hours are unknown."""
    return [
        _counted(
            f"Öffnungszeiten: {KIND_NAMES[kind]}",
            sum(not is_known(door) for door in those),
            len(those),
            HOURS_UNKNOWN[kind == "kita"],
            "Öffnungszeiten beim Träger erfragen und in die Liste eintragen.",
        )
        for kind, those in doors.items()
    ]


def confirmations(counts: EntryCounts) -> list[Lack]:
    """Say how many entries nobody ever confirmed, and how many not for a year."""
    return [
        _counted(
            "Einträge, die nie bestätigt wurden",
            counts.never_confirmed,
            counts.all,
            "Die Angaben können falsch sein.",
            "Träger um Bestätigung bitten.",
        ),
        _counted(
            "Einträge, deren Bestätigung älter als ein Jahr ist",
            counts.confirmed_before,
            counts.all,
            "Öffnungszeiten oder Orte können sich geändert haben.",
            "Träger um Bestätigung bitten.",
        ),
    ]


def kita_places(counts: KitaCounts) -> list[Lack]:
    """Say of how many Kitas places are not known."""
    return [
        _counted(
            "Plätze der Kitas",
            counts.without_places,
            counts.all,
            "Plätze je Kind sind nur für einen Teil bekannt.",
            "Bedarfsplan mit Plätzen je Kita einlesen.",
        ),
        _counted(
            "Freie Plätze der Kitas",
            counts.without_free_places,
            counts.all,
            "„Die nächste Kita mit freiem Platz“ ist unsicher.",
            "Freie Plätze mit Datum eintragen.",
        ),
    ]


def timetables(known: Sequence[Validity], today: date) -> list[Lack]:
    """Say of each timetable whether it is out of date."""
    if not known:
        return [
            Lack(
                "Fahrplan",
                MISSING,
                "keiner eingelesen",
                "Kein Weg mit Bus oder Bahn ist bekannt.",
                "Einen Fahrplan als GTFS-Datei angeben.",
            )
        ]
    return [_timetable(one, today) for one in known]


def _timetable(one: Validity, today: date) -> Lack:
    valid = one.first_date <= today <= one.last_date
    first, last = (f"{day.day}.{day.month}.{day.year}" for day in (one.first_date, one.last_date))
    return Lack(
        f"Fahrplan {one.name}",
        COMPLETE if valid else MISSING,
        f"gilt vom {first} bis {last}" + ("" if valid else ", also heute nicht"),
        "Außerhalb dieser Tage ist kein Weg bekannt.",
        "Vor dem Ende den nächsten Fahrplan einlesen.",
    )


def inputs_lacking(results: PlainResults, *, transport: int) -> list[Lack]:
    """Say whether Rufbus, Kita transport and streets are known."""
    names = results.inputs
    return [
        _given(
            "Rufbus und andere Bedarfsverkehre",
            "als eigene Liste eingelesen" if ON_DEMAND in names else "",
            "Ohne Liste steht „mit Rufbus“ leer; ob der Fahrplan Rufbusse als gewöhnliche Busse führt, ist dann nicht bekannt.",
            "Linien und Gebiete mit Zeiten und Voranmeldung auflisten.",
        ),
        _given(
            "Kita-Beförderung (§ 20 KiTaG)",
            f"{transport} Gemeinden mit Angaben" if transport else "",
            "Für Kinder ab 3 in Gemeinden ohne Kita bleibt das Ergebnis „Daten fehlen“.",
            "Tabelle der Beförderung einlesen: Gemeinde, Kita, Tage, Zeiten, Alter, Begleitung.",
        ),
        _given(
            "Straßennetz",
            "" if results.straight_line else "eingelesen",
            "Fuß- und Autowege sind aus der Luftlinie mit einem Umwegfaktor geschätzt.",
            "Einen Auszug aus OpenStreetMap angeben.",
        ),
        _given(
            "Ferientag im Fahrplan",
            "vorhanden" if results.date_of("holiday_tuesday") else "",
            "Schultag und Ferien lassen sich nicht vergleichen.",
            "Einen Fahrplan einlesen, der die nächsten Ferien abdeckt.",
        ),
    ]


def squares(every: int, secret: int) -> Lack:
    """Say of how many inhabited squares the number of people is secret."""
    return _counted(
        "Bewohnte Quadrate ohne Einwohnerzahl",
        secret,
        every,
        "Diese Quadrate zählen nicht mit; die Summe der Gemeinde stimmt trotzdem.",
        "Nichts: Die Statistik hält kleine Zahlen geheim.",
    )


def ages(without: int, villages: int) -> Lack:
    """Say in how many villages nobody counted children."""
    return _counted(
        "Altersgruppen der Gemeinden",
        without,
        villages,
        "Ohne Zielgruppe gibt es für die Gemeinde keinen Anteil.",
        "Altersgruppen der Gemeinden nachtragen.",
    )


def _counted(what: str, missing: int, of: int, follows: str, needed: str) -> Lack:
    state = COMPLETE if of and not missing else MISSING if missing == of else PARTLY
    how_much = f"{missing} von {of}" if of else "keine erfasst"
    return Lack(what, state, how_much, follows, needed)


def _given(what: str, words: str, follows: str, needed: str) -> Lack:
    return Lack(what, COMPLETE if words else MISSING, words or "nicht bekannt", follows, needed)
