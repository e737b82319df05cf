from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
import shapely

from geodata.basemap import write_tiles
from tests.browser.conftest import _served
from tests.browser.walking import Walk
from tests.small_district import small_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

WOOD = shapely.box(7.0, 50.2, 7.5, 50.5)  # under all of the small district
MIDDLE_OF_MAP = """
() => {
  const canvas = document.querySelector(".map canvas");
  return [...canvas.getContext("2d").getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data];
}
"""
WOOD_COLOUR = [0xD5, 0xE5, 0xCD, 255]


def site_with(folder: Path, tiles: bytes | None = None) -> Iterator[str]:
    """The small district beside a file of tiles: a real one, or whatever is given."""
    (folder / "results").mkdir()
    if tiles is None:
        wood = gpd.GeoDataFrame({"name": ["Stadtwald"]}, geometry=[WOOD], crs=4326)
        write_tiles({"wood": wood}, folder / "basemap.pmtiles")
    else:
        (folder / "basemap.pmtiles").write_bytes(tiles)
    yield from _served(small_app(folder / "results"))


@pytest.fixture(scope="module")
def tiled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from site_with(tmp_path_factory.mktemp("tiled"))


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from site_with(tmp_path_factory.mktemp("broken"), b"no tiles at all")


def test_the_ground_is_drawn_from_our_own_tiles_and_names_their_makers(
    browser: Browser, tiled: str, width: int
) -> None:
    with Walk(browser, tiled, width=width) as walk:
        page = walk.open("all")
        page.locator(".map canvas").first.wait_for()
        page.wait_for_function(
            f"() => String(({MIDDLE_OF_MAP})()) === '{','.join(map(str, WOOD_COLOUR))}'"
        )
        note = page.locator(".leaflet-control-attribution")
        assert note.inner_text() == "© OpenStreetMap"
        assert walk.foreign_requests == []
        assert walk.complaints == []


def test_tiles_that_cannot_be_read_give_way_to_the_boundaries(
    browser: Browser, broken: str, width: int
) -> None:
    with Walk(browser, broken, width=width) as walk:
        page = walk.open("all")
        page.locator(".map path").first.wait_for(state="attached")
        assert page.locator(".map path").count() == 3  # the villages
        assert page.locator(".map-label span").first.inner_text()
        assert not page.locator(".map canvas").count()
        assert page.locator(".offer").count() == 20
        assert walk.complaints == []


def test_without_its_data_the_map_goes_and_the_list_stays(walk: Walk) -> None:
    walk.page.route("**/*.geojson*", lambda route: route.abort())
    page = walk.open("all")
    page.locator(".results__map").wait_for(state="hidden")
    assert page.locator(".offer").count() == 20


def test_a_cluster_opens_with_enter(walk: Walk) -> None:
    page = walk.open("all")
    before = page.locator(".map-cluster").count()
    assert before
    page.locator(".map-cluster").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function(
        "(before) => document.querySelectorAll('.map-cluster').length !== before"
        " || document.querySelectorAll('.map-marker').length > 3",
        arg=before,
    )


def test_list_and_map_show_the_same_offer(walk: Walk) -> None:
    page = walk.open("results")
    card = page.locator(".offer").first
    name = card.locator("h2").inner_text()
    card.locator("a").first.focus()
    assert page.locator(".map-marker--chosen").count() == 1
    sign = page.get_by_role("button", name=f"{name}, ", exact=False).locator("visible=true").last
    sign.focus()
    page.keyboard.press("Enter")
    page.locator(".leaflet-popup").wait_for()
    assert page.locator(".offer--chosen h2").all_inner_texts() == [name]


def test_the_map_speaks_the_language_of_its_page_and_is_not_turned_round(walk: Walk) -> None:
    walk.page.goto(f"{walk.site}/ar/angebote")
    walk.settle()
    assert walk.page.locator(".map").get_attribute("dir") == "ltr"
    titles = walk.page.locator(".leaflet-control-zoom a").evaluate_all(
        "all => all.map(a => a.title)"
    )
    assert len(titles) == 2
    assert all(titles)
