"""All offers as arrays, so that a question is answered in milliseconds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from directory.records.folding import fold
from directory.search_opening import Opening
from directory.search_texts import Texts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from directory.search_entries import Entry
    from directory.search_places import NamedPlace

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Index:
    """The offers of a directory; every array has one value for each of them, in their order."""

    entries: Sequence[Entry]

    @cached_property
    def names(self) -> Texts:
        """The folded words of the names."""
        return Texts.of(self._folded_names)

    @cached_property
    def others(self) -> Texts:
        """The folded words of everything else."""
        return Texts.of([fold(entry.text) for entry in self.entries])

    @cached_property
    def texts(self) -> Texts:
        """The folded words of names and everything else."""
        words = self.names.numbers.keys() | self.others.numbers.keys()
        nowhere = np.zeros(0, dtype=np.int64)
        return Texts(len(self.entries), dict.fromkeys(words, nowhere))

    @cached_property
    def by_name(self) -> NDArray[np.int64]:
        """The place of each offer in the order of names, "Gruppe 9" before "Gruppe 10"."""
        keys = [_in_order(name) for name in self._folded_names]
        order = sorted(range(len(keys)), key=keys.__getitem__)
        places = np.empty(len(keys), dtype=np.int64)
        places[order] = np.arange(len(keys))
        return places

    @cached_property
    def topics_each(self) -> NDArray[np.int64]:
        """How many topics each offer has, at least one."""
        return np.array([max(1, len(entry.topics)) for entry in self.entries], dtype=np.int64)

    @cached_property
    def opening(self) -> Opening:
        """When they are open."""
        return Opening.of([entry.facts.windows for entry in self.entries])

    def of_kind(self, kind: str) -> Bools:
        """Return which offers are of a kind."""
        return self._groups("kind").get(kind, self.none)

    def about(self, codes: frozenset[str]) -> Bools:
        """Return which offers have one of the topics."""
        found = self.none.copy()
        for code in codes:
            found |= self._groups("topic").get(code, self.none)
        return found

    def speaking(self, language: str) -> Bools:
        """Return where a language (ISO 639-1) is spoken."""
        return self._groups("language").get(language, self.none)

    def delivered(self, *ways: str) -> Bools:
        """Return what comes in one of these ways: place, kita, home, phone, online."""
        found = self.none.copy()
        for way in ways:
            found |= self._groups("delivery").get(way, self.none)
        return found

    def saying_yes(self, fact: str) -> Bools:
        """Return where a fact that may be unknown is known to be true."""
        return self._all_yes[fact]

    def for_age(self, years: float) -> Bools:
        """Return what is for a child of this age; ages that are not given do not bound."""
        lowest, highest = self._ages
        return (lowest <= years) & (years <= highest)

    def distances_m(self, place: NamedPlace | None) -> Floats:
        """Return metres as the crow flies to the nearest door; NaN without place or door."""
        found = np.full(len(self.entries), np.nan)
        owners, x_m, y_m = self._doors
        if place is not None and len(owners):
            metres = np.hypot(x_m - place.x_m, y_m - place.y_m)
            np.fmin.at(found, owners, metres)
        return found

    @cached_property
    def none(self) -> Bools:
        """No offer at all."""
        return np.zeros(len(self.entries), dtype=np.bool_)

    @cached_property
    def _folded_names(self) -> list[str]:
        return [fold(entry.name) for entry in self.entries]

    @cached_property
    def _doors(self) -> tuple[NDArray[np.int64], Floats, Floats]:
        rows = [(n, x, y) for n, entry in enumerate(self.entries) for x, y in entry.positions]
        table = np.array(rows, dtype=np.float64).reshape(-1, 3)
        return table[:, 0].astype(np.int64), table[:, 1], table[:, 2]

    @cached_property
    def _ages(self) -> tuple[Floats, Floats]:
        facts = [entry.facts for entry in self.entries]
        lowest = [-np.inf if f.minimum_age is None else f.minimum_age for f in facts]
        highest = [np.inf if f.maximum_age is None else f.maximum_age for f in facts]
        return np.array(lowest, dtype=np.float64), np.array(highest, dtype=np.float64)

    @cached_property
    def _all_yes(self) -> dict[str, Bools]:
        return {
            fact: np.array([getattr(e.facts, fact) is True for e in self.entries], dtype=np.bool_)
            for fact in YES_OR_NO
        }

    def _groups(self, name: str) -> dict[str, Bools]:
        return self._all_groups[name]

    @cached_property
    def _all_groups(self) -> dict[str, dict[str, Bools]]:
        return {name: self._grouped(values) for name, values in GROUPS.items()}

    def _grouped(self, values: Callable[[Entry], frozenset[str]]) -> dict[str, Bools]:
        found: dict[str, Bools] = {}
        for number, entry in enumerate(self.entries):
            for value in values(entry):
                if value not in found:
                    found[value] = self.none.copy()
                found[value][number] = True
        return found

    def warm(self) -> Index:
        """Make all arrays now and not at the first question."""
        _ = (self.names, self.others, self.texts, self.by_name, self.opening, self._doors)
        _ = (self._ages, self._all_yes, self._all_groups)
        return self


YES_OR_NO = ("free", "without_appointment", "step_free", "child_welcome", "interpreter")
GROUPS: dict[str, Callable[[Entry], frozenset[str]]] = {
    "kind": lambda entry: frozenset({entry.kind}),
    "topic": lambda entry: entry.topics,
    "language": lambda entry: entry.facts.languages,
    "delivery": lambda entry: frozenset({entry.facts.delivery}),
}


def _in_order(folded_name: str) -> list[tuple[int, str]]:
    """Return a key that sorts by name, and "Gruppe 9" before "Gruppe 10"."""
    return [(int(word), "") if word.isdecimal() else (0, word) for word in folded_name.split()]
