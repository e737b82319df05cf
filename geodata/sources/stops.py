"""A table of public-transport stops read into records."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class StopRecord:
    """One stop; `products` are the kinds of vehicle that call there, such as bus or regional."""

    key: str
    name: str
    longitude: float
    latitude: float
    products: tuple[str, ...]
    ags: str
    parent_key: str
