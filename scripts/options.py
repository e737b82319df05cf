"""Options that several commands share."""

from __future__ import annotations

from datetime import date
from pathlib import Path
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


def date_option(text: str, *names: str) -> Callable[..., Any]:
    """Return the option `--date YYYY-MM-DD`, which may have more names, given as `day`."""

    def as_date(_ctx: click.Context, _param: click.Parameter, value: str | None) -> date | None:
        try:
            return None if value is None else date.fromisoformat(value)
        except ValueError:
            message = f"{value!r} is no date; write it as YYYY-MM-DD, for example 2026-03-10."
            raise click.BadParameter(message) from None

    return click.option(
        "--date",
        *names,
        "day",
        callback=as_date,
        metavar="YYYY-MM-DD",
        help=text,
    )


def out_option(*suffixes: str) -> Callable[..., Any]:
    """Return the required option `--out FILE` of a command that writes these kinds of files."""

    def known(_ctx: click.Context, _param: click.Parameter, value: Path) -> Path:
        if value.suffix.lower() not in suffixes:
            message = f"{value.name} must end in {' or '.join(suffixes)}."
            raise click.BadParameter(message)
        if not value.parent.is_dir():
            message = f"The folder {value.parent} does not exist."
            raise click.BadParameter(message)
        return value

    return click.option(
        "--out",
        type=click.Path(dir_okay=False, path_type=Path),
        callback=known,
        required=True,
        help=f"Result, {' or '.join(suffixes)}.",
    )
