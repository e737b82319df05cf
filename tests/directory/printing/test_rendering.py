from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest

from directory.printing.rendering import pdf_in_one_page_each, pdf_of
from tests.pdfs import pages_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

PAGE = (
    "<!doctype html><html lang='de'><head><title>x</title>{head}</head><body>{body}</body></html>"
)


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """An address on loopback, and what was asked of it."""
    paths: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        def log_message(self, *_words: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_image_or_stylesheet_from_outside_is_never_asked_for(
    asked: tuple[str, list[str]],
) -> None:
    address, paths = asked
    head = f"<link rel=stylesheet href='{address}/a.css'><style>@import '{address}/b.css';</style>"
    body = (
        f"<p style='background: url({address}/c.png)'>Text<img src='{address}/d.png' alt='x'>"
        f"<object data='{address}/e.svg'></object></p>"
    )
    assert "Text" in text_of(pdf_of(PAGE.format(head=head, body=body)))
    assert paths == []


def test_a_file_of_the_machine_is_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text(
        "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='90'>"
        "<text y='20'>geheim</text></svg>",
        encoding="utf-8",
    )
    body = f"<p>Text<img src='{secret.as_uri()}' alt='Bild'></p>"
    assert "geheim" not in text_of(pdf_of(PAGE.format(head="", body=body)))


def test_only_a_part_that_does_not_fit_is_set_tighter() -> None:
    seen: list[dict[str, int]] = []

    def html_of(tightness: Mapping[str, int]) -> str:
        seen.append(dict(tightness))
        parts = [
            f"<article class='sheet' id='{name}'><h1>{name}</h1>"
            f"<p style='height: {height - 90 * tightness[name]}mm'>x</p></article>"
            for name, height in (("a", 50), ("b", 380))
        ]
        return PAGE.format(head="", body="".join(parts))

    assert pages_of(pdf_in_one_page_each(html_of, {"a": 0, "b": 0})) == 2
    assert seen == [{"a": 0, "b": 0}, {"a": 0, "b": 1}, {"a": 0, "b": 2}]
