"""One kind of service judged every way: the headline, days, holidays, on demand, ages, ways."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from directory.planning.measuring import queries
from directory.planning.measuring.judging import home_trips, nearest_car
from directory.planning.measuring.kita_ways import to_assigned, with_free_place
from directory.planning.measuring.supply_beside import supply_beside
from directory.planning.village_results import (
    beside,
    fails_only_in_holidays,
    few,
    headline,
    joined,
    priority,
    with_people,
)
from directory.records.planning.queries import assigned_kitas
from geodata.crs import to_metres
from geodata.measures.criteria import Carried
from geodata.measures.gaps import gaps_of_kind
from geodata.measures.severity import NEED_WHERE_NONE_IS_KNOWN, Priority
from geodata.measures.small_numbers import joined_with, withheld

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray
    from sqlalchemy.orm import Session

    from directory.planning.measuring.kinds import KindTrips
    from directory.planning.measuring.question import Question
    from geodata.measures.gaps import Gap

    FloatArray = NDArray[np.float64]
    Beside = Sequence[dict[str, Any] | None]


@dataclass(frozen=True)
class KindResults:
    """The judgements of one kind, one entry a village in each; None where nothing was asked."""

    question: Question
    trips: KindTrips
    school: Sequence[Gap]
    holidays: Sequence[Gap] | None
    booked: Sequence[Gap] | None
    days: Mapping[str, Sequence[Gap]]
    k3: Beside
    ways: Mapping[str, Beside]
    ages: Mapping[str, Sequence[Gap]]
    need: Mapping[str, float]
    groups: Sequence[str | None]
    hidden: NDArray[np.bool_]

    @classmethod
    def judge(
        cls, session: Session, question: Question, trips: KindTrips, *, need: Mapping[str, float]
    ) -> KindResults:
        """Judge all that was searched."""
        kitas = queries.kitas_by_service(session)
        places = queries.municipality_of_doors(session)
        school = trips.judged(question, trips.school)
        target = question.targets[trips.kind]
        groups = [None if area.parent is None else area.parent.name for area in question.villages]
        failing = np.array(
            [np.nan if g.people_failing is None else g.people_failing for g in school]
        )
        is_kita = trips.kind == "kita"
        return cls(
            question=question,
            trips=trips,
            school=school,
            holidays=None if trips.holidays is None else trips.judged(question, trips.holidays),
            booked=None if trips.booked is None else trips.judged(question, trips.booked),
            days={name: trips.judged(question, day.trips) for name, day in trips.days.items()},
            k3=supply_beside(question, trips.kind, trips.doors, places, kitas),
            ways=_kita_ways(session, question, trips, school) if is_kita else {},
            ages=_ages(question, trips) if is_kita else {},
            need=need,
            groups=groups,
            hidden=withheld(target, failing, groups),
        )

    def plain(self, village: int) -> dict[str, Any]:
        """Return all of one village, but its stability and what it rests on."""
        gap, holidays = self.school[village], self._of(self.holidays, village)
        booked = self._of(self.booked, village)
        target = self.question.targets[self.trips.kind]
        partners = joined_with(village, target, self.groups, self._centres)
        return {
            **headline(gap, self.trips.kind, self.trips),
            **priority(self._priority(partners or [village])),
            "fails_only_in_holidays": fails_only_in_holidays(gap, holidays),
            "days": {name: self._day(name, village) for name in self.trips.days},
            "holidays": None if holidays is None else beside(holidays),
            "with_on_demand": None if booked is None else with_people(booked),
            "k3": self.k3[village],
            "few": few(target[village]),
            "withheld": bool(self.hidden[village]),
            "joined": self._joined(partners),
            **self._of_kitas(village),
        }

    def _of_kitas(self, village: int) -> dict[str, Any]:
        if not self.ages:
            return {}
        return {
            "ways": {name: judged[village] for name, judged in self.ways.items()},
            "ages": {name: with_people(gaps[village]) for name, gaps in self.ages.items()},
        }

    def _day(self, name: str, village: int) -> dict[str, Any]:
        """Return a typical day; without a status where no door is open, for it asks nothing then."""
        day = self.trips.days[name]
        answer = beside(self.days[name][village])
        if day.doors_open == 0 and self.trips.doors:
            answer |= {"status": None, "share_failing": None}
        return {"date": day.day.isoformat(), "doors_open": day.doors_open, **answer}

    def _joined(self, partners: Sequence[int] | None) -> dict[str, Any] | None:
        if partners is None:
            return None
        failing = [self.school[one].people_failing for one in partners]
        known = [people for people in failing if people is not None]
        if len(known) < len(failing):
            return None
        target = self.question.targets[self.trips.kind]
        areas = [self.question.villages[one] for one in partners]
        return joined(areas, [target[one] for one in partners], sum(known))

    def _priority(self, villages: Sequence[int]) -> Priority:
        """Return the order of a village, or of it and those that it is joined with."""
        under_6 = self.question.under_6
        parts = [
            (self.school[one].severity, self.school[one].share_failing, under_6[one])
            for one in villages
        ]
        factors = [
            self.need.get(self.question.villages[one].ags, NEED_WHERE_NONE_IS_KNOWN)
            for one in villages
        ]
        children = float(sum(under_6[one] for one in villages))
        severity = affected = None
        if not np.isnan(children) and all(s is not None and f is not None for s, f, _ in parts):
            affected = float(sum((share or 0.0) * people for _, share, people in parts))
            weighted = sum((excess or 0.0) * people for excess, _, people in parts)
            severity = float(weighted / children) if children else parts[0][0]
        return Priority(severity, affected, factors[0])

    @property
    def _centres(self) -> FloatArray:
        """Where the people of each village live on average, metres, shape (villages, 2)."""
        residents, homes = self.question.residents, self.question.homes
        everyone = residents.sum_of(residents.people)
        nobody = np.full(residents.villages, np.nan)
        return np.column_stack(
            [
                np.divide(
                    residents.sum_of(residents.people * metres),
                    everyone,
                    out=nobody.copy(),
                    where=everyone > 0,
                )
                for metres in to_metres(homes.longitude, homes.latitude)
            ]
        )

    @staticmethod
    def _of(gaps: Sequence[Gap] | None, village: int) -> Gap | None:
        return None if gaps is None else gaps[village]


def _kita_ways(
    session: Session, question: Question, trips: KindTrips, school: Sequence[Gap]
) -> dict[str, Beside]:
    """Return the three ways to a Kita, and the parent's four to the nearest."""
    kitas = queries.kitas_by_service(session)
    free = with_free_place(
        trips.school,
        trips.doors,
        {service: kita.free_places for service, kita in kitas.items()},
    )
    assigned = {ags: {*ids} for ags, ids in assigned_kitas(session).items()}
    nobody: Beside = [None for _ in question.villages]
    to_theirs = trips.judged(question, to_assigned(trips.school, trips.doors, question, assigned))
    parents = trips.school.parent_minutes
    return {
        "nearest": [beside(gap) for gap in school],
        "nearest_free": nobody
        if free is None
        else [beside(gap) for gap in trips.judged(question, free)],
        "assigned": [
            beside(gap) if area.ags in assigned else None
            for area, gap in zip(question.villages, to_theirs, strict=True)
        ],
        "parent": nobody
        if parents is None
        else [
            beside(gap)
            for gap in trips.judged(question, replace(trips.school, way_minutes=parents))
        ],
    }


def _ages(question: Question, trips: KindTrips) -> dict[str, Sequence[Gap]]:
    """Return the judgement of children under 3, and of those from 3, whom the district may carry."""
    nearest = trips.school.nearest(limits=trips.threshold)
    answers = home_trips(
        trips.school, nearest, nearest_car(trips.car), trips.covered, trips.threshold
    )
    far = ~question.has_kita
    carried = Carried(
        surely=np.where(far & (question.carried == 1), 1.0, 0.0),
        perhaps=np.where(far & np.isnan(question.carried), 1.0, 0.0),
    )
    groups = {"under_3": (question.under_3, None), "from_3": (question.from_3, carried)}
    return {
        name: gaps_of_kind(answers, question.residents, children, trips.threshold, carried=who_is)
        for name, (children, who_is) in groups.items()
    }
