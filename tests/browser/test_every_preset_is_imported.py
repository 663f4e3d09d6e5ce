"""Every platform's file through the console, as somebody would: drop, answer, import; then the numbers."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from siyu.connectors.files.reading.built_in import built_in
from tests.browser.console import Console, OpenPage
from tests.presets import SAMPLES, orders
from tests.presets.sample import Sample
from tests.presets.spend import QIANCHUAN


@pytest.fixture
def window(open_page: OpenPage, shared_fresh: Console) -> Page:
    """A desktop on an installation that this module's tests share."""
    return open_page(console=shared_fresh)


def drop(page: Page, path: Path) -> None:
    """Choose a file and look at its columns."""
    page.goto("/imports/new")
    page.set_input_files("#file", str(path))
    page.get_by_role("button", name="看看它的列").click()
    expect(page.locator("#mapping")).to_be_visible()


def answer(page: Page, sample: Sample) -> None:
    """What the file does not say."""
    for name, value in sample.answers.items():
        field = page.locator(f"[name='fixed-{name}']")
        field.fill(value)
        with page.expect_response(lambda answered: answered.request.method == "GET"):
            field.blur()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.preset)
def test_a_platforms_file_comes_in_through_the_console(
    sample: Sample, window: Page, shared_fresh: Console, tmp_path: Path
) -> None:
    preset = built_in()[sample.preset]
    drop(window, sample.write(tmp_path))
    if preset.companion:
        # Two presets read this file, and another test may have taught the installation the other one.
        window.get_by_label("按哪个预设读").select_option(preset.name)
    expect(window.locator("#standing")).to_contain_text(f"看起来是 {preset.title.zh}")
    answer(window, sample)
    window.get_by_role("button", name="导入", exact=True).click()
    rows = str(sample.rows)
    expect(window.locator(".counts dd")).to_have_text([rows, rows, "0", "0", "0"])
    exported = shared_fresh.installation.siyu("export", sample.kind).stdout
    assert sample.among(exported) == sorted(sample.wanted, key=str)


def test_a_changed_header_costs_a_minute(window: Page, tmp_path: Path) -> None:
    path = tmp_path / "订单报表.csv"
    path.write_text(
        orders.YOUZAN.text.replace("订单实付金额", "客户实际付款").replace("yz-forest", "yz-changed")
    )
    drop(window, path)
    standing = window.locator("#standing")
    expect(standing).to_contain_text("看起来是 有赞 订单导出")
    expect(standing).to_contain_text("还不能导入")
    field = window.get_by_label("哪一列是「实付」")
    field.select_option(label="客户实际付款")
    expect(standing).not_to_contain_text("还不能导入")
    expect(window.get_by_label("把这样的对应记成预设")).to_have_value("有赞 订单导出")
    window.get_by_role("button", name="导入", exact=True).click()
    expect(window.locator(".pill.good")).to_be_visible()
    drop(window, path)
    expect(window.locator("#standing")).to_contain_text("用了预设「有赞 订单导出」")
    expect(window.locator("#standing")).not_to_contain_text("还不能导入")


def test_a_finer_file_is_combined_from_the_refusal(window: Page, tmp_path: Path) -> None:
    path = tmp_path / "分素材.csv"
    path.write_text(
        "日期,平台,账户,计划,版位,消耗\n2026-03-01,tencent,fin,c,p,1.50\n2026-03-01,tencent,fin,c,p,2.50\n"
    )
    drop(window, path)
    window.get_by_role("button", name="导入", exact=True).click()
    window.get_by_role("button", name="按键合并后再导入").click()
    expect(window.locator("[name='combine-cost']")).to_have_value("sum")
    window.get_by_role("button", name="按键合并", exact=True).click()
    expect(window.locator("#mapping")).to_contain_text("同一个键的几行会合并: 消耗 加总")
    window.get_by_role("button", name="导入", exact=True).click()
    expect(window.locator(".followed, .under").first).to_contain_text("2 行合并而来")
    expect(window.get_by_text("记入账本 1 笔,合计 -4.00 元")).to_be_visible()


def test_an_answer_proposes_a_name_and_keeps_the_one_that_was_written(window: Page, tmp_path: Path) -> None:
    drop(window, QIANCHUAN.write(tmp_path))
    name = window.get_by_label("把这样的对应记成预设")
    window.locator("[name='fixed-account']").fill("qc-2")
    window.locator("[name='fixed-account']").blur()
    expect(name).to_have_value("巨量千川 分日报表 · qc-2")
    name.fill("千川二号")
    window.locator("[name='fixed-placement']").fill("直播间")
    window.locator("[name='fixed-placement']").blur()
    expect(window.locator("#standing")).not_to_contain_text("还不能导入")
    expect(name).to_have_value("千川二号")
