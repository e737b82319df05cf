"""What somebody asks of the list, and what of it may stand in an address."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from werkzeug.datastructures import MultiDict

from directory.families.filters import Filters

if TYPE_CHECKING:
    from collections.abc import Mapping

POSITION = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*")
MAX_CHARACTERS = 200  # of the words and of a start; the rest is cut off
LONGEST_STEP = 6 * MAX_CHARACTERS  # a letter of two bytes takes six characters in an address
STEP = "schritt"  # the button of a form that changes one thing: "seite=2"
LARGEST_PAGE = 10_000


@dataclass(frozen=True)
class Asked:
    """
    One question to the list.

    Parameters
    ----------
    text, page
        The words typed, the page of the list.
    filters
        What the list is narrowed and sorted by.
    start
        Where somebody sets out, as typed; perhaps an address.
    position
        Longitude and latitude in degrees, where a device was asked to send them.
    """

    text: str = ""
    page: int = 1
    filters: Filters = field(default_factory=Filters)
    start: str = field(default="", repr=False)
    position: tuple[float, float] | None = field(default=None, repr=False)

    @property
    def has_start(self) -> bool:
        """Whether somebody said where they set out."""
        return bool(self.start) or self.position is not None

    def args(self, **changes: str | int | None) -> dict[str, Any]:
        """Return what an address of the list may hold, with changes; empty parts are left out."""
        own: dict[str, str | int | None] = {
            "q": self.text,
            **self.filters.to_args(),
            "von": self.start,
            "seite": self.page if self.page > 1 else None,
        }
        return {name: str(value) for name, value in (own | changes).items() if value}

    def fields(self) -> dict[str, Any]:
        """Return everything, for the hidden fields of a form that is sent by POST."""
        if self.position is None:
            return self.args()
        longitude, latitude = self.position
        return self.args() | {"position": f"{latitude},{longitude}"}

    def without_start(self) -> Asked:
        """Return the same question without where somebody sets out."""
        return replace(self, start="", position=None)


def asked_in(values: Mapping[str, str]) -> Asked:
    """Return what stands in an address or in a form; whatever is odd is left out."""
    step = dict(parse_qsl(values.get(STEP, "")[:LONGEST_STEP], keep_blank_values=True))
    given = MultiDict({**values, **step})
    return Asked(
        text=given.get("q", "")[:MAX_CHARACTERS],
        page=min(max(given.get("seite", 1, type=int), 1), LARGEST_PAGE),
        filters=Filters.from_args(given),
        start=given.get("von", "")[:MAX_CHARACTERS].strip(),
        position=None if given.get("von") else _position(given.get("position", "")),
    )


def _position(text: str) -> tuple[float, float] | None:
    """Return longitude and latitude of "latitude,longitude" as devices say it."""
    found = POSITION.fullmatch(text)
    return (float(found[2]), float(found[1])) if found else None
