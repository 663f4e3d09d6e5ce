"""Totals a day where a platform names nobody."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection

from tests.cast import report

HEAD = "date,pool,pool_id,entry,joined,left\n"
SPEND = "date,platform,account,campaign,placement,cost\n2026-03-02,baidu,b,c,p,60\n"
ENTRY = "code,title,platform,account,campaign,placement\n搜一搜,搜索来的,baidu,b,c,p\n"


def counted(**asked: Any) -> list[tuple[Any, ...]]:
    rows = report("pool", **asked)["rows"]
    return [(row["pool_id"], row["counted_joined"], row["counted_left"]) for row in rows]


def test_a_day_reported_again_is_restated_and_a_column_that_lacks_is_left_alone(
    bring_in: Callable[..., Any],
) -> None:
    bring_in("pool_counts", f"{HEAD}2026-03-02,official_account,gh,,10,3\n")
    again = bring_in("pool_counts", "date,pool,pool_id,joined\n2026-03-02,公众号,gh,11\n")
    assert (again.restated, again.accepted) == (1, 0)
    assert counted() == [("gh", 11, 3)]


def test_nothing_stated_is_unknown_and_not_0(bring_in: Callable[..., Any]) -> None:
    bring_in("pool_counts", f"{HEAD}2026-03-02,official_account,gh,,,0\n")
    assert counted() == [("gh", None, 0)]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("2026-03-02,telegram,gh,,1,1", "应为以下之一"),
        ("2026-03-02,official_account,,,1,1", "必填"),
        (",official_account,gh,,1,1", "必填"),
        ("2026-03-02,official_account,gh,,-1,1", "不小于 0 的整数"),
        ("2026-03-02,official_account,gh,,1.5,1", "不小于 0 的整数"),
        ("2026-03-02 10:00,official_account,gh,,1,1", "日期"),
        ("1999-03-02,official_account,gh,,1,1", "2000"),
    ],
)
def test_a_row_that_cannot_be_a_count_is_refused(bring_in: Callable[..., Any], row: str, why: str) -> None:
    taken = bring_in("pool_counts", f"{HEAD}{row}\n2026-03-03,fan_group,f,,1,1\n")
    assert (taken.rejected, taken.accepted) == (1, 1)
    assert why in taken.reasons[0]["why"]


def test_two_accounts_of_one_day_in_one_file_are_asked_about(bring_in: Callable[..., Any]) -> None:
    taken = bring_in("pool_counts", f"{HEAD}2026-03-02,group,g,,1,\n2026-03-02,group,g,,2,\n")
    assert (taken.rejected, taken.accepted) == (2, 0)


def test_counts_change_no_number_of_people(bring_in: Callable[..., Any]) -> None:
    bring_in("spend", SPEND)
    bring_in("entries", ENTRY)
    bring_in("joins", "at,pool,pool_id,entry,id.phone\n2026-03-02,wecom,w,搜一搜,13800138000\n")
    new = {"counted_joined", "counted_left", "cost_per_counted_join_fen"}

    def told() -> list[Any]:
        documents = [
            report(name) for name in ("prices", "pool", "loops", "crossings", "levelling", "people", "ledger")
        ]
        return [
            [{name: value for name, value in row.items() if name not in new} for row in [*one["rows"], one["totals"]]]
            for one in documents
        ]  # fmt: skip

    before = told()
    bring_in("pool_counts", f"{HEAD}2026-03-02,wecom,w,搜一搜,70,3\n")
    assert told() == before


def test_people_and_counts_of_one_day_are_told_beside_each_other(bring_in: Callable[..., Any]) -> None:
    bring_in("entries", ENTRY)
    bring_in("joins", "at,pool,pool_id,entry,id.phone\n2026-03-02,wecom,w,搜一搜,13800138000\n")
    bring_in("pool_counts", f"{HEAD}2026-03-02,wecom,w,搜一搜,70,3\n2026-03-03,wecom,w,,1,\n")
    (note,) = report("pool")["notes"]
    assert "“wecom w”有 1 天既有具体的人、也有平台的计数" in note
    assert any("既赢得具体的 1 人,也有平台的计数 70" in note for note in report("prices")["notes"])


def test_counts_have_no_seat(bring_in: Callable[..., Any]) -> None:
    bring_in("joins", "at,pool,pool_id,seat,id.phone\n2026-03-02,wecom,w,Lin,13800138000\n")
    bring_in("pool_counts", f"{HEAD}2026-03-04,wecom,w,,70,3\n2026-03-05,wecom,v,,1,\n")
    rows = {(row["pool_id"], row["seat"]): row for row in report("pool", by="seat")["rows"]}
    assert {key: row["counted_joined"] for key, row in rows.items()} == {
        ("w", "Lin"): None,
        ("w", None): 70,
        ("v", None): 1,
    }
    by_pool = report("pool", by="pool")
    assert [(row["live"], row["counted_joined"]) for row in by_pool["rows"]] == [(1, 71)]
    assert by_pool["totals"]["counted_joined"] == 71  # fmt: skip


def test_the_database_keeps_one_count_a_day_and_none_below_0(brand: Any) -> None:
    insert = """INSERT INTO pool_count (key, date, pool, pool_id, entry_id, joined, departed)
                VALUES (gen_random_uuid(), '2026-03-02', 'wecom', 'w', NULL, %s, %s)"""
    with connection.cursor() as cursor:
        cursor.execute(insert, [1, 1])
        with pytest.raises(IntegrityError, match="count_once_a_day"):
            cursor.execute(insert, [2, 2])
        cursor.execute("DELETE FROM pool_count")
        with pytest.raises(IntegrityError, match="count_joined_not_negative"):
            cursor.execute(insert, [-1, 1])
        with pytest.raises(IntegrityError, match="count_departed_not_negative"):
            cursor.execute(insert, [1, -1])
