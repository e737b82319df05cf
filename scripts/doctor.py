"""Say what is installed, which data is in, how old it is, and what is missing."""

from __future__ import annotations

import platform
from datetime import date
from importlib.metadata import version
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

from directory.planning.building import read_results
from directory.planning.timetables import state_of
from directory.records import queries
from directory.records.database import database_url as url_of
from directory.records.database import open_engine, reading
from directory.records.migrating import newest_revision, revision_of
from geodata.builds import current_build
from geodata.errors import GeodataError
from geodata.measures.thresholds import KINDS
from geodata.sources.gtfs import read_feed
from geodata.surroundings import surroundings_of
from geodata.timetable.feed_changes import expired
from scripts.options import database_option, district_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from directory.records.area_tables import Dataset
    from geodata.district import District

PACKAGES = ("geopandas", "numba", "osmium", "pyogrio", "shapely", "sqlalchemy")
NO_RECORDS = "the records; run: sozialraum import district"
AGEING_AFTER_DAYS = 365  # a source older than a year deserves a second look


@click.command(help=__doc__)
@district_option
@database_option
def main(district: District, database_url: str | None) -> None:
    """Print the three parts; exit status 1 if something needed is missing."""
    console = Console()
    _installed(console)
    problems = _sources(district)
    url = database_url or url_of(district)
    try:
        problems += _database(console, url)
    except GeodataError as error:
        problems.append(str(error))
    problems += _build(console, district)
    _timetables(console, district)
    for problem in problems:
        console.print(f"[bold]Missing:[/] {problem}")
    raise SystemExit(1 if problems else 0)


def _installed(console: Console) -> None:
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    console.print(f"sozialraum {version('sozialraum')} on Python {platform.python_version()}")
    console.print(f"Packages: {packages}")


def _sources(district: District) -> list[str]:
    """Return one sentence for each file that `district.toml` names and nobody finds."""
    return [
        f"{source.path} (the source {name} of {district.name})."
        for name, source in district.sources.items()
        if not source.path.is_file()
    ]


def _database(console: Console, url: str) -> list[str]:
    engine = open_engine(url)
    try:
        if revision_of(engine) != newest_revision():
            return [NO_RECORDS]
        with reading(engine) as session:
            console.print(f"Database: {engine.dialect.name}, {queries.spatial_version(session)}")
            return _records(console, session)
    finally:
        engine.dispose()


def _records(console: Console, session: Session) -> list[str]:
    datasets = queries.datasets(session)
    console.print(_table_of(datasets))
    counts = queries.services_by_kind(session)
    console.print("Services: " + ", ".join(f"{kind} {counts[kind]}" for kind in sorted(counts)))
    problems = [f"services of the kind {kind}." for kind in KINDS if not counts.get(kind)]
    return problems if datasets else [NO_RECORDS]


def _table_of(datasets: Sequence[Dataset]) -> Table:
    table = Table("source", "file", "rows", "as of", "imported", "note", title="Data")
    for dataset in datasets:
        as_of = "unknown" if dataset.source_date is None else _aged(dataset.source_date)
        notes = [word for word in ("sample", "estimate") if getattr(dataset, word)]
        imported = f"{dataset.imported_at:%Y-%m-%d}"
        cells = (dataset.name, dataset.file_name, str(dataset.rows), as_of, imported)
        table.add_row(*cells, ", ".join(notes))
    return table


def _aged(day: date) -> str:
    days = (date.today() - day).days  # noqa: DTZ011 - the operator's own calendar
    return f"{day} (ageing)" if days > AGEING_AFTER_DAYS else str(day)


def _timetables(console: Console, district: District) -> None:
    """Warn of timetables that cannot be used or do not run today."""
    for source in district.timetables:
        if not source.path.is_file():
            continue
        try:
            feed = read_feed(source.path, bounds=surroundings_of(district))
            warning = expired(feed, date.today())  # noqa: DTZ011 - as above
        except GeodataError as error:
            warning = str(error)
        if warning:
            console.print(f"[bold]Warning:[/] {warning}")


def _build(console: Console, district: District) -> list[str]:
    folder = current_build(district.var)
    if folder is None:
        return ["a build; run: sozialraum build"]
    console.print(f"Build in use: {folder.name}")
    results = read_results(district.var)
    for note in results["notes"]:
        console.print(f"Note: {note}")
    for area in state_of(results).lost:
        console.print(f"[bold]Warning:[/] The timetable lost trips against the one before: {area}.")
    return []
