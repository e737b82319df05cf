"""Where somebody sets out: a place of the gazetteer, an address, or a position; used and forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory import search
from directory.families.indexing.memory import searched
from directory.records.folding import fold
from directory.search_places import SETTLEMENTS, NamedPlace
from directory.travelling.answers import Home
from geodata.crs import to_degrees, to_metres

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.families.asking import Asked
    from geodata.crs import Bounds

PUBLIC = frozenset(
    {*SETTLEMENTS, "stop", "postal_code"}
)  # a street or an address may be somebody's home


@dataclass(frozen=True)
class Start:
    """
    Where ways begin.

    Parameters
    ----------
    place
        The place, with its position; None where nothing was said or understood.
    name
        What the page calls it.
    public
        Whether its name may stand in an address.
    problem
        What to tell the person, "" where all is well.
    """

    place: NamedPlace | None = None
    name: str = ""
    public: bool = True
    problem: str = ""

    @property
    def home(self) -> Home | None:
        """What ways are asked of."""
        if self.place is None:
            return None
        longitude, latitude = to_degrees(self.place.x_m, self.place.y_m)
        name = self.name if self.public else ""
        return Home(float(longitude), float(latitude), name, public=self.public)


def start_of(session: Session, asked: Asked, bounds: Bounds) -> Start:
    """Return where somebody sets out who sent a position or typed a start; else nowhere yet."""
    if asked.position is not None:
        return _here(asked.position, bounds)
    return _typed(session, asked.start) if asked.start else Start()


def start_at(place: NamedPlace | None) -> Start:
    """Return the place that was named among the words of the search as the start."""
    if place is None:
        return Start()
    return Start(place, place.name, public=place.kind in PUBLIC)


def _here(position: tuple[float, float], bounds: Bounds) -> Start:
    if not bounds.contain(*position):
        return Start(public=False, problem=_("Ihr Standort liegt außerhalb dieses Gebiets."))
    x_m, y_m = to_metres(*position)
    name = _("Ihrem Standort")
    return Start(NamedPlace(name, "", "position", "", float(x_m), float(y_m)), name, public=False)


def _typed(session: Session, text: str) -> Start:
    known = searched(session)
    place = search.understand_with(text, known.gazetteer, known.index.texts).place
    if place is None:
        problem = _("Ihren Start haben wir nicht gefunden. Bitte versuchen Sie es mit dem Ort.")
        return Start(public=False, problem=problem)
    if fold(text) == place.folded_name or place.kind not in PUBLIC:
        return start_at(place)
    note = _("Wir rechnen ab %(place)s; genauer kennen wir Ihren Start nicht.", place=place.name)
    return Start(place, place.name, public=True, problem=note)
