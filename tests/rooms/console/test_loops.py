"""两个循环: both accounts of one spend, and which pays more where that can be said."""

import csv
import io
from typing import Any

from django.test import Client

from siyu.console.drawing.loops import loop_pictures, verdict
from siyu.market.curves import ValueCurve

PERIOD = "from=2026-03-02&to=2026-04-13&as_of=2026-07-15"


def row(**more: Any) -> dict[str, Any]:
    return {
        "platform": "tencent", "account": "a", "campaign": "c", "placement": "feed", "form": "add", "spend_fen": 10000,
        "spend_known": True, "won": 2, "sale_return": 0.5, "sale_return_interval": [0.2, 0.8], "crossing_day": 1, "payback_day": None,
        "privatised_return_at": {"7": 1.0, "30": 1.0, "90": 1.0, "180": None},
        "privatised_interval_at": {"7": [0.7, 1.3], "30": [0.9, 1.1], "90": None, "180": None},
        "better_at": {"7": "privatised", "30": "privatised", "90": "privatised", "180": None},
        **more,
    }  # fmt: skip


def test_the_page_says_how_many_pay_by_their_people_and_shows_the_figures(
    console: Client, example: None
) -> None:
    page = console.get(f"/loops?{PERIOD}").content.decode()
    assert "到第 90 天,2 个花过钱的版位里" in page
    assert "人更值的 1 个,当场更值的 0 个" in page
    assert page.count('<figure class="picture">') == 2
    assert "腾讯 朋友圈:每花 1 元" in page


def test_a_verdict_needs_intervals_that_do_not_meet() -> None:
    one = row()
    assert verdict(one, 7) == "undecided"  # 0.2 – 0.8 and 0.7 – 1.3 meet
    assert verdict(one, 30) == "privatised"
    assert verdict(one, 90) == "undecided"  # one person does not say how people differ
    assert verdict(one, 180) == ""
    assert verdict(row(sale_return=0.0, sale_return_interval=None), 30) == "privatised"


def test_pictures_share_one_scale_and_leave_out_what_spent_nothing() -> None:
    high = row(placement="high", spend_fen=20000)
    curves = [ValueCurve([5000.0, 5000.0], {}), ValueCurve([100.0, 40000.0], {}), ValueCurve([1.0], {})]
    pictures = loop_pictures([row(), high, row(spend_fen=0)], curves)
    assert [one.name for one in pictures] == ["腾讯 high", "腾讯 feed"]
    assert pictures[0].plane == pictures[1].plane
    assert loop_pictures([row(spend_known=False)], curves[:1]) == []


def test_a_curve_that_rises_out_of_the_picture_says_so() -> None:
    rows = [row(), row(placement="b"), row(placement="sky")]
    curves = [ValueCurve([5000.0] * 9, {}), ValueCurve([5000.0] * 9, {}), ValueCurve([5000.0, 900_000.0], {})]
    assert [one.beyond for one in loop_pictures(rows, curves)] == [False, False, True]


def test_an_empty_brand_is_told_what_to_bring(console: Client) -> None:
    page = console.get("/loops").content.decode()
    assert "这里会放每个版位的两本账" in page
    assert "/imports/new?kind=spend" in page


def test_the_table_goes_out_with_what_it_shows(console: Client, example: None) -> None:
    answer = console.get(f"/loops?{PERIOD}&file=csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    feed = next(one for one in rows if "朋友圈" in one["版位"])
    assert (feed["90 天 / 元"][:5], feed["回本日"]) == ("4.147", "34")
