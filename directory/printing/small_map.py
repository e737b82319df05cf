"""The small map of a sheet: the door, the stop nearest to it, and the walk between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from flask_babel import gettext as _
from flask_babel import ngettext

from directory.printing.ground import Ground, box_around, outlines_in, streets_in
from directory.printing.maps import Drawing, Mark, map_of
from directory.printing.queries import names_within
from directory.travelling.answers import NearStop
from geodata.crs import to_metres
from geodata.points import Points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from directory.printing.ground import Box
    from directory.printing.sheets import Entry
    from directory.records.queries import Outline
    from geodata.streets.graph import StreetTable

WIDTH_MM, HEIGHT_MM = 68.0, 60.0
MARGIN, LEAST_M = 0.35, 500.0  # a map narrower than that shows nothing to go by


@dataclass(frozen=True)
class MapMaker:
    """What lies under the maps: the records, and the streets where a network is loaded."""

    session: Session
    outlines: Sequence[Outline]
    streets: StreetTable | None = None

    def ground(self, box: Box, *, stops: bool) -> Ground:
        """Return what is drawn under the marks of a map."""
        return Ground(
            outlines=outlines_in(box, self.outlines),
            streets=None if self.streets is None else streets_in(box, self.streets),
            names=tuple(names_within(self.session, box, stops=stops)),
        )


@dataclass(frozen=True)
class SmallMap:
    """A map as a `data:` address, and the same in words."""

    source: str
    text: str


def small_map(entry: Entry, maps: MapMaker) -> SmallMap | None:
    """Return the map of an offer; None where it has no position or none may be told."""
    service = entry.service
    location = None if service.undisclosed or entry.neutral else service.location
    position = None if location is None else location.longitude_latitude
    if position is None:
        return None
    stop = stop_used(entry)
    course = Points.of(position, *(stop.walk_degrees if stop else ()))
    box = box_around(course, margin=MARGIN, least_m=LEAST_M, ratio=HEIGHT_MM / WIDTH_MM)
    x_m, y_m = to_metres(course.longitude, course.latitude)
    marks = [Mark("door", float(x_m[0]), float(y_m[0]))]
    walk = None
    if stop and stop.walk_degrees:
        walk = shapely.LineString(np.column_stack([x_m[1:], y_m[1:]]))
        marks.append(Mark("stop", float(x_m[1]), float(y_m[1]), stop.name))
    sure = maps.streets is not None
    ground = maps.ground(box, stops=True)
    drawn = map_of(Drawing(box, WIDTH_MM, ground, marks, walk, sure=sure))
    return SmallMap(drawn, _in_words(stop, sure=sure))


def stop_used(entry: Entry) -> NearStop | None:
    """Return the stop from which the way there goes on foot to the door, else the nearest one."""
    last = entry.way.there.legs[-1] if entry.way and entry.way.there else None
    if last is None or not last.is_walk or not last.from_name or not last.line_degrees:
        return next(iter(entry.stops), None)
    known = next((stop for stop in entry.stops if stop.name == last.from_name), None)
    return known or NearStop(last.from_name, last.minutes, last.metres, (), last.line_degrees)


def _in_words(stop: NearStop | None, *, sure: bool) -> str:
    if stop is None:
        return _("Karte: der schwarze Punkt ist das Angebot.")
    minutes = ngettext("%(num)d Minute", "%(num)d Minuten", stop.walk_minutes)
    text = _(
        "Karte: der schwarze Punkt ist das Angebot, H die Haltestelle %(stop)s. Fußweg: %(minutes)s.",
        stop=stop.name,
        minutes=minutes,
    )
    parts = [text]
    if not sure:
        parts.append(_("Die Linie ist die Luftlinie, nicht der Weg."))
    if stop.shelter is None:
        parts.append(_("Ob es dort einen Unterstand gibt, ist nicht bekannt."))
    else:
        known = (
            _("Dort gibt es einen Unterstand.")
            if stop.shelter
            else _("Dort gibt es keinen Unterstand.")
        )
        parts.append(known)
    return " ".join(parts)
