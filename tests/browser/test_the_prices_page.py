"""流量价格: the numbers of the example, from the ladder down to the rows and back."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.console import EXAMPLE, PERIOD, OpenPage

EXPECTED: dict[str, Any] = json.loads((EXAMPLE / "expected.json").read_text(encoding="utf-8"))


def rung(page: Page, name: str) -> Any:
    return page.locator("table.ladder tbody tr").filter(has=page.get_by_role("link", name=name, exact=True))


def test_the_ladder_shows_the_figures_of_the_example(page: Page) -> None:
    page.goto(f"/prices?{PERIOD}")
    rows = [row for row in EXPECTED["prices --by placement"]["rows"] if row["platform"] != "unknown"]
    assert rows
    for row in rows:
        cells = rung(page, row["placement"]).locator("td")
        for at, name in ((1, "spend_fen"), (2, "cost_per_mille_fen"), (4, "cost_per_won_fen")):
            if name not in row:  # the example's expectations leave out the prices of clicks
                continue
            if row[name] is None:
                expect(cells.nth(at)).to_contain_text("未知")
            else:
                assert float(cells.nth(at).get_attribute("data-value") or "") == pytest.approx(row[name])


def test_a_figure_leads_to_its_rows_its_definition_and_back(page: Page) -> None:
    page.goto(f"/prices?{PERIOD}")
    rung(page, "朋友圈").get_by_role("link", name="83.30").first.click()
    expect(page.locator("h1")).to_have_text("每个私域用户")
    expect(page.locator(".answer")).to_contain_text("83.30")
    expect(page.locator("[data-total]")).to_have_attribute("data-total", "41648")
    expect(page.locator("table.list tbody tr")).to_have_count(5)
    page.get_by_role("link", name="赢得 5").click()
    expect(page.locator("[data-total]")).to_have_attribute("data-total", "5")
    page.get_by_role("link", name="定义与例子").click()
    expect(page).to_have_url(re.compile("/numbers/acquisition-cost"))
    for _ in range(3):
        page.go_back()
    expect(page.locator("h1")).to_have_text("流量价格")


def test_a_platform_opens_into_accounts_campaigns_and_placements(page: Page) -> None:
    page.goto(f"/prices?{PERIOD}&by=platform")
    for name in ("腾讯", "ta-01", "春茶"):
        page.locator("table.ladder").get_by_role("link", name=name, exact=True).click()
        expect(page.locator(".tabs .crumbs")).to_contain_text(name)
    expect(page.locator("table.ladder tbody tr")).to_have_count(1)
    expect(page.locator("table.ladder tbody td").first).to_contain_text("朋友圈")


def test_columns_sort_by_the_keyboard_and_unknown_stays_at_the_end(page: Page) -> None:
    page.goto(f"/prices?{PERIOD}")
    head = page.locator("table.ladder th").nth(4)
    for order in ("descending", "ascending"):
        head.get_by_role("link").focus()
        page.keyboard.press("Enter")
        expect(head).to_have_attribute("aria-sort", order)
    expect(head.get_by_role("link")).to_be_focused()
    values = page.locator("table.ladder tbody tr:not(.total) td:nth-child(5)").evaluate_all(
        "cells => cells.map(cell => cell.dataset.value)"
    )
    told = [float(value) for value in values if value]
    assert told == sorted(told)
    assert values[len(told) :] == [""] * (len(values) - len(told))
    page.go_back()
    expect(head).to_have_attribute("aria-sort", "descending")


@pytest.mark.parametrize("form", ["CSV", "Excel"])
def test_the_table_goes_out_as_a_file(page: Page, form: str) -> None:
    page.goto(f"/prices?{PERIOD}")
    with page.expect_download() as waiting:
        page.locator(".files").get_by_role("link", name=form).click()
    assert waiting.value.suggested_filename == (
        "prices-by-placement.csv" if form == "CSV" else "prices-by-placement.xlsx"
    )
    assert waiting.value.path().stat().st_size > 100


def test_charts_are_drawn_and_tell_their_figures_to_those_who_do_not_see(page: Page) -> None:
    page.goto(f"/prices?{PERIOD}")
    expect(page.locator(".chart canvas")).to_have_count(4)
    expect(page.locator("[data-chart=depressions]")).to_have_attribute(
        "aria-label", re.compile("朋友圈 1.37")
    )


def test_a_period_chosen_stays_in_the_address_and_keeps_the_rest(page: Page) -> None:
    page.goto(f"/prices?{PERIOD}&by=platform")
    page.locator(".period summary").click()
    page.get_by_label("到(不含)").fill("2026-03-09")
    page.get_by_role("button", name="看").click()
    expect(page).to_have_url(re.compile("by=platform.*to=2026-03-09"))
    expect(page.locator(".tabs [aria-current]").first).to_have_text("平台")


def test_letters_lead_to_pages_and_a_slash_to_the_search(page: Page) -> None:
    page.goto(f"/?{PERIOD}")
    page.keyboard.press("g")
    page.keyboard.press("p")
    expect(page.locator("h1")).to_have_text("流量价格")
    page.wait_for_load_state()  # the heading is there before the script that listens
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="找客户")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox", name="找客户")).not_to_be_focused()


def test_the_language_is_chosen_on_the_page_and_stays(page: Page) -> None:
    page.goto(f"/prices?{PERIOD}")
    page.get_by_role("button", name="English").click()
    expect(page.locator("h1")).to_have_text("Price of traffic")
    page.goto(f"/?{PERIOD}")
    expect(page.locator("h1")).to_have_text("Overview")


def test_a_newcomer_sees_the_first_step(open_page: OpenPage, shared_fresh: Any) -> None:
    page = open_page(console=shared_fresh)
    page.goto("/")
    expect(page.locator("h1")).to_have_text("先看样例,还是直接开始?")
    page.get_by_role("link", name="导入消耗").click()
    expect(page).to_have_url(re.compile("kind=spend"))
    page.goto("/prices")
    expect(page.locator("main")).to_contain_text("这段时间还没有流量")
