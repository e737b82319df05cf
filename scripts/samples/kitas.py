"""Sample Kitas: as many, and with as many places, as the youth offices count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.sources.kitas import KITA_COLUMNS
from scripts.samples.details import kita_details
from scripts.samples.dice import dice
from scripts.samples.freshness import AS_OF, SOURCE, confirmation
from scripts.samples.kita_plan import add_plans
from scripts.samples.ordering import gap_m
from scripts.samples.phones import phone
from scripts.samples.population import under_6
from scripts.samples.positions import anchors, beside, spread
from scripts.samples.sharing import allot_seats, share_out
from scripts.samples.writing import write_table

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from scripts.samples.raw import Municipality, Raw

OWN_YOUTH_OFFICE = {"07137003", "07137068"}  # Andernach and Mayen
LARGER_VILLAGE = 30  # children under 6 from which a village has a Kita of its own
FAMILY_CENTRE_PLACES, FAMILY_CENTRE_SHARE = 90, 0.4  # Familienzentren are among the large ones
COLUMNS = tuple(KITA_COLUMNS.values())
OWNERS = ("kommunal", "kommunal", "katholisch", "katholisch", "evangelisch", "frei")
HOURS = (
    "Mo-Fr 07:00-16:30",
    "Mo-Fr 07:00-16:00",
    "Mo-Fr 07:15-16:15",
    "Mo-Do 07:00-17:00, Fr 07:00-15:30",
    "Mo-Fr 06:30-17:00",
)
UNKNOWN_HOURS = 0.04  # share of Kitas whose list says nothing
LANGUAGES = ("de", "de", "de", "de;en", "de;tr", "de;fr", "de;ru")


@dataclass(frozen=True)
class YouthOffice:
    """What a youth office counts; places are given out in whole steps."""

    kitas: int
    places: int
    step: int


# Kreisjugendamt 2023: 98 Kitas, about 8,200 places; Andernach and Mayen: what remains of the
# 126 Kitas and 9,264 places of the whole Landkreis (Regionalstatistik 22541-01-04-4, 2016).
DISTRICT_OFFICE = YouthOffice(kitas=98, places=8200, step=5)
TOWN_OFFICES = YouthOffice(kitas=28, places=1064, step=2)


def kita_rows(raw: Raw) -> list[dict[str, object]]:
    """Return the rows of kitas.csv, by municipality."""
    towns = [m for m in raw.district if m.ags in OWN_YOUTH_OFFICE]
    villages = [m for m in raw.district if m.ags not in OWN_YOUTH_OFFICE]
    rows = _of_office(raw, villages, DISTRICT_OFFICE) + _of_office(raw, towns, TOWN_OFFICES)
    return add_plans(raw, sorted(rows, key=lambda row: str(row["Kennung"])))


def write_kitas(raw: Raw, out: Path) -> None:
    """Write kitas.csv."""
    write_table(out / "kitas.csv", COLUMNS, kita_rows(raw))


def _of_office(raw: Raw, area: list[Municipality], office: YouthOffice) -> list[dict[str, object]]:
    children = {m.ags: float(under_6(raw, m.ags)) for m in area}
    firsts = {m.ags: 1 for m in area if children[m.ags] >= LARGER_VILLAGE or _kita_stops(raw, m)}
    seats = allot_seats(office.kitas, children, firsts)
    demand = _with_neighbours(raw, children, seats)
    in_steps = share_out(office.places // office.step, [demand[ags] for ags in seats])
    return [
        row
        for (ags, kitas), steps in zip(seats.items(), in_steps, strict=True)
        for row in _of_municipality(raw, raw.municipalities[ags], kitas, steps, office.step)
    ]


def _kita_stops(raw: Raw, municipality: Municipality) -> list[tuple[str, float, float]]:
    """Return the stops that are named after a Kita: there is one in the village."""
    return [a for a in anchors(raw, municipality) if "Kindergarten" in a[0]]


def _with_neighbours(
    raw: Raw, children: dict[str, float], seats: dict[str, int]
) -> dict[str, float]:
    """Return the children of each municipality with Kitas and of those without one near it."""
    centroids = {ags: raw.municipalities[ags].shape.centroid for ags in children}
    middles = {ags: (point.x, point.y) for ags, point in centroids.items()}
    demand = dict.fromkeys(seats, 0.0)
    for ags, n in children.items():
        nearest = min(seats, key=lambda other: gap_m(middles[ags], middles[other]))
        demand[nearest] += n
    return demand


def _of_municipality(
    raw: Raw, municipality: Municipality, kitas: int, steps: int, step: int
) -> list[dict[str, object]]:
    """Return the rows of a municipality, the first beside a stop that is named after a Kita."""
    chance = dice(f"kita/{municipality.ags}")
    named = _kita_stops(raw, municipality)
    others = [a for a in anchors(raw, municipality) if a not in named]
    sites = spread([*named, *others], kitas)
    places = share_out(steps, [chance.uniform(0.75, 1.25) for _ in range(kitas)])
    rows: list[dict[str, object]] = []
    for number, ((_, x, y), n) in enumerate(zip(sites, places, strict=True), start=1):
        site = beside((x, y), municipality, chance, farthest_m=150.0)
        where = {
            "PLZ": raw.population[municipality.ags]["plz"],
            "Ort": municipality.name,
            "AGS": municipality.ags,
            "Länge": site.longitude,
            "Breite": site.latitude,
        }
        title = f"Muster-Kita {municipality.name}" + (f" {number}" if kitas > 1 else "")
        key = f"muster-kita-{municipality.ags}-{number:02}"
        known = municipality.ags not in OWN_YOUTH_OFFICE  # the towns' offices did not say
        names = {"Kennung": key, "Einrichtung": title}
        row = names | where | _facts(key, n * step, chance, known=known)
        rows.append(row | kita_details(key, row))
    return rows


def _facts(key: str, places: int, chance: Random, *, known: bool) -> dict[str, object]:
    """Return the columns of a Kita that do not say where it is."""
    confirmed_on, confirmed_by = confirmation(chance)
    is_centre = places >= FAMILY_CENTRE_PLACES and chance.random() < FAMILY_CENTRE_SHARE
    return {
        "Träger": f"Muster-Träger ({chance.choice(OWNERS)})",
        "Straße": f"Musterstraße {chance.randint(1, 60)}",
        "Telefon": phone(key),
        "E-Mail": f"{key}@example.org",
        "Website": f"https://example.org/{key}",
        "Öffnungszeiten": "" if chance.random() < UNKNOWN_HOURS else chance.choice(HOURS),
        "Plätze": places,
        "Freie Plätze": chance.choice(("", "", 0, 0, 1, 2, 4)),
        "Alter von": chance.choice((1, 2, 2, 2, 3)),
        "Familienzentrum": ("ja" if is_centre else "nein") if known else "",
        "Kita-Sozialarbeit": chance.choice(("ja", "ja", "nein", "")) if known else "",
        "Sprachen": chance.choice(LANGUAGES),
        "Bestätigt am": confirmed_on,
        "Bestätigt durch": confirmed_by,
        "Quelle": SOURCE,
        "Stand der Quelle": AS_OF.isoformat(),
        "Muster": "ja",
    }
