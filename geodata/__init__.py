"""Read the outside files of a district and answer who can travel where, and when."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from geodata.kernel_cache import discard_stale_kernels

discard_stale_kernels()

# What a notebook finds in `geodata`; each name is imported when it is first asked for, so that
# reading a file does not have to wait for the compiler of the kernels.
PUBLIC = {
    "TravelOptions": "geodata.networks",
    "find_district": "geodata.district",
    "points_of": "geodata.frames",
    "read_streets": "geodata.frames",
    "read_transit": "geodata.frames",
    "shortest_times": "geodata.frames",
    "street_times": "geodata.frames",
    "surroundings_of": "geodata.surroundings",
    "transit_times": "geodata.frames",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any public function
    """Import a public function at its first use."""
    if name not in PUBLIC:
        message = f"module 'geodata' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(PUBLIC[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *PUBLIC])
