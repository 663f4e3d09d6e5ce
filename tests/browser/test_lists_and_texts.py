"""A list of customers, walked as a newcomer would: where they came from, and who has left since."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.console import Console, OpenPage

SPEND = "date,platform,account,campaign,placement,cost\n2026-03-02,tencent,ta-9,名单,朋友圈,90.00\n"
CUSTOMERS = """添加时间,私域池,池编号,来源,昵称,手机
2026-03-03 10:00,wecom,名单池,朋友圈广告,小明,
2026-03-03 11:00,wecom,名单池,朋友圈广告,小红,13800138077
2026-03-04 10:00,wecom,名单池,名片分享,小刚,
"""
LATER = CUSTOMERS.replace("2026-03-03 10:00,wecom,名单池,朋友圈广告,小明,\n", "")
PERIOD = "from=2026-03-01&to=2026-04-01&as_of=2026-04-01"


@pytest.fixture
def window(open_page: OpenPage, shared_fresh: Console) -> Page:
    return open_page(console=shared_fresh)


def drop(page: Page, path: Path, kind: str) -> None:
    page.goto("/imports/new")
    page.set_input_files("#file", str(path))
    page.get_by_label("这是什么文件").select_option(kind)
    page.get_by_role("button", name="看看它的列").click()
    expect(page.locator("h1")).to_have_text(path.name)


def as_list(page: Page, path: Path, day: str) -> None:
    """Bring a list in as everybody who is there on a day, the source standing for the entry."""
    drop(page, path, "joins")
    for theirs, ours in (("来源", "entry.text"), ("昵称", "alone.name")):
        if not page.get_by_label(f"{theirs} 对应").is_visible():
            page.locator("details.extras summary").click()
        page.get_by_label(f"{theirs} 对应").select_option(ours)
        expect(page.get_by_label(f"{theirs} 对应")).to_have_value(ours)
    page.get_by_role("button", name="当在池名单读").click()
    expect(page.locator("#standing")).to_contain_text("还不能导入")
    page.get_by_label("在池日 day").fill(day)
    page.get_by_label("在池日 day").blur()
    expect(page.locator("#standing")).not_to_contain_text("还不能导入")
    expect(page.get_by_label("来源 对应")).to_have_value("entry.text")
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.get_by_text("段文字当作了入口")).to_be_visible()


def test_two_lists_tell_who_left_and_a_text_where_they_came_from(window: Page, tmp_path: Path) -> None:
    (tmp_path / "消耗.csv").write_text(SPEND)
    drop(window, tmp_path / "消耗.csv", "spend")
    window.get_by_role("button", name="导入", exact=True).click()
    expect(window.get_by_text("记入账本 1 笔,合计 -90.00 元")).to_be_visible()
    for name, text, day in (("三月上旬.csv", CUSTOMERS, "2026-03-10"), ("三月下旬.csv", LATER, "2026-03-20")):
        (tmp_path / name).write_text(text)
        as_list(window, tmp_path / name, day)

    # Three came at the times that the lists state; one lacks in the second.
    window.goto(f"/pools?{PERIOD}")
    row = window.locator(".listing tbody tr").filter(has_text="名单池")
    expect(row.locator("td").nth(1)).to_have_text("2")
    expect(row.locator("td").nth(3)).to_have_text("3")
    window.get_by_role("link", name="1", exact=True).first.click()
    expect(window.locator(".listing tbody")).to_contain_text("名单里不见了")

    window.goto("/entries/texts")
    expect(window.locator(".notice").first).to_contain_text("2 段文字还没挂到版位:由它们进来的 3 人")
    window.get_by_label("朋友圈广告", exact=True).check()
    window.get_by_label("把勾选的文字挂到").select_option(label="腾讯 / ta-9 / 名单 / 朋友圈")
    window.get_by_role("button", name="挂到这个版位").click()
    expect(window.get_by_text("挂好了 1 段文字:由它们进来的 2 人按新的版位重新归属")).to_be_visible()

    # ¥90 for the two who came by it; one of them has no identifier, so what they are worth is unknown.
    window.goto(f"/prices?{PERIOD}&by=placement&platform=tencent")
    rung = window.locator("main table tbody tr").filter(has_text="朋友圈").first
    expect(rung).to_contain_text("45.00")

    window.goto("/entries/texts")
    window.get_by_label("朋友圈广告", exact=True).check()
    window.get_by_role("button", name="取下").click()
    expect(window.locator(".notice").filter(has_text="由它们进来的 3 人")).to_be_visible()
