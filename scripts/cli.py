"""Bring a district in, build its networks, see its gaps, serve its pages."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.metadata import version

import click

from geodata.errors import GeodataError

COMMANDS = {
    "import": ("scripts.importing", "Read a district's files, or a clerk's table."),
    "export": ("scripts.exporting", "Write services, Kitas or dates as a table to edit."),
    "build": ("scripts.build", "Make networks, travel times and the gap table."),
    "gaps": ("scripts.gaps", "Print which villages reach which help in time."),
    "scenario": ("scripts.scenario", "Ask what one more trip, day or place would change."),
    "key": ("scripts.making_key", "Make the key that opens planners' pages from elsewhere."),
    "release": (
        "scripts.release",
        "Freeze, comment, release and withdraw versions of the results.",
    ),
    "report": ("scripts.report", "Print the report for a committee, as a PDF."),
    "serve": ("scripts.serve", "Serve the pages until Ctrl-C."),
    "sheet": ("scripts.sheet", "Print a referral sheet for a family, as a PDF."),
    "search": ("scripts.search", "Find help by words and place, as the pages do."),
    "booklet": ("scripts.booklet", "Print what there is around a Kita, as a PDF to hang up."),
    "doctor": ("scripts.doctor", "Say what is installed, in, old or missing."),
    "matrix": ("scripts.matrix", "Travel times on any OSM and GTFS files."),
    "journey": ("scripts.journey", "Journeys there and back, leg by leg, on any files."),
    "isochrone": ("scripts.isochrone", "Areas in reach of a point, on any OSM and GTFS files."),
    "profile": ("scripts.profile", "Every journey of a day from door to door, as a table."),
    "roundtrips": ("scripts.roundtrips", "There, stay and home again, for many homes and doors."),
}
REFUSED = 2  # the exit status of a command whose input cannot be used, as click's own


class LazyGroup(click.Group):
    """A group whose commands are imported when they are used, so that --help is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Name the commands in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import the module of a command and return its `main`."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).main
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; an error that was foreseen is one sentence and exit status 2."""
        try:
            return super().invoke(ctx)
        except GeodataError as error:
            click.echo(f"Error: {error}", err=True)
            sys.exit(REFUSED)
        except OSError as error:
            if error.filename is None:  # not about a file that somebody named
                raise
            click.echo(f"Error: {error.filename} cannot be used: {error.strerror}.", err=True)
            sys.exit(REFUSED)


@click.group(cls=LazyGroup, help=__doc__)
@click.version_option(version("sozialraum"), prog_name="sozialraum")
def main() -> None:
    """Gather the commands."""
