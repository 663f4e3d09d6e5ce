"""What the database keeps of commerce, and what a shop's margin may be."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from siyu.commerce.actions import set_gross_margin
from siyu.commerce.models import Order, Refund, Shop
from siyu.commerce.queries import waiting_refunds
from siyu.core.refusals import Refusal
from siyu.facts.models import Fact
from tests.cast import NOW


def broken(constraint: str, model: Any, **values: Any) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        model.objects.create(**values)


def test_a_shop_is_there_once_and_its_margin_is_a_share(brand: Any) -> None:
    Shop.objects.create(name="s")
    broken("commerce_shop_name", Shop, name="s")
    for margin in ("-0.0001", "1.0001"):
        broken("shop_margin_is_share", Shop, name="t", gross_margin=Decimal(margin))


def test_orders_and_refunds_are_never_negative(brand: Any) -> None:
    shop = Shop.objects.create(name="s")
    broken(
        "order_amount_not_negative", Order, key=uuid4(), order_id="o", shop=shop, paid_at=NOW, amount_fen=-1
    )
    broken(
        "refund_amount_not_negative",
        Refund,
        key=uuid4(),
        refund_id="r",
        shop=shop,
        order_id="o",
        order_key=uuid4(),
        at=NOW,
        amount_fen=-1,
    )


@pytest.mark.parametrize("margin", ["-0.1", "1.1", "0.12345"])
def test_a_margin_that_is_no_share_of_four_decimals_is_refused(brand: Any, margin: str) -> None:
    with pytest.raises(Refusal, match="毛利率"):
        set_gross_margin(shop="s", margin=Decimal(margin), actor="Lin", at=NOW)
    assert not Shop.objects.exists()


def test_a_margin_leaves_a_fact_with_what_it_was_before(brand: Any) -> None:
    set_gross_margin(shop="s", margin=Decimal("0.5"), actor="Lin", at=NOW)
    set_gross_margin(shop="s", margin=None, actor="Zhou", at=NOW)
    said = [
        (fact.actor, fact.data["gross_margin"], fact.data["before"]) for fact in Fact.objects.order_by("id")
    ]
    assert said == [("Lin", "0.5", None), ("Zhou", None, "0.5000")]


def test_a_refund_waits_for_its_order_in_its_own_shop(bring_in: Any) -> None:
    refund = "refund_id,shop,order_id,at,amount\nr-1,{},o-1,2026-03-05,10\n"
    bring_in("refunds", refund.format("s"))
    bring_in("refunds", refund.format("other"))
    assert waiting_refunds() == 2
    orders = bring_in("orders", "order_id,shop,paid_at,amount\no-1,s,2026-03-05,10\n")
    assert waiting_refunds() == 1
    from siyu.connectors.files.actions import withdraw_import

    withdraw_import(import_id=orders.id, actor="test", at=NOW)
    assert waiting_refunds() == 2
