"""What the plan says of a Kita, as cells of a table: the same German columns out as in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.sources.clock_cells import days_in_words
from geodata.sources.kita_plan import PLAN_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from directory.records.tables import Kita

    Value = str | int | float | None

AS_THEY_ARE = tuple(
    name for name in PLAN_COLUMNS if name not in {"assigned", "social_work_days"}
)  # the others are written in words
BETWEEN = "; "  # the entries of one cell


def plan_cells(kita: Kita, assigned: Iterable[tuple[str, str]] = ()) -> dict[str, Value]:
    """
    Return what the plan says of a Kita by the field names of PLAN_COLUMNS.

    Parameters
    ----------
    kita
        The Kita.
    assigned
        AGS and part of each village that the plan gives to it.
    """
    cells: dict[str, Value] = {name: getattr(kita, name) for name in AS_THEY_ARE}
    cells["social_work_days"] = days_in_words(kita.social_work_days)
    cells["assigned"] = BETWEEN.join(f"{ags} {part}".strip() for ags, part in assigned)
    return cells
