"""打通: the ways of the won, and who took them."""

import re
from typing import Any

from django.test import Client

from siyu.console.drawing.flows import MOST_POSTS, flow

PERIOD = "from=2026-03-02&to=2026-04-13&as_of=2026-07-15"
NAMES: Any = (str, str, str)


def way(platform: str, pool: str | None, shop: str | None, people: int) -> dict[str, Any]:
    return {"platform": platform, "pool": pool, "shop": shop, "people": people}


def nobody() -> dict[str, dict[str, int]]:
    return {"platform": {}, "pool": {}, "shop": {}}


def test_the_page_tells_everybody_once_though_their_ways_are_several(console: Client, example: None) -> None:
    page = console.get(f"/crossings?{PERIOD}").content.decode()
    assert "期内赢得 14 人,赢得之后下了 15 单" in page
    assert re.search(r'腾讯 <tspan class="soft">5</tspan>', page)
    assert "字节 → 小程序 → douyin-林间茶" in page


def test_a_way_leads_to_the_people_who_took_it(console: Client, example: None) -> None:
    asked = f"{PERIOD}&platform=tencent&pool=wecom&shop=youzan-林间茶"
    page = console.get(f"/crossings/people?{asked}").content.decode()
    assert "腾讯 → 企业微信 → youzan-林间茶" in page
    assert page.count('href="/people/') == 4
    nowhere = console.get(f"/crossings/people?{PERIOD}&pool=none&shop=none").content.decode()
    assert "已不在任何池 → 还没买" in nowhere
    assert nowhere.count('href="/people/') == 1


def test_the_margin_of_a_way_is_that_of_its_people(console: Client, example: None) -> None:
    page = console.get(f"/crossings/people?{PERIOD}&platform=tencent&shop=youzan-林间茶&file=csv")
    rows = b"".join(page).decode("utf-8-sig").splitlines()[1:]  # type: ignore[arg-type]
    assert sum(float(row.split(",")[3]) for row in rows) == 1462.02


def test_streams_are_as_wide_as_their_people_and_meet_their_posts() -> None:
    drawn = flow([way("a", "p", "s", 3), way("a", None, None, 1)], nobody(), NAMES)
    assert drawn is not None
    heights = {one.name: one.height for one in drawn.posts}
    assert heights["a"] == 260
    assert heights["p"] == heights["s"] == 195
    assert [one.told for one in drawn.streams] == ["a → p 3", "a → None 1", "p → s 3", "None → None 1"]


def test_what_is_too_little_for_a_post_of_its_own_is_told_together() -> None:
    rows = [way("a", "p", f"shop {n}", 20 - n) for n in range(15)]
    drawn = flow(rows, nobody(), NAMES)
    assert drawn is not None
    shops = [one for one in drawn.posts if one.x == 600]
    assert len(shops) == MOST_POSTS
    assert shops[-1].name == "其余"
    assert sum(one.count for one in shops) == sum(row["people"] for row in rows)


def test_nobody_makes_no_picture(console: Client) -> None:
    assert flow([], nobody(), NAMES) is None
    assert "这段时间还没有人被赢得" in console.get("/crossings").content.decode()
