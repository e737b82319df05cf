"""What the map says of a village: the same facts as its row in the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.planning.labels import minutes, percent, status_name

if TYPE_CHECKING:
    from directory.planning.results import Row


def share(row: Row) -> str:
    """Return a village's share, that with its neighbours, or that it is withheld."""
    if row.joined is not None:
        return f"{percent(row.joined['share_failing'])} mit Nachbarorten"
    return "zu wenige" if row.secret or row.few else percent(row.share_failing)


def facts(row: Row) -> dict[str, str]:
    """Return label and value of each fact, in reading order; small numbers stay withheld."""
    holidays = {"Schulferien": "Lücke nur in den Ferien"} if row.fails_only_in_holidays else {}
    return {
        "Ergebnis": status_name(row.status),
        **holidays,
        "Anteil ohne guten Weg": share(row),
        "Bus und Bahn, Hälfte": f"{minutes(row.minutes_pt.get('p50'))} Min.",
        "Auto, Hälfte": f"{minutes(row.minutes_car.get('p50'))} Min.",
    }
