"""Options that several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from geodata.district import DEFAULT, ENVIRONMENT_VARIABLE, District, find_district

if TYPE_CHECKING:
    from collections.abc import Callable


def _find(_ctx: click.Context, _param: click.Parameter, value: str | None) -> District:
    return find_district(value)


def district_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--district`, given to the command as a District."""
    return click.option(
        "--district",
        envvar=ENVIRONMENT_VARIABLE,
        callback=_find,
        metavar="NAME_OR_FOLDER",
        help=f"A shipped district or a folder with a district.toml; else {DEFAULT}.",
    )(command)


def database_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--database`; without it the records lie in a SpatiaLite file in the var folder."""
    return click.option(
        "--database",
        "database_url",
        envvar="SOZIALRAUM_DATABASE_URL",
        metavar="URL",
        help="PostGIS or SpatiaLite; else the district's own file.",
    )(command)
