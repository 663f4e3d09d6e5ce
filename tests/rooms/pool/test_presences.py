"""Lists of everybody who is there: what comes in by files, in whatever order, and what follows."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from siyu.connectors.files.actions import withdraw_import
from siyu.connectors.files.exports import table
from siyu.console.person import person_document
from siyu.core.refusals import Refusal
from siyu.people.models import Identifier
from tests.cast import NOW, report
from tests.worlds import failing_checks, forget_everything

FIRST = "pool,pool_id,seat,id.phone\n" + "".join(f"wecom,w,Lin,1380013800{n}\n" for n in (0, 1, 2))
SECOND = "pool,pool_id,seat,id.phone\n" + "".join(f"wecom,w,Lin,1380013800{n}\n" for n in (0, 3))
JOINS = "at,pool,pool_id,seat,id.phone\n2026-03-05 10:00,wecom,w,Lin,13800138004\n2026-02-01,group,g,,13800138001\n"
LEAVES = "at,pool,pool_id,seat,by,id.phone\n2026-03-04 09:00,wecom,w,Lin,customer,13800138002\n"


def memberships() -> list[tuple[Any, ...]]:
    """(phone's last digit, pool, joined, left, how well each is known)"""
    digits = dict(Identifier.objects.filter(seen=True).values_list("person_id", "value"))
    told = []
    for person, pool, _, _, joined, left, came, gone in table("memberships").rows():
        told.append((digits[person][-1], pool, joined[:10], left and left[:16], came, gone))
    return sorted(told)


EXPECTED = [
    ("0", "wecom", "2026-03-01", None, "before the first list", None),
    ("1", "group", "2026-02-01", None, "stated", None),
    ("1", "wecom", "2026-03-01", "2026-03-10T00:00", "before the first list", "missing in a list"),
    ("2", "wecom", "2026-03-01", "2026-03-04T09:00", "before the first list", "stated"),
    ("3", "wecom", "2026-03-10", None, "between lists", None),
    ("4", "wecom", "2026-03-05", "2026-03-10T00:00", "stated", "missing in a list"),
]


def test_whatever_the_order_of_the_files_the_tables_are_the_same(bring_in: Callable[..., Any]) -> None:
    files: list[tuple[str, str, dict[str, Any]]] = [
        ("presences", FIRST, {"constants": {"day": "2026-03-01"}}),
        ("presences", SECOND, {"constants": {"day": "2026-03-10"}}),
        ("joins", JOINS, {}),
        ("leaves", LEAVES, {}),
    ]
    told = []
    for order in itertools.islice(itertools.permutations(files), 0, None, 5):
        forget_everything()
        for kind, text, more in order:
            assert bring_in(kind, text, **more).rejected == 0
        assert memberships() == EXPECTED
        told.append([report(name)["rows"] for name in ("pool", "prices")])
    assert all(one == told[0] for one in told)
    assert failing_checks() == []


def test_a_person_is_told_as_the_reports_tell_everybody(bring_in: Callable[..., Any]) -> None:
    for text, day in ((FIRST, "2026-03-01"), (SECOND, "2026-03-10")):
        bring_in("presences", text, constants={"day": day})
    bring_in("joins", JOINS)
    bring_in("leaves", LEAVES)
    told = []
    for one in Identifier.objects.filter(seen=True):
        for membership in person_document(one.person_id)["memberships"]:
            left = membership["left_at"]
            told.append(
                (
                    one.value[-1],
                    membership["pool"],
                    membership["since"],
                    left is None,
                    membership["left_by_list"],
                )
            )
    known = {"stated": 0, "between lists": 1, "before the first list": 2}
    assert sorted(told) == sorted(
        (digit, pool, known[came], left is None, gone == "missing in a list")
        for digit, pool, _, left, came, gone in EXPECTED
    )


def test_who_was_there_before_the_first_list_has_no_known_worth(bring_in: Callable[..., Any]) -> None:
    bring_in("presences", FIRST, constants={"day": "2026-03-01"})
    document = person_document(Identifier.objects.get(value="13800138000").person_id)
    assert (document["won_at_known"], document["value_fen"]) == (False, None)
    assert document["value_unknown_because"] == "not known since when"
    assert report("prices", since="2026-01-01")["totals"]["won"] == 0
    assert "3 人在第一份在池名单之前就在了" in report("prices", since="2026-01-01")["notes"][0]


def test_a_list_taken_back_takes_its_leaves_with_it(bring_in: Callable[..., Any]) -> None:
    bring_in("presences", FIRST, constants={"day": "2026-03-01"})
    before = memberships()
    taken = bring_in("presences", SECOND, constants={"day": "2026-03-10"})
    assert memberships() != before
    withdraw_import(import_id=taken.id, actor="Lin", at=NOW)
    assert memberships() == before
    assert failing_checks() == []


def test_the_same_list_again_changes_nothing(bring_in: Callable[..., Any]) -> None:
    bring_in("presences", FIRST, constants={"day": "2026-03-01"})
    before = memberships()
    again = bring_in("presences", FIRST, constants={"day": "2026-03-01"})
    assert (again.accepted, again.duplicate) == (0, 3)
    assert memberships() == before


def test_the_parts_of_one_list_are_one_list(bring_in: Callable[..., Any]) -> None:
    head, *rows = FIRST.splitlines(keepends=True)
    for row in rows:
        bring_in("presences", head + row, constants={"day": "2026-03-01"})
    assert [one[3] for one in memberships()] == [None, None, None]


def test_of_a_seat_that_a_list_does_not_name_it_says_nothing(bring_in: Callable[..., Any]) -> None:
    bring_in("presences", FIRST, constants={"day": "2026-03-01"})
    bring_in("presences", SECOND.replace("Lin", "Zhou"), constants={"day": "2026-03-10"})
    assert [one[3] for one in memberships()] == [None] * 5


def test_two_names_of_one_person_in_two_lists_are_one_once_something_links_them(
    bring_in: Callable[..., Any],
) -> None:
    bring_in("presences", "pool,pool_id,id.phone\nwecom,w,13800138000\n", constants={"day": "2026-03-01"})
    bring_in("presences", "pool,pool_id,id.unionid\nwecom,w,uMei\n", constants={"day": "2026-03-10"})
    assert report("pool")["totals"]["left_by_list"] == 1
    bring_in(
        "orders", "order_id,shop,paid_at,amount,id.phone,id.unionid\no,s,2026-04-01,1,13800138000,uMei\n"
    )
    totals = report("pool")["totals"]
    assert (totals["left_by_list"], totals["live"], totals["joined"]) == (0, 1, 0)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("2026-03-01,wecom,w,2026-03-02 00:00,13800138000", "加入的时间晚于在池日"),
        ("2026-03-01,wecom,w,,", "没有可用的标识"),
        (",wecom,w,,13800138000", "必填"),
        ("2026-03-01 10:00,wecom,w,,13800138000", "日期"),
        ("2026-03-01,telegram,w,,13800138000", "应为以下之一"),
        ("2099-03-01,wecom,w,,13800138000", "晚于一年"),
    ],
)
def test_a_row_that_cannot_be_in_a_list_is_refused(bring_in: Callable[..., Any], row: str, why: str) -> None:
    text = f"day,pool,pool_id,at,id.phone\n{row}\n2026-03-01,wecom,w,2026-03-01 23:59,13800138001\n"
    taken = bring_in("presences", text)
    assert (taken.rejected, taken.accepted) == (1, 1)
    assert why in taken.reasons[0]["why"]


def test_a_list_without_its_day_is_not_read(bring_in: Callable[..., Any]) -> None:
    with pytest.raises(Refusal, match="缺少必需的列:在池日 day"):
        bring_in("presences", FIRST)


def test_only_joins_may_be_everybody_who_is_there() -> None:
    from siyu.connectors.files.queries import listed_kind

    assert listed_kind("joins") == listed_kind("presences") == "presences"
    with pytest.raises(Refusal, match="只有入池名单"):
        listed_kind("orders")


def test_the_days_of_lists_are_read_by_the_index(bring_in: Callable[..., Any]) -> None:
    """A person's page asks for one day after the other, not for every row of every list."""
    from siyu.console.person import lists_of

    for text, day in ((FIRST, "2026-03-01"), (SECOND, "2026-03-10")):
        bring_in("presences", text, constants={"day": day})
    person = Identifier.objects.get(value="13800138000").person_id
    assert {place: len(days) for place, days in lists_of(person).items()} == {("wecom", "w", "Lin"): 2}
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = 'pool_presence'")
        assert ("presence_by_list",) in cursor.fetchall()
