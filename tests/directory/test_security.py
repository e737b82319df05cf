from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.small_district import service_id

if TYPE_CHECKING:
    from tests.pages import Client

ADDRESSES = (
    "/",
    "/angebote",
    "/angebote?q=kita+oberau",
    "/angebote?q=nirgends",
    f"/angebot/{service_id('Kita Regenbogen')}",
    "/planung/erreichbarkeit",
    "/planung/erreichbarkeit/karte?art=kita",
    "/quellen",
    "/impressum",
    "/datenschutz",
    "/barrierefreiheit",
    "/heute-nacht",
    "/gibt-es-nicht",
)
FILES = (
    "/static/css/base.css",
    "/karte/gemeinden.geojson",
    "/angebote.geojson",
    "/planung/erreichbarkeit/karte.js",
)


@pytest.mark.parametrize("address", ADDRESSES + FILES)
def test_every_answer_carries_the_headers_and_no_cookie(client: Client, address: str) -> None:
    with client.plain.get(address) as response:
        headers = response.headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "http" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_has_inline_script_or_style(client: Client, address: str) -> None:
    root = client.get(address).root
    assert not root.all("style")
    inline = [node for node in root.all("script") if "src" not in node.attributes]
    assert all(node.attributes["type"] == "application/ld+json" for node in inline)  # never run
    attributes = {name for node in root.walk() for name in node.attributes}
    assert not {name for name in attributes if name == "style" or name.startswith("on")}


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_asks_another_host_for_anything(client: Client, address: str) -> None:
    root = client.get(address).root
    loaded = [
        n.attributes.get("src") or n.attributes.get("href", "") for n in root.walk() if n.tag != "a"
    ]
    assert not [target for target in loaded if "//" in target]


def test_only_the_map_may_stand_in_a_frame_and_only_in_our_own(client: Client) -> None:
    framed = client.plain.get("/planung/erreichbarkeit/karte?art=kita").headers
    assert "frame-ancestors 'self'" in framed["Content-Security-Policy"]
    assert framed["X-Frame-Options"] == "SAMEORIGIN"
    others = client.plain.get("/").headers
    assert "frame-ancestors 'none'" in others["Content-Security-Policy"]
    assert others["X-Frame-Options"] == "DENY"


def test_a_connection_that_is_encrypted_stays_so(client: Client) -> None:
    assert "Strict-Transport-Security" not in client.plain.get("/").headers
    secure = client.plain.get("/", base_url="https://localhost")
    assert secure.headers["Strict-Transport-Security"].startswith("max-age=")
