from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from directory.families.device import installing
from directory.families.device.copying import entry_of
from directory.records.tables import Service, TaxonomyTerm
from tests.small_district import service_id, small_app

if TYPE_CHECKING:
    from pathlib import Path

    from tests.pages import Client

KITA = str(service_id("Kita Regenbogen"))


def copy_at(client: Client, address: str = "/verzeichnis.json") -> dict[str, Any]:
    response = client.plain.get(address)
    assert response.status_code == 200
    copied: dict[str, Any] = json.loads(response.get_data())
    return copied


def status_of(client: Client, address: str) -> int:
    with client.plain.get(address) as response:  # files are closed, too
        return response.status_code


def test_the_copy_has_every_offer_but_those_that_are_sensitive(client: Client) -> None:
    entries = copy_at(client)["entries"]
    assert len(entries) == 29  # 30 in the small district, one of them about violence
    text = client.plain.get("/verzeichnis.json").get_data(as_text=True)
    assert str(service_id("Beratung bei Gewalt")) not in text
    assert "Gewalt" not in text


def test_an_entry_says_what_its_page_says(client: Client) -> None:
    entry = next(e for e in copy_at(client)["entries"] if e["id"] == KITA)
    assert entry["name"] == "Kita Regenbogen"
    assert entry["phones"] == ["02630 99999"]
    assert (entry["street"], entry["town"]) == ("Dorfstraße 1", "56999 Oberau")
    assert entry["hours"] == [[day, 8 * 60, 12 * 60 + 30, 0] for day in (0, 1, 3)]
    assert entry["confirmed_on"] == "2026-10-01"


def counselling(**known: Any) -> Service:  # noqa: ANN401 - columns of every kind
    return Service(
        organization=None,
        terms=[TaxonomyTerm(taxonomy="kind", code="counselling")],
        name="Beratung",
        description="",
        eligibility_description="",
        email="",
        url="",
        capacity_on=date(2026, 11, 1),
        **known,
    )


def test_an_entry_says_what_is_good_to_know_before_the_first_step() -> None:
    words = {
        "what_happens": "Jemand hört zu.",
        "catchment": "Oberau",
        "holiday_note": "In den Ferien geschlossen.",
        "orientation": "kommunal",
    }
    entry = entry_of(counselling(anonymous=True, waiting_weeks=2.0, free_places=0, **words))
    assert {name: entry[name] for name in words} == words
    assert entry["anonymous"] is True
    assert (entry["waiting_weeks"], entry["places_free"]) == ("2", "0")
    assert entry["capacity_on"] == "2026-11-01"
    assert "capacity_on" not in entry_of(counselling())  # a day without a number tells nothing


def test_nothing_in_the_copy_is_a_position(client: Client) -> None:
    whole = copy_at(client)
    names = {name for entry in whole["entries"] for name in entry}
    assert not names & {"longitude", "latitude", "lon", "lat", "position", "geometry"}
    assert not any(isinstance(v, float) for entry in whole["entries"] for v in entry.values())


def test_a_copy_that_has_not_changed_is_not_sent_again(client: Client) -> None:
    first = client.plain.get("/verzeichnis.json")
    mark = {"If-None-Match": first.headers["ETag"]}
    assert client.plain.get("/verzeichnis.json", headers=mark).status_code == 304


def test_no_address_that_could_be_a_script_gets_into_the_copy(hostile: Client) -> None:
    webs = [entry.get("web", "https://") for entry in copy_at(hostile)["entries"]]
    assert all(web.startswith("https://") for web in webs)


def test_the_worker_keeps_files_pages_and_the_copy_and_no_page_of_an_offer(client: Client) -> None:
    response = client.plain.get("/service-worker.js")
    assert response.mimetype == "text/javascript"
    first = response.get_data(as_text=True).partition(";\n")[0]
    kept = json.loads(first.removeprefix("const KEPT = "))
    assert kept["copy"] == "/verzeichnis.json"
    assert {"/ohne-netz", "/merkliste", "/ar/ohne-netz"} <= set(kept["pages"])
    everything = [*kept["files"], *kept["pages"], kept["copy"]]
    assert [address for address in everything if status_of(client, address) != 200] == []
    assert not [address for address in everything if "/angebot" in address or "map" in address]


def test_what_is_kept_is_public_and_short_lived_pages_are_not_among_it(client: Client) -> None:
    for page in installing.KEPT_PAGES:
        assert "no-store" not in client.plain.get(f"/{page}").headers.get("Cache-Control", "")


@pytest.mark.parametrize(("prefix", "direction"), [("", "ltr"), ("/ar", "rtl")])
def test_the_manifest_speaks_the_language_of_its_page(
    client: Client, prefix: str, direction: str
) -> None:
    link = client.get(f"{prefix}/").root.one("link", rel="manifest").attributes["href"]
    response = client.plain.get(link)
    assert response.mimetype == "application/manifest+json"
    manifest = json.loads(response.get_data())
    assert manifest["dir"] == direction
    assert manifest["start_url"] == f"{prefix}/"
    assert manifest["scope"] == "/"
    for icon in manifest["icons"]:
        with client.plain.get(icon["src"]) as picture:
            assert picture.mimetype == "image/png"


def test_the_policy_allows_the_manifest_and_nothing_from_elsewhere(client: Client) -> None:
    assert "manifest-src 'self'" in client.plain.get("/").headers["Content-Security-Policy"]


def test_without_sample_data_the_copy_says_nothing_of_samples(tmp_path: Path) -> None:
    plain = small_app(tmp_path, sample=False).test_client()
    entries = json.loads(plain.get("/verzeichnis.json").get_data())["entries"]
    assert not any("sample" in entry for entry in entries)
