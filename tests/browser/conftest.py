"""The small district behind a server on loopback, and Chromium to walk through it."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from tests.browser.walking import Walk
from tests.small_district import small_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from playwright.sync_api import Browser

CHROMIUM = Path("/usr/bin/chromium")
WITHOUT_CHROMIUM = "Chromium is absent (Debian package chromium)"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def _closing(app: WSGIApplication) -> WSGIApplication:
    """
    Return the app, its answers closed as soon as they are read.

    Werkzeug's server forgets to close a file where the browser drops the connection after it.
    """

    def answered(environ: WSGIEnvironment, start_response: StartResponse) -> Iterator[bytes]:
        answer = app(environ, start_response)
        try:
            yield from answer
        finally:
            getattr(answer, "close", bool)()

    return answered


def _served(app: WSGIApplication) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, _closing(app), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the small district."""
    yield from _served(small_app(tmp_path_factory.mktemp("site")))


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a district whose names are HTML and JavaScript."""
    yield from _served(small_app(tmp_path_factory.mktemp("hostile_site"), hostile=True))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(WITHOUT_CHROMIUM)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(params=[360, 1280], ids=["phone", "desk"])
def width(request: pytest.FixtureRequest) -> int:
    """The width of the window in pixels."""
    return int(request.param)


@pytest.fixture
def walk(browser: Browser, site: str, width: int) -> Iterator[Walk]:
    """A person at a window of that width, who reports all that is asked of other hosts."""
    with Walk(browser, site, width=width) as person:
        yield person
