"""Bring outside files into the records: the whole district, or one list that a clerk edited."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from directory.records import importing
from directory.records.database import database_url as url_of
from directory.records.database import open_engine, writing
from directory.records.importing.sources import BY_HAND, record_source
from directory.records.migrating import upgrade
from directory.records.planning import importing as planning
from geodata.district import Source
from geodata.sources.childminding import read_childminding
from geodata.sources.events import read_events
from geodata.sources.indicators import read_indicators
from geodata.sources.kita_transport import read_kita_transport
from geodata.sources.kitas import read_kitas
from geodata.sources.population import read_municipal_population
from geodata.sources.population_parts import read_residents_by_part
from geodata.sources.services import read_services
from scripts.options import database_option, district_option
from scripts.steps import step

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from directory.records.area_tables import Dataset
    from directory.records.importing import ImportReport
    from geodata.district import District

    Work = Callable[[Session], list[ImportReport]]
    TableImport = Callable[[Session, Path, District], ImportReport]

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
dry_run_option = click.option("--dry-run", is_flag=True, help="Check the file, write nothing.")


class DistrictByDefault(click.Group):
    """A group that imports the district where no other command is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default command before the options."""
        if not args or (args[0].startswith("-") and args[0] not in ctx.help_option_names):
            args = ["district", *args]
        return super().parse_args(ctx, args)


@click.group(cls=DistrictByDefault, help=__doc__)
def main() -> None:
    """Gather the imports."""


@main.command("district")
@district_option
@database_option
@dry_run_option
@click.option("--again", is_flag=True, help="Import even if no file has changed.")
def district_command(
    district: District, database_url: str | None, *, dry_run: bool, again: bool
) -> None:
    """Import every source that district.toml names; the default command."""

    def work(session: Session) -> list[ImportReport]:
        if not again and importing.is_current(session, district):
            click.echo(f"{district.name}: no file has changed since the last import.")
            return []
        with step(district.name) as shown:

            def progress(name: str, number: int, total: int) -> None:
                shown.begin(f"{district.name}: {name}")
                shown(number, total)

            return importing.import_district(session, district, progress=progress)

    _run(district, database_url, work, dry_run=dry_run)


def table_command(name: str) -> Callable[[TableImport], TableImport]:
    """Make a command of a function that imports one file; its docstring is the help."""

    def attach(work: TableImport) -> TableImport:
        @main.command(name, help=work.__doc__)
        @click.argument("path", metavar="FILE", type=FILE)
        @district_option
        @database_option
        @dry_run_option
        def command(
            path: Path, district: District, database_url: str | None, *, dry_run: bool
        ) -> None:
            _run(district, database_url, lambda s: [work(s, path, district)], dry_run=dry_run)

        return work

    return attach


@table_command("kitas")
def import_kitas(session: Session, path: Path, district: District) -> ImportReport:
    """Add the Kitas of an XLSX, CSV or GeoJSON file, or bring them up to date."""
    reading = read_kitas(path, bounds=district.bounds)
    return importing.import_kitas(session, reading, _by_hand(session, "kitas", path))


@table_command("services")
def import_services(session: Session, path: Path, district: District) -> ImportReport:
    """Add the offers of an XLSX, CSV or GeoJSON file, or bring them up to date."""
    reading = read_services(path, bounds=district.bounds)
    return importing.import_services(session, reading, _by_hand(session, "services", path))


@table_command("events")
def import_events(session: Session, path: Path, district: District) -> ImportReport:
    """Add the dates of an XLSX or CSV file, one row each, or bring them up to date."""
    dataset = _by_hand(session, "events", path)
    return importing.import_events(session, read_events(path), dataset, ZoneInfo(district.timezone))


@table_command("population")
def import_population(session: Session, path: Path, _district: District) -> ImportReport:
    """Take the people of each municipality from a newer table."""
    reading = read_municipal_population(path)
    return importing.import_population(session, reading, _by_hand(session, "population", path))


@table_command("transport")
def import_transport(session: Session, path: Path, _district: District) -> ImportReport:
    """Take the Kita transport (village, Kita, days, times) from an XLSX or CSV file."""
    dataset = _by_hand(session, "kita_transport", path)
    return planning.import_kita_transport(session, read_kita_transport(path), dataset)


@table_command("childminding")
def import_childminding(session: Session, path: Path, _district: District) -> ImportReport:
    """Take the Kindertagespflege of each municipality from an XLSX or CSV file."""
    dataset = _by_hand(session, "childminding", path)
    return planning.import_childminding(session, read_childminding(path), dataset)


@table_command("indicators")
def import_indicators(session: Session, path: Path, _district: District) -> ImportReport:
    """Take numbers about municipalities or Kitas from an XLSX or CSV file, one a row."""
    dataset = _by_hand(session, "indicators", path)
    return planning.import_indicators(session, read_indicators(path), dataset)


@main.command("parts")
@click.argument("path", metavar="FILE", type=FILE)
@click.option(
    "--date",
    "on",
    type=click.DateTime(["%Y-%m-%d"]),
    default=partial(datetime.now, UTC),
    show_default="today",
    help="The day that the Melderegister was counted.",
)
@district_option
@database_option
@dry_run_option
def parts_command(
    path: Path, on: datetime, district: District, database_url: str | None, *, dry_run: bool
) -> None:
    """Take the people of parts of municipalities from a table by year of birth."""

    def work(session: Session) -> list[ImportReport]:
        reading = read_residents_by_part(path)
        dataset = _by_hand(session, "parts", path)
        return [importing.import_parts(session, reading, dataset, on=on.date())]

    _run(district, database_url, work, dry_run=dry_run)


def _by_hand(session: Session, name: str, path: Path) -> Dataset:
    return record_source(session, Source(f"{name}_{BY_HAND}", path))


def _run(district: District, url: str | None, work: Work, *, dry_run: bool) -> None:
    """Do the work in one transaction, print the reports; exit with 1 if a row was rejected."""
    engine = open_engine(url or url_of(district))
    try:
        upgrade(engine)
        with writing(engine) as session:
            reports = work(session)
            if not dry_run:
                session.commit()
    finally:
        engine.dispose()
    for report in reports:
        click.echo(report)
    if dry_run:
        click.echo("Nothing was written (--dry-run).")
    sys.exit(1 if importing.any_rejected(reports) else 0)
