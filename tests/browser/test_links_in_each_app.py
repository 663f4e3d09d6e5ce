"""A link in each app's own browser: straight through, into the system's browser, or words to copy."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from tests.browser.console import PHONE, Console
from tests.browser.test_everybody_can_use_it import troubles
from tests.rooms.links import agents

TAOBAO = "https://item.taobao.com/item.htm?id=1"
WXA = "https://wxaurl.cn/abc"
OWN = "https://shop.forest.example/tea?c={gdt_vid}"
ENTRIES = (
    f"code,title,url\nown,林间茶商城,{OWN}\nbuy,淘宝春茶,{TAOBAO}\nmini,小程序,{WXA}\nwords,口令,{OWN}\n"
)
TARGETS = (
    "code,app,way,url,words\n"
    f"mini,alibaba,link,{TAOBAO},\n"
    "words,douyin,copy,,8.2 复制打开淘宝 ¥abc¥\n"
    "words,browser,scheme,,taobao://item?id=1\n"
    "words,weibo,ended,,\n"
)
APPS = {
    "wechat": agents.WECHAT,
    "wecom": agents.WECOM,
    "alibaba": agents.TAOBAO,
    "alipay": agents.ALIPAY,
    "douyin": agents.DOUYIN,
    "xiaohongshu": agents.XIAOHONGSHU,
    "weibo": agents.WEIBO,
    "qq": agents.QQ,
    "kuaishou": agents.KUAISHOU,
    "browser": agents.SAFARI,
}
STAYS_IN_THE_APP = {"buy": {"douyin", "xiaohongshu", "kuaishou"}, "mini": set(APPS) - {"wechat", "wecom", "qq", "alibaba", "browser"}}  # fmt: skip


class App:
    """An app's browser. Nothing elsewhere answers, so it is told where the browser went."""

    def __init__(self, browser: Browser, console: Console, agent: str) -> None:
        self.console = console
        self.troubles: list[str] = []
        self.context: BrowserContext = browser.new_context(
            base_url=console.address, user_agent=agent, viewport=PHONE, is_mobile=True, has_touch=True, locale="zh-CN"
        )  # fmt: skip
        self.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=console.address)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on(
            "console", lambda said: self.troubles.append(said.text) if said.type == "error" else None
        )

    def follow(self, path: str) -> str:
        """Follow a link; answers where the browser has come, or tried to."""
        went: list[str] = []
        self.page.on("request", lambda one: went.append(one.url) if one.is_navigation_request() else None)
        try:
            self.page.goto(path)
        except Error as nowhere:
            if "ERR_NAME_NOT_RESOLVED" not in nowhere.message:  # elsewhere is not there
                raise
        return went[-1]


@pytest.fixture(scope="module")
def linked(shared_fresh: Console, tmp_path_factory: pytest.TempPathFactory) -> Console:
    """A brand with a few entries."""
    folder: Path = tmp_path_factory.mktemp("entries")
    for kind, text in (("entries", ENTRIES), ("targets", TARGETS)):
        (folder / f"{kind}.csv").write_text(text, encoding="utf-8")
        told = shared_fresh.bring_in(kind, folder / f"{kind}.csv")
        assert told["rejected"] == 0
    return shared_fresh


@pytest.fixture
def app(linked: Console, browser: Browser) -> Iterator[Any]:
    """Opens an app's browser; no script may have failed and nothing may be reported to the console."""
    opened: list[App] = []

    def open_app(name: str) -> App:
        opened.append(App(browser, linked, APPS[name]))
        return opened[-1]

    yield open_app
    troubles = [trouble for one in opened for trouble in one.troubles]
    for one in opened:
        one.context.close()
    assert troubles == []


@pytest.mark.parametrize("name", APPS)
def test_every_app_opens_the_brands_own_page_and_brings_its_click_along(app: Any, name: str) -> None:
    assert app(name).follow("/l/own?gdt_vid=a%2Fb") == "https://shop.forest.example/tea?c=a%2Fb"


@pytest.mark.parametrize("name", APPS)
@pytest.mark.parametrize("entry", STAYS_IN_THE_APP)
def test_a_link_to_another_platform_goes_through_or_asks_for_the_browser(
    app: Any, shot: Any, entry: str, name: str
) -> None:
    one = app(name)
    there = one.follow(f"/l/{entry}")
    if name not in STAYS_IN_THE_APP[entry]:
        assert there in (TAOBAO, WXA)
        return
    expect(one.page.get_by_role("heading", level=1)).to_have_text("请在浏览器里打开")
    wide = one.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
    shot(f"link-{entry}-{name}", one.page)
    assert app("browser").follow(there) in (TAOBAO, WXA)


def test_the_link_that_is_copied_is_the_one_that_goes_on_without_a_second_touch(app: Any) -> None:
    one = app("douyin")
    one.follow("/l/buy")
    one.page.get_by_role("button").click()
    expect(one.page.get_by_role("button")).to_have_text("已复制 · Copied")
    copied = one.page.evaluate("navigator.clipboard.readText()")
    assert copied == one.page.url
    assert "via=" in copied
    assert app("browser").follow(copied) == TAOBAO


def test_words_are_copied_to_be_pasted_into_the_other_app(app: Any, shot: Any) -> None:
    one = app("douyin")
    one.follow("/l/words")
    one.page.get_by_role("button").click()
    assert one.page.evaluate("navigator.clipboard.readText()") == "8.2 复制打开淘宝 ¥abc¥"
    expect(one.page.get_by_role("link")).to_have_attribute("href", OWN)
    assert troubles(one.page) == []
    shot("link-words", one.page)


def test_an_app_is_opened_by_a_tap_and_has_the_web_page_beside_it(app: Any, shot: Any) -> None:
    one = app("browser")
    one.follow("/l/words")
    expect(one.page.get_by_role("link").first).to_have_attribute("href", "taobao://item?id=1")
    expect(one.page.get_by_role("link").last).to_have_attribute("href", OWN)
    assert troubles(one.page) == []
    shot("link-app", one.page)


def test_what_has_ended_and_what_is_unknown_are_told_kindly(app: Any, shot: Any) -> None:
    one = app("weibo")
    for path, status, title in (("/l/words", 410, "活动已结束"), ("/l/nothing", 404, "没有这个入口")):
        answer = one.page.goto(path)
        assert answer is not None
        assert answer.status == status
        expect(one.page.get_by_role("heading", level=1)).to_have_text(title)
        shot(f"link-{status}", one.page)
    one.troubles.clear()  # the browser notes 410 and 404
