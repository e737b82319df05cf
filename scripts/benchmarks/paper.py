"""Time what is printed: a referral sheet with its way there and back, and a booklet of 100 offers."""

from __future__ import annotations

import json
import time
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import click

from directory.config import travel
from directory.families.offers import is_sensitive
from directory.families.sheet_orders import Order
from directory.families.sheets import make_sheet, map_maker
from directory.printing.booklets import booklet_pdf, edition_of
from directory.printing.numbering import in_order
from directory.printing.sheets import Look
from directory.printing.starts import find_start
from directory.records import queries as records
from directory.sessions import current_session
from geodata.builds import CURRENT
from geodata.errors import MissingInputError
from scripts.benchmarks.machine import machine_text
from scripts.options import district_option
from scripts.paper import app_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from directory.records.tables import Service
    from geodata.district import District

PRINT = "print"
LIMIT_SHEET_S, LIMIT_BOOKLET_S = 3.0, 60.0  # of the issue
RUNS = 5
OFFERS = 100
START = "Monreal"


def measure_print(district: District, *, say: Callable[[str], None]) -> dict[str, Any]:
    """
    Return sheet_first_s, sheet_s (median of the others), booklet_s and offers.

    Parameters
    ----------
    district
        One that has been imported and built.
    say
        Called with each line for people.

    Raises
    ------
    MissingInputError
        If it has not been built, or has fewer offers than the booklet needs.
    """
    if not (district.var / CURRENT).is_dir():
        message = "Nothing has been built yet. Run: scripts/demo --no-serve"
        raise MissingInputError(message)
    with app_of(district, None).test_request_context():
        services = [s for s in records.services(current_session()) if not is_sensitive(s)]
        if len(services) < OFFERS:
            message = f"The district has {len(services)} offers, fewer than {OFFERS}."
            raise MissingInputError(message)
        networks = travel().networks
        day = date.today() if networks is None else networks.typical_day  # noqa: DTZ011 - any day
        say(f"{PRINT}: {OFFERS} offers of {district.name}; way from {START} on {day}")
        figures = _sheets(services, day) | _booklet(services[:OFFERS], day)
    say(
        f"{PRINT}: sheet {figures['sheet_s']} s, the first {figures['sheet_first_s']} s"
        f" (limit {LIMIT_SHEET_S:.0f}); booklet of {OFFERS} offers {figures['booklet_s']} s"
        f" (limit {LIMIT_BOOKLET_S:.0f})"
    )
    return figures


def _sheets(services: Sequence[Service], day: date) -> dict[str, Any]:
    """Time a sheet of one offer each, of offers that people travel to."""
    home = find_start(current_session(), START).home
    seconds = []
    for service in [s for s in services if s.delivery == "place" and not s.kita][: RUNS + 1]:
        begin = time.perf_counter()
        order = Order((service.id,), START, day, Look())
        make_sheet([service], home, order)
        seconds.append(time.perf_counter() - begin)
    return {"sheet_first_s": round(seconds[0], 2), "sheet_s": round(median(seconds[1:]), 2)}


def _booklet(services: Sequence[Service], day: date) -> dict[str, Any]:
    begin = time.perf_counter()
    booklet = in_order("Muster", services)
    edition = edition_of(booklet, day, Look())
    booklet_pdf(booklet, edition, Look(), maps=map_maker())
    return {"booklet_s": round(time.perf_counter() - begin, 2), "offers": len(services)}


@click.command(help=__doc__)
@district_option
@click.option("--json", "kept", type=click.Path(path_type=Path), help="Write the figures here.")
def main(district: District, *, kept: Path | None) -> None:
    """Time, print, keep."""
    machine = machine_text()
    click.echo(f"{datetime.now(tz=UTC):%Y-%m-%d}, {machine}")
    figures = {PRINT: measure_print(district, say=click.echo), "machine": machine}
    if kept is not None:
        kept.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
