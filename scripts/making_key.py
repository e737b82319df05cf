"""Make the key that opens planners' pages from another machine, and print it once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from directory.operator_key import KEY_FILE, KEY_VARIABLE, make_key
from scripts.options import district_option

if TYPE_CHECKING:
    from geodata.district import District


@click.command(help=__doc__)
@district_option
@click.option("--replace", is_flag=True, help="End the key that there is.")
def main(district: District, *, replace: bool) -> None:
    """Write the key into the var folder; a server reads it when it starts."""
    click.echo(make_key(district.var, replace=replace))
    click.echo(f"Kept in {district.var / KEY_FILE}, readable by you alone.", err=True)
    click.echo("In the browser: any name, this key as the password. Give it to few.", err=True)
    click.echo(
        f"It holds from the next start of the server; {KEY_VARIABLE} wins over it.", err=True
    )
