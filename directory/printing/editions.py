"""What a booklet says, as data beside the PDF, and what changed since an earlier edition."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING

from geodata.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

FORMAT, VERSION = "sozialraum booklet", 1
NEW, CHANGED = "new", "changed"
NOT_COMPARED = frozenset({"number"})  # an offer that moves down the list has not changed


@dataclass(frozen=True)
class Printed:
    """What a booklet says of one offer, all as it stands on paper."""

    id: str
    number: int
    name: str
    kind: str
    organization: str
    description: str
    address: str
    phone: str
    email: str
    website: str
    hours: tuple[str, ...]
    costs: str
    languages: str
    confirmed: str

    @property
    def facts(self) -> dict[str, object]:
        """What counts as a change."""
        return {key: value for key, value in asdict(self).items() if key not in NOT_COMPARED}


@dataclass(frozen=True)
class Edition:
    """One booklet: its title, the day it was made, and what it says."""

    title: str
    made_on: date
    offers: tuple[Printed, ...]

    def write(self, path: Path) -> None:
        """Write the data file."""
        facts = {"format": FORMAT, "version": VERSION, **asdict(self)}
        facts["made_on"] = self.made_on.isoformat()
        path.write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


@dataclass(frozen=True)
class Changes:
    """What is new or changed, by id, and the names of what is gone, since an edition of a day."""

    since: date
    marks: Mapping[str, str]
    gone: tuple[str, ...]


def read_edition(path: Path) -> Edition:
    """
    Return an earlier edition.

    Raises
    ------
    SourceError
        If the file is none.
    """
    advice = "Give the .json file that was written beside an earlier booklet."
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        if (facts["format"], facts["version"]) != (FORMAT, VERSION):
            problem = "is the data file of another program or version"
            raise SourceError(path, problem, advice=advice)
        offers = tuple(Printed(**o | {"hours": tuple(o["hours"])}) for o in facts["offers"])
        return Edition(facts["title"], date.fromisoformat(facts["made_on"]), offers)
    except (ValueError, KeyError, TypeError):
        raise SourceError(path, "is no data file of a booklet", advice=advice) from None


def changes_since(before: Edition, offers: Sequence[Printed]) -> Changes:
    """Return what an edition says that the one before did not, and what it no longer says."""
    known = {offer.id: offer for offer in before.offers}
    marks = {
        offer.id: NEW if offer.id not in known else CHANGED
        for offer in offers
        if offer.id not in known or known[offer.id].facts != offer.facts
    }
    now = {offer.id for offer in offers}
    return Changes(
        before.made_on, marks, tuple(offer.name for offer in before.offers if offer.id not in now)
    )
