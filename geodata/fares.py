"""What a ticket costs, as district.toml says it: with the day it was true, or unknown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from geodata.errors import DistrictError

if TYPE_CHECKING:
    from geodata.district import District

PRICES = ("adult_euro", "child_euro", "deutschlandticket_euro")


@dataclass(frozen=True)
class Fares:
    """
    Prices in euro; None is unknown and stays so.

    Parameters
    ----------
    adult_euro, child_euro
        A single ticket one way, whatever the length of the way.
    deutschlandticket_euro
        For a month, as a comparison.
    as_of
        The day on which the prices were true.
    source
        Where they were read.
    who_may_pay
        Who may pay for families with little money, in words.
    """

    adult_euro: float | None = None
    child_euro: float | None = None
    deutschlandticket_euro: float | None = None
    as_of: date | None = None
    source: str = ""
    who_may_pay: str = ""


def fares_of(district: District) -> Fares:
    """
    Return the fares in `[fares]` of district.toml, all unknown where it has none.

    Raises
    ------
    DistrictError
        If a price is no number from 0, or stands there without the day it was true.
    """
    table = district.fares
    prices = {name: _price(table, name) for name in PRICES}
    as_of = table.get("date")
    if any(price is not None for price in prices.values()) and not isinstance(as_of, date):
        message = "[fares] in district.toml lacks `date`, the day on which its prices were true."
        raise DistrictError(message)
    return Fares(
        **prices,
        as_of=as_of,
        source=str(table.get("source", "")),
        who_may_pay=str(table.get("who_may_pay", "")),
    )


def _price(table: dict[str, Any], name: str) -> float | None:
    value = table.get(name)
    if value is None:
        return None
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or not 0 <= value < float("inf")
    ):
        message = f"{name} = {value!r} in [fares] of district.toml is no price such as 2.80."
        raise DistrictError(message)
    return float(value)
