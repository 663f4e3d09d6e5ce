"""总览: what can be done next, and what needs attention, each with the place where it is mended."""

from typing import Any

import pytest
from django.test import Client

from siyu.console.rules import Situation, attention, next_steps

PERIOD = "from=2026-03-02&to=2026-04-13&as_of=2026-07-15"


def test_a_brand_without_trouble_has_nothing_to_mend() -> None:
    assert attention(Situation(orders_linked=0.95, won=100, won_by_unknown=10)) == []
    assert next_steps(Situation()) == []


@pytest.mark.parametrize(
    ("known", "says", "leads"),
    [
        ({"failed_import": 7}, "最近一次导入没有成功", "/imports/7"),
        ({"refused_rows": 1200, "refused_import": 3}, "1,200 行被拒收", "/imports/3"),
        ({"placements_without_spend": 2}, "2 个付费版位没有消耗", "/imports/new?kind=spend"),
        ({"undescribed": 4}, "4 个入口没人描述过", "/entries?standing=undescribed"),
        ({"won": 10, "won_by_unknown": 3}, "3 位客户不知道从哪里来", "/entries"),
        ({"unknown_value": True}, "缺货品成本", "/settings#shops"),
        ({"orders_linked": 0.5}, "只有 50% 的订单", "/orders?person=no"),
        ({"unlinkable": ("百度 搜索",)}, "百度 搜索 带来的人很少能对上订单", "/prices"),
        ({"expiring": 1}, "1 个入口去向已到期", "/entries?standing=expiring"),
        ({"conflicts": 5}, "5 处标识冲突", "/people/conflicts"),
        ({"waiting_refunds": 2}, "2 笔退款在等", "/orders#waiting"),
    ],
)
def test_each_trouble_says_what_it_is_and_where_it_is_mended(
    known: dict[str, Any], says: str, leads: str
) -> None:
    (step,) = attention(Situation(**known))
    assert says in str(step.text)
    assert step.href == leads
    assert str(step.why)


def test_where_to_buy_more_and_less_comes_first_and_what_is_missing_last() -> None:
    steps = next_steps(Situation(depressions=("A", "B"), dear=("C",), slow=("D",), missing=("orders",)))
    assert [str(step.text) for step in steps] == [
        "A、B 的流量被低估",
        "C 买贵了",
        "D 当场亏、长期赚",
        "还没有订单",
    ]
    assert [step.good for step in steps] == [True, False, False, False]


def test_home_finds_what_waits_in_the_example(console: Client, example: None, bring_in: Any) -> None:
    page = console.get(f"/?{PERIOD}").content.decode()
    assert "1 个付费版位没有消耗数据" in page
    assert "1 笔退款在等它的订单" in page
    bring_in("joins", "at,pool,pool_id,entry,id.unionid\n2026-03-08 10:00,wecom,ww-tea,nobody-said,uNew")
    bring_in("orders", "order_id,shop,paid_at,amount\nx-1,new,yesterday,1.00\nx-2,new,2026-03-05 10:00,8.00")
    page = console.get(f"/?{PERIOD}").content.decode()
    assert "1 个入口没人描述过" in page


def test_rows_refused_lately_lead_to_their_import(
    console: Client, example: None, send: Any, work: Any
) -> None:
    taken = send(
        "orders.csv", "order_id,shop,paid_at,amount\nx-1,new,yesterday,1.00\nx-2,new,2026-03-05 10:00,8.00"
    )
    columns = {f"column-{n}": name for n, name in enumerate(("order_id", "shop", "paid_at", "amount"))}
    console.post(f"/imports/{taken.id}/decide", {**columns, "wish": "run"})
    work()
    page = console.get(f"/?{PERIOD}").content.decode()
    assert "最近 30 天有 1 行被拒收" in page
    assert f'href="/imports/{taken.id}"' in page


def test_the_three_steps_lead_to_their_pages(console: Client, example: None) -> None:
    page = console.get(f"/?{PERIOD}").content.decode()
    for href in ("/prices?", "/pools?", "/pools/people?", "/crossings?", "/loops?", "/orders?", "/ledger?"):
        assert f'href="{href}' in page, href


def test_the_pools_are_compared_with_the_period_before(console: Client, example: None) -> None:
    page = console.get("/?from=2026-03-16&to=2026-03-30&as_of=2026-03-30").content.decode()
    told = page[page.index("随时找得到") :][:200]
    assert "▲" in told or "▼" in told
