"""Sample facts of a Kita-Bedarfsplan: places by age and hours, whose Kita, hours of social work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.crs import to_metres
from scripts.samples.dice import dice
from scripts.samples.ordering import gap_m
from scripts.samples.sharing import share_out

if TYPE_CHECKING:
    from random import Random

    from scripts.samples.raw import Municipality, Raw

AGE_WEIGHTS = {2: 0.08, 3: 0.2, 7: 0.72}  # of places, by the age in years that they end before
HOUR_WEIGHTS = (0.35, 0.65)  # up to 7 hours a day, above
SILENT = 0.08  # share of Kitas whose list says nothing of ages and hours
MOST_EMPTY = 4  # places of an age without a child, at most
SOCIAL_WORK_HOURS = (9.75, 12, 15, 19.5, "")
SOCIAL_WORK_DAYS = ("Mo, Mi", "Di, Do", "Mo-Do", "")
DEPUTY = "Muster-Team Kita-Sozialarbeit"


def add_plans(raw: Raw, rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return the rows of kitas.csv with what the plan says of each."""
    assigned = villages_by_kita(raw, rows)
    return [row | _plan(row, assigned.get(str(row["Kennung"]), [])) for row in rows]


def villages_by_kita(raw: Raw, rows: list[dict[str, object]]) -> dict[str, list[str]]:
    """Return the AGS that the plan gives to each Kita, by its Kennung."""
    found: dict[str, list[str]] = {}
    for municipality in raw.district:
        for key in kitas_of(municipality, rows):
            found.setdefault(key, []).append(municipality.ags)
    return found


def kitas_of(municipality: Municipality, rows: list[dict[str, object]]) -> list[str]:
    """Return the Kennungen of a municipality's own Kitas, or of the one nearest to its middle."""
    own = [str(row["Kennung"]) for row in rows if row["AGS"] == municipality.ags]
    if own:
        return own
    middle = municipality.shape.centroid
    return [str(min(rows, key=lambda row: gap_m((middle.x, middle.y), place(row)))["Kennung"])]


def place(row: dict[str, object]) -> tuple[float, float]:
    """Return where the Kita of a row lies, in metres."""
    x_m, y_m = to_metres(float(str(row["Länge"])), float(str(row["Breite"])))
    return float(x_m), float(y_m)


def _plan(row: dict[str, object], villages: list[str]) -> dict[str, object]:
    chance = dice(f"plan/{row['Kennung']}")
    youngest, places = int(str(row["Alter von"])), int(str(row["Plätze"]))
    facts = {} if chance.random() < SILENT else _places(places, youngest, chance)
    if row["Kita-Sozialarbeit"] == "ja":
        facts |= {
            "Kita-Sozialarbeit Wochenstunden": chance.choice(SOCIAL_WORK_HOURS),
            "Kita-Sozialarbeit Tage": chance.choice(SOCIAL_WORK_DAYS),
            "Kita-Sozialarbeit Vertretung": chance.choice((DEPUTY, "")),
        }
    return facts | {"Zugeordnete Orte": ";".join(villages)}


def _places(places: int, youngest: int, chance: Random) -> dict[str, object]:
    taken = [share * (ends > youngest) for ends, share in AGE_WEIGHTS.items()]
    under_2, from_2, from_3 = share_out(places, taken)
    short, long = share_out(places, HOUR_WEIGHTS)
    return {
        "Plätze unter 2": under_2,
        "Plätze ab 2": from_2,
        "Plätze ab 3": from_3,
        "Kinder unter 2": max(0, under_2 - chance.randint(0, MOST_EMPTY)),
        "Kinder ab 2": max(0, from_2 - chance.randint(0, MOST_EMPTY)),
        "Kinder ab 3": max(0, from_3 - chance.randint(0, MOST_EMPTY)),
        "Plätze bis 7 Stunden": short,
        "Plätze über 7 Stunden": long,
    }
