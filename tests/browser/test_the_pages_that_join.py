"""两个循环、打通、私域池、订单、总览: each page walked from its answer to its evidence, as a person would."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.console import PERIOD, OpenPage


def listed(page: Page, name: str) -> Any:
    """The rows of a listing."""
    return page.locator(f"#listing-{name} tbody tr")


def test_both_loops_are_told_drawn_and_lead_to_their_rows(page: Page) -> None:
    page.goto(f"/loops?{PERIOD}")
    expect(page.locator(".verdict")).to_contain_text("到第 90 天,2 个花过钱的版位里")
    expect(page.locator("figure.picture svg[role=img]")).to_have_count(2)
    page.get_by_role("link", name="到第 30 天").click()
    expect(page).to_have_url(re.compile("age=30"))
    expect(page.locator(".verdict")).to_contain_text("到第 30 天")
    listed(page, "loops").filter(has_text="朋友圈").get_by_role("link", name="34").click()
    expect(page.locator("h1")).to_have_text("回本日")
    expect(page.locator(".answer")).to_contain_text("34")
    page.go_back()
    expect(page.locator("h1")).to_have_text("两个循环")


def test_a_stream_of_the_crossings_leads_to_its_people(page: Page) -> None:
    page.goto(f"/crossings?{PERIOD}")
    expect(page.locator("svg .stream")).not_to_have_count(0)
    row = listed(page, "crossings").filter(has_text="腾讯").filter(has_text="企业微信").first
    row.get_by_role("link").first.click()
    expect(page.locator("h1")).to_contain_text("腾讯 → 企业微信")
    listed(page, "crossing-people").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/people/\d+"))
    expect(page.get_by_role("heading", name="在哪些池里")).to_be_visible()


def test_a_pool_is_followed_down_to_who_left_it_and_by_whom(page: Page) -> None:
    page.goto(f"/pools?{PERIOD}")
    expect(page.locator(".verdict")).to_contain_text("客户 2、员工 1")
    page.get_by_role("link", name="按导购").click()
    expect(page).to_have_url(re.compile("by=seat"))
    expect(listed(page, "pools").filter(has_text="Lin")).to_have_count(1)
    listed(page, "pools").filter(has_text="Lin").get_by_role("link", name="1", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Lin")
    expect(listed(page, "memberships")).to_have_count(1)
    expect(listed(page, "memberships")).to_contain_text("客户")
    page.get_by_role("link", name="← 私域池").click()
    expect(page).to_have_url(re.compile("/pools.*by=seat"))


def test_an_order_is_found_and_shows_both_views_of_it(page: Page) -> None:
    page.goto(f"/orders?{PERIOD}")
    find = page.locator("#listing-orders-find")
    find.fill("uMei")
    find.press("Enter")
    expect(listed(page, "orders")).to_have_count(2)
    page.get_by_role("link", name="o-03").click()
    expect(page.locator("h1")).to_have_text("o-03")
    expect(page.locator(".views")).to_contain_text("百度 / bd-3 / 品牌词 / 搜索")
    expect(page.locator(".views")).to_contain_text("这一单算在第 18 天")
    page.get_by_role("link", name="uMei").click()
    expect(page).to_have_url(re.compile(r"/people/\d+"))


def test_orders_are_narrowed_to_a_placement_and_go_out_as_a_file(page: Page) -> None:
    page.goto(f"/orders?{PERIOD}")
    page.get_by_label("成交归于").select_option(label="字节 抖加")
    expect(page).to_have_url(re.compile(r"placement=\d+"))
    expect(listed(page, "orders")).to_have_count(5)
    with page.expect_download() as waiting:
        page.locator("#listing-orders").get_by_role("link", name="CSV").click()
    assert len(waiting.value.path().read_text(encoding="utf-8-sig").splitlines()) == 6


def test_home_leads_from_what_waits_to_where_it_is_mended(page: Page) -> None:
    page.goto(f"/?{PERIOD}")
    row = page.locator(".steps li").filter(has_text="1 笔退款在等它的订单")
    row.get_by_role("link", name="去处理").click()
    expect(page).to_have_url(re.compile("/orders#waiting"))
    expect(page.locator("#listing-waiting")).to_contain_text("o-99")


def test_home_leads_into_each_of_the_three_steps_and_keeps_the_period(page: Page) -> None:
    for name, title in (
        ("每个池,谁走了", "私域池"),
        ("当场赚还是后来赚", "两个循环"),
        ("哪里便宜", "流量价格"),
    ):
        page.goto(f"/?{PERIOD}")
        page.locator(".stream").get_by_role("link", name=name).click()
        expect(page.locator("h1")).to_have_text(title)
        expect(page).to_have_url(re.compile("from=2026-03-02"))


@pytest.mark.parametrize("path", ["/loops", "/crossings", "/pools", "/orders"])
def test_an_empty_page_says_what_will_stand_here_and_what_to_do(
    open_page: OpenPage, shared_fresh: Any, path: str
) -> None:
    page = open_page(console=shared_fresh)
    page.goto(path)
    expect(page.locator(".empty")).to_have_count(1)
    page.locator(".empty a.primary").click()
    expect(page).to_have_url(re.compile("/imports/new"))


@pytest.mark.parametrize("path", ["/loops", "/crossings", "/pools", "/orders"])
def test_letters_lead_to_the_page(page: Page, path: str) -> None:
    letter = {"/loops": "o", "/crossings": "x", "/pools": "c", "/orders": "d"}[path]
    page.goto(f"/people?{PERIOD}")
    page.wait_for_load_state()
    page.keyboard.press("g")
    page.keyboard.press(letter)
    expect(page).to_have_url(re.compile(path))
