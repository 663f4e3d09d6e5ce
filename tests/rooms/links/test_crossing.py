"""Where an entry leads: by the target of the app, by the target of all, by the table of openings."""

import re

import pytest

from siyu.connectors.links.crossing import FAMILIES, OPENINGS, Lead, family, lead
from siyu.traffic.codes import APPS
from siyu.traffic.publication import Door, Target

NOW = 1_780_000_000.0
TAOBAO = "https://item.taobao.com/item.htm?id=1"
OWN = "https://forest.example/tea"
WXA = "https://wxaurl.cn/abc"


def door(url: str | None = None, **targets: Target) -> Door:
    return Door(title="春茶", url=url, targets=targets)


@pytest.mark.parametrize(
    ("url", "of"),
    [
        (TAOBAO, "alibaba"),
        ("https://m.tb.cn/h.x", "alibaba"),
        ("https://detail.tmall.com./x", "web"),
        ("https://mp.weixin.qq.com/s/x", "wechat"),
        ("https://work.weixin.qq.com/u/x", "wechat"),
        (WXA, "wechat"),
        ("https://v.douyin.com/x/", "douyin"),
        ("https://qm.qq.com/x", "qq"),
        ("https://nottaobao.com/", "web"),
        ("https://taobao.com.forest.example/", "web"),
        (OWN, "web"),
    ],
)
def test_a_link_belongs_to_the_family_of_its_host(url: str, of: str) -> None:
    assert family(url) == of


@pytest.mark.parametrize(
    ("app", "url", "way"),
    [
        ("browser", TAOBAO, "through"),
        ("wechat", TAOBAO, "through"),
        ("wechat", OWN, "through"),
        ("douyin", TAOBAO, "browser"),
        ("xiaohongshu", WXA, "browser"),
        ("alibaba", WXA, "browser"),
        ("alibaba", TAOBAO, "through"),
        ("wecom", "https://render.alipay.com/p/x", "browser"),
    ],
)
def test_without_a_target_the_table_decides(app: str, url: str, way: str) -> None:
    assert lead(door(url), app=app, at=NOW) == Lead(way, url)


def test_the_target_of_the_app_goes_before_that_of_all_and_before_the_table() -> None:
    both = door(OWN, alibaba=Target("mini_program", WXA), any=Target("link", TAOBAO))
    assert lead(both, app="alibaba", at=NOW) == Lead("through", WXA)
    assert lead(both, app="browser", at=NOW) == Lead("through", TAOBAO)
    assert lead(both, app="douyin", at=NOW) == Lead("browser", TAOBAO)


def test_what_wechat_is_told_holds_for_wecom_unless_that_has_its_own() -> None:
    told = door(OWN, wechat=Target("link", TAOBAO))
    assert lead(told, app="wecom", at=NOW).to == TAOBAO
    own = door(OWN, wechat=Target("link", TAOBAO), wecom=Target("link", WXA))
    assert lead(own, app="wecom", at=NOW).to == WXA


def test_words_and_schemes_bring_the_link_beside_them() -> None:
    told = door(OWN, douyin=Target("copy", "8.2 复制打开淘宝 ¥abc¥"), browser=Target("scheme", "taobao://x"))
    assert lead(told, app="douyin", at=NOW) == Lead("copy", "8.2 复制打开淘宝 ¥abc¥", OWN)
    assert lead(told, app="browser", at=NOW) == Lead("scheme", "taobao://x", OWN)


def test_a_target_that_has_expired_or_was_taken_back_leads_nowhere_else_than_before() -> None:
    expired = door(OWN, any=Target("mini_program", WXA, NOW))
    assert lead(expired, app="browser", at=NOW - 1).to == WXA
    assert lead(expired, app="browser", at=NOW).to == OWN
    assert lead(door(OWN, any=Target("default", "")), app="browser", at=NOW).to == OWN


def test_an_entry_that_has_ended_has_ended_in_every_app() -> None:
    over = door(OWN, any=Target("ended", ""), wechat=Target("link", TAOBAO))
    assert lead(over, app="wechat", at=NOW) == Lead("ended")


def test_an_entry_without_a_link_leads_nowhere_and_says_so() -> None:
    assert lead(door(), app="browser", at=NOW) == Lead("nowhere")


def test_every_line_of_the_table_has_its_date_and_names_apps_and_families_that_we_know() -> None:
    families = {name for name, _ in FAMILIES}
    for (app, of), opening in OPENINGS.items():
        assert app in APPS
        assert of in families
        assert app != of
        assert re.fullmatch(r"20\d\d-\d\d", opening.as_of)
        assert opening.note.zh
        assert opening.note.en
