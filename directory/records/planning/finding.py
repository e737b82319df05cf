"""Find municipalities and Kitas by the keys that a planner's table has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.records.columns import id_from_key
from directory.records.planning import queries
from geodata.errors import RowError

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

KITA = "Kita"  # the column of its Kennung


class Finder:
    """Finds municipalities and Kitas by the keys of a table."""

    def __init__(self, session: Session) -> None:
        self._areas = queries.municipality_ids(session)
        self._kitas = queries.kita_ids(session)

    def area(self, ags: str) -> UUID:
        """Return the municipality with a key, or raise RowError."""
        if ags not in self._areas:
            raise unknown_municipality(ags, "AGS")
        return self._areas[ags]

    def kita(self, key: str) -> UUID:
        """Return the Kita with a Kennung, or raise RowError."""
        found = id_from_key("service", "kitas", key)
        if found not in self._kitas:
            problem = f"{key!r} is the Kennung of no Kita; import the list of Kitas first"
            raise RowError(KITA, problem)
        return found


def unknown_municipality(ags: str, field: str) -> RowError:
    """Return the fault of a row whose municipality is none of the district's."""
    problem = f"no municipality {ags} among the boundaries of the district; correct the key"
    return RowError(field, problem)
