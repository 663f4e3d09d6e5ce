"""The page on which texts are attached to placements."""

import re
from collections.abc import Callable
from typing import Any

from django.test import Client

CUSTOMERS = """添加时间,池,池编号,来源,id.phone
2026-03-02 10:00,wecom,w,朋友圈广告,13800138000
2026-03-03 10:00,wecom,w,朋友圈广告,13800138001
2026-03-03 11:00,wecom,w,名片分享,13800138002
"""
NEW = {
    "place": "",
    "platform": "tencent",
    "account": "ta",
    "campaign": "tea",
    "placement": "feed",
    "form": "add",
}


def told(page: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def mapped(console: Client, send: Callable[..., Any], work: Callable[[], None]) -> Any:
    """A list whose source is said on the page of its columns to stand for the entry."""
    waiting = send("customers.csv", CUSTOMERS, kind="joins")
    page = console.get(f"/imports/{waiting.id}").content.decode()
    assert '<option value="entry.text"' in page
    assert "这段文字就当入口" in page
    columns = ["at", "pool", "pool_id", "entry.text", "id.phone"]
    chosen = {f"column-{at}": target for at, target in enumerate(columns)}
    console.post(f"/imports/{waiting.id}/decide", {"kind": "joins", "wish": "run", **chosen})
    work()
    return waiting


def test_texts_are_listed_with_their_people_and_attached_together(
    console: Client, send: Callable[..., Any], work: Callable[[], None]
) -> None:
    taken = mapped(console, send, work)
    assert "2 段文字当作了入口,其中 2 段还没挂到版位" in told(console.get(f"/imports/{taken.id}"))
    page = told(console.get("/entries/texts"))
    assert "2 段文字还没挂到版位:由它们进来的 3 人" in page
    assert re.search(r"朋友圈广告 2 0 2026-03-02 10:00 2026-03-03 10:00 还没挂", page)
    answer = console.post(
        "/entries/texts", {"act": "attach", "entry": ["朋友圈广告", "名片分享"], **NEW}, follow=True
    )
    assert "挂好了 2 段文字:由它们进来的 3 人按新的版位重新归属" in told(answer)
    assert "腾讯 / ta / tea / feed" in told(answer)
    assert "都已挂到版位" in told(console.get(f"/imports/{taken.id}"))
    prices = console.get("/prices?from=2026-03-02&to=2026-04-01&as_of=2026-04-01&by=placement")
    assert "3 人" in told(prices)
    answer = console.post("/entries/texts", {"act": "detach", "entry": "名片分享"}, follow=True)
    assert "取下了 1 段文字:1 人的来源又是未知" in told(answer)


def test_a_known_placement_is_chosen_by_its_name(
    console: Client, send: Callable[..., Any], work: Callable[[], None], bring_in: Callable[..., Any]
) -> None:
    bring_in("placements", "platform,account,campaign,placement\nbaidu,b,c,p\n")
    mapped(console, send, work)
    page = console.get("/entries/texts").content.decode()
    found = re.search(r'<option value="(\d+)">百度 / b / c / p</option>', page)
    assert found
    console.post("/entries/texts", {"act": "attach", "entry": "名片分享", "place": found[1]})
    page = told(console.get("/entries/texts?standing=attached"))
    assert "百度 / b / c / p" in page
    assert "朋友圈广告" not in page.split("搜")[-1].split("行")[-1]


def test_nothing_chosen_is_said_in_a_sentence(
    console: Client, send: Callable[..., Any], work: Callable[[], None]
) -> None:
    mapped(console, send, work)
    assert "先选入口" in told(console.post("/entries/texts", {"act": "attach", **NEW}, follow=True))


def test_without_texts_the_page_says_how_they_come(console: Client) -> None:
    assert "这段文字就当入口" in told(console.get("/entries/texts"))
