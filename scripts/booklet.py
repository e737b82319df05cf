"""
Print what there is around a Kita or in an area: a numbered map and list to hang up, then entries.

Beside the PDF stands a data file (.json). Given to --since, it lets the next edition mark what is
new or changed. Offers on sensitive topics are left out: a booklet lies open in a hallway, and the
numbers that help with them stand on its first page.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from directory.families.offers import is_sensitive
from directory.families.sheets import map_maker
from directory.printing.booklets import booklet_pdf, edition_of
from directory.printing.editions import changes_since, read_edition
from directory.printing.numbering import in_order
from directory.printing.queries import kita_doors
from directory.printing.sheets import Look
from directory.records import queries as records
from directory.records.folding import fold
from directory.sessions import current_session
from geodata.errors import MissingInputError
from scripts.options import database_option, date_option, district_option, out_option
from scripts.paper import app_of, look_options, offers_in_area, offers_within, today_in
from scripts.steps import step

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from directory.printing.numbering import Booklet
    from geodata.district import District

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(help=__doc__)
@district_option
@database_option
@click.option("--kita", help="Name of the Kita in the middle.")
@click.option("--within", default=5.0, show_default=True, help="Kilometres around the Kita.")
@click.option("--area", help="Name of a municipality or Verbandsgemeinde, instead of a Kita.")
@click.option("--since", type=FILE, help="Data file of an earlier edition.")
@date_option("Day of the edition; today where none is given.")
@look_options
@out_option(".pdf")
def main(  # noqa: PLR0913 - one argument an option
    *,
    district: District,
    database_url: str | None,
    kita: str | None,
    within: float,
    area: str | None,
    since: Path | None,
    day: date | None,
    language: str,
    large: bool,
    out: Path,
) -> None:
    """Choose the offers, compare with the edition before, write PDF and data file."""
    if (kita is None) == (area is None):
        message = "Give either --kita or --area."
        raise click.UsageError(message)
    before = None if since is None else read_edition(since)
    today, look = day or today_in(district), Look(language, large=large)
    with app_of(district, database_url).test_request_context(), step("choosing offers") as told:
        booklet = _booklet(current_session(), kita, area, within)
        edition = edition_of(booklet, today, look)
        changes = None if before is None else changes_since(before, edition.offers)
        told.begin(f"setting {len(edition.offers)} offers")
        pdf = booklet_pdf(booklet, edition, look, maps=map_maker(), changes=changes)
    out.write_bytes(pdf)
    edition.write(out.with_suffix(".json"))
    click.echo(f"{out.name}: {len(edition.offers)} offers.", err=True)


def _booklet(session: Session, kita: str | None, area: str | None, within: float) -> Booklet:
    services = [s for s in records.services(session) if not is_sensitive(s)]
    if area is not None:
        return in_order(area, offers_in_area(services, area))
    doors = {fold(door.name): door for door in kita_doors(session)}
    door = doors.get(fold(kita or ""))
    if door is None:
        message = f"There is no Kita named {kita} with a known position."
        raise MissingInputError(message)
    return in_order(door.name, offers_within(services, door.position, within), door.position)
