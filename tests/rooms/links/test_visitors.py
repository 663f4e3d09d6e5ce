"""Who comes is told from what the request says of itself."""

import pytest

from siyu.connectors.links.visitors import CLICK_IDS, Visitor, click_ids, is_prefetching, visitor
from siyu.traffic.codes import PLATFORMS
from tests.rooms.links import agents


@pytest.mark.parametrize(
    ("agent", "app", "device"),
    [
        (agents.SAFARI, "browser", "phone"),
        (agents.CHROME, "browser", "desktop"),
        (agents.IPAD, "browser", "tablet"),
        (agents.CUBOT, "browser", "phone"),
        (agents.QQ_BROWSER, "browser", "phone"),
        (agents.WECHAT, "wechat", "phone"),
        (agents.WECOM, "wecom", "phone"),
        (agents.TAOBAO, "alibaba", "phone"),
        (agents.ALIPAY, "alipay", "phone"),
        (agents.DOUYIN, "douyin", "phone"),
        (agents.XIAOHONGSHU, "xiaohongshu", "phone"),
        (agents.WEIBO, "weibo", "phone"),
        (agents.QQ, "qq", "phone"),
        (agents.KUAISHOU, "kuaishou", "phone"),
        ("", "browser", "other"),
        ("python-httpx/0.28", "browser", "other"),
    ],
)
def test_the_app_and_the_device_are_told_and_it_is_somebody(agent: str, app: str, device: str) -> None:
    assert visitor(agent) == Visitor(app, device, "")


@pytest.mark.parametrize(
    ("agent", "machine"),
    [
        (agents.BAIDU_SPIDER, "crawler"),
        ("Mozilla/5.0 (Linux; Android 5.0) Mobile Safari (compatible; Bytespider; spider@x)", "crawler"),
        ("Mozilla/5.0 (compatible; bingbot/2.0)", "crawler"),
        (agents.SLACK, "preview"),
        ("facebookexternalhit/1.1", "preview"),
        ("DingTalkBot-LinkService/1.0", "preview"),
    ],
)
def test_a_machine_that_says_so_is_told_apart(agent: str, machine: str) -> None:
    assert visitor(agent).machine == machine


@pytest.mark.parametrize(
    "headers",
    [
        {"purpose": "prefetch"},
        {"sec-purpose": "prefetch;prerender"},
        {"x-moz": "prefetch"},
        {"x-purpose": "preview"},
    ],
)
def test_a_browser_that_fetches_ahead_says_so(headers: dict[str, str]) -> None:
    assert is_prefetching(headers)
    assert not is_prefetching({"purpose": "", "sec-purpose": "other"})


def test_the_click_ids_of_all_platforms_are_found_in_a_query() -> None:
    assert click_ids("a=1&gdt_vid=wx%2B0&QZ_GDT=q&bd_vid=b&bd_vid=c&s=1") == {
        "gdt_vid": "wx+0",
        "qz_gdt": "q",
        "bd_vid": "b",
    }
    assert click_ids("") == {}


def test_a_macro_that_nobody_filled_in_and_a_damaged_value_are_no_click() -> None:
    assert click_ids("track_id=__TRACKID__&click_id={click_id}&clickid=a%00b&callback=") == {}


def test_a_click_id_has_its_limit() -> None:
    assert len(click_ids("clickid=" + "x" * 3000)["clickid"]) == 1000


def test_every_click_id_belongs_to_a_platform_that_we_know() -> None:
    assert set(CLICK_IDS.values()) <= set(PLATFORMS)
