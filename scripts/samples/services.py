"""Sample services: counselling and family education, mostly in Andernach, Koblenz and Mayen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.sources.services import SERVICE_COLUMNS
from scripts.samples.details import service_details
from scripts.samples.dice import dice
from scripts.samples.freshness import AS_OF, SOURCE, confirmation
from scripts.samples.offers import Offer, read_offers
from scripts.samples.ordering import gap_m, position
from scripts.samples.phones import phone
from scripts.samples.positions import Site, beside
from scripts.samples.writing import write_table

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path
    from random import Random

    from scripts.samples.raw import Municipality, Raw, Stop

COLUMNS = tuple(SERVICE_COLUMNS.values())
KOBLENZ, KOBLENZ_POSTAL_CODE = "07111000", "56068"
TOWNS = {"Andernach", "Koblenz", "Mayen"}  # with offices; elsewhere there are weekly hours
CENTRE_M = 1500.0  # services lie within this distance of the stop in the middle of a town
MIDDLES = {KOBLENZ: "Zentralplatz/Forum", "07137003": "Bahnhof", "07137068": "Obertor/Burg"}
OFFICE_HOURS = (
    "Mo-Do 08:30-12:00, Di 14:00-17:00",
    "Mo-Fr 09:00-12:00",
    "Mo-Fr 08:00-12:00, Do 14:00-18:00",
    "Mo, Mi 09:00-12:30, Do 14:00-18:00",
    "Mo-Do 09:00-16:00, Fr 09:00-12:00",
    "Di, Do 10:00-13:00, Mi 14:00-17:00",
    "Mo-Mi 08:30-12:30, Do 13:00-17:30",
)
WEEKLY_HOURS = ("Di 14:00-16:00", "Mi 09:00-11:30", "Do 14:30-17:00", "Mo 09:30-12:00")
GROUP_HOURS = (
    "Mo 09:30-11:00",
    "Di 09:30-11:00",
    "Di 15:30-17:00",
    "Mi 09:00-11:00",
    "Mi 15:00-17:00",
    "Do 09:30-11:30",
    "Do 15:30-17:30",
    "Fr 09:30-11:00",
)
EVENING_HOURS = ("Di 19:00-21:00", "Mi 19:30-21:30", "Do 18:30-20:30")
ODD_HOURS = (  # one in ten: only by appointment, in words nobody can parse, or not known
    "nach Vereinbarung",
    "nach Vereinbarung",
    "",
    "vormittags, außer in den Ferien",
    "jeden 2. Dienstag im Monat, Uhrzeit siehe Aushang",
)
ODD_SHARE = 0.1
LANGUAGES = ("de", "de", "de;en", "de;tr", "de;ru", "de;en;fr", "de;pl", "de;ar")
YES_NO_UNKNOWN = ("ja", "ja", "ja", "nein", "")


@dataclass(frozen=True)
class Ground:
    """
    What services stand on.

    `served` are the keys of the stops of the timetable, beside which services lie;
    `kitas` the rows of kitas.csv, for services that come into a Kita.
    """

    raw: Raw
    served: Collection[str]
    kitas: Sequence[Mapping[str, object]]

    def municipality(self, name: str) -> Municipality | None:
        """Return the municipality of the district, or Koblenz, by name; None for no name."""
        known = self.raw.municipalities.values()
        return next((m for m in known if m.name == name and (m.inside or m.ags == KOBLENZ)), None)


def service_rows(ground: Ground) -> list[dict[str, object]]:
    """Return the rows of services.csv, in the order of offers.toml."""
    rows: list[dict[str, object]] = []
    for offer in read_offers():
        for town in offer.towns:
            key = f"muster-{len(rows) + 1:03}"
            chance = dice(f"service/{offer.name}/{town}")
            where = _address(offer, ground.municipality(town), ground, chance)
            details = service_details(key, offer)
            rows.append(_facts(key, offer, town, chance) | where | details)
    return rows


def write_services(ground: Ground, out: Path) -> None:
    """Write services.csv."""
    write_table(out / "services.csv", COLUMNS, service_rows(ground))


def _address(
    offer: Offer, municipality: Municipality | None, ground: Ground, chance: Random
) -> dict[str, object]:
    """Return the columns that say where; none for an undisclosed service."""
    if offer.undisclosed or municipality is None:
        return {}
    if offer.delivery == "in der Kita":
        return _in_kita(municipality, ground.kitas, chance)
    known = ground.raw.population.get(municipality.ags)
    place: dict[str, object] = {
        "PLZ": known["plz"] if known else KOBLENZ_POSTAL_CODE,
        "Ort": municipality.name,
        "AGS": municipality.ags,
    }
    if offer.delivery == "vor Ort":
        site = _site(municipality, ground, chance)
        place |= {"Straße": f"Musterstraße {chance.randint(1, 90)}"}
        place |= {"Länge": site.longitude, "Breite": site.latitude}
    return place


def _in_kita(
    municipality: Municipality, kitas: Sequence[Mapping[str, object]], chance: Random
) -> dict[str, object]:
    own = [k for k in kitas if k["AGS"] == municipality.ags]
    centres = [k for k in own if k["Familienzentrum"] == "ja"]
    kita = chance.choice(centres or own)
    return {name: kita[name] for name in ("Straße", "PLZ", "Ort", "AGS", "Länge", "Breite")}


def _site(municipality: Municipality, ground: Ground, chance: Random) -> Site:
    own = (s for s in ground.raw.stops.values() if s.ags == municipality.ags and s.has_bus)
    stops = [s for s in own if s.key in ground.served]
    middle = _middle(municipality, stops)
    near = [s for s in stops if gap_m(position(s), position(middle)) <= CENTRE_M]
    return beside(position(chance.choice(near)), municipality, chance)


def _middle(municipality: Municipality, stops: Sequence[Stop]) -> Stop:
    """Return the stop in the middle of a town, else the one with the least way to all others."""
    name = MIDDLES.get(municipality.ags)
    named = [s for s in stops if name and s.name.startswith(f"{name},")]
    return min(named or stops, key=lambda s: sum(gap_m(position(s), position(o)) for o in stops))


def _facts(key: str, offer: Offer, town: str, chance: Random) -> dict[str, object]:
    confirmed_on, confirmed_by = confirmation(chance)
    drawn_languages = chance.choice(LANGUAGES)
    is_local = offer.delivery in {"vor Ort", "in der Kita"}
    return {
        "Kennung": key,
        "Art": offer.kind,
        "Name": f"{offer.name} {town}".strip() if is_local else offer.name,
        "Träger": offer.organization,
        "Beschreibung": offer.description,
        "Themen": ";".join(offer.topics),
        "Zielgruppe": offer.target,
        "Alter von": offer.minimum_age,
        "Alter bis": offer.maximum_age,
        "Sprachen": ";".join(offer.languages) or drawn_languages,
        "Kosten": offer.cost,
        "Termin": _drawn(offer.appointment, ("mit Termin", "ohne Termin", ""), chance),
        "Erbringung": offer.delivery,
        "Öffnungszeiten": _hours(offer, town, chance),
        "Telefon": phone(key),
        "E-Mail": f"{key}@example.org",
        "Website": f"https://example.org/{key}",
        "Unterlagen": ";".join(offer.documents),
        "Stufenfrei": chance.choice(YES_NO_UNKNOWN),
        "Kind darf mit": chance.choice(YES_NO_UNKNOWN),
        "Dolmetschen": _drawn(offer.interpreter, YES_NO_UNKNOWN, chance),
        "Adresse geheim": "ja" if offer.undisclosed else "nein",
        "Bestätigt am": confirmed_on,
        "Bestätigt durch": confirmed_by,
        "Quelle": SOURCE,
        "Stand der Quelle": AS_OF.isoformat(),
        "Muster": "ja",
    }


def _drawn(given: str | None, options: Sequence[str], chance: Random) -> str:
    return chance.choice(options) if given is None else given


def _hours(offer: Offer, town: str, chance: Random) -> str:
    if offer.hours is not None:
        return offer.hours
    if chance.random() < ODD_SHARE:
        return chance.choice(ODD_HOURS)
    if offer.evening:
        return chance.choice(EVENING_HOURS)
    if offer.kind == "Familienbildung":
        return chance.choice(GROUP_HOURS)
    return chance.choice(OFFICE_HOURS if town in TOWNS else WEEKLY_HOURS)
