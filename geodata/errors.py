"""What can go wrong with data, said so that a clerk can mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class GeodataError(Exception):
    """Base of every error that geodata raises on purpose; its text is a whole sentence."""


class SourceError(GeodataError, ValueError):
    """
    A file cannot be used at all; nothing of it has been taken.

    Parameters
    ----------
    path
        The file at fault; only its name is shown.
    problem
        What is wrong, as the end of a sentence that begins with the place.
    line
        Line or row in the file, counted from 1 with the header, if it is known.
    field
        Column or attribute at fault, if it is known.
    advice
        What to do about it, as a sentence of its own.
    """

    def __init__(
        self,
        path: Path | str,
        problem: str,
        *,
        line: int | None = None,
        field: str = "",
        advice: str = "",
    ) -> None:
        self.path, self.problem, self.line, self.field = path, problem, line, field
        self.advice = advice
        place = str(path).replace("\\", "/").rsplit("/", maxsplit=1)[-1]
        place += f", line {line}" if line is not None else ""
        place += f", field {field}" if field else ""
        super().__init__(f"{place}: {problem.rstrip('.')}." + (f" {advice}" if advice else ""))


class RowError(GeodataError, ValueError):
    """One row of a table cannot be used: which field is at fault, and why."""

    def __init__(self, field: str, problem: str) -> None:
        self.field, self.problem = field, problem
        super().__init__(f"field {field}: {problem}")


class DistrictError(GeodataError, ValueError):
    """A district folder is incomplete or contradicts itself."""


class ShapeError(GeodataError, ValueError):
    """Arrays that should belong together do not."""


class WeightError(GeodataError, ValueError):
    """Weights cannot be used: one is negative or no number, or all of them are 0."""


class BookingError(GeodataError, ValueError):
    """It is not said in a known form when on-demand rides are booked."""


class MissingInputError(GeodataError, LookupError):
    """An answer needs an input that is not there; the text names it and the command that adds it."""
