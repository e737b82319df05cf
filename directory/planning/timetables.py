"""What must be told of the timetables of a build: out of date, or poorer than those before."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from geodata.timetable.feed_changes import LostArea, expired, lost_since
from geodata.timetable.feed_summary import FEEDS, Validity, read_summary

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geodata.crs import Bounds
    from geodata.timetable.feed_summary import FeedSummary

BEFORE = "feeds-before.json"  # the timetables that those of a build were compared with


@dataclass(frozen=True)
class TimetableState:
    """The timetables that answers rest on, and the areas that they lost against those before."""

    timetables: tuple[Validity, ...] = ()
    lost: tuple[LostArea, ...] = ()

    def outdated(self, today: date) -> tuple[Validity, ...]:
        """Return the timetables in which nothing runs on a day, or nothing yet."""
        return tuple(one for one in self.timetables if expired(one, today))

    def warnings(self, today: date) -> list[str]:
        """Return a sentence for each timetable out of date and each area lost."""
        old = [expired(one, today) or "" for one in self.outdated(today)]
        return old + [
            f"The timetable lost trips against the one before: {area}." for area in self.lost
        ]

    def plain(self) -> dict[str, list[dict[str, Any]]]:
        """Return the facts as they stand in the results."""
        dates = ("first_date", "last_date")
        return {
            "timetables": [
                {**asdict(one), **{name: getattr(one, name).isoformat() for name in dates}}
                for one in self.timetables
            ],
            "lost_areas": [asdict(area) for area in self.lost],
        }


def state_of(results: Mapping[str, Any]) -> TimetableState:
    """Return what results tell of their timetables; those of an older version tell nothing."""
    dates = ("first_date", "last_date")
    timetables = [
        Validity(**{**one, **{name: date.fromisoformat(one[name]) for name in dates}})
        for one in results.get("timetables", [])
    ]
    lost = [LostArea(**area) for area in results.get("lost_areas", [])]
    return TimetableState(tuple(timetables), tuple(lost))


def compared(
    build: Path, before: FeedSummary | None, *, within: Bounds | None = None
) -> TimetableState:
    """
    Return the state of the timetables of a build against those before, None where none were.

    What lies outside the bounds is not compared: it is not read any more, and so not lost.
    """
    now = read_summary(build / "networks" / FEEDS)
    if now is None:
        return TimetableState()
    if before is None:
        return TimetableState(now.timetables)
    known = before if within is None else before.within(within)
    return TimetableState(now.timetables, lost_since(known, now))


def summary_before(build: Path, current: Path | None) -> FeedSummary | None:
    """
    Return the timetables to compare those of a build with: the last that were others.

    As long as the same timetables are built again, they stay compared with the ones before, so
    that no warning goes away because somebody added a Kita.
    """
    if current is None:
        return None
    now, last = (read_summary(folder / "networks" / FEEDS) for folder in (build, current))
    if now is None or last is None or _files(now) != _files(last):
        return last
    return read_summary(current / "results" / BEFORE)


def _files(summary: FeedSummary) -> list[str]:
    return sorted(one.sha256 for one in summary.timetables)
