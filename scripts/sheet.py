"""
Print a referral sheet: offers, the way there and back from a Kita or a place, as a tagged PDF.

OFFERS are ids as in the address of an offer's page, or the keys of the source. A position as the
start is used and forgotten; it stands neither on the sheet nor in any log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from directory.config import travel
from directory.families.sheet_orders import Order
from directory.families.sheets import make_sheet
from directory.printing.sheets import Look
from directory.printing.starts import find_start
from directory.sessions import current_session
from geodata.errors import MissingInputError
from scripts.options import database_option, date_option, district_option, out_option
from scripts.paper import app_of, look_options, services_of, today_in

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.travelling.answers import Home
    from geodata.district import District

# the position itself is not repeated: it may be somebody's home
OUTSIDE = "The position given with --from lies outside the district and its surroundings."
SWAPPED = f'{OUTSIDE} Are the numbers swapped? Write "LON,LAT".'

NO_WAYS = "No ways are printed: there is no build of this version; run: sozialraum build"


@click.command(help=__doc__)
@district_option
@database_option
@click.option("--offers", "offers", multiple=True, required=True, metavar="ID", help="Repeatable.")
@click.argument("more", nargs=-1, metavar="[ID]...")
@click.option("--from", "start", metavar='KITA|PLACE|"LON,LAT"', help="Without it, no way.")
@date_option("Day of the visit; today where none is given.")
@look_options
@out_option(".pdf")
def main(  # noqa: PLR0913 - one argument an option
    district: District,
    database_url: str | None,
    offers: tuple[str, ...],
    more: tuple[str, ...],
    *,
    start: str | None,
    day: date | None,
    language: str,
    large: bool,
    out: Path,
) -> None:
    """Find the offers and the start, and write the sheet."""
    with app_of(district, database_url).test_request_context():
        session = current_session()
        services = services_of(session, (*offers, *more))
        home = None if start is None else _home(session, start)
        if home is not None and travel().networks is None:
            click.echo(NO_WAYS, err=True)
        look = Look(language, large=large)
        ids = tuple(service.id for service in services)
        order = Order(ids, start or "", day or today_in(district), look)
        out.write_bytes(make_sheet(services, home, order))
    click.echo(f"{out.name}: {len(services)} offers.", err=True)


def _home(session: Session, text: str) -> Home:
    found = find_start(session, text)
    if found.outside:
        raise MissingInputError(SWAPPED if found.swapped else OUTSIDE)
    if found.home is None:
        meant = f" Did you mean {', '.join(found.suggestions)}?" if found.suggestions else ""
        message = f'No Kita or place has the name given with --from.{meant} Or give "LON,LAT".'
        raise MissingInputError(message)
    return found.home
