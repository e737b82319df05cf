"""Serve the pages of a district until Ctrl-C."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Any

import click

from directory import create_app
from directory.config import is_loopback, now, travel
from directory.families.indexing.memory import searched
from directory.operator_key import read_key
from directory.records.database import database_url as url_of
from directory.records.database import open_engine
from directory.records.migrating import upgrade
from directory.sessions import EXTENSION, current_session
from geodata.builds import CURRENT
from scripts.options import database_option, district_option

if TYPE_CHECKING:
    from flask import Flask

    from geodata.district import District

WORKERS = 2
PATIENCE_S = 120  # of the server with a worker that answers; a day that nobody loaded takes longest


@click.command(help=__doc__)
@district_option
@database_option
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--internal-pages/--no-internal-pages",
    default=None,
    help="Planners' pages without a key, only ever on a loopback address; the default there.",
)
def main(
    district: District,
    database_url: str | None,
    host: str,
    port: int,
    *,
    internal_pages: bool | None,
) -> None:
    """Make the app and hand it to the server."""
    open_here = is_loopback(host) if internal_pages is None else internal_pages
    if open_here and not is_loopback(host):
        message = f"{host} can be reached from elsewhere: planners' pages need a key there, see sozialraum key."
        raise click.UsageError(message)
    key = read_key(district.var)
    url = database_url or url_of(district)
    engine = open_engine(url)
    upgrade(engine)
    engine.dispose()
    app = create_app(
        district,
        database_url=url,
        results=district.var / CURRENT / "results",  # through the link: a new build shows at once
        networks=district.var / CURRENT / "networks",
        internal_pages=open_here,
        operator_key=key,
    )
    warm(app)
    click.echo(f"{district.name}: http://{host}:{port} (Ctrl-C ends)", err=True)
    click.echo(_who_sees_what(open_here=open_here, key=key), err=True)
    _serve_on_windows(app, host, port) if sys.platform == "win32" else _serve(app, host, port)


def warm(app: Flask) -> None:
    """
    Load the timetable of today and all offers before the server makes its workers.

    They share what is loaded, and nobody waits for it. Connections are not shared: a worker opens
    its own. What is loaded stays, so no worker looks through it for garbage.
    """
    with app.app_context():
        travel().warm(now().date())
        searched(current_session())
    app.extensions[EXTENSION].dispose()
    gc.collect()
    gc.freeze()


def _who_sees_what(*, open_here: bool, key: str | None) -> str:
    here = "open on this machine" if open_here else "not open on this machine"
    elsewhere = "with the operator's key" if key else "not at all (make a key: sozialraum key)"
    return f"Planners' pages: {here}; from elsewhere {elsewhere}. Released versions are public."


def _serve(app: Flask, host: str, port: int) -> None:
    from gunicorn.app.base import BaseApplication  # noqa: PLC0415 - not there on Windows

    class Server(BaseApplication):  # type: ignore[misc] # gunicorn has no types
        """Gunicorn with the settings given here and none from the surroundings."""

        def load_config(self) -> None:
            """Set address and number of workers."""
            settings: dict[str, Any] = {
                "bind": f"{host}:{port}",
                "workers": WORKERS,
                "timeout": PATIENCE_S,
                "control_socket_disable": True,  # it would lie in the home folder
            }
            for name, value in settings.items():
                self.cfg.set(name, value)

        def load(self) -> Flask:
            """Return the app."""
            return app

    Server().run()


def _serve_on_windows(app: Flask, host: str, port: int) -> None:
    from waitress import serve  # noqa: PLC0415 - only there on Windows

    serve(app, host=host, port=port)
