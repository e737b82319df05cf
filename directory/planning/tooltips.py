"""What the map says of a village: the same facts as its row in the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.planning.labels import minutes, percent, status_name

if TYPE_CHECKING:
    from directory.planning.results import Row


def facts(row: Row) -> dict[str, str]:
    """Return label and value of each fact, in reading order; small numbers stay withheld."""
    return {
        "Ergebnis": status_name(row.status),
        "Anteil über der Grenze": "zu wenige" if row.secret else percent(row.share_failing),
        "Bus und Bahn, Hälfte": f"{minutes(row.minutes_pt.get('p50'))} Min.",
        "Auto, Hälfte": f"{minutes(row.minutes_car.get('p50'))} Min.",
    }
