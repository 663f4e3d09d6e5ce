"""What commerce owes the ledger, and what waits."""

from datetime import datetime

from django.db import connection

ORDERS_DUE = """
    SELECT (o.paid_at AT TIME ZONE %(zone)s)::date AS day, v.kind, v.amount_fen, 'orders' AS source,
           o.key AS source_key, d.placement_id, o.identifier_id, v.assumed
    FROM settling s JOIN commerce_order o ON o.key = s.source_key
    JOIN commerce_shop h ON h.id = o.shop_id
    LEFT JOIN traffic_entrydescription d ON d.entry_id = o.entry_id
    CROSS JOIN LATERAL (VALUES
        ('revenue', o.amount_fen, false),
        ('cost_of_goods', -o.cost_of_goods_fen, false),
        ('cost_of_goods', CASE WHEN o.cost_of_goods_fen IS NULL
                               THEN -round(o.amount_fen * (1 - h.gross_margin))::bigint END, true),
        ('shipping_cost', -o.shipping_cost_fen, false),
        ('platform_fee', -o.platform_fee_fen, false)
    ) AS v(kind, amount_fen, assumed)
    WHERE v.amount_fen <> 0
"""

REFUNDS_DUE = """
    SELECT (r.at AT TIME ZONE %(zone)s)::date AS day, v.kind, v.amount_fen, 'refunds' AS source,
           r.key AS source_key, d.placement_id, o.identifier_id, false AS assumed
    FROM settling s JOIN commerce_refund r ON r.key = s.source_key
    JOIN commerce_order o ON o.key = r.order_key
    LEFT JOIN traffic_entrydescription d ON d.entry_id = o.entry_id
    CROSS JOIN LATERAL (VALUES
        ('refund', -r.amount_fen), ('cost_of_goods_back', r.cost_of_goods_back_fen)
    ) AS v(kind, amount_fen)
    WHERE v.amount_fen <> 0
"""


def waiting_refunds() -> int:
    """How many refunds wait for their order."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT count(*) FROM commerce_refund r LEFT JOIN commerce_order o ON o.key = r.order_key
               WHERE o.key IS NULL"""
        )
        return int(cursor.fetchone()[0])


def orders_of_unknown_cost(*, since: datetime, until: datetime) -> int:
    """How many orders paid from `since` until before `until` do not say what their goods cost.

    Neither does their shop's margin: their profit is unknown, and no entry stands for the cost.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT count(*) FROM commerce_order o JOIN commerce_shop h ON h.id = o.shop_id
               WHERE o.cost_of_goods_fen IS NULL AND h.gross_margin IS NULL
                 AND o.paid_at >= %s AND o.paid_at < %s""",
            [since, until],
        )
        return int(cursor.fetchone()[0])
