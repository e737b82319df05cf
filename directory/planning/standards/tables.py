"""The table of villages for one standard and day, and what it says of the district as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from directory.planning.standards import labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from directory.planning.standards.reading import StandardText, SupplyResults

DASH = "–"
FEW = "zu wenige"


@dataclass(frozen=True)
class Row:
    """One village: what every table says of it, and its own cells as they are shown."""

    ags: str
    name: str
    association: str
    population: float | None
    cells: tuple[str, ...]
    mark: str  # the fill of the village on the map; blank where classes have areas of their own


@dataclass(frozen=True)
class Table:
    """Columns beside those that every table has, and the rows; the last columns may be words."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    whole: tuple[tuple[str, str, str], ...]  # of the district: figure, what it is of, its fill


def village_table(results: SupplyResults, standard: StandardText, kind: str) -> Table:
    """Return the table of a standard on a day."""
    found = results.of_villages(standard, kind)
    if standard.measure == "stops":
        columns = _target_columns(standard)
        cells = {ags: _target_cells(standard, village) for ags, village in found.items()}
    elif standard.measure == "centres":
        columns = _centre_columns(standard)
        cells = {ags: _centre_cells(standard, village) for ags, village in found.items()}
    else:
        columns = _class_names(standard)
        cells = {ags: _share_cells(village, len(columns)) for ags, village in found.items()}
    rows = tuple(
        Row(
            ags=village["ags"],
            name=village["name"],
            association=village["association"] or "",
            population=village["population"],
            cells=cells[village["ags"]],
            mark=found[village["ags"]].get("state", ""),
        )
        for village in results.villages
        if village["ags"] in cells
    )
    return Table(columns, rows, _whole(results, standard, found))


def percent(share: float | None) -> str:
    """Return a share in whole per cent; a dash where it is not known; never 0 or 100 by rounding."""
    if share is None:
        return DASH
    if 0 < share < 0.005:  # noqa: PLR2004 - half of one per cent
        return "unter 1 %"
    if 0.995 <= share < 1:  # noqa: PLR2004 - the same from above
        return "über 99 %"
    return f"{share * 100:.0f} %"


def number(figure: float | None) -> str:
    """Return a figure with a comma, without one where it is whole; a dash where it is not known."""
    return DASH if figure is None else f"{figure:.1f}".removesuffix(".0").replace(".", ",")


def _class_names(standard: StandardText) -> tuple[str, ...]:
    """Return the classes in words, then those without one, then what is not known."""
    classes = (f"Klasse {name}" if len(name) == 1 else name for name in standard.classes)
    return (*classes, labels.without(standard.measure), labels.UNKNOWN)


def _share_cells(village: dict[str, Any], columns: int) -> tuple[str, ...]:
    if village["few"]:
        return (FEW,) * columns
    return tuple(percent(share) for share in village["shares"] or [None] * columns)


def _target_columns(standard: StandardText) -> tuple[str, ...]:
    one_way = ("in einer einzelnen Richtung (Min.)",) if standard.value == "longest_wait" else ()
    return (labels.FIGURES[standard.value], *one_way, "Ziel", "Ergebnis", "beste Haltestelle")


def _target_cells(standard: StandardText, village: dict[str, Any]) -> tuple[str, ...]:
    one_way = (number(village["one_way"]),) if standard.value == "longest_wait" else ()
    words = labels.target_text(village["target"]), labels.TARGETS[village["state"]]
    return (number(village["figure"]), *one_way, *words, village["stop"] or "keine")


def _centre_columns(standard: StandardText) -> tuple[str, ...]:
    return tuple(
        f"{limit['name']}: {mode} bis {limit[minutes]:.0f} Min."
        for limit in standard.limits
        for mode, minutes in (
            ("Bus und Bahn", "public_transport_minutes"),
            ("Auto", "car_minutes"),
        )
    )


def _centre_cells(standard: StandardText, village: dict[str, Any]) -> tuple[str, ...]:
    if village["few"]:
        return (FEW,) * (2 * len(standard.limits))
    levels = [village["levels"][limit["level"]] or {} for limit in standard.limits]
    return tuple(
        percent(level.get(mode)) for level in levels for mode in ("public_transport", "car")
    )


def _whole(
    results: SupplyResults, standard: StandardText, found: dict[str, dict[str, Any]]
) -> tuple[tuple[str, str, str], ...]:
    if standard.measure == "stops":
        states = [village["state"] for village in found.values()]
        return tuple((str(states.count(s)), name, s) for s, name in labels.TARGETS.items())
    if standard.measure == "centres":
        return ()
    people = {village["ags"]: village["population"] for village in results.villages}
    known = [
        (people[ags], village["shares"])
        for ags, village in found.items()
        if people.get(ags) and village["shares"]
    ]
    names = _class_names(standard)
    marks = (*(str(number) for number in range(1, len(names) - 1)), "none", "unknown")
    return tuple(
        (percent(_mean(known, column)), name, mark)
        for column, (name, mark) in enumerate(zip(names, marks, strict=True))
    )


def _mean(known: Sequence[tuple[float, list[float]]], column: int) -> float | None:
    total = sum(people for people, _ in known)
    return sum(people * shares[column] for people, shares in known) / total if total else None
