"""
Write offers, Kitas or dates into a table that a clerk can edit and import again.

Of what planners bring: transport, childminding, indicators, and a Kita-Bedarfsplan of Kitas by age
and hours of care. The gaps of the build in use too: CSV, XLSX, GPKG (GeoPackage), GEOJSON or PARQUET by the ending.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from directory.planning.building import read_results
from directory.planning.exports.writing import export as export_villages
from directory.records import queries
from directory.records.database import database_url as url_of
from directory.records.database import open_engine, reading
from directory.records.events.spreadsheets import export_events
from directory.records.migrating import upgrade
from directory.records.planning import spreadsheets as planning
from directory.records.spreadsheets import export_kitas, export_services
from scripts.options import database_option, district_option

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from geodata.district import District

PLANNING = {
    "transport": planning.export_transport,
    "childminding": planning.export_childminding,
    "indicators": planning.export_indicators,
    "bedarfsplan": planning.export_bedarfsplan,
}
EXPORTS = ("services", "kitas", "events", "gaps", *PLANNING)


@click.command(help=__doc__)
@click.argument("what", type=click.Choice(EXPORTS))
@click.argument("path", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@district_option
@database_option
def main(what: str, path: Path, district: District, database_url: str | None) -> None:
    """Write the file, its format by its ending."""
    engine = open_engine(database_url or url_of(district))
    try:
        upgrade(engine)
        with reading(engine) as session:
            count = _export(what, session, path, district)
    finally:
        engine.dispose()
    click.echo(f"{count} {what} written to {path}")


def _export(what: str, session: Session, path: Path, district: District) -> int:
    if what in PLANNING:
        return PLANNING[what](session, path)
    if what == "gaps":
        return _export_gaps(session, path, district)
    if what == "events":
        return export_events(session, path, ZoneInfo(district.timezone))
    return export_kitas(session, path) if what == "kitas" else export_services(session, path)


def _export_gaps(session: Session, path: Path, district: District) -> int:
    outlines = {o.ags: o.boundary for o in queries.outlines_at(session, "municipality")}
    return export_villages(read_results(district.var)["villages"], outlines, path)
