"""Sample details: what happens on the phone, whom to ask, how long one waits, who may come."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from geodata.sources.details import contact_column
from scripts.samples.dice import dice
from scripts.samples.freshness import AS_OF
from scripts.samples.phones import phone

if TYPE_CHECKING:
    from random import Random

    from scripts.samples.offers import Offer

YES_NO_UNKNOWN = ("ja", "ja", "nein", "")
FIRST_CALL = {
    "Beratung": (
        (
            "Im Sekretariat nimmt jemand Ihren Anruf an. Ein Satz zu Ihrem Anliegen genügt. "
            "Sie bekommen einen Termin oder einen Rückruf."
        ),
        "Am Telefon ist gleich eine Fachkraft. Sie hört zu und klärt mit Ihnen den nächsten Schritt.",
        "Oft läuft ein Anrufbeantworter. Wer eine Nummer nennt, wird am selben Tag zurückgerufen.",
        "",
    ),
    "Familienbildung": (
        "Sie fragen nach freien Plätzen und melden sich gleich an. Eine Schnupperstunde ist möglich.",
        "Sie müssen nicht anrufen. Kommen Sie einfach vorbei.",
        "",
    ),
    "Sonstiges": ("Wir sagen Ihnen, was Sie mitbringen und wann es am besten passt.", ""),
}
QUIET_CALL = (
    "Eine Beraterin hört Ihnen zu. Sie müssen Ihren Namen nicht sagen. "
    "Nichts geschieht, ohne dass Sie es wollen."
)
ORIENTATIONS = {
    "Muster-Kirchenverband": "kirchlich; offen für alle",
    "Muster-Kreisverwaltung": "kommunal",
    "Muster-Stadtverwaltung": "kommunal",
}
CATCHMENTS = ("ganzer Landkreis", "ganzer Landkreis und Koblenz", "", "")
HOLIDAYS = (
    "An Feiertagen geschlossen, in den Schulferien geöffnet.",
    "In den Schulferien nur nach Absprache.",
    "In den Sommerferien drei Wochen geschlossen.",
    "",
)
KITA_HOLIDAYS = (
    "Drei Wochen Schließzeit in den Sommerferien, zwischen den Jahren geschlossen.",
    "Schließtage stehen im Aushang; Notgruppe auf Anfrage.",
    "",
)
WAITING_WEEKS = ("", "", 0, 1, 2, 3, 4, 6, 10)
FREE_PLACES = ("", 0, 0, 1, 2, 4)
NAMES = ("", "", "", "A. Muster", "B. Beispiel")  # most do not choose to be named
OFFICE_TIMES = ("Mo–Fr 8:30–10 Uhr", "Di und Do 9–11 Uhr", "Mo–Do 13–14 Uhr")
LEADER_TIMES = ("Di 8:30–9:30 Uhr", "Mi 14–15 Uhr", "nach Vereinbarung")
SOCIAL_WORK_TIMES = ("Mo 8–10 Uhr", "Do 14–16 Uhr", "Mi 8–9:30 Uhr und nach Vereinbarung")
KNOWN_FOR_DAYS = 60  # waiting times and free places are at most so old


def service_details(key: str, offer: Offer) -> dict[str, object]:
    """Return the columns of an offer that say what is good to know before calling or going."""
    chance = dice(f"details/{key}")
    by_phone_only = offer.undisclosed or offer.quiet
    weeks = chance.choice(WAITING_WEEKS) if offer.kind == "Beratung" else ""
    left = chance.choice(FREE_PLACES) if offer.kind == "Familienbildung" else ""
    drawn = chance.choice(FIRST_CALL[offer.kind])
    is_local = offer.delivery in {"vor Ort", "in der Kita"} and not offer.undisclosed
    return {
        "Was passiert beim Anruf": QUIET_CALL if by_phone_only else drawn,
        "Ausrichtung": ORIENTATIONS.get(offer.organization, chance.choice(("", "überparteilich"))),
        "Einzugsbereich": chance.choice(CATCHMENTS),
        "Feiertage und Ferien": chance.choice(HOLIDAYS) if is_local else "",
        "Wartezeit Wochen": weeks,
        "Freie Plätze": left,
        "Stand der Plätze": "" if weeks == left == "" else _lately(chance),
        "Wickeltisch": chance.choice(YES_NO_UNKNOWN) if is_local else "",
        "Anonym": "ja" if by_phone_only else _anonymous(offer, chance),
        "Beratungsschein § 7 SchKG": offer.certificate,
    } | _office(key, offer, chance)


def kita_details(key: str, row: dict[str, object]) -> dict[str, object]:
    """Return the same columns for a Kita, whose other columns are in `row`."""
    chance = dice(f"details/{key}")
    contacts: dict[str, object] = {
        contact_column(1, "title"): "Leitung",
        contact_column(1, "name"): chance.choice(NAMES),
        contact_column(1, "opening_hours"): chance.choice(LEADER_TIMES),
    }
    if row["Kita-Sozialarbeit"] == "ja":
        contacts |= {
            contact_column(2, "title"): "Kita-Sozialarbeit",
            contact_column(2, "phone"): phone(f"{key}/2"),
            contact_column(2, "opening_hours"): chance.choice(SOCIAL_WORK_TIMES),
        }
    return {
        "Was passiert beim Anruf": chance.choice(
            ("Sie vereinbaren einen Termin, um die Kita anzusehen.", "")
        ),
        "Einzugsbereich": chance.choice((f"{row['Ort']} und Umgebung", "")),
        "Feiertage und Ferien": chance.choice(KITA_HOLIDAYS),
        "Stand der Plätze": "" if row["Freie Plätze"] == "" else _lately(chance),
        "Wickeltisch": chance.choice(YES_NO_UNKNOWN),
        "Stufenfrei": chance.choice(YES_NO_UNKNOWN),
    } | contacts


def _anonymous(offer: Offer, chance: Random) -> str:
    if "anonym" in offer.description:
        return "ja"
    return chance.choice(YES_NO_UNKNOWN) if offer.kind == "Beratung" else ""


def _office(key: str, offer: Offer, chance: Random) -> dict[str, object]:
    """Return whom to ask at a counselling centre; other offers have one number for all."""
    if offer.kind != "Beratung" or offer.undisclosed:
        return {}
    first: dict[str, object] = {
        contact_column(1, "title"): "Sekretariat und Anmeldung",
        contact_column(1, "phone"): phone(f"{key}/1"),
        contact_column(1, "opening_hours"): chance.choice(OFFICE_TIMES),
    }
    if offer.quiet or chance.random() < 0.5:  # noqa: PLR2004 - every second has only an office
        return first
    return first | {
        contact_column(2, "title"): "Erstgespräche",
        contact_column(2, "name"): chance.choice(NAMES),
        contact_column(2, "email"): f"{key}-erstgespraech@example.org",
        contact_column(2, "opening_hours"): chance.choice(OFFICE_TIMES),
    }


def _lately(chance: Random) -> str:
    return (AS_OF - timedelta(days=chance.randint(0, KNOWN_FOR_DAYS))).isoformat()
