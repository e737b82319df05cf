"""The figures of supply and equity as tables and a chart: each says which area it is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from directory.planning.charts import Line, Table, line_chart
from directory.planning.equity.wording import FEW, SUPPLY, THINGS, decimal, people, share, supply
from directory.records.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from directory.planning.charts import Chart

    Plain = Mapping[str, Any]

CURVES = 2  # the Landkreis and the largest youth office's area
TENTHS = slice(None, None, 2)  # of a curve told at every 5 per cent


@dataclass(frozen=True)
class VillageRow:
    """What a village's target persons find in reach, in words; `few` where there are hardly any."""

    name: str
    association: str
    target: str
    per_person: str
    stepped: str
    balanced: str
    few: bool


def village_rows(
    figures: Plain, kind: str, villages: Mapping[str, tuple[str, str]]
) -> list[VillageRow]:
    """
    Return the villages, those with the least balanced supply first.

    Villages with hardly any target persons, or none known, come last and by name: of so few no
    rank is told.

    Parameters
    ----------
    figures
        Of the kind, as a build keeps them.
    kind
        One of KINDS.
    villages
        Name and Verbandsgemeinde by AGS.
    """

    def place(ags: str) -> tuple[bool, float, str]:
        found = figures["villages"][ags]
        last = found["balanced"] is None or found["target"] < FEW
        return last, 0.0 if last else found["balanced"], fold(villages[ags][0])

    return [
        _row(figures["villages"][ags], kind, *villages[ags])
        for ags in sorted((ags for ags in figures["villages"] if ags in villages), key=place)
    ]


def area_table(figures: Plain, kind: str) -> Table:
    """Return the figures of all areas side by side, a column each."""
    areas = figures["areas"]
    limit, line = areas[0]["minutes"]["limit"], areas[0]["opportunities"]["line"]
    rows: list[tuple[str, Callable[[Plain], str]]] = [
        ("Gemeinden", lambda area: str(area["villages"])),
        ("Zielgruppe (Personen)", lambda area: people(area["people"])),
        *_shortfalls(f"Weg über {limit:.0f} Minuten", "minutes"),
        (f"{SUPPLY[kind]} im Mittel", lambda area: supply(area["opportunities"]["mean"], kind)),
        *_shortfalls(f"weniger als {supply(line, kind)} {SUPPLY[kind]}", "opportunities"),
        ("Gini (0 gleich, 1 ungleich)", lambda area: decimal(area["inequality"]["gini"])),
        (
            "Palma (bestes Zehntel zu unteren 40 %)",
            lambda area: decimal(area["inequality"]["palma"], 1),
        ),
        ("Theil, gesamt", lambda area: decimal(area["inequality"]["theil"]["total"], 3)),
        (
            "Theil, zwischen den Verbandsgemeinden",
            lambda area: decimal(area["inequality"]["theil"]["between"], 3),
        ),
        (
            "Theil, innerhalb der Verbandsgemeinden",
            lambda area: decimal(area["inequality"]["theil"]["within"], 3),
        ),
        (
            "Konzentrationsindex nach Bedarf (−1 bis 1)",
            lambda area: decimal(area["inequality"]["concentration"], 3),
        ),
    ]
    return Table(
        "Jede Spalte gilt nur für das Gebiet in ihrem Kopf.",
        ("Kennzahl", *(area["name"] for area in areas)),
        tuple((label, *(told(area) for area in areas)) for label, told in rows),
    )


def lorenz_chart(figures: Plain, kind: str) -> Chart | None:
    """Return the Lorenz curves of the first two areas; None where nobody has anything."""
    areas = [area for area in figures["areas"][:CURVES] if area["lorenz"]]
    if not areas:
        return None
    things = THINGS[kind]
    told = " ".join(
        f"{area['name']}: Die schlechter versorgte Hälfte hat {share(_of_half(area))} der {things}."
        for area in areas
    )
    return line_chart(
        [Line(area["name"], [(x, y) for x, y in area["lorenz"]]) for area in areas],
        name="lorenz",
        title=f"Wie ungleich die {things} verteilt sind (Lorenzkurve)",
        description=f"Je weiter die Kurve unter der Diagonale liegt, desto ungleicher. {told}",
        across="Anteil der Zielgruppe",
        up=f"Anteil der {things}",
        diagonal=True,
        table=Table(
            f"Welchen Anteil der {things} die schlechter versorgten Teile der Zielgruppe haben",
            ("Anteil der Zielgruppe", *(area["name"] for area in areas)),
            tuple(
                (share(points[0][0]), *(share(y) for _, y in points))
                for points in zip(*(area["lorenz"][TENTHS] for area in areas), strict=True)
            ),
        ),
    )


def _shortfalls(what: str, part: str) -> list[tuple[str, Callable[[Plain], str]]]:
    return [
        (f"{what}: Anteil (FGT 0)", lambda area: share(area[part]["fgt0"])),
        (f"{what}: Tiefe (FGT 1)", lambda area: decimal(area[part]["fgt1"], 3)),
        (f"{what}: Schwere (FGT 2)", lambda area: decimal(area[part]["fgt2"], 3)),
    ]


def _of_half(area: Plain) -> float:
    return next(float(y) for x, y in area["lorenz"] if x >= 0.5)  # noqa: PLR2004 - the half of the people


def _row(found: Plain, kind: str, name: str, association: str) -> VillageRow:
    balanced = found["balanced"]
    return VillageRow(
        name=name,
        association=association,
        target=people(found["target"]),
        per_person=supply(found["per_person"], kind),
        stepped=supply(found["per_person_stepped"], kind),
        balanced=decimal(balanced, 0),
        few=found["target"] is not None and found["target"] < FEW,
    )
