from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.pages import Client
from tests.small_district import small_app

if TYPE_CHECKING:
    from pathlib import Path

TILES = b"PMTiles\x03" + bytes(range(256))
ADDRESS = "/karte/grundkarte.pmtiles"


@pytest.fixture
def tiled(tmp_path: Path) -> Client:
    """The small district with a file of tiles in its build."""
    (tmp_path / "basemap.pmtiles").write_bytes(TILES)
    (tmp_path / "results").mkdir()
    return Client(small_app(tmp_path / "results").test_client())


def test_a_map_asks_for_the_part_that_it_needs(tiled: Client) -> None:
    with tiled.plain.get(ADDRESS, headers={"Range": "bytes=0-6"}) as response:
        assert response.status_code == 206
        assert response.get_data() == b"PMTiles"
        assert response.headers["Content-Range"] == f"bytes 0-6/{len(TILES)}"
        assert "Content-Encoding" not in response.headers
        mark = response.headers["ETag"]
    with tiled.plain.get(ADDRESS, headers={"If-None-Match": mark}) as response:
        assert response.status_code == 304
    beyond = tiled.plain.get(ADDRESS, headers={"Range": "bytes=9999-"})
    assert beyond.status_code == 416


def test_pages_name_the_tiles_where_there_are_some(tiled: Client) -> None:
    for address, prefix in (("/angebote", ""), ("/tr/angebote", "/tr")):
        drawn = tiled.get(address).root.one("div", class_="map")
        assert drawn.attributes["data-basemap"] == ADDRESS  # one file for every language
        assert drawn.attributes["data-boundaries"] == f"{prefix}/karte/gemeinden.geojson"


def test_without_tiles_a_page_loads_nothing_for_them_and_shows_the_boundaries(
    client: Client,
) -> None:
    page = client.get("/angebote")
    assert "data-basemap" not in page.root.one("div", class_="map").attributes
    assert not [s for s in page.root.all("script") if "protomaps" in s.attributes.get("src", "")]
    assert client.get(ADDRESS).status == 404
