"""WCAG 2.2 A and AA on every page, by axe-core; and the keyboard alone leads everywhere."""

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import watch_of
from tests.browser.console import PERIOD, Console, OpenPage

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PLACE = "platform=tencent&account=ta-01&campaign=春茶&placement=朋友圈"
PAGES = {
    "home": f"/?{PERIOD}",
    "prices": f"/prices?{PERIOD}",
    "behind a figure": f"/prices/behind?{PERIOD}&figure=cost_per_won_fen&{PLACE}",
    "loops": f"/loops?{PERIOD}",
    "crossings": f"/crossings?{PERIOD}",
    "whom a crossing holds": f"/crossings/people?{PERIOD}&platform=tencent",
    "pools": f"/pools?{PERIOD}",
    "pools by seat": f"/pools?{PERIOD}&by=seat",
    "who left": f"/pools/people?{PERIOD}&which=left",
    "orders": f"/orders?{PERIOD}",
    "an order": "/orders/7999ea4c-25d9-54f5-38a5-93ad66933006",
    "entries": "/entries",
    "an entry": f"/entries/1?{PERIOD}",
    "many entries": "/entries/bulk",
    "the link domain": "/entries/address",
    "people": "/people",
    "nobody found": "/people?q=nobody",
    "a person": "/people?q=uMei",
    "a merge": "/people?q=uMei&with=uBo",
    "conflicts": "/people/conflicts",
    "ledger": f"/ledger?{PERIOD}",
    "imports": "/imports",
    "an import": "/imports/1",
    "upload": "/imports/new",
    "settings": "/settings",
    "password": "/password",
    "a definition": "/numbers/value",
    "no such page": "/no-such-page",
}


def troubles(page: Page) -> list[str]:
    """What axe says is wrong with a page, with where and why."""
    found: dict[str, Any] = Axe().run(page, options={"runOnly": LEVELS}).response
    return [
        f"{page.url}: {one['id']}: {node['html'][:160]} {node.get('failureSummary', '')}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_no_page_keeps_anybody_out(open_page: OpenPage, device: str, dark: bool) -> None:
    page = open_page(phone=device == "phone", dark=dark)
    watch_of(page).forgive("404")
    found = []
    for path in PAGES.values():
        page.goto(path)
        found += troubles(page)
    assert found == []


def test_whoever_is_new_or_signed_out_is_not_kept_out_either(
    open_page: OpenPage, shared_fresh: Console, tmp_path: Path
) -> None:
    stranger = open_page(console=shared_fresh, signed_in=False)
    stranger.goto("/sign-in")
    found = troubles(stranger)
    owner = open_page(console=shared_fresh)
    for path in (
        "/",
        "/prices",
        "/loops",
        "/crossings",
        "/pools",
        "/orders",
        "/people",
        "/ledger",
        "/imports",
    ):
        owner.goto(path)
        found += troubles(owner)
    path = tmp_path / "spend.csv"
    path.write_text("日期,平台,账户,计划,版位,消耗,x\n2026-03-01,tencent,a,c,p,1.005,y\n")
    owner.goto("/imports/new")
    owner.set_input_files("#file", str(path))
    owner.get_by_role("button", name="看看它的列").click()
    expect(owner.locator("h1")).to_have_text("spend.csv")
    assert found + troubles(owner) == []


def test_the_keyboard_leads_past_the_menu_and_along_the_river(page: Page) -> None:
    page.goto(f"/prices?{PERIOD}")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="跳到正文")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    reached = []
    for _ in range(30):
        page.keyboard.press("Tab")
        told = page.evaluate(
            "(() => { const at = document.activeElement; const style = getComputedStyle(at);"
            " return [at.closest('#menu') ? at.textContent.trim() : '', style.outlineStyle]; })()"
        )
        assert told[1] != "none", "the focus cannot be seen"
        reached += [told[0]] if told[0] else []
    order = ["总览", "流量价格", "私域池", "客户", "账本", "导入", "设置"]
    assert [name for name in reached if name in order] == order
    skip.focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_filter_leaves_the_page_still_and_back_goes_back(page: Page) -> None:
    page.goto(f"/prices?{PERIOD}")
    page.evaluate("window.same = true")
    page.get_by_role("link", name="平台", exact=True).click()
    expect(page).to_have_url(re.compile("by=platform"))
    expect(page.locator("table.ladder thead th").first).to_have_text("平台")
    page.get_by_label("在表里找").fill("腾讯")
    expect(page).to_have_url(re.compile("find="))
    expect(page.locator("table.ladder tbody tr")).to_have_count(1)
    expect(page.get_by_label("在表里找")).to_be_focused()
    expect(page.locator(".chart canvas")).to_have_count(4)
    page.go_back()
    expect(page).not_to_have_url(re.compile("find="))
    expect(page.locator("table.ladder tbody tr")).not_to_have_count(1)
    page.go_back()
    expect(page).not_to_have_url(re.compile("by=platform"))
    expect(page.locator("table.ladder thead th").first).to_have_text("版位")
    expect(page.locator(".chart canvas")).to_have_count(4)
    assert page.evaluate("window.same"), "the page was loaded anew"


def test_the_comparison_goes_along_from_page_to_page(page: Page) -> None:
    page.goto(f"/?{PERIOD}")
    page.get_by_role("link", name="去年同期").click()
    expect(page.locator("main")).to_contain_text("2025-03-02 至 2025-04-13")
    page.locator("#menu").get_by_role("link", name="流量价格").click()
    expect(page).to_have_url(re.compile("from=2026-03-02.*compare=year"))
    page.get_by_role("link", name="不比较").click()
    expect(page.locator("main")).not_to_contain_text("▲▼")
