"""Print which villages reach which kind of help in time, and why not."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from directory.planning import gap_formats
from directory.planning.building import build, read_results, results_on
from directory.planning.withholding import without_small_numbers
from directory.records import queries
from directory.records.database import database_url as url_of
from directory.records.database import open_engine, reading
from directory.records.migrating import upgrade
from scripts.options import database_option, date_option, district_option
from scripts.steps import step
from scripts.timetable_warnings import tell_days, tell_warnings

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from geodata.district import District
    from scripts.steps import Step


@click.command(help=__doc__)
@district_option
@database_option
@date_option("Day to judge by; else the typical school Tuesday of the timetable.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "geojson"]),
    default="table",
    show_default=True,
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Else the screen.")
def main(
    district: District, database_url: str | None, day: date | None, form: str, out: Path | None
) -> None:
    """Build if something has changed, then write the table."""
    engine = open_engine(database_url or url_of(district))
    upgrade(engine)
    with reading(engine) as session:
        with step("Build") as shown:
            results = _results(session, district, day, shown)
        with nullcontext(sys.stdout) if out is None else out.open("w", encoding="utf-8") as file:
            _write(without_small_numbers(results), form, session, file)
    engine.dispose()
    tell_days(results)
    tell_warnings(results)


def _results(session: Session, district: District, day: date | None, shown: Step) -> dict[str, Any]:
    def progress(part: str) -> None:
        shown.begin(f"Build: {part}")

    if day is not None:
        return results_on(session, district, day, progress=progress, share=shown)
    build(session, district, progress=progress, share=shown)
    return read_results(district.var)


def _write(results: dict[str, Any], form: str, session: Session, file: TextIO) -> None:
    if form == "geojson":
        outlines = {o.ags: o.boundary for o in queries.outlines_at(session, "municipality")}
        gap_formats.write_geojson(results, outlines, file)
        return
    writers = {
        "table": gap_formats.write_table,
        "csv": gap_formats.write_csv_table,
        "json": gap_formats.write_json,
    }
    writers[form](results, file)
