"""A table of place names in the form of GeoNames read into records."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PlaceRecord:
    """One named place; kind is town, village, part, locality or other."""

    key: str
    name: str
    kind: str
    longitude: float
    latitude: float
    ags: str
