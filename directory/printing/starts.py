"""Where a way begins: a Kita or a place by its name, or a position; used and forgotten."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from directory.config import settings
from directory.printing.queries import kita_doors, municipality_names
from directory.records import queries as records
from directory.records.folding import fold
from directory.travelling.answers import Home

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from directory.records.area_tables import Place

# kinds of place that are nobody's home; a street or an address may be
PUBLIC = frozenset({"municipality", "part", "village", "town", "stop", "postal_code"})
POSITION = re.compile(r"\s*(-?\d{1,3}(?:\.\d+)?)\s*,\s*(-?\d{1,2}(?:\.\d+)?)\s*")
LONGEST = 200  # characters that are read
MOST_SUGGESTED = 6
ALIKE_FROM = 80  # of 100 (rapidfuzz ratio): one slip in a name of five letters gives 80 to 90


@dataclass(frozen=True)
class Start:
    """
    What was made of the words: a start, or what may have been meant.

    Parameters
    ----------
    home
        Where the way begins; None where the words are no place of the district.
    suggestions
        Names of Kitas and places that look like the words.
    outside
        Whether a position was given that lies outside the district and its surroundings.
    swapped
        Whether it would lie inside with its two numbers swapped.
    """

    home: Home | None
    suggestions: tuple[str, ...] = ()
    outside: bool = False
    swapped: bool = False


def find_start(session: Session, text: str) -> Start:
    """
    Return where somebody starts.

    Parameters
    ----------
    session
        The records.
    text
        The name of a Kita or a place of the gazetteer, or "LON,LAT" in degrees. A street or an
        address keeps no name, so that it stands neither on paper nor anywhere else.
    """
    words = text.strip()[:LONGEST]
    position = POSITION.fullmatch(words)
    if position:
        return _at(float(position[1]), float(position[2]))
    kitas = kita_doors(session)
    folded = fold(words)
    kita = next((kita for kita in kitas if fold(kita.name) == folded), None)
    if kita is not None:
        return Start(Home(*kita.position, name=kita.name, public=True))
    places = records.places_matching(session, words)
    place = _best(places, folded)
    if place is not None:
        return Start(_home(place))
    names = [kita.name for kita in kitas if folded and folded in fold(kita.name)]
    names += [place.name for place in places]
    names += _alike(folded, [*municipality_names(session), *(kita.name for kita in kitas)])
    return Start(None, tuple(dict.fromkeys(names))[:MOST_SUGGESTED])


def _at(longitude: float, latitude: float) -> Start:
    """Return a position as the start; far away, a way of days on foot would be printed."""
    bounds = settings().district.bounds
    if bounds.contain(longitude, latitude):
        return Start(Home(longitude, latitude))
    return Start(None, outside=True, swapped=bounds.contain(latitude, longitude))


def _alike(folded: str, names: Sequence[str]) -> list[str]:
    """Return the names that look like the words, the most like first."""
    found = process.extract(
        folded,
        {name: fold(name) for name in names},
        scorer=fuzz.ratio,
        score_cutoff=ALIKE_FROM,
        limit=MOST_SUGGESTED,
    )
    return [name for _folded, _score, name in found]


def _best(places: Sequence[Place], folded: str) -> Place | None:
    """Return the place of exactly that name, or the only one that the words fit."""
    exact = [place for place in places if place.folded_name == folded]
    return next(iter(exact), places[0] if len(places) == 1 else None)


def _home(place: Place) -> Home:
    public = place.kind in PUBLIC
    return Home(*place.longitude_latitude, name=place.name if public else "", public=public)
