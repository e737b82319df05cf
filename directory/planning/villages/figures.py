"""A number on a fact sheet, and how it came about: formula, inputs, limits, days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from directory.planning.plain_results import Input, PlainResults
    from geodata.measures.thresholds import Threshold

WAYS = ("timetable", "stops", "streets")
HOURS = ("services", "kitas", "events")
PEOPLE = ("population", "cells")
LAND = ("boundaries", "population")


@dataclass(frozen=True)
class How:
    """
    How a number was computed.

    Parameters
    ----------
    formula
        What was done with what, in a sentence or two.
    inputs
        Files that it rests on.
    limits
        The limits that enter it, with their source; empty where none does.
    days
        The dates that it holds for; empty where it is no matter of days.
    """

    formula: str
    inputs: tuple[Input, ...] = ()
    limits: str = ""
    days: str = ""


@dataclass(frozen=True)
class Figure:
    """A number with its words; `marks` are "Schätzung", "Muster" and the like."""

    label: str
    value: str
    how: How
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grounds:
    """What all numbers of a kind rest on: the build, the limits, and the days in words."""

    results: PlainResults
    threshold: Threshold
    week: str

    def how(self, formula: str, *sources: str, limits: bool = False, days: str = "") -> How:
        """Return how something was computed from some sources, those that this build has."""
        return How(
            formula,
            chosen(self.results.inputs, sources),
            self.limits if limits else "",
            days,
        )

    @property
    def limits(self) -> str:
        """The limits of the kind in a sentence, with their source."""
        limits = self.threshold
        return (
            f"Weg höchstens {limits.public_transport_minutes:.0f} Minuten, Abwesenheit höchstens "
            f"{limits.absence_minutes:.0f} Minuten, Wartezeit höchstens {limits.wait_minutes:.0f} "
            f"Minuten auf jeder Seite, Aufenthalt {limits.stay_minutes:.0f} Minuten; alle Grenzen "
            f"einschließlich. Quelle: {limits.source}."
        )


def chosen(inputs: Mapping[str, Input], names: tuple[str, ...]) -> tuple[Input, ...]:
    """Return the inputs of some sources; `timetable` stands for all timetables."""
    return tuple(
        facts
        for name, facts in inputs.items()
        if any(name == wanted or name.startswith(f"{wanted}_") for wanted in names)
        or ("timetable" in names and name.startswith("timetable"))
    )


def dates(first: str, *days: object) -> str:
    """Return dates in words after what they are; nothing where there are none."""
    return f"{first}: {', '.join(map(str, days))}" if days else ""
