"""Which numbers of people a page must keep to itself, see METHODS, § 2."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

FEWEST_SHOWN = 5.0  # METHODS, § 2: values below are withheld
FEW = 30.0  # the same: target persons below which a share is told of neighbours together only


def withheld(gap: Mapping[str, Any], target: float | None) -> bool:
    """
    Say whether share and number of people of a village must not be told by themselves.

    Either would tell of fewer than five, or the share is that of fewer than thirty.
    """
    if gap.get("withheld") or gap.get("few") or (target is not None and target < FEW):
        return True
    people = gap.get("people_failing")
    if people is None or target is None:
        return False
    return any(0 < number < FEWEST_SHOWN for number in (people, target - people))


def counted(number: float | None) -> str:
    """Return a number of people for a page: a dash where it is unknown, no more where it is small."""
    if number is None:
        return "–"
    return "unter 5" if 0 < number < FEWEST_SHOWN else f"{number:,.0f}".replace(",", ".")
