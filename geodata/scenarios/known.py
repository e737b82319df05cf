"""What a scenario may name: the doors, lines, trips, stops and municipalities of a district."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geodata.scenarios.refusals import ScenarioError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import shapely

    from geodata.crs import Bounds

KITA = "kita"


@dataclass(frozen=True)
class KnownDoor:
    """A door by its id: what it is called, and its kind."""

    id: str
    name: str
    service: str


@dataclass(frozen=True)
class Known:
    """
    What there is.

    Parameters
    ----------
    bounds
        Where places may lie, buffer included.
    doors
        All doors of all kinds.
    spans
        For each trip the first and the last second of its service day.
    lines
        The names of the lines.
    stops
        The stop_id of each stop that is called at.
    outlines
        The area of each municipality in degrees, by AGS.
    """

    bounds: Bounds
    doors: tuple[KnownDoor, ...] = ()
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    lines: frozenset[str] = frozenset()
    stops: frozenset[str] = frozenset()
    outlines: Mapping[str, shapely.MultiPolygon] = field(default_factory=dict)

    def door(self, text: str, *, field: str = "door", kita: bool = False) -> KnownDoor:
        """
        Return the door of an id or of a name that only one door has.

        Raises
        ------
        ScenarioError
            If there is none, or several.
        """
        doors = [door for door in self.doors if not kita or door.service == KITA]
        found = [door for door in doors if door.id == text] or [d for d in doors if d.name == text]
        if not found:
            raise ScenarioError(
                field=field, code="unknown_kita" if kita else "unknown_door", text=text
            )
        if len(found) > 1:
            ids = ", ".join(door.id for door in found)
            raise ScenarioError(
                field=field, code="several_doors", text=text, number=len(found), known=ids
            )
        return found[0]

    def several(self) -> frozenset[str]:
        """Return the names that more than one door has."""
        counts = Counter(door.name for door in self.doors)
        return frozenset(name for name, count in counts.items() if count > 1)
