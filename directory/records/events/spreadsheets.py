"""Events as the table that clerks edit: the same German columns out as in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.records.events import queries
from directory.records.spreadsheets import write_table, yes_no
from geodata.sources.events import EVENT_COLUMNS, LISTS

if TYPE_CHECKING:
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from sqlalchemy.orm import Session

    from directory.records.events.tables import Event
    from directory.records.spreadsheets import Value

GERMAN_LIST = {code: name for name, code in LISTS.items()}
SAME = (
    "key", "title", "description", "room", "minimum_age", "maximum_age", "places", "places_left",
    "places_on", "registration", "register_by", "cost",
)  # fmt: skip


def export_events(session: Session, path: Path, zone: ZoneInfo) -> int:
    """
    Write the events that are not withdrawn into an XLSX or CSV file; return how many there are.

    Their times are written as the clocks of `zone` show them.
    """
    events = queries.all_events(session)
    rows = [event_row(event, zone) for event in events]
    write_table(path, "Termine", EVENT_COLUMNS, rows)
    return len(events)


def event_row(event: Event, zone: ZoneInfo) -> dict[str, Value]:
    """Return an event by the field names of EVENT_COLUMNS."""
    starts = event.starts.astimezone(zone)
    ends = event.ends.astimezone(zone) if event.ends else None
    facts: dict[str, Value] = {name: getattr(event, name) for name in SAME}
    return facts | {
        "of_list": GERMAN_LIST["kitas" if event.service.kita else "services"],
        "service_key": event.service.key,
        "date": starts.date(),
        "starts": f"{starts:%H:%M}",
        "ends": "" if ends is None else _end(ends.date() > starts.date(), f"{ends:%H:%M}"),
        "topic": event.topic.name if event.topic else "",
        "cancelled": yes_no(event.cancelled),
        "sample": yes_no(event.sample),
    }


def _end(is_next_day: bool, clock: str) -> str:  # noqa: FBT001 - a fact
    return "24:00" if is_next_day and clock == "00:00" else clock
