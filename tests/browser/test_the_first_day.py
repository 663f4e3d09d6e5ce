"""A newcomer's first minutes: the sample to its answer and back again, or one's own files to the same answer."""

import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import watch_of
from tests.browser.console import EXAMPLE, PERIOD, Console, OpenPage

FILLING = 240_000
"""Milliseconds of patience for a machine that has much else to do; alone it takes some fifteen seconds."""
CHANGING = r"ERR_CONNECTION_(REFUSED|RESET)|ERR_EMPTY_RESPONSE|ERR_SOCKET"
"""What a page that waits sees while the console changes its database."""
Shot = Callable[[str, Page], Path]


def databases(console: Console) -> set[str]:
    with console.installation.connect() as connection:
        return {name for (name,) in connection.execute("SELECT datname FROM pg_database").fetchall()}


def stated(console: Console) -> int:
    """How many rows the brand's own database has heard of."""
    with console.installation.connect() as connection:
        row = connection.execute("SELECT count(*) FROM facts_fact WHERE key IS NOT NULL").fetchone()
    assert row is not None
    return int(row[0])


def test_a_newcomer_finds_the_depression_in_the_sample_and_goes_back(
    open_page: OpenPage, fresh: Console, shot: Shot
) -> None:
    page = open_page(console=fresh)
    watch_of(page).forgive(CHANGING)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("先看样例,还是直接开始?")
    shot("welcome", page)
    page.get_by_role("button", name="看样例").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("正在搭样例小镇")
    expect(page.get_by_role("progressbar")).to_be_visible()
    shot("sample-filling", page)

    # It opens by itself, signed in, and says on every page what it is.
    page.wait_for_url(f"{fresh.address}/", timeout=FILLING)
    banner = page.get_by_role("complementary", name="样例")
    expect(banner).to_contain_text("这是样例")
    assert "siyu_sample" in databases(fresh)
    # The answer: which placement is under-priced, here and on the page of prices.
    step = page.locator(".steps li").first
    expect(step).to_contain_text("腾讯 朋友圈")
    expect(step).to_contain_text("被低估")
    shot("sample-home", page)
    step.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("流量价格")
    expect(banner).to_be_visible()
    shot("sample-prices", page)
    page.goto("/sample")
    first = page.locator("tbody tr").first
    expect(first).to_contain_text("腾讯 朋友圈")
    expect(first).to_contain_text("真洼地")
    shot("sample-truth", page)

    # Nothing of one's own goes in, and nobody's sign-in is changed here.
    for door in ("/imports/new", "/password"):
        page.goto(door)
        expect(page.get_by_role("status")).to_contain_text("不收自己的文件")
    told = fresh.installation.siyu("report", "people", "--json")
    assert "sample town" in told.stderr

    # Back: the same sign-in, one's own empty brand; the sample waits, and goes when told.
    banner.get_by_role("button", name="回到自己的数据").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("先看样例,还是直接开始?", timeout=FILLING)
    expect(banner).to_have_count(0)
    assert stated(fresh) == 0
    page.goto("/sample")
    page.get_by_role("button", name="删除样例").click()
    fresh.installation.until(lambda: "siyu_sample" not in databases(fresh), why="its database is dropped")
    fresh.installation.until(
        lambda: not (fresh.installation.home / "sample" / "town").exists(), why="its files are gone"
    )


def test_who_signs_out_in_the_sample_is_signed_out(open_page: OpenPage, fresh: Console) -> None:
    fresh.installation.siyu("staff", "add", "lin@example.com", "--role", "analyst")
    link = json.loads(fresh.installation.siyu("staff", "link", "lin@example.com", "--json").stdout)["path"]
    owner = open_page(console=fresh)
    lin = open_page(console=fresh, signed_in=False)
    for one in (owner, lin):
        watch_of(one).forgive(CHANGING)
    lin.goto(link)
    lin.get_by_role("button", name="进入控制台").click()
    # Only an owner chooses for everybody.
    expect(lin.get_by_role("heading", level=1)).to_have_text("从一份文件开始")
    lin.goto("/sample")
    expect(lin.get_by_text("请老板来选")).to_be_visible()

    owner.goto("/")
    owner.get_by_role("button", name="看样例").click()
    owner.wait_for_url(f"{fresh.address}/", timeout=FILLING)
    lin.goto("/people")
    expect(lin.get_by_role("complementary", name="样例")).to_be_visible()
    before = lin.context.cookies()
    lin.get_by_role("button", name="退出").click()
    expect(lin.get_by_label("邮箱")).to_be_visible()
    owner.get_by_role("button", name="回到自己的数据").click()
    expect(owner.get_by_role("heading", level=1)).to_have_text("先看样例,还是直接开始?", timeout=FILLING)
    # The cookie of the session that was ended opens nothing any more, the owner's still does.
    lin.context.add_cookies(before)
    lin.goto("/people")
    expect(lin.get_by_label("邮箱")).to_be_visible()
    owner.goto("/people")
    expect(owner.get_by_role("heading", level=1)).to_have_text("客户")


def test_ones_own_files_lead_to_an_answer_too(open_page: OpenPage, fresh: Console) -> None:
    page = open_page(console=fresh)
    page.goto("/")
    page.get_by_role("link", name="导入自己的文件").click()
    for kind in ("placements", "entries", "spend", "touches", "joins", "orders"):
        page.goto("/imports/new")
        page.set_input_files("#file", str(EXAMPLE / f"{kind}.csv"))
        page.get_by_role("button", name="看看它的列").click()
        page.get_by_role("button", name="导入", exact=True).click()
        expect(page.locator(".pill", has_text="完成")).to_be_visible(timeout=60_000)
    page.goto(f"/prices?{PERIOD}")
    expect(page.get_by_role("table").first).to_contain_text("朋友圈")
    page.goto("/sample")
    expect(page.get_by_text("这里已经有自己的数据")).to_be_visible()
    refused = fresh.installation.siyu("up", "--demo", "--json")
    assert refused.returncode == 2
