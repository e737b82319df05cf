"""Service days kept as files, one for all dates on which the very same runs, loaded when asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from geodata.timetable.service_day import ServiceDay, load_service_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

REMEMBERED = 16  # days open at once; their arrays are maps of the files


@dataclass(frozen=True)
class KeptDays(Mapping[date, ServiceDay]):
    """
    The service days in a folder, by date.

    Parameters
    ----------
    folder
        Where their files lie.
    pattern_of
        For each date the one whose file it shares.
    names
        The name of the file of each pattern.
    """

    folder: Path
    pattern_of: Mapping[date, date]
    names: Mapping[date, str]

    def __getitem__(self, day: date) -> ServiceDay:
        return replace(self.pattern(self.pattern_of[day]), date=day)

    def __iter__(self) -> Iterator[date]:
        return iter(self.pattern_of)

    def __len__(self) -> int:
        return len(self.pattern_of)

    def pattern(self, pattern: date) -> ServiceDay:
        """Return the day that stands for its pattern; the same object while it is remembered."""
        return self._loaded(self.names[pattern])

    def plain(self) -> dict[str, dict[str, str]]:
        """Return which file serves which dates, as it is written beside them."""
        return {
            "patterns": {str(day): str(pattern) for day, pattern in self.pattern_of.items()},
            "files": {str(pattern): name for pattern, name in self.names.items()},
        }

    @cached_property
    def _loaded(self) -> Callable[[str], ServiceDay]:
        def load(name: str) -> ServiceDay:
            return load_service_day(self.folder / name)

        return lru_cache(maxsize=REMEMBERED)(load)


def kept_days(folder: Path, plain: Mapping[str, Mapping[str, str]]) -> KeptDays:
    """Return the days that `KeptDays.plain` told of."""
    patterns = {_day(day): _day(pattern) for day, pattern in plain["patterns"].items()}
    return KeptDays(folder, patterns, {_day(day): name for day, name in plain["files"].items()})


def _day(text: str) -> date:
    return date.fromisoformat(text)
