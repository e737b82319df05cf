"""Write the shipped sample district from official files and a seed, the same every time."""

from __future__ import annotations

from pathlib import Path

import click

from geodata.district import SHIPPED
from scripts.samples.boundaries import write_boundaries
from scripts.samples.cells import write_cells
from scripts.samples.events import write_events
from scripts.samples.kita_transport import write_kita_transport
from scripts.samples.kitas import kita_rows, write_kitas
from scripts.samples.network import build_network
from scripts.samples.population import write_population
from scripts.samples.raw import read_raw
from scripts.samples.services import Ground, service_rows, write_services
from scripts.samples.stop_equipment import write_stop_equipment
from scripts.samples.stops import write_places, write_stops
from scripts.samples.timetable import write_timetable


def write_samples(raw_folder: Path, out: Path) -> None:
    """Write every file of the district but its district.toml and README."""
    raw = read_raw(raw_folder)
    routes = build_network(raw)
    served = {stop.key for route in routes for stop in route.stops}
    out.mkdir(parents=True, exist_ok=True)
    write_boundaries(raw_folder, out)
    write_population(raw, out)
    write_cells(raw, out)
    write_stops(raw, out, used=served)
    write_places(raw, out)
    write_kitas(raw, out)
    write_kita_transport(raw, kita_rows(raw), out)
    ground = Ground(raw, served, kita_rows(raw))
    write_services(ground, out)
    write_events(service_rows(ground), out)
    write_stop_equipment(raw, out)
    write_timetable(routes, out)


@click.command(help=__doc__)
@click.option(
    "--raw",
    "raw_folder",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with the official files (boundaries, population, stops, places).",
)
@click.option(
    "--out",
    default=SHIPPED / "mayen-koblenz",
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the district to write into.",
)
def main(raw_folder: Path, out: Path) -> None:
    """Write the files and list them with their sizes."""
    write_samples(raw_folder, out)
    for path in sorted(out.iterdir()):
        click.echo(f"{path.stat().st_size:>9,}  {path.name}")


if __name__ == "__main__":
    main()
