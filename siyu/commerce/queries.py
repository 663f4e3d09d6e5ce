"""What commerce owes the ledger, and what waits."""

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
