"""订单: which orders there are, what is left of each, whom both views credit, and which refunds wait."""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from siyu.commerce.models import Order
from tests.cast import question, report

PERIOD = "from=2026-03-02&to=2026-04-13&as_of=2026-07-15"


def rows_of(console: Client, asked: str = "") -> list[dict[str, str]]:
    """The listing as a file."""
    answer = console.get(f"/orders?{PERIOD}&file=csv{asked}")
    return list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))  # type: ignore[arg-type]


def key_of(number: str) -> Any:
    return Order.objects.get(order_id=number).key


def test_orders_are_credited_as_the_report_of_prices_credits_them(console: Client, example: None) -> None:
    from siyu.console.orders.crediting import credited, orders_of, possibly
    from siyu.traffic.models import Placement

    orders = credited(orders_of(question("prices")))
    for row in report("prices")["rows"]:
        names = {name: row[name] for name in ("platform", "account", "campaign", "placement")}
        if row["platform"] == "unknown":
            assert orders.filter(placement="unknown").count() == row["sale_orders"]
            continue
        place = Placement.objects.get(**names).id
        assert orders.filter(placement=str(place)).count() == row["sale_orders"], names
        assert orders.filter(possibly(place)).filter(placement=str(place)).count() == row["sale_orders"], (
            names
        )


def test_the_page_adds_up_and_says_what_waits(console: Client, example: None) -> None:
    page = console.get(f"/orders?{PERIOD}").content.decode()
    assert "12 笔订单,实付 2,455.50 元,其中 12 笔认得出客户" in page
    assert "1 笔退款在等它的订单" in page
    assert "o-99" in page
    assert "refunds.csv 第 5 行" in page


@pytest.mark.parametrize(
    ("asked", "orders"),
    [
        ("&shop=pos-门店", ["o-17"]),
        ("&find=uQiang", ["o-05"]),
        ("&find=o-1", ["o-18", "o-17", "o-13", "o-11", "o-10"]),
        ("&person=no", []),
        ("&goods=unknown", []),
        ("&goods=stated&shop=taobao-林间茶", ["o-05"]),
    ],
)
def test_orders_are_narrowed_from_the_address(
    console: Client, example: None, asked: str, orders: list[str]
) -> None:
    found = [row["订单"] for row in rows_of(console, asked)]
    assert sorted(found) == sorted(orders)


def test_an_order_without_a_person_or_cost_of_goods_says_so(
    console: Client, example: None, bring_in: Any
) -> None:
    bring_in("orders", "order_id,shop,paid_at,amount\nx-1,new,2026-03-05 10:00,88.00")
    assert [row["订单"] for row in rows_of(console, "&person=no")] == ["x-1"]
    assert [row["毛利(元)"] for row in rows_of(console, "&goods=unknown")] == [""]
    page = console.get(f"/orders/{key_of('x-1')}").content.decode()
    assert "这一行没有认得出人的标识" in page
    assert "不归任何版位" in page
    assert "1 笔缺货品成本,毛利未知" in console.get(f"/orders?{PERIOD}").content.decode()


def test_a_shops_margin_stands_in_for_the_cost_of_goods_and_is_marked(
    console: Client, example: None, bring_in: Any
) -> None:
    from siyu.commerce.models import Shop

    bring_in("orders", "order_id,shop,paid_at,amount\nx-1,new,2026-03-05 10:00,88.00")
    Shop.objects.filter(name="new").update(gross_margin="0.25")
    page = console.get(f"/orders/{key_of('x-1')}").content.decode()
    assert "66.00 <small" in page  # 88 × (1 − 0.25)
    assert "<dd>22.00</dd>" in page


def test_one_order_shows_its_money_its_refund_its_person_and_both_views(
    console: Client, example: None
) -> None:
    page = console.get(f"/orders/{key_of('o-03')}").content.decode()
    assert "<dd>-6.59</dd>" in page  # 99 − 45 − 6 − 0.59, − 99 + 45
    assert "百度 / bd-3 / 品牌词 / 搜索" in page
    assert "付款前 7 天内的最后触点 t-06" in page
    assert "腾讯 / ta-01 / 春茶 / 朋友圈" in page
    assert "这一单算在第 18 天" in page
    assert "refunds.csv" in page


def test_an_order_before_the_person_was_won_is_no_part_of_their_value(
    console: Client, example: None, bring_in: Any
) -> None:
    bring_in("orders", "order_id,shop,paid_at,amount,id.unionid\nx-1,new,2026-02-05 10:00,88.00,uMei")
    assert "这一单在赢得之前" in console.get(f"/orders/{key_of('x-1')}").content.decode()


def test_an_order_that_is_not_there_is_not_found(console: Client, example: None) -> None:
    assert console.get("/orders/00000000-0000-0000-0000-000000000000").status_code == 404


def test_refunds_that_wait_go_out_as_a_file_of_their_own(console: Client, example: None) -> None:
    answer = console.get(f"/orders?{PERIOD}&waiting.file=csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))  # type: ignore[arg-type]
    assert [(row["退款号"], row["等的订单"], float(row["金额(元)"])) for row in rows] == [
        ("r-04", "o-99", 10.0)
    ]


def test_an_empty_brand_is_told_what_will_stand_here(console: Client) -> None:
    assert "还没有导入过订单" in console.get("/orders").content.decode()
