"""
Print the report on reachability that a committee reads, as a tagged PDF.

Without --release it tells of the build in use and says that nothing of it has been released. In
either case small numbers are withheld and villages are not ranked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from directory.planning.publishing.freezing import public_of
from directory.planning.publishing.reading import public_results
from directory.planning.report.content import report_of
from directory.planning.report.printing import report_pdf
from directory.records import queries
from directory.records.database import database_url as url_of
from directory.records.database import open_engine
from directory.records.migrating import upgrade
from directory.records.releases.queries import release_by_key
from directory.sessions import current_session
from geodata.builds import CURRENT
from scripts.options import database_option, district_option, out_option
from scripts.paper import app_of, today_in
from scripts.steps import step

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.district import District


@click.command(help=__doc__)
@district_option
@database_option
@click.option("--release", "key", help="Key of a version; see sozialraum release list.")
@out_option(".pdf")
def main(district: District, database_url: str | None, key: str | None, out: Path) -> None:
    """Read the results, set the report, write it whole."""
    engine = open_engine(database_url or url_of(district))
    upgrade(engine)
    engine.dispose()
    with app_of(district, database_url).test_request_context(), step("setting the report"):
        session = current_session()
        release = None if key is None else release_by_key(session, key)
        folder = district.var / CURRENT / "results"
        public = public_of(folder) if release is None else public_results(session, release)
        report = report_of(
            public, method=public["method"], made_on=today_in(district), release=release
        )
        pdf = report_pdf(report, queries.outlines_at(session, "municipality"))
    unfinished = out.with_name(f".{out.name}.unfinished")
    unfinished.write_bytes(pdf)
    unfinished.replace(out)
    click.echo(f"{out.name}: {sum(part.villages for part in report.kinds[:1])} villages.", err=True)
