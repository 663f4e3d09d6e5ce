"""The gross margin that stands in where orders do not say what their goods cost."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from siyu.commerce.actions.settlement import settle_shop
from siyu.commerce.facts import MARGIN_SET
from siyu.commerce.models import Shop
from siyu.core.refusals import Refusal
from siyu.core.words import say
from siyu.facts.actions import one_writer, record


def set_gross_margin(*, shop: str, margin: Decimal | None, actor: str, at: datetime) -> Shop:
    """Set (or with None take away) a shop's gross margin, a share from 0 to 1; the ledger follows."""
    if margin is not None and not Decimal(0) <= margin <= Decimal(1):
        raise Refusal(
            say("毛利率在 0 到 1 之间,如 0.55", "A gross margin lies between 0 and 1, such as 0.55")
        )
    if margin is not None and margin != round(margin, 4):
        raise Refusal(say("毛利率最多四位小数", "A gross margin has at most four decimals"))
    with transaction.atomic():
        one_writer()
        row = Shop.objects.filter(name=shop).first() or Shop(name=shop)
        before = row.gross_margin
        row.gross_margin = margin
        row.save()
        record(
            name=MARGIN_SET.name,
            data={
                "shop": shop,
                "gross_margin": None if margin is None else str(margin),
                "before": None if before is None else str(before),
            },
            actor=actor,
            at=at,
        )
        settle_shop(shop_id=row.id, at=at)
    return row
