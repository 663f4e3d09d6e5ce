"""Every page, on a desktop and a phone, in both languages, without one complaint of the browser."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.console import PERIOD, OpenPage

PAGES = {
    "home": f"/?{PERIOD}",
    "prices": f"/prices?{PERIOD}",
    "loops": f"/loops?{PERIOD}",
    "crossings": f"/crossings?{PERIOD}",
    "pools": f"/pools?{PERIOD}",
    "orders": f"/orders?{PERIOD}",
    "entries": f"/entries?{PERIOD}",
    "entry": f"/entries/1?{PERIOD}",
    "entries-many": "/entries/bulk",
    "link-address": "/entries/address",
    "people": "/people",
    "ledger": f"/ledger?{PERIOD}",
    "imports": "/imports",
    "new-import": "/imports/new",
    "presets": "/imports/presets",
    "preset": "/imports/presets/wechat-shop-orders",
    "settings": "/settings",
    "sample": "/sample",
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("device", ["desktop", "phone"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_one_title_its_language_and_no_complaint(
    open_page: OpenPage, shot: Any, name: str, device: str, language: str
) -> None:
    page = open_page(phone=device == "phone", language=language)
    page.goto(PAGES[name])
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN" if language == "zh" else "en")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"the body scrolls sideways by {wide} pixels"
    shot(f"{name}-{device}-{language}", page)
