"""Administrative boundaries (VG250 or alike) read into records in degrees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapely import MultiPolygon


@dataclass(frozen=True)
class BoundaryRecord:
    """
    One area: its official keys, its name, its people where known, and its boundary.

    Parameters
    ----------
    key
        AGS (8 digits) of a municipality; otherwise the ARS, or the file's own id.
    ars
        Amtlicher Regionalschlüssel, or "" where the file has none.
    name, designation
        GEN and BEZ of VG250, for example "Acht" and "Gemeinde".
    population
        Inhabitants, or None where the file does not say.
    geometry
        Boundary in degrees (EPSG:4326), longitude first.
    """

    key: str
    ars: str
    name: str
    designation: str
    population: float | None
    geometry: MultiPolygon
