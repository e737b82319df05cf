"""The networks of a running app: opened once, days loaded when somebody asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.district import District
    from geodata.networks import Networks


@dataclass(frozen=True)
class Travel:
    """What ways are computed from; `networks` is None where nothing has been built yet."""

    district: District
    networks: Networks | None


def open_travel(district: District, folder: Path | None) -> Travel:
    """Return the networks in a folder of a build, or that there are none."""
    raise NotImplementedError
