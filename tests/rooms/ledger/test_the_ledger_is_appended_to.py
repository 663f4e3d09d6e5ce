"""Every fen with its source row, kind, day, placement and identifier; corrections are entries."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError

from tests.cast import NOW

SPEND = "date,platform,account,campaign,placement,cost,rebate\n"
ORDERS = "order_id,shop,paid_at,amount,cost_of_goods,shipping_cost,platform_fee,entry,id.unionid\n"
ENTRIES = "code,title,platform,account,campaign,placement\n"


def entries(after: int = 0) -> list[tuple[Any, ...]]:
    from siyu.ledger.models import Entry
    from siyu.people.models import Identifier
    from siyu.traffic.models import Placement

    places = {place.id: place.placement for place in Placement.objects.all()}
    names = {each.id: each.value for each in Identifier.objects.all()}
    return sorted(
        (
            e.day.isoformat(),
            e.kind,
            e.amount_fen,
            places.get(e.placement_id),
            names.get(e.identifier_id),
            e.source,
        )
        for e in Entry.objects.filter(id__gt=after)
    )


def last() -> int:
    from siyu.ledger.models import Entry

    newest = Entry.objects.order_by("-id").first()
    return newest.id if newest else 0


def test_an_order_is_booked_by_what_it_brought_and_cost_on_its_day_in_the_brands_zone(bring_in: Any) -> None:
    bring_in("entries", ENTRIES + "e1,t,tencent,a,c,朋友圈\n")
    bring_in("orders", ORDERS + "o-1,s,2026-03-01T23:30:00Z,100,40,8,1.50,e1,uMei\n")
    assert entries() == [
        ("2026-03-02", "cost_of_goods", -4000, "朋友圈", "uMei", "orders"),
        ("2026-03-02", "platform_fee", -150, "朋友圈", "uMei", "orders"),
        ("2026-03-02", "revenue", 10000, "朋友圈", "uMei", "orders"),
        ("2026-03-02", "shipping_cost", -800, "朋友圈", "uMei", "orders"),
    ]


def test_a_corrected_amount_is_one_entry_of_the_difference_on_its_day(bring_in: Any) -> None:
    bring_in("spend", SPEND + "2026-03-02,tencent,a,c,p,120,6\n")
    before = last()
    bring_in("spend", SPEND + "2026-03-02,tencent,a,c,p,100,\n", at=NOW)
    assert entries(before) == [
        ("2026-03-02", "rebate", -600, "p", None, "spend"),
        ("2026-03-02", "spend", 2000, "p", None, "spend"),
    ]


def test_a_corrected_day_is_a_counter_entry_there_and_an_entry_here(bring_in: Any) -> None:
    bring_in("orders", ORDERS + "o-1,s,2026-03-02,100,,,,,uMei\n")
    before = last()
    bring_in("orders", ORDERS + "o-1,s,2026-03-04,100,,,,,uMei\n")
    assert entries(before) == [
        ("2026-03-02", "revenue", -10000, None, "uMei", "orders"),
        ("2026-03-04", "revenue", 10000, None, "uMei", "orders"),
    ]


def test_an_entry_that_is_described_later_moves_its_money_and_back_when_that_is_withdrawn(
    bring_in: Any,
) -> None:
    from siyu.connectors.files.actions import withdraw_import

    bring_in("orders", ORDERS + "o-1,s,2026-03-02,100,,,,e1,uMei\n")
    bring_in("refunds", "refund_id,shop,order_id,at,amount\nr-1,s,o-1,2026-03-03,30\n")
    before = last()
    described = bring_in("entries", ENTRIES + "e1,t,tencent,a,c,朋友圈\n")
    moved = [
        ("2026-03-02", "revenue", -10000, None, "uMei", "orders"),
        ("2026-03-02", "revenue", 10000, "朋友圈", "uMei", "orders"),
        ("2026-03-03", "refund", -3000, "朋友圈", "uMei", "refunds"),
        ("2026-03-03", "refund", 3000, None, "uMei", "refunds"),
    ]
    assert sorted(entries(before), key=str) == sorted(moved, key=str)
    before = last()
    withdraw_import(import_id=described.id, actor="test", at=NOW)
    back = [(day, kind, -fen, place, who, source) for day, kind, fen, place, who, source in moved]
    assert sorted(entries(before), key=str) == sorted(back, key=str)


def test_a_withdrawal_is_booked_by_counter_entries_that_name_it(bring_in: Any) -> None:
    from siyu.connectors.files.actions import withdraw_import
    from siyu.ledger.models import Entry

    taken = bring_in("costs", "cost_id,date,kind,amount,id.unionid\nc-1,2026-03-02,reward,8.80,uMei\n")
    first = Entry.objects.get()
    withdraw_import(import_id=taken.id, actor="test", at=NOW)
    counter = Entry.objects.get(id__gt=first.id)
    assert (counter.amount_fen, counter.day, counter.source_key) == (880, first.day, first.source_key)
    assert counter.import_id == taken.id


def test_a_margin_setting_books_the_assumed_cost_and_taking_it_away_books_it_back(bring_in: Any) -> None:
    from siyu.commerce.actions import set_gross_margin
    from siyu.ledger.models import Entry

    bring_in(
        "orders",
        ORDERS + "o-1,s,2026-03-02,99.99,,,,,\no-2,s,2026-03-02,50,20,,,,\no-3,x,2026-03-02,10,,,,,\n",
    )
    before = last()
    set_gross_margin(shop="s", margin=Decimal("0.6"), actor="test", at=NOW)
    assert [(row[1], row[2]) for row in entries(before)] == [("cost_of_goods", -4000)]
    assert [entry.assumed for entry in Entry.objects.filter(id__gt=before)] == [True]
    before = last()
    bring_in("orders", ORDERS + "o-1,s,2026-03-02,99.99,35,,,,\n")
    assert sorted((row[1], row[2]) for row in entries(before)) == [
        ("cost_of_goods", -3500),
        ("cost_of_goods", 4000),
    ]
    set_gross_margin(shop="s", margin=None, actor="test", at=NOW)
    assert sum(Entry.objects.filter(kind="cost_of_goods").values_list("amount_fen", flat=True)) == -5500


@pytest.mark.parametrize(
    ("change", "constraint"),
    [({"kind": "gift"}, "entry_kind_known"), ({"amount_fen": 0}, "entry_is_of_something")],
)
def test_the_database_keeps_what_an_entry_is(brand: Any, change: dict[str, Any], constraint: str) -> None:
    from uuid import uuid4

    from siyu.ledger.models import Entry

    whole = {
        "day": "2026-03-02",
        "kind": "spend",
        "amount_fen": 1,
        "source": "spend",
        "source_key": uuid4(),
        "recorded_at": NOW,
    }
    Entry.objects.create(**whole)
    with pytest.raises(IntegrityError, match=constraint):
        Entry.objects.create(**{**whole, **change})
