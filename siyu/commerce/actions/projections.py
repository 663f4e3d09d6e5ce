"""Orders and refunds, made from the folded facts of the touched keys."""

from django.db import connection

from siyu.facts.actions import replace_rows
from siyu.traffic.actions import intern_entries


def project_orders() -> None:
    """Paid orders."""
    intern_entries(field="entry")
    intern_shops()
    replace_rows(
        table="commerce_order",
        columns=(
            "order_id",
            "shop_id",
            "paid_at",
            "amount_fen",
            "cost_of_goods_fen",
            "shipping_cost_fen",
            "platform_fee_fen",
            "entry_id",
            "identifier_id",
            "others",
        ),
        select="""SELECT f.key, f.data->>'order_id', h.id, (f.data->>'paid_at')::timestamptz,
                  (f.data->>'amount_fen')::bigint, (f.data->>'cost_of_goods_fen')::bigint,
                  (f.data->>'shipping_cost_fen')::bigint, (f.data->>'platform_fee_fen')::bigint,
                  e.id, n.identifier_id, coalesce(n.others, '{}')
           FROM folded f JOIN commerce_shop h ON h.name = f.data->>'shop'
           LEFT JOIN named n USING (key) LEFT JOIN traffic_entry e ON e.code = f.data->>'entry'""",
    )


def project_refunds() -> None:
    """Money given back; `order_key` finds the order whenever it comes."""
    intern_shops()
    replace_rows(
        table="commerce_refund",
        columns=(
            "refund_id",
            "shop_id",
            "order_id",
            "order_key",
            "at",
            "amount_fen",
            "cost_of_goods_back_fen",
        ),
        select=r"""SELECT f.key, f.data->>'refund_id', h.id, f.data->>'order_id',
                   encode(substr(sha256(convert_to(concat_ws(E'\x1f', 'orders',
                       f.data->>'shop', f.data->>'order_id'), 'UTF8')), 1, 16), 'hex')::uuid,
                   (f.data->>'at')::timestamptz, (f.data->>'amount_fen')::bigint,
                   (f.data->>'cost_of_goods_back_fen')::bigint
            FROM folded f JOIN commerce_shop h ON h.name = f.data->>'shop'""",
    )


def intern_shops() -> None:
    """A row of `commerce_shop` for every shop that `folded` names."""
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO commerce_shop (name) SELECT DISTINCT data->>'shop' FROM folded
               EXCEPT SELECT name FROM commerce_shop ON CONFLICT DO NOTHING"""
        )
