"""A margin that changes a figure, and the two ways in."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import watch_of
from tests.browser.console import Console, OpenPage

ORDERS = "order_id,shop,paid_at,amount,id.phone\nA-1,tea,2026-03-02,100.00,13800138000\n"
JOINS = "at,pool,pool_id,id.phone\n2026-03-01,wecom,w,13800138000\n"
PASSWORD = "a pot of spring tea"


def test_a_margin_says_first_what_it_does_and_makes_a_value_known(
    open_page: OpenPage, shared_fresh: Console, tmp_path: Path
) -> None:
    for kind, text in (("joins", JOINS), ("orders", ORDERS)):
        path = tmp_path / f"{kind}.csv"
        path.write_text(text)
        shared_fresh.bring_in(kind, path)
    page = open_page(console=shared_fresh)
    page.goto("/people?q=13800138000")
    expect(page.locator(".facts-of")).to_contain_text("未知")
    page.goto("/settings")
    page.get_by_label("tea 的毛利率").fill("55")
    page.locator("#shops").get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert")).to_contain_text("从未知变成 45.00 元")
    page.get_by_role("button", name="就这样改").click()
    expect(page.get_by_role("status")).to_contain_text("记了 1 笔分录")
    page.goto("/people?q=13800138000")
    expect(page.locator(".facts-of")).to_contain_text("55.00")


def test_a_link_lets_in_once_and_a_password_ever_after(open_page: OpenPage, shared_fresh: Console) -> None:
    owner = open_page(console=shared_fresh)
    owner.goto("/settings")
    owner.get_by_text("邀请成员").click()
    owner.get_by_label("邮箱").fill("lin@example.com")
    owner.get_by_role("button", name="邀请", exact=True).click()
    link = owner.locator("code.once").inner_text()

    lin = open_page(console=shared_fresh, signed_in=False)
    watch_of(lin).forgive("401|410")
    lin.goto(link)
    lin.get_by_role("button", name="进入控制台").click()
    lin.wait_for_url(f"{shared_fresh.address}/")
    lin.goto("/password")
    lin.get_by_label("新密码").fill(PASSWORD)
    lin.get_by_label("再输入一次").fill(PASSWORD)
    lin.get_by_role("button", name="保存").click()
    expect(lin.get_by_role("status")).to_contain_text("密码已设置")
    lin.get_by_role("button", name="退出").click()

    lin.goto(link)
    lin.get_by_role("button", name="进入控制台").click()
    expect(lin.get_by_role("alert")).to_contain_text("siyu staff link")
    lin.goto("/ledger?by=day")
    lin.get_by_label("邮箱").fill("lin@example.com")
    lin.get_by_label("密码").fill("wrong wrong wrong")
    lin.get_by_role("button", name="登录").click()
    expect(lin.get_by_role("alert")).to_contain_text("邮箱或密码不对")
    lin.get_by_label("密码").fill(PASSWORD)
    lin.get_by_role("button", name="登录").click()
    expect(lin).to_have_url(f"{shared_fresh.address}/ledger?by=day")
