"""What somebody orders on paper: which offers, from where, for which day, in which language."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from directory.families.freshness import freshness
from directory.families.offers import is_sensitive
from directory.languages import BY_CODE
from directory.printing.sheets import Entry, Look
from directory.records import queries as records
from directory.sessions import current_session
from directory.travelling.equipment import stop_keys, with_equipment
from directory.travelling.near_stops import equipped
from directory.travelling.ways import nearest_stops, way_details

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from werkzeug.datastructures import MultiDict

    from directory.records.tables import Service
    from directory.travelling.answers import Home
    from directory.travelling.engine import Travel

MOST_OFFERS = 10  # of one sheet; each takes a second to draw
GERMAN = "de"


@dataclass(frozen=True)
class Order:
    """One sheet; the start may be somebody's home and is never printed with the order."""

    ids: tuple[UUID, ...]
    start: str = field(repr=False)
    day: date
    look: Look

    @classmethod
    def from_form(cls, form: MultiDict[str, str], *, today: date, language: str) -> Order:
        """Return what a form asks for; what cannot be read is as if it had not been filled in."""
        chosen = form.get("sprache", language)
        return cls(
            ids=tuple(dict.fromkeys(_ids(form.getlist("angebot"))))[:MOST_OFFERS],
            start=form.get("von", "").strip(),
            day=_day(form.get("tag", "")) or today,
            look=Look(chosen if chosen in BY_CODE else GERMAN, large="gross" in form),
        )


def entries_of(
    services: Sequence[Service], home: Home | None, day: date, *, travel: Travel, now: datetime
) -> list[Entry]:
    """
    Return the offers as they are printed.

    Parameters
    ----------
    services
        With everything that their pages show.
    home
        Where the way begins; without one the sheet tells none.
    day
        The date of the visit.
    travel
        What ways are computed from.
    now
        The moment of asking, by which an entry is fresh or old and a ride can still be booked.
    """
    return [_entry(service, home, day, travel=travel, now=now) for service in services]


def _entry(
    service: Service, home: Home | None, day: date, *, travel: Travel, now: datetime
) -> Entry:
    state = freshness(service.confirmed_on, now.date())
    if is_sensitive(service):
        return Entry(service, neutral=True, freshness=state)
    way = None if home is None else way_details(travel, home, service, day, now=now)
    if way is not None:
        known = records.stop_equipment(current_session(), stop_keys(way))
        way = with_equipment(way, known)
        return Entry(service, neutral=False, freshness=state, way=way, stops=way.stops)
    stops = nearest_stops(travel, service, day)
    known = records.stop_equipment(current_session(), [stop.key for stop in stops])
    return Entry(service, neutral=False, freshness=state, stops=equipped(stops, known))


def _ids(texts: Iterable[str]) -> Iterable[UUID]:
    for text in texts:
        with suppress(ValueError):
            yield UUID(text)


def _day(text: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(text)
    return None
