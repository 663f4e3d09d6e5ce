"""Finding somebody, merging and undoing it, and the entries behind a sum."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.console import PERIOD, Console

JOINS = "at,pool,pool_id,id.unionid,id.phone\n2026-03-01,wecom,w,uMei,13800138000\n"
ORDERS = "order_id,shop,paid_at,amount,id.phone\nA-1,tea,2026-03-02,100.00,13800138000\nA-2,tea,2026-03-03,50.00,13900000000\n"


def test_two_people_become_one_and_two_again(fresh: Console, fresh_page: Page, tmp_path: Path) -> None:
    page = fresh_page
    for kind, text in (("joins", JOINS), ("orders", ORDERS)):
        path = tmp_path / f"{kind}.csv"
        path.write_text(text)
        fresh.bring_in(kind, path)
    page.goto("/people")
    page.keyboard.press("/")
    page.keyboard.type("+86 138-0013-8000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("uMei")
    page.get_by_text("证据:哪一行让它们连在一起").click()
    expect(page.get_by_role("link", name="joins.csv")).to_be_visible()

    page.get_by_label("对方的任一标识").fill("A-2 没有")
    page.get_by_role("button", name="看看合并会怎样").click()
    expect(page.get_by_role("alert")).to_contain_text("没有找到别的客户")
    page.get_by_label("对方的任一标识").fill("139 0000 0000")
    page.get_by_role("button", name="看看合并会怎样").click()
    expect(page.get_by_text("将合并 2 位客户的 2 笔订单(¥150.00)")).to_be_visible()
    page.get_by_role("button", name="合并", exact=True).click()
    expect(page.locator(".facts-of")).to_contain_text("150.00")
    page.get_by_role("button", name="撤销").click()
    page.goto("/people?q=uMei")
    expect(page.locator(".facts-of")).to_contain_text("100.00")


def test_a_sum_leads_to_its_entries_and_they_to_their_rows(page: Page) -> None:
    page.goto(f"/ledger?{PERIOD}")
    page.locator("#listing-sums").get_by_role("link", name="消耗").click()
    expect(page.get_by_text("合计 -680.49 元")).to_be_visible()
    correction = page.locator("#listing-ledger-entries tr", has=page.get_by_text("更正", exact=True))
    expect(correction).to_contain_text("20.00")
    expect(correction).to_contain_text("spend.csv")
    page.locator("td", has_text="2026-03-09").locator("..").get_by_role("link", name="spend.csv").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("spend.csv")
    page.go_back()
    expect(page.get_by_text("合计 -680.49 元")).to_be_visible()
