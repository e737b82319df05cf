"""What a list is narrowed and sorted by, as an address that may be shared: no home is in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time
from typing import TYPE_CHECKING

from directory.records.taxonomy import KINDS, topic_marked

if TYPE_CHECKING:
    from collections.abc import Mapping

SORTS = ("passend", "naehe", "geoeffnet", "name")  # in addresses; the first is what goes unsaid
OLDEST = 27.0  # years; help for the young ends there (§ 41 SGB VIII)
MONTHS = 12
# field → its name in an address; all of them are ticked boxes
BOXES = {
    "free": "kostenlos",
    "without_appointment": "ohne_termin",
    "step_free": "stufenfrei",
    "child_welcome": "kind_mit",
    "interpreter": "dolmetschen",
    "open_now": "jetzt",
    "remote": "fern",
    "in_kita": "in_kita",
}


@dataclass(frozen=True)
class Filters:
    """
    What a list is narrowed by; an unset one keeps all.

    A box keeps what is known to be so. What stands in an address and cannot be understood is as if
    it were not there.
    """

    kind: str | None = None
    topic: str | None = None  # code
    child_age: float | None = None  # years
    language: str | None = None  # spoken there, ISO 639-1
    free: bool = False
    without_appointment: bool = False
    step_free: bool = False
    child_welcome: bool = False
    interpreter: bool = False
    open_now: bool = False
    remote: bool = False  # online or by phone
    in_kita: bool = False  # comes to the Kita
    day: date | None = None
    time: time | None = None  # of the chosen day
    sort: str = SORTS[0]

    @classmethod
    def from_args(cls, args: Mapping[str, str]) -> Filters:
        """Read the query of an address or a form."""
        topic = topic_marked(args.get("thema", ""))
        language = args.get("gesprochen", "").strip().lower()
        return cls(
            kind=args.get("art") if args.get("art") in KINDS else None,
            topic=topic.code if topic else None,
            child_age=_age(args.get("alter", "")),
            language=language if len(language) == 2 and language.isascii() else None,  # noqa: PLR2004 - ISO 639-1
            day=_day(args.get("tag", "")),
            time=_time(args.get("zeit", "")),
            sort=args["sortierung"] if args.get("sortierung") in SORTS else SORTS[0],
            **{field: args.get(name) == "1" for field, name in BOXES.items()},
        )

    def to_args(self) -> dict[str, str]:
        """Return the query that `from_args` reads; what is not set is left out."""
        topic = topic_marked(self.topic or "")
        words = {
            "art": self.kind,
            "thema": topic.mark if topic else None,
            "alter": None if self.child_age is None else f"{self.child_age:g}",
            "gesprochen": self.language,
            "tag": self.day.isoformat() if self.day else None,
            "zeit": self.time.strftime("%H:%M") if self.time else None,
            "sortierung": None if self.sort == SORTS[0] else self.sort,
        }
        ticked = {name: "1" for field, name in BOXES.items() if getattr(self, field)}
        return {name: text for name, text in words.items() if text is not None} | ticked

    @property
    def narrowing(self) -> int:
        """How many of the filters are set, kind, day and order apart."""
        boxes = sum(bool(getattr(self, field)) for field in BOXES)
        return boxes + sum(f is not None for f in (self.topic, self.child_age, self.language))

    def without(self, **fields: object) -> Filters:
        """Return the filters with some fields changed, for links such as "all kinds"."""
        return replace(self, **fields)  # type: ignore[arg-type] # the caller names fields


def _age(text: str) -> float | None:
    """Return an age in years; "8m" are months."""
    plain = text.strip().lower().replace(",", ".")
    try:
        years = float(plain[:-1]) / MONTHS if plain.endswith("m") else float(plain)
    except ValueError:
        return None
    return years if 0 <= years <= OLDEST else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _time(text: str) -> time | None:
    try:
        found = time.fromisoformat(text)
    except ValueError:
        return None
    return found.replace(second=0, microsecond=0, tzinfo=None)
