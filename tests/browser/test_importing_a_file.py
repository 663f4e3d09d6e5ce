"""Importing end to end: drop, mend, try, bring in, mend what was refused, take back."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import watch_of
from tests.browser.console import Console, OpenPage

SPEND = (
    "日期,广告账户,广告计划,版位名称,花费\n2026-04-01,oc-9,试饮,信息流,100.50\n"
    "2026-04-02,oc-9,试饮,信息流,-3\n2026-04-03,oc-9,试饮,信息流,20.00\n"
)


@pytest.fixture
def window(open_page: OpenPage, shared_fresh: Console) -> Page:
    """A desktop on an installation that this module's tests share; each brings what it needs."""
    return open_page(console=shared_fresh)


def drop(page: Page, path: Path) -> None:
    """Choose a file and look at its columns."""
    page.goto("/imports/new")
    page.set_input_files("#file", str(path))
    page.get_by_role("button", name="看看它的列").click()


def test_a_file_is_mapped_tried_brought_in_mended_and_taken_back(window: Page, tmp_path: Path) -> None:
    path = tmp_path / "日报.csv"
    path.write_text(SPEND)
    drop(window, path)
    standing = window.locator("#standing")
    expect(standing).to_contain_text("还不能导入,缺: 平台")
    window.get_by_label("平台 platform").select_option("bytedance")
    expect(standing).not_to_contain_text("还不能导入")
    expect(window.locator(".reading.bad")).to_contain_text("金额不能为负")

    window.get_by_label("把这样的对应记成预设").fill("巨量 日报")
    window.get_by_role("button", name="先试算").click()
    expect(standing).to_contain_text("试算:3 行里 2 新、0 重复、0 更正、1 拒收")
    window.get_by_role("button", name="导入", exact=True).dblclick()
    expect(window.get_by_role("heading", name="拒收的 1 行")).to_be_visible()
    expect(window.locator(".refused tbody")).to_contain_text("第 3 行")

    with window.expect_download() as refused:
        window.get_by_role("link", name="下载拒收的行").click()
    mended = tmp_path / "改好.csv"
    mended.write_text(refused.value.path().read_text("utf-8-sig").replace(",-3,", ",3.00,"))
    drop(window, mended)
    expect(standing).to_contain_text("用了预设「巨量 日报」")
    window.get_by_role("button", name="导入", exact=True).click()
    expect(window.get_by_text("记入账本 1 笔,合计 -3.00 元")).to_be_visible()

    window.goto("/ledger")
    # The installation is shared with tests that bring in orders: their money stands in other rows.
    expect(window.locator(".narrow-sums tr").filter(has_text="消耗")).to_contain_text("-123.50")
    window.goto("/imports")
    window.get_by_role("link", name="日报.csv").click()
    window.once("dialog", lambda dialog: dialog.accept())
    window.get_by_role("button", name="撤回这次导入").click()
    expect(window.locator(".pill", has_text="已撤回")).to_be_visible()
    window.goto("/ledger")
    expect(window.locator(".narrow-sums tr").filter(has_text="消耗")).to_contain_text("-3.00")


def test_whoever_is_quicker_than_the_script_is_answered_too(window: Page, tmp_path: Path) -> None:
    path = tmp_path / "慢网.csv"
    path.write_text(SPEND.replace("花费", "消耗"))  # no preset of another test knows this header
    held: list[Route] = []
    window.route("**/mapping.js", lambda route: held.append(route))
    window.goto("/imports/new")
    window.set_input_files("#file", str(path))
    window.get_by_role("button", name="看看它的列").click(no_wait_after=True)
    window.get_by_label("平台 platform").select_option("bytedance")
    expect(window.locator("#standing")).to_contain_text("还不能导入")
    assert held
    held[0].continue_()
    expect(window.locator("#standing")).not_to_contain_text("还不能导入")


def test_a_wrong_file_is_answered_where_one_stands(window: Page, tmp_path: Path) -> None:
    path = tmp_path / "报表.csv"
    path.write_bytes(b"%PDF-1.7 ")
    drop(window, path)
    expect(window.get_by_role("alert")).to_contain_text("报表.csv: 这是PDF")
    expect(window.get_by_role("button", name="看看它的列")).to_be_enabled()


def test_a_dropped_file_is_sent_at_once(window: Page) -> None:
    window.goto("/imports/new")
    window.locator(".dropzone").evaluate(
        """(zone) => {
            const carried = new DataTransfer();
            carried.items.add(new File(["订单号,店铺,支付时间,实付\\no1,茶,2026/3/1 9:05,12.30\\n"], "订单.csv"));
            zone.dispatchEvent(new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));
        }"""
    )
    expect(window.locator("h1")).to_have_text("订单.csv")
    expect(window.locator(".reading", has_text="2026-03-01 09:05:00")).to_be_visible()


def test_a_kind_that_was_guessed_wrong_is_changed_by_one_choice(window: Page, tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text("at,pool,pool_id,id.phone\n2026-03-01,wecom,w,13800138000\n")
    drop(window, path)
    expect(window.get_by_label("文件种类")).to_have_value("joins")
    window.get_by_label("文件种类").select_option("leaves")
    expect(window.locator(".kind-why")).to_contain_text("离池 leaves 必需的 3 列都按名字认出来了")


def test_a_phone_shows_the_mapping_without_scrolling_sideways(
    open_page: OpenPage, shared_fresh: Console, tmp_path: Path
) -> None:
    phone = open_page(console=shared_fresh, phone=True, language="en", dark=True)
    path = tmp_path / f"{'very-long-name-' * 12}.csv"
    path.write_text("日期,平台,账户,计划,版位,消耗,x\n2026-03-01,tencent,a,c,p,1.00," + "y" * 240 + "\n")
    phone.goto("/imports/new")
    phone.set_input_files("#file", str(path))
    phone.get_by_role("button", name="Look at its columns").click()
    expect(phone.get_by_role("button", name="Import", exact=True)).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_without_scripts_it_works_too(
    browser: Browser, shared_fresh: Console, tmp_path: Path, window: Page
) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("订单号,店铺,支付时间,实付\no9,茶,2026-03-01,12.30\n")
    context = browser.new_context(base_url=shared_fresh.address, java_script_enabled=False)
    context.add_cookies(window.context.cookies())
    plain = context.new_page()
    plain.goto("/imports/new")
    plain.set_input_files("#file", str(path))
    plain.get_by_role("button", name="看看它的列").click()
    plain.get_by_role("button", name="导入", exact=True).click()
    expect(plain).to_have_url(re.compile(r"/imports/\d+$"))
    context.close()


def test_an_address_that_is_gone_speaks_to_the_reader(window: Page) -> None:
    watch_of(window).forgive("404")
    window.goto("/imports/987654")
    expect(window.get_by_role("heading", level=1)).to_have_text("没有这一页")
