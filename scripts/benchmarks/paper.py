"""Time what is printed: a referral sheet with its way there and back, and a booklet of 100 offers."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from statistics import median
from typing import TYPE_CHECKING, Any

from directory.config import travel
from directory.families.offers import is_sensitive
from directory.families.sheet_orders import Order
from directory.families.sheets import make_sheet, map_maker
from directory.printing.booklets import booklet_pdf, edition_of
from directory.printing.numbering import in_order
from directory.printing.sheets import Look
from directory.printing.starts import find_start
from directory.records import queries as records
from directory.records.database import database_url, open_engine
from directory.records.migrating import newest_revision, revision_of
from directory.sessions import current_session
from geodata.builds import CURRENT
from geodata.errors import MissingInputError
from scripts.benchmarks.machine import machine_text
from scripts.paper import app_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from directory.records.tables import Service
    from geodata.district import District

PRINT = "print"
LIMIT_SHEET_S, LIMIT_BOOKLET_S = 3.0, 60.0  # of the issue
RUNS = 5
OFFERS = 100
START = "Monreal"


def measure_print(district: District, *, say: Callable[[str], None]) -> dict[str, Any]:
    """
    Return sheet_first_s, sheet_s (median of the others), booklet_s, the limits of both and offers.

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
    _refuse_unless_built(district)
    with app_of(district, None).test_request_context():
        services = [s for s in records.services(current_session()) if not is_sensitive(s)]
        if len(services) < OFFERS:
            message = f"The district has {len(services)} offers, fewer than {OFFERS}."
            raise MissingInputError(message)
        day = _typical_day(district)
        say(f"{PRINT}: {datetime.now(tz=UTC):%Y-%m-%d}, {machine_text()}")
        say(f"{PRINT}: {OFFERS} offers of {district.name}; way from {START} on {day}")
        figures = _sheets(services, day, say) | _booklet(services[:OFFERS], day, say)
    say(
        f"{PRINT}: sheet {figures['sheet_s']} s, the first {figures['sheet_first_s']} s"
        f" (limit {LIMIT_SHEET_S:.0f}); booklet of {OFFERS} offers {figures['booklet_s']} s"
        f" (limit {LIMIT_BOOKLET_S:.0f})"
    )
    return figures


def _refuse_unless_built(district: District) -> None:
    built = (district.var / CURRENT).is_dir()
    engine = open_engine(database_url(district)) if built else None
    if engine is None or revision_of(engine) != newest_revision():
        raise MissingInputError(_to_do(district))
    engine.dispose()


def _typical_day(district: District) -> date:
    """Return the day of the way; without networks a sheet would be done too quickly."""
    networks = travel().networks
    if networks is None:
        raise MissingInputError(_to_do(district))
    return networks.typical_day


def _to_do(district: District) -> str:
    return (
        f"There is nothing to print: {district.name} has not been imported and built by this"
        " version. Run first: scripts/demo --no-serve"
    )


def _sheets(services: Sequence[Service], day: date, say: Callable[[str], None]) -> dict[str, Any]:
    """Time a sheet of one offer each, of offers that people travel to."""
    home = find_start(current_session(), START).home
    seconds: list[float] = []
    for service in [s for s in services if s.delivery == "place" and not s.kita][: RUNS + 1]:
        say(f"{PRINT}: sheet {len(seconds) + 1} of {RUNS + 1}")
        begin = time.perf_counter()
        order = Order((service.id,), START, day, Look())
        make_sheet([service], home, order)
        seconds.append(time.perf_counter() - begin)
    return {
        "sheet_first_s": round(seconds[0], 2),
        "sheet_s": round(median(seconds[1:]), 2),
        "sheet_limit_s": LIMIT_SHEET_S,
    }


def _booklet(services: Sequence[Service], day: date, say: Callable[[str], None]) -> dict[str, Any]:
    say(f"{PRINT}: setting a booklet of {len(services)} offers")
    begin = time.perf_counter()
    booklet = in_order("Muster", services)
    edition = edition_of(booklet, day, Look())
    booklet_pdf(booklet, edition, Look(), maps=map_maker())
    return {
        "booklet_s": round(time.perf_counter() - begin, 2),
        "booklet_limit_s": LIMIT_BOOKLET_S,
        "offers": len(services),
    }
