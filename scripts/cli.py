"""Bring a district in, build its networks, see its gaps, serve its pages."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.metadata import version

import click

from geodata.errors import GeodataError

COMMANDS = {
    "import": "scripts.importing",
    "export": "scripts.exporting",
    "build": "scripts.build",
    "gaps": "scripts.gaps",
    "serve": "scripts.serve",
    "doctor": "scripts.doctor",
    "matrix": "scripts.matrix",
    "journey": "scripts.journey",
}
REFUSED = 2  # the exit status of a command whose input cannot be used, as click's own


class LazyGroup(click.Group):
    """A group whose commands are imported when they are used, so that --help is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Name the commands in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import the module of a command and return its `main`."""
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command: click.Command = import_module(module).main
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; an error that was foreseen is one sentence and exit status 2."""
        try:
            return super().invoke(ctx)
        except GeodataError as error:
            click.echo(f"Error: {error}", err=True)
            sys.exit(REFUSED)


@click.group(cls=LazyGroup, help=__doc__)
@click.version_option(version("sozialraum"), prog_name="sozialraum")
def main() -> None:
    """Gather the commands."""
