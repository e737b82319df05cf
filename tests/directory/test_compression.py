from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest

from directory import basemap
from tests.pages import parsed

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from werkzeug.test import TestResponse

TAKES_GZIP = {"Accept-Encoding": "gzip, deflate, br"}
FIRST_PAGE_BYTES = 150_000
STYLES = "/static/css/base.css"
IN_STYLES = re.compile(r"url\([\"']?([^\"')]+)")


def get(app: Flask, address: str, **headers: str) -> TestResponse:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return app.test_client().get(address, headers=TAKES_GZIP | names, buffered=True)


@pytest.mark.parametrize("address", ["/", STYLES, "/angebote?q=kita", "/karte/gemeinden.geojson"])
def test_texts_are_compressed_and_read_the_same_when_unpacked(app: Flask, address: str) -> None:
    plain, packed = app.test_client().get(address, buffered=True), get(app, address)
    assert not plain.content_encoding
    assert packed.content_encoding == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.content_length == len(packed.data) < len(plain.data)
    assert "Accept-Encoding" in packed.vary
    assert "Accept-Encoding" in plain.vary  # or a proxy would hand one out for the other


def test_who_refuses_compression_gets_none(app: Flask) -> None:
    assert (
        get(app, "/", Accept_Encoding="gzip;q=0, identity").headers.get("Content-Encoding") is None
    )


def test_a_part_of_a_file_is_never_compressed(app: Flask) -> None:
    part = get(app, STYLES, Range="bytes=0-2999")
    assert (part.status_code, part.headers.get("Content-Encoding")) == (206, None)


def test_map_tiles_and_their_parts_come_as_they_are(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiles = tmp_path / "tiles.pmtiles"
    tiles.write_bytes(b"PMTiles" * 1000)
    monkeypatch.setattr(basemap, "_path", lambda: tiles)
    whole, part = get(app, "/" + basemap.ADDRESS), get(app, "/" + basemap.ADDRESS, Range="bytes=7-")
    assert not whole.content_encoding
    assert not part.content_encoding
    assert (whole.data, part.data) == (tiles.read_bytes(), tiles.read_bytes()[7:])


def test_pictures_and_fonts_are_not_compressed_twice(app: Flask) -> None:
    assert get(app, "/static/icon-192.png").headers.get("Content-Encoding") is None


def test_a_compressed_file_that_has_not_changed_is_not_sent_again(app: Flask) -> None:
    first = get(app, STYLES)
    assert first.headers["ETag"].startswith("W/")
    assert get(app, STYLES, If_None_Match=first.headers["ETag"]).status_code == 304


def test_an_address_in_another_language_and_an_error_page_are_compressed_alike(app: Flask) -> None:
    assert get(app, "/ar/").content_encoding == "gzip"
    assert get(app, "/gibt-es-nicht").status_code == 404


def test_the_first_page_with_all_that_it_loads_is_light(app: Flask) -> None:
    """Counts what a browser loads: page, styles, what these name, scripts, icon and manifest."""
    page = get(app, "/")
    root = parsed(gzip.decompress(page.data).decode())
    links = [node.attributes["href"] for node in root.all("link")]
    files = {
        *links,
        *(node.attributes["src"] for node in root.all("script") if "src" in node.attributes),
    }
    weights = {"/": len(page.data)}
    for address in sorted(files):
        answer = get(app, address)
        weights[address] = len(answer.data)
        if answer.mimetype == "text/css":
            for named in IN_STYLES.findall(gzip.decompress(answer.data).decode()):
                inner = urljoin(address, named)
                if not named.startswith(("data:", "#")):
                    weights[inner] = len(get(app, inner).data)
    assert len(weights) > 5
    assert sum(weights.values()) <= FIRST_PAGE_BYTES, weights
