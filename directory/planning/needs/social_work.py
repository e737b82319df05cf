"""Kita-Sozialarbeit: weekly hours per 100 places, and what counselling is with and without it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.records import queries as records
from directory.records.planning import queries
from directory.records.planning.bedarfsplan import hours_per_100_places

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy.orm import Session

    from directory.planning.results import Row
    from directory.records.tables import Kita, Service


@dataclass(frozen=True)
class Hours:
    """
    Kita-Sozialarbeit of several Kitas; None where one of them does not say.

    `with_it`, `without` and `unknown` count Kitas.
    """

    places: int | None
    hours: float | None
    with_it: int
    without: int
    unknown: int

    @property
    def per_100_places(self) -> float | None:
        """Weekly hours per 100 places."""
        return hours_per_100_places(self.hours, self.places)


@dataclass(frozen=True)
class Village:
    """One municipality: its hours, its Kitas that say something of it, and counselling beside."""

    ags: str
    name: str
    total: Hours
    kitas: tuple[Service, ...]  # that have Kita-Sozialarbeit
    here: bool | None  # whether there is any in a Kita of the village or of its plan
    counselling: str | None  # the status without it


@dataclass(frozen=True)
class Coverage:
    """How many municipalities and target persons counselling reaches, without and with."""

    villages: int
    without: int
    with_it: int
    unknown: int
    people_without: float | None
    people_with: float | None


def social_work(session: Session, counselling: Sequence[Row]) -> tuple[list[Village], Hours]:
    """Return every municipality with Kitas or a result by name, and the hours of all together."""
    kitas = records.services(session, kind="kita")
    by_ags: dict[str, list[Service]] = {}
    for kita in kitas:
        if kita.location and kita.location.area:
            by_ags.setdefault(kita.location.area.ags, []).append(kita)
    by_id = {kita.id: kita for kita in kitas}
    theirs = {
        ags: [by_id[key] for key in ids] for ags, ids in queries.assigned_kitas(session).items()
    }
    status = {row.ags: row.status for row in counselling}
    villages = [
        Village(
            ags=area.ags,
            name=area.name,
            total=hours_of(kita.kita for kita in by_ags.get(area.ags, [])),
            kitas=tuple(k for k in by_ags.get(area.ags, []) if k.kita and k.kita.social_work),
            here=any_of([*by_ags.get(area.ags, []), *theirs.get(area.ags, [])]),
            counselling=status.get(area.ags),
        )
        for area in records.areas_at(session, "municipality")
    ]
    return villages, hours_of(kita.kita for kita in kitas)


def hours_of(kitas: Iterable[Kita | None]) -> Hours:
    """Return the hours of Kitas together; of one that has none, 0 hours are known."""
    every = list(kitas)
    said = [None if kita is None else kita.social_work for kita in every]
    places = [None if kita is None else kita.places for kita in every]
    hours = [None if kita is None else _hours(kita) for kita in every]
    return Hours(
        places=None if None in places else sum(n for n in places if n is not None),
        hours=None if None in hours else sum(h for h in hours if h is not None),
        with_it=said.count(True),
        without=said.count(False),
        unknown=said.count(None),
    )


def any_of(kitas: Sequence[Service]) -> bool | None:
    """Say whether one of the Kitas has Kita-Sozialarbeit; None where that is not known."""
    said = [kita.kita.social_work if kita.kita else None for kita in kitas]
    if True in said:
        return True
    return None if None in said else False


def coverage(villages: Sequence[Village], counselling: Sequence[Row]) -> Coverage:
    """
    Return what counselling reaches alone, and together with Kita-Sozialarbeit in the village.

    A status is never changed by it: both figures stand side by side (METHODS, § 2).
    """
    people = {row.ags: row.target for row in counselling}
    alone = [village for village in villages if village.counselling == "served"]
    both = [v for v in villages if v.counselling == "served" or v.here]
    unknown = [v for v in villages if v not in both and v.here is None]
    return Coverage(
        villages=len(villages),
        without=len(alone),
        with_it=len(both),
        unknown=len(unknown),
        people_without=_sum(alone, people),
        people_with=_sum(both, people),
    )


def _hours(kita: Kita) -> float | None:
    return 0.0 if kita.social_work is False else kita.social_work_hours


def _sum(villages: Sequence[Village], people: Mapping[str, float | None]) -> float | None:
    counts = [people.get(village.ags) for village in villages]
    return None if None in counts else sum(n for n in counts if n is not None)
