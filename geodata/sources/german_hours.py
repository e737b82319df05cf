"""Opening hours in German words and figures, read word by word; an unknown word ends it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geodata.errors import RowError
from geodata.sources.weekly_hours import (
    APPOINTMENT,
    BY_APPOINTMENT,
    MINUTES_A_DAY,
    WeeklyHours,
    in_order,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

FIELD = "Öffnungszeiten"
DAYS = ("mo", "di", "mi", "do", "fr", "sa", "so")
EVERY_DAY = range(7)
TOKENS = re.compile(
    r"(?P<holidays>(?:an\s+)?(?:gesetzlichen\s+)?feiertag(?:s|en)?\s+geschlossen)"
    rf"|(?P<appointment>{APPOINTMENT.pattern})"
    r"|(?P<closed>geschlossen\b|zu\b)"
    r"|(?P<daily>täglich\b)"
    r"|(?P<day>(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)s?\b"
    r"|(?:mo|di|mi|do|fr|sa|so)\b\.?)"
    r"|(?P<time>(?<!\d)\d{1,2}(?:[:.]\d{2})?(?!\d)(?:\s*(?:uhr|h)\b)?)"
    r"|(?P<to>[-–—\u2212]|bis\b)"
    r"|(?P<and>[,;/&+\n]|und\b|u\.|sowie\b|oder\b|außerdem\b)"
    r"|(?P<nothing>öffnungszeiten\s*:?|geöffnet\b|jeweils\b|von\b|:|[ \t\r]+)",
    re.IGNORECASE,
)


@dataclass
class _Rule:
    """Days, the times on them, and whether they are closed or by appointment."""

    days: list[int] = field(default_factory=list)
    times: list[int] = field(default_factory=list)
    closed: bool = False
    by_appointment: bool = False

    @property
    def complete(self) -> bool:
        """What comes next can only be another rule."""
        return bool(self.times) or self.closed or self.by_appointment


def parse_german_hours(text: str) -> tuple[WeeklyHours, ...]:
    """
    Return the weekly windows that a German text says.

    Days and times of a later rule add to the earlier ones; "geschlossen" takes
    its days away.

    Raises
    ------
    RowError
        If a word is not understood or days and times do not fit together.
    """
    reader = _Reader()
    for kind, word in _tokens(text.strip().rstrip(".")):
        reader.take(kind, word)
    return reader.finish()


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(text):
        match = TOKENS.match(text, at)
        if match is None or match.lastgroup is None:
            raise _not_understood(text[at:].split(maxsplit=1)[0])
        if match.lastgroup != "nothing":
            yield match.lastgroup, match[0].casefold()
        at = match.end()


@dataclass
class _Reader:
    """Takes one word after the other and collects rules."""

    rules: list[_Rule] = field(default_factory=lambda: [_Rule()])
    any_appointment: bool = False
    ranging: bool = False
    separated: bool = True

    def take(self, kind: str, word: str) -> None:
        """Take one word."""
        if kind == "to":
            self._range(word)
            return
        if self.ranging and kind not in {"day", "time"}:
            raise _not_understood(word)
        if kind == "day":
            self._add_day(DAYS.index(word[:2]))
        elif kind == "time":
            self._add_time(word)
        elif kind == "daily":
            self._open_rule().days.extend(EVERY_DAY)
        elif kind == "closed":
            self._close(word)
        elif kind == "appointment":
            self._appoint()
        self.separated = kind == "and"

    def finish(self) -> tuple[WeeklyHours, ...]:
        """Return the windows of all rules."""
        if self.ranging or not all(
            _is_whole(rule) for rule in self.rules if rule.days or rule.times
        ):
            raise _incomplete()
        hours = {hour for rule in self.rules for hour in _windows(rule)}
        closed = {day for rule in self.rules if rule.closed for day in rule.days}
        hours = {hour for hour in hours if hour.weekday not in closed}
        if self.any_appointment:
            hours.add(BY_APPOINTMENT)
        if not hours:
            raise _incomplete()
        return in_order(hours)

    def _range(self, word: str) -> None:
        rule = self.rules[-1]
        open_time = len(rule.times) % 2 == 1
        open_day = bool(rule.days) and not rule.complete
        if self.ranging or self.separated or not (open_time or open_day):
            raise _not_understood(word)
        self.ranging = True

    def _open_rule(self) -> _Rule:
        if self.rules[-1].complete:
            self.rules.append(_Rule())
        return self.rules[-1]

    def _add_day(self, day: int) -> None:
        if len(self.rules[-1].times) % 2:
            raise _not_understood(DAYS[day])
        rule = self._open_rule()
        if self.ranging:
            first = rule.days[-1] + 1
            if day < first:
                raise RowError(FIELD, f"{DAYS[first - 1]}–{DAYS[day]} is no range of days")
            rule.days.extend(range(first, day))
        rule.days.append(day)
        self.ranging = False

    def _add_time(self, word: str) -> None:
        rule = self.rules[-1]
        half = len(rule.times) % 2 == 1
        if not rule.days or rule.closed or rule.by_appointment or half != self.ranging:
            raise _not_understood(word)
        rule.times.append(_minutes(word))
        self.ranging = False

    def _close(self, word: str) -> None:
        rule = self.rules[-1]
        if not rule.days or rule.complete:
            raise _not_understood(word)
        rule.closed = True

    def _appoint(self) -> None:
        """Make the rule before it one by appointment; after a comma it is an offer of its own."""
        rule = self.rules[-1]
        if self.separated or not rule.days:
            self.any_appointment = True
        else:
            rule.by_appointment = True


def _is_whole(rule: _Rule) -> bool:
    return rule.complete and bool(rule.days) and len(rule.times) % 2 == 0


def _windows(rule: _Rule) -> Iterator[WeeklyHours]:
    for day in rule.days:
        if rule.by_appointment and not rule.times:
            yield WeeklyHours(day, None, None, by_appointment=True)
        for opens, closes in zip(rule.times[::2], rule.times[1::2], strict=True):
            if closes <= opens:
                raise RowError(FIELD, "a time ends before it begins")
            yield WeeklyHours(day, opens, closes, by_appointment=rule.by_appointment)


def _minutes(word: str) -> int:
    hours, _, minutes = re.sub(r"[^\d:.]", "", word).replace(".", ":").partition(":")
    total = int(hours) * 60 + int(minutes or 0)
    if total > MINUTES_A_DAY or int(minutes or 0) >= 60:  # noqa: PLR2004 - minutes an hour
        raise RowError(FIELD, f"{word!r} is no time of day")
    return total


def _incomplete() -> RowError:
    return RowError(FIELD, "a day lacks its times, or a time its end")


def _not_understood(word: str) -> RowError:
    return RowError(FIELD, f"{word!r} is not understood")
