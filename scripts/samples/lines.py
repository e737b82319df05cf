"""The course of each line of the sample timetable as a list of places, from lines.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).parent / "lines.toml"


@dataclass(frozen=True)
class Line:
    """
    A line: its number, kind of service and course.

    `origin` says whether number and course come from public pages or are invented;
    `via` are the places of the course that no page names but that lie on its road.
    """

    number: str
    kind: str
    origin: str
    course: tuple[str, ...]
    node: str
    minute: int
    via: tuple[str, ...] = ()

    @property
    def is_rail(self) -> bool:
        """Say whether trains run on it."""
        return self.kind in {"rail", "fast_rail"}

    @property
    def name(self) -> str:
        """
        The long name: the places that the source names, without repetitions.

        A line inside one municipality, or a train, is named by its stops instead.
        """
        named = [p for p in self.course if p not in self.via] or list(self.course)
        within_one = len({p.partition(": ")[0].partition("/")[0] for p in self.course}) == 1
        labels = [_stop_name(p) if self.is_rail or within_one else _place_name(p) for p in named]
        return " – ".join(n for i, n in enumerate(labels) if i == 0 or n != labels[i - 1])


@dataclass(frozen=True)
class Town:
    """A town whose remaining stops are served by loops from a hub."""

    municipality: str
    number: str
    hub: str
    loops: int


def read_lines(path: Path = TABLE) -> tuple[tuple[Line, ...], tuple[Town, ...]]:
    """Return the lines and the towns with loops, in the order of the file."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    lines = (
        Line(**(entry | {"course": tuple(entry["course"]), "via": tuple(entry.get("via", ()))}))
        for entry in table["line"]
    )
    return tuple(lines), tuple(Town(**entry) for entry in table["town"])


def _place_name(place: str) -> str:
    """Return the municipality of a place, or its part."""
    municipality, _, part = place.partition(": ")[0].partition("/")
    return part or municipality


def _stop_name(place: str) -> str:
    """Return the stop of a place where it names one."""
    return place.partition(": ")[2] or _place_name(place)
