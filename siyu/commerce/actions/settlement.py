"""Booking what orders brought and refunds took back."""

from datetime import datetime

from django.db import connection

from siyu.commerce.queries import ORDERS_DUE, REFUNDS_DUE
from siyu.core.queries import brand_zone
from siyu.ledger.actions import open_settlement, settle

OF_TOUCHED_ORDERS = """
    SELECT key FROM touched
    UNION SELECT r.key FROM touched t JOIN commerce_refund r ON r.order_key = t.key
"""
OF_TOUCHED_REFUNDS = "SELECT key FROM touched"
OF_TOUCHED_ENTRIES = """
    WITH moved AS (
        SELECT o.key FROM touched_entries t JOIN commerce_order o ON o.entry_id = t.entry_id
    )
    SELECT key FROM moved UNION SELECT r.key FROM moved m JOIN commerce_refund r ON r.order_key = m.key
"""
OF_SHOP = """
    SELECT o.key FROM commerce_order o WHERE o.shop_id = %(shop)s AND o.cost_of_goods_fen IS NULL
"""
OF_EVERYTHING = """
    SELECT key FROM commerce_order UNION SELECT key FROM commerce_refund
    UNION SELECT source_key FROM ledger_entry WHERE source IN ('orders', 'refunds')
"""


def settle_orders(*, import_id: int | None, at: datetime) -> None:
    """Bring the ledger in line with the touched orders, and with the refunds that waited for them."""
    _settle(OF_TOUCHED_ORDERS, import_id=import_id, at=at)


def settle_refunds(*, import_id: int | None, at: datetime) -> None:
    """Bring the ledger in line with the touched refunds."""
    _settle(OF_TOUCHED_REFUNDS, import_id=import_id, at=at)


def follow_entries(*, import_id: int | None, at: datetime) -> None:
    """Move the money of orders that name a described entry to the placement it stands on now.

    Expects `touched_entries(entry_id)`.
    """
    _settle(OF_TOUCHED_ENTRIES, import_id=import_id, at=at)


def settle_shop(*, shop_id: int, at: datetime) -> None:
    """Bring the ledger in line with a shop's margin setting."""
    _settle(OF_SHOP, import_id=None, at=at, shop=shop_id)


def settle_everything(*, at: datetime) -> None:
    """Bring the whole ledger of orders and refunds in line, as after a change of the brand's zone."""
    _settle(OF_EVERYTHING, import_id=None, at=at)


def _settle(rows: str, *, import_id: int | None, at: datetime, shop: int | None = None) -> None:
    parameters = {"zone": brand_zone().key, "shop": shop}
    open_settlement()
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO settling {rows}", parameters)
    settle(due=f"{ORDERS_DUE} UNION ALL {REFUNDS_DUE}", parameters=parameters, import_id=import_id, at=at)
