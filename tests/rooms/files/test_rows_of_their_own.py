"""Rows without an identifier stand each for somebody of their own, where a file says so."""

from collections.abc import Callable
from typing import Any

import pytest

from siyu.core.refusals import Refusal
from siyu.people.models import Identifier
from tests.cast import report
from tests.worlds import failing_checks

HEAD = "添加时间,池,池编号,导购,客户名称,id.phone\n"
ROWS = """2026-03-02 10:00,wecom,w,Lin,小明,
2026-03-02 10:00,wecom,w,Lin,小明,
2026-03-02 10:00,wecom,w,Zhou,小明,
2026-03-03 10:00,wecom,w,Lin,小明,
2026-03-03 10:00,wecom,w,Lin,小*,138****8000
2026-03-04 10:00,wecom,w,Lin,小红,13800138000
"""
NAMED = {"mapping": {"客户名称": "alone.name"}}


def alone() -> list[str]:
    return sorted(Identifier.objects.filter(kind="alone", seen=True).values_list("value", flat=True))


def test_each_is_told_apart_by_pool_seat_name_and_time(bring_in: Callable[..., Any]) -> None:
    taken = bring_in("joins", HEAD + ROWS, **NAMED)
    assert (taken.rows, taken.accepted, taken.duplicate, taken.rejected) == (6, 5, 1, 0)
    assert alone() == [
        "wecom/w/Lin/小*/2026-03-03T02:00:00+00:00",
        "wecom/w/Lin/小明/2026-03-02T02:00:00+00:00",
        "wecom/w/Lin/小明/2026-03-03T02:00:00+00:00",
        "wecom/w/Zhou/小明/2026-03-02T02:00:00+00:00",
    ]
    assert report("people")["totals"]["people"] == 5
    assert report("pool")["totals"]["live"] == 5
    assert failing_checks() == []


def test_unless_a_file_says_so_such_rows_are_refused(bring_in: Callable[..., Any]) -> None:
    taken = bring_in("joins", HEAD + ROWS)
    assert (taken.accepted, taken.rejected) == (1, 5)
    assert alone() == []


def test_a_preset_says_so_with_or_without_a_name(bring_in: Callable[..., Any]) -> None:
    taken = bring_in("joins", HEAD + ROWS, reading={"present": {"alone": True, "name": ["昵称", "客户名称"]}})
    assert taken.accepted == 5
    text = "添加时间,池,池编号\n2026-03-02 10:00,group,g\n2026-03-02 11:00,group,g\n,group,g\n"
    taken = bring_in(
        "presences",
        text.replace("添加时间", "时间"),
        constants={"day": "2026-03-05"},
        reading={"present": {"alone": True}},
    )
    assert (taken.accepted, taken.rejected) == (2, 1)
    assert "没有可用的标识" in taken.reasons[0]["why"]


def test_the_next_list_knows_them_again(bring_in: Callable[..., Any]) -> None:
    head = "池,池编号,客户名称\n"
    bring_in("presences", head + "group,g,小明\ngroup,g,小红\n", constants={"day": "2026-03-05"}, **NAMED)
    bring_in("presences", head + "group,g,小明\n", constants={"day": "2026-03-09"}, **NAMED)
    totals = report("pool")["totals"]
    assert (totals["live"], totals["left_by_list"]) == (1, 1)


def test_parts_are_never_mistaken_for_each_other(bring_in: Callable[..., Any]) -> None:
    rows = "wecom,w/Lin,,小明\nwecom,w,Lin,小明\nwecom,w,Lin/小明,\nwecom,w%2FLin,,小明\n"
    bring_in("presences", "池,池编号,导购,客户名称\n" + rows, constants={"day": "2026-03-05"}, **NAMED)
    assert len(alone()) == 3
    long = f"wecom,{'w' * 255},{'L' * 255},"
    bring_in(
        "presences",
        f"池,池编号,导购,客户名称\n{long}小明\n{long}小红\n",
        constants={"day": "2026-03-05"},
        **NAMED,
    )
    assert len(alone()) == 5
    assert all(len(value) <= 255 for value in alone())


def test_what_they_are_worth_is_unknown_and_says_why(bring_in: Callable[..., Any]) -> None:
    bring_in("entries", "code,title,platform,account,campaign,placement\ne1,t,tencent,a,c,p\n")
    bring_in("joins", HEAD + ROWS, **NAMED, constants={"entry": "e1"})
    row = next(row for row in report("prices", horizon=30)["rows"] if row["platform"] == "tencent")
    assert (row["won"], row["won_alone"], row["value_to_date_fen"], row["value_at"]["30"]) == (
        5,
        4,
        None,
        None,
    )
    assert "赢得的人里有 4 位只有一行、没有标识,买了什么看不到" in row["reasons"]


def test_whoever_is_found_out_later_is_worth_what_they_bought(bring_in: Callable[..., Any]) -> None:
    """Evidence links the row to a phone: from then on it is somebody who can be followed."""
    bring_in("joins", HEAD + "2026-03-02 10:00,wecom,w,Lin,小明,\n", **NAMED)
    orders = "order_id,shop,paid_at,amount,cost_of_goods,id.phone\no,s,2026-03-05,9,4,13800138000\n"
    bring_in("orders", orders)
    assert report("prices")["totals"]["value_to_date_fen"] is None
    bring_in(
        "joins", f"at,pool,pool_id,seat,id.alone,id.phone\n2026-03-09,wecom,w,Lin,{alone()[0]},13800138000\n"
    )
    assert report("prices")["totals"]["value_to_date_fen"] == 500


def test_other_kinds_have_no_rows_of_their_own(bring_in: Callable[..., Any]) -> None:
    with pytest.raises(Refusal, match=r"没有“alone\.name”这一列"):
        bring_in("leaves", "at,pool,pool_id,名字\n2026-03-02,wecom,w,小明\n", mapping={"名字": "alone.name"})


@pytest.mark.parametrize(
    ("present", "why"),
    [
        ({"alone": "yes"}, r"present\.alone"),
        ({"alne": True}, r"present\.alne"),
        ({"alone": True, "name": [1, ["x"]]}, r"present\.name"),
    ],
)
def test_a_preset_that_says_it_wrongly_is_told_where(
    bring_in: Callable[..., Any], present: Any, why: str
) -> None:
    with pytest.raises(Refusal, match=why):
        bring_in("joins", HEAD + ROWS, reading={"present": present})
