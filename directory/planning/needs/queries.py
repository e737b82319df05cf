"""What measures ask of the numbers of need."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def need_factors(session: Session) -> dict[str, float]:
    """
    Return by how much need in a municipality weighs more or less than elsewhere, by its AGS.

    1.0 is the need of the district as a whole. A municipality that is not in the answer has no
    number: its factor is 1.0 as well, by `.get(ags, 1.0)`.
    """
    del session
    return {}
