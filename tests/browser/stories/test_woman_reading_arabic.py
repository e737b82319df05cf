"""A woman who reads Arabic: an offer, its way and its sheet in her language, from the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.stories.telling import card_of, look, paper, words
from tests.pdfs import language_and_title, text_of

if TYPE_CHECKING:
    from tests.browser.walking import Walk

pytestmark = pytest.mark.browser

COUNSELLING = "Erziehungsberatung Auland"
TIMES = "الذهاب 8:19، الموعد من 8:35 إلى 9:35، العودة 10:25، في البيت 10:41; آخر رحلة عودة 17:25"


def reads_from_the_right(woman: Walk) -> bool:
    page = woman.page.locator("html")
    return (page.get_attribute("lang"), page.get_attribute("dir")) == ("ar", "rtl")


def test_she_finds_help_the_way_there_and_takes_it_along_in_arabic(phone: Walk) -> None:
    page = phone.page
    page.goto(phone.site)
    page.get_by_role("link", name="العربية").click()
    page.get_by_role("searchbox").fill("طلاق Oberau")
    page.get_by_role("button", name="بحث").click()
    phone.settle()
    assert reads_from_the_right(phone)
    assert TIMES in card_of(phone, COUNSELLING)
    look(phone, "arabic-results")

    page.get_by_role("link", name="جميع الخطوات").first.click()
    phone.settle()
    assert reads_from_the_right(phone)
    assert words(phone, "h1") == f"طريق الذهاب والعودة: {COUNSELLING}"
    assert TIMES in words(phone, ".way__answer")
    assert "Oberau Kirche" in words(phone, ".way__both")
    look(phone, "arabic-way")

    page.get_by_role("link", name="كل شيء عن هذا العرض").click()
    phone.settle()
    assert reads_from_the_right(phone)
    assert page.get_by_role("heading", name="طريق الذهاب والعودة").is_visible()
    look(phone, "arabic-offer")

    page.get_by_role("link", name="ورقة الإحالة").click()
    phone.settle()
    assert page.get_by_label("لغة الورقة").input_value() == "ar"
    page.get_by_label("البداية: مكان أو حضانة").fill("Oberau")
    look(phone, "arabic-form")
    sheet = paper(phone, page.get_by_role("button", name="فتح الورقة بصيغة PDF").click)
    text = text_of(sheet)
    assert language_and_title(sheet)[0] == "ar"
    assert COUNSELLING in text
    for time in ("8:20", "8:35", "10:25", "10:40", "17:25"):
        assert time in text
