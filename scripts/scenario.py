"""
Ask what a measure would change: a new place, a day in a Kita, moved hours, one more trip.

A scenario is an overlay: the directory and the timetable stay as they are. `add` keeps one from a
TOML or JSON file, `compare` tells who gains and who loses, `rank` finds which single measure helps
most. Build first: sozialraum build.
"""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from directory.planning.building import NOTHING_BUILT
from directory.planning.scenarios import formats
from directory.planning.scenarios.ground import ground_of
from directory.planning.scenarios.keeping import answered, scenario_of
from directory.planning.scenarios.ranking import HOURS, MOST_TRIES, WHAT, rank
from directory.records.database import database_url as url_of
from directory.records.database import open_engine, reading
from directory.records.errors import NotFoundError
from directory.records.migrating import upgrade
from geodata.builds import current_build
from geodata.measures.thresholds import KINDS
from geodata.networks import open_networks
from geodata.scenarios import files
from geodata.scenarios.reading import read_scenario
from geodata.scenarios.writing import plain_scenario
from scripts.options import database_option, district_option
from scripts.steps import step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.planning.scenarios.ground import Ground
    from geodata.district import District

out_option = click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Else the screen."
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
)


@click.group(help=__doc__)
def main() -> None:
    """Gather the commands."""


@main.command()
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@district_option
@database_option
def add(path: Path, district: District, database_url: str | None) -> None:
    """Keep the scenario in a TOML or JSON file; print its id."""
    with _ground(district, database_url) as ground:
        scenario = read_scenario(files.read_file(path), ground.known)
    click.echo(files.keep(district.var, plain_scenario(scenario)))


@main.command(name="list")
@district_option
def list_(district: District) -> None:
    """List the scenarios that are kept, the oldest first."""
    for id_ in files.kept_ids(district.var):
        click.echo(f"{id_}  {files.kept(district.var, id_).get('name', '')}")


@main.command()
@click.argument("id_", metavar="ID")
@district_option
@database_option
@format_option
@out_option
def show(
    id_: str, district: District, database_url: str | None, form: str, out: Path | None
) -> None:
    """Tell what a scenario changes, village by village."""
    _tell((id_,), district, database_url, form, out)


@main.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@district_option
@database_option
@format_option
@out_option
def compare(
    ids: tuple[str, ...],
    district: District,
    database_url: str | None,
    form: str,
    out: Path | None,
) -> None:
    """Put what several scenarios change side by side."""
    _tell(ids, district, database_url, form, out)


@main.command()
@click.argument("id_", metavar="ID")
@district_option
def remove(id_: str, district: District) -> None:
    """Forget a scenario."""
    files.remove(district.var, id_)


@main.command(name="rank")
@click.option("--what", type=click.Choice(WHAT), required=True)
@click.option("--kind", type=click.Choice(KINDS), required=True)
@click.option("--hours", help=f"When it is open; else {HOURS['day']} or {HOURS['village']}.")
@click.option(
    "--most",
    default=MOST_TRIES,
    show_default=True,
    type=click.IntRange(1, 10_000),
    help="So many trips are worked out; the others are left out.",
)
@click.option("--rows", default=10, show_default=True, type=click.IntRange(1), help="To print.")
@click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True
)
@district_option
@database_option
@out_option
def rank_(  # noqa: PLR0913 - one argument an option
    *,
    what: str,
    kind: str,
    hours: str | None,
    most: int,
    rows: int,
    form: str,
    district: District,
    database_url: str | None,
    out: Path | None,
) -> None:
    """Find which single trip, day in a Kita or village would help most."""
    with _ground(district, database_url) as ground, step(f"Ranking: {what}") as shown:
        found = rank(ground, what, kind, hours=hours, most=most, progress=shown)
    with nullcontext(sys.stdout) if out is None else out.open("w", encoding="utf-8") as file:
        if form == "json":
            file.write(json.dumps(found.plain(), ensure_ascii=False, indent=1) + "\n")
            return
        for line in (*found.tried, "rank  people lifted  person-minutes saved  measure"):
            file.write(f"{line}\n")
        for number, row in enumerate(found.rows[:rows], start=1):
            people = "fewer than 5" if row.lifted is None else f"{row.lifted:.0f}"
            file.write(
                f"{number:>4}  {people:>13}  {row.minutes_saved:>20.0f}  {row.candidate.about}\n"
            )


def _tell(
    ids: tuple[str, ...],
    district: District,
    database_url: str | None,
    form: str,
    out: Path | None,
) -> None:
    with _ground(district, database_url) as ground, step("Scenarios") as shown:
        answers = [answered(ground, scenario_of(ground, id_), progress=shown) for id_ in ids]
    with nullcontext(sys.stdout) if out is None else out.open("w", encoding="utf-8") as file:
        if form == "table":
            file.writelines(f"{line}\n" for line in formats.table_lines(answers))
        else:
            writers = {"csv": formats.write_csv, "json": formats.write_json}
            writers[form](answers, file)


@contextmanager
def _ground(district: District, database_url: str | None) -> Iterator[Ground]:
    """Yield the state of affairs of the build in use."""
    build = current_build(district.var)
    if build is None:
        raise NotFoundError(NOTHING_BUILT)
    engine = open_engine(database_url or url_of(district))
    upgrade(engine)
    with reading(engine) as session:
        yield ground_of(session, district, open_networks(build / "networks"), build / "results")
    engine.dispose()
