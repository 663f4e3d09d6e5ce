"""What a change of settings would do, in numbers, before it is made."""

from decimal import Decimal
from typing import Any

from django.db import connection


def shops_now() -> list[dict[str, Any]]:
    """Every shop with its orders, those that do not say what their goods cost, and what those paid."""
    return _rows(
        """SELECT h.name, h.gross_margin, count(o.key) AS orders,
                  count(o.key) FILTER (WHERE o.cost_of_goods_fen IS NULL) AS silent,
                  coalesce(sum(o.amount_fen) FILTER (WHERE o.cost_of_goods_fen IS NULL), 0)::bigint
                      AS silent_fen
           FROM commerce_shop h LEFT JOIN commerce_order o ON o.shop_id = h.id
           GROUP BY h.id ORDER BY (h.gross_margin IS NULL AND count(o.key) FILTER (
               WHERE o.cost_of_goods_fen IS NULL) > 0) DESC, h.name""",
        [],
    )


def margin_change(shop: str, margin: Decimal | None) -> dict[str, Any]:
    """How the assumed cost of goods of a shop would change: orders concerned, before and after."""
    found = _rows(
        """SELECT count(*) AS orders,
                  coalesce(sum(round(o.amount_fen * (1 - h.gross_margin))), 0)::bigint AS before_fen,
                  coalesce(sum(round(o.amount_fen * (1 - %s::numeric))), 0)::bigint AS after_fen,
                  (array_agg(h.gross_margin))[1] AS before
           FROM commerce_order o JOIN commerce_shop h ON h.id = o.shop_id
           WHERE h.name = %s AND o.cost_of_goods_fen IS NULL""",
        [margin, shop],
    )
    return found[0]


def zone_change(before: str, after: str) -> dict[str, Any]:
    """How many orders and refunds would fall on another day."""
    moved = "((x.{at} AT TIME ZONE %s)::date <> (x.{at} AT TIME ZONE %s)::date)"
    found = _rows(
        f"""SELECT (SELECT count(*) FROM commerce_order x WHERE {moved.format(at="paid_at")}) AS orders,
                   (SELECT count(*) FROM commerce_refund x WHERE {moved.format(at="at")}) AS refunds""",
        [before, after, before, after],
    )
    return found[0]


def _rows(query: str, values: list[Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
