"""A text of a file stands for the entry; attached to a placement, everybody is won anew."""

from collections.abc import Callable
from typing import Any

import pytest

from siyu.connectors.files.actions import attach_entries, detach_entries, withdraw_import
from siyu.core.refusals import Refusal
from siyu.facts.models import Fact
from siyu.traffic.models import Entry
from tests.cast import NOW, report
from tests.worlds import everything, failing_checks

FEED = {"platform": "tencent", "account": "ta", "campaign": "tea", "placement": "feed"}
SPEND = "date,platform,account,campaign,placement,cost\n2026-03-02,tencent,ta,tea,feed,90\n"
ENTRIES = "code,title,platform,account,campaign,placement\n朋友圈广告,朋友圈,tencent,ta,tea,feed\n"
CUSTOMERS = """添加时间,池,池编号,来源,id.phone
2026-03-02 10:00,wecom,w,朋友圈广告,13800138000
2026-03-03 10:00,wecom,w,朋友圈广告,13800138001
2026-03-03 11:00,wecom,w,名片分享,13800138002
2026-03-04 10:00,wecom,w,,13800138003
"""
ORDERS = "order_id,shop,paid_at,amount,cost_of_goods,entry\no-1,s,2026-03-05 10:00,40,10,朋友圈广告\n"
SOURCE = {"来源": "entry.text"}


def prices() -> dict[str, tuple[Any, ...]]:
    """{placement: (won, cost per won, sale margin)}"""
    return {
        row["placement"]: (row["won"], row["cost_per_won_fen"], row["sale_margin_fen"])
        for row in report("prices")["rows"]
    }


def booked() -> dict[Any, int]:
    return {row["placement"]: row["amount_fen"] for row in report("ledger", by="placement")["rows"]}


@pytest.fixture
def world(bring_in: Callable[..., Any]) -> Any:
    bring_in("spend", SPEND)
    bring_in("orders", ORDERS)
    return bring_in("joins", CUSTOMERS, mapping=SOURCE)


@pytest.mark.usefixtures("world")
def test_each_distinct_text_is_an_entry_without_a_placement() -> None:
    assert set(Entry.objects.filter(from_text=True).values_list("code", flat=True)) == {
        "朋友圈广告",
        "名片分享",
    }
    assert prices() == {"feed": (0, None, 0), "unknown": (4, None, 3000)}


@pytest.mark.usefixtures("world")
def test_attached_everybody_is_won_anew_and_the_ledger_follows() -> None:
    """¥90 ÷ 2 people = ¥45; the order of ¥40 − ¥10 goes from nowhere to the placement's −¥90."""
    assert booked() == {"feed": -9000, None: 3000}
    assert attach_entries(codes=["朋友圈广告"], placement=FEED, form="add", actor="Lin", at=NOW) == 1
    assert prices() == {"feed": (2, 4500.0, 3000), "unknown": (2, None, 0)}
    assert booked() == {"feed": -6000, None: 0}
    assert failing_checks() == []
    act = Fact.objects.get(name="entry.attached")
    assert (act.actor, act.data["entries"], act.data["form"]) == ("Lin", ["朋友圈广告"], "add")


@pytest.mark.usefixtures("world")
def test_attached_twice_nothing_more_happens() -> None:
    attach_entries(codes=["朋友圈广告"], placement=FEED, actor="Lin", at=NOW)
    told = everything()
    assert attach_entries(codes=["朋友圈广告"], placement=FEED, actor="Lin", at=NOW) == 0
    assert {**everything(), "facts": None} == {**told, "facts": None}


@pytest.mark.usefixtures("world")
def test_taken_off_every_figure_is_what_it_was() -> None:
    before = (prices(), booked())
    attach_entries(codes=["朋友圈广告", "名片分享"], placement=FEED, actor="Lin", at=NOW)
    assert prices()["feed"] == (3, 3000.0, 3000)
    assert detach_entries(codes=["朋友圈广告", "名片分享"], actor="Lin", at=NOW) == 2
    assert (prices(), booked()) == before
    assert failing_checks() == []


@pytest.mark.usefixtures("world")
def test_a_file_of_entries_attaches_as_the_page_does_and_can_be_withdrawn(
    bring_in: Callable[..., Any],
) -> None:
    before = (prices(), booked())
    taken = bring_in("entries", ENTRIES)
    assert prices() == {"feed": (2, 4500.0, 3000), "unknown": (2, None, 0)}
    withdraw_import(import_id=taken.id, actor="Lin", at=NOW)
    assert (prices(), booked()) == before


def test_a_text_that_is_a_known_code_is_that_entry(bring_in: Callable[..., Any]) -> None:
    bring_in("entries", ENTRIES)
    bring_in("joins", CUSTOMERS, mapping=SOURCE)
    assert prices()["feed"] == (2, None, 0)


def test_a_preset_says_which_column_it_is_and_what_is_no_text(bring_in: Callable[..., Any]) -> None:
    reading = {"entry": {"from": ["渠道", "来源"]}, "empty": {"values": ["名片分享"]}}
    taken = bring_in("joins", CUSTOMERS, reading=reading)
    assert taken.rejected == 0
    assert set(Entry.objects.filter(from_text=True).values_list("code", flat=True)) == {"朋友圈广告"}


def test_a_column_of_codes_goes_before_a_text(bring_in: Callable[..., Any]) -> None:
    text = (
        CUSTOMERS.replace("来源", "来源,入口码")
        .replace("朋友圈广告", "朋友圈广告,e1")
        .replace("名片分享", "名片分享,e2")
    )
    bring_in("joins", text.replace(",,", ",,,"), reading={"entry": {"from": "来源"}})
    assert set(Entry.objects.values_list("code", "from_text")) == {("e1", False), ("e2", False)}


def test_a_file_with_two_entries_a_row_is_asked_which_one(bring_in: Callable[..., Any]) -> None:
    with pytest.raises(Refusal, match="“entry”出现了两次"):
        bring_in("joins", CUSTOMERS.replace("来源", "entry,来源", 1), mapping=SOURCE)


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("codes", "more", "why"),
    [
        ([], {}, "先选入口"),
        (["没有的"], {}, "没有入口“没有的”"),
        (["名片分享"], {"campaign": ""}, "四个名字"),
        (["名片分享"], {"platform": "radio"}, "应为以下之一"),
        (["名片分享"], {"placement": "x" * 256}, "最多 255"),
        (["名片分享"], {"placement": "a\nb"}, "控制字符"),
    ],
)
def test_what_cannot_be_attached_is_refused(codes: list[str], more: dict[str, str], why: str) -> None:
    with pytest.raises(Refusal, match=why):
        attach_entries(codes=codes, placement={**FEED, **more}, actor="Lin", at=NOW)
    assert not Fact.objects.filter(name="entry.attached").exists()


@pytest.mark.usefixtures("world")
def test_a_form_that_is_none_is_refused() -> None:
    with pytest.raises(Refusal, match="形式"):
        attach_entries(codes=["名片分享"], placement=FEED, form="dance", actor="Lin", at=NOW)
