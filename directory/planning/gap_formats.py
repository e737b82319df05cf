"""The gap table written down: for a terminal, for a spreadsheet, for a map, for a program."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TextIO

from rich.console import Console
from rich.table import Table
from shapely import MultiPolygon, get_coordinates, set_coordinates
from shapely.geometry import mapping

from geodata.crs import to_degrees
from geodata.exports import write_csv
from geodata.measures.thresholds import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LABELS = {"kita": "Kita", "counselling": "Beratung", "family_education": "Familienbildung"}
STATUS_LABELS = {
    "served": "erreichbar",
    "partly": "teilweise",
    "underserved": "Lücke",
    "insufficient_data": "Daten fehlen",
}
DEGREE_DECIMALS = 6  # about ten centimetres
TABLE_WIDTH = 150  # characters, where the output is no terminal


def write_json(results: dict[str, Any], file: TextIO) -> None:
    """Write the results with the names of METHODS, § 2."""
    json.dump(results, file, ensure_ascii=False, indent=1)
    file.write("\n")


def write_csv_table(results: dict[str, Any], file: TextIO) -> None:
    """Write one row a village; a column is the path to the value in the JSON form."""
    rows = [flat(village) for village in results["villages"]]
    columns = _columns(rows)
    write_csv(file, columns, ([row.get(column) for column in columns] for row in rows))


def _columns(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Return the paths of all rows, without those that lead to more in another row."""
    found = dict.fromkeys(column for row in rows for column in row)
    above = {column[:at] for column in found for at, sign in enumerate(column) if sign == "."}
    return [column for column in found if column not in above]


def write_geojson(
    results: dict[str, Any], outlines: Mapping[str, MultiPolygon], file: TextIO
) -> None:
    """
    Write one feature a village, with the columns of the CSV form as its properties.

    Parameters
    ----------
    results
        The gap table.
    outlines
        Boundaries by AGS, in metres (EPSG:25832); a village without one has no geometry.
    """
    features = [
        {
            "type": "Feature",
            "id": village["ags"],
            "geometry": _in_degrees(outlines.get(village["ags"])),
            "properties": flat(village),
        }
        for village in results["villages"]
    ]
    write_json({"type": "FeatureCollection", "features": features}, file)


def flat(village: dict[str, Any]) -> dict[str, Any]:
    """Return a village as one level: `kinds.kita.minutes_pt.p50` and so on."""
    row: dict[str, Any] = {}
    _flatten(village, "", row)
    return row


def write_table(results: dict[str, Any], file: TextIO) -> None:
    """Write a table for people; the German words of the pages."""
    console = Console(file=file, width=None if file.isatty() else TABLE_WIDTH)
    table = Table(
        title=f"Erreichbarkeitslücken, {results['district']}, Schulwoche des {results['date']}",
        caption="Je Art: Status, Anteil der Zielgruppe ohne guten Hin- und Rückweg, Minuten des "
        "längeren Weges mit Bus und Bahn / mit dem Auto (Median). „~“: mit Nachbarn zusammen. "
        "„F“: Lücke nur in den Schulferien.",
    )
    table.add_column("Gemeinde")
    table.add_column("Einwohner", justify="right")
    for kind in KINDS:
        table.add_column(LABELS[kind])
    for village in results["villages"]:
        cells = [_in_words(village["kinds"][kind]) for kind in KINDS]
        table.add_row(village["name"], _number(village["population"]), *cells)
    console.print(table)
    console.print(_summary(results))


def _in_words(gap: dict[str, Any]) -> str:
    share, joined = gap["share_failing"], gap["joined"]
    per_cent = "–" if share is None else f"{share * 100:.0f} %"
    if share is None and joined is not None:
        per_cent = f"~{joined['share_failing'] * 100:.0f} %"
    mark = "F" if gap["fails_only_in_holidays"] else " "
    by_bus, by_car = (_number(gap[mode]["p50"]) for mode in ("minutes_pt", "minutes_car"))
    return f"{STATUS_LABELS[gap['status']]:<12}{mark} {per_cent:>5} {by_bus:>4} / {by_car:>2}"


def _summary(results: dict[str, Any]) -> str:
    lines = [f"{len(results['villages'])} Gemeinden"]
    for kind in KINDS:
        statuses = [village["kinds"][kind]["status"] for village in results["villages"]]
        counts = [f"{label} {statuses.count(code)}" for code, label in STATUS_LABELS.items()]
        lines.append(f"{LABELS[kind]}: {', '.join(counts)}")
    if any(facts["sample"] for facts in results["inputs"].values()):
        lines.append("Musterdaten: Angebote, Kitas oder Fahrplan sind frei erfunden.")
    if results["straight_line"]:
        lines.append("Wege zu Fuß und mit dem Auto: Luftlinie mal Umwegfaktor.")
    return "\n".join([*lines, *results["notes"]])


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.0f}"


def _flatten(value: Any, path: str, row: dict[str, Any]) -> None:  # noqa: ANN401 - plain data
    if isinstance(value, dict):
        for name, inner in value.items():
            _flatten(inner, f"{path}.{name}" if path else name, row)
    else:
        row[path] = " ".join(map(str, value)) if isinstance(value, list) else value


def _in_degrees(outline: MultiPolygon | None) -> dict[str, Any] | None:
    if outline is None:
        return None
    longitude, latitude = to_degrees(*get_coordinates(outline).T)
    pairs = [
        [round(x, DEGREE_DECIMALS), round(y, DEGREE_DECIMALS)]
        for x, y in zip(longitude, latitude, strict=True)
    ]
    return dict(mapping(set_coordinates(MultiPolygon(outline), pairs)))
