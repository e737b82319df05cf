from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.browser.walking import Walk

pytestmark = pytest.mark.browser


def near_me(walk: Walk) -> None:
    walk.open("all")
    walk.page.locator("details.filters > summary").click()
    walk.page.get_by_role("button", name="Von meinem Standort aus").click()


def test_a_device_that_refuses_its_position_leaves_the_field(walk: Walk) -> None:
    walk.page.context.clear_permissions()
    near_me(walk)
    walk.page.get_by_text("Ihr Gerät hat keinen Standort genannt").wait_for()
    assert walk.page.evaluate("document.activeElement.name") == "von"
    assert walk.page.locator(".offer").count() == 20


def test_a_position_is_asked_for_when_pressed_and_stands_in_no_address(walk: Walk) -> None:
    walk.page.context.grant_permissions(["geolocation"])
    walk.page.context.set_geolocation({"latitude": 50.31234567, "longitude": 7.18765432})
    near_me(walk)
    walk.page.wait_for_load_state("networkidle")
    assert walk.page.url == f"{walk.site}/angebote"
    assert not [address for address in walk.requested if "50.31" in address or "7.18" in address]
    field = walk.page.locator("[name=position]").first
    assert field.get_attribute("value") in {"50.3123,7.1877", ""}
