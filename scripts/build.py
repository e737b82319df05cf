"""Build networks, travel times and the gap table; nothing is done where nothing has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from directory.planning.building import build, read_results
from directory.records.database import database_url as url_of
from directory.records.database import open_engine, reading
from directory.records.migrating import upgrade
from scripts.options import database_option, district_option
from scripts.steps import step
from scripts.timetable_warnings import tell_days, tell_warnings

if TYPE_CHECKING:
    from geodata.district import District


@click.command(help=__doc__)
@district_option
@database_option
def main(district: District, database_url: str | None) -> None:
    """Build and say where."""
    engine = open_engine(database_url or url_of(district))
    upgrade(engine)
    with reading(engine) as session, step("Build") as shown:
        folder, new = build(
            session,
            district,
            progress=lambda part: shown.begin(f"Build: {part}"),
            share=shown,
        )
    engine.dispose()
    click.echo(f"{'Built' if new else 'Nothing has changed since'} {folder.name}.", err=True)
    results = read_results(district.var)
    for note in results["notes"]:
        click.echo(f"Note: {note}", err=True)
    tell_days(results)
    tell_warnings(results)
