"""One person, everything that is known of them: for the page and for `siyu person show`."""

from datetime import UTC, datetime, time
from typing import Any

from django.db import connection

from siyu.core.queries import brand_zone
from siyu.people.queries import evidence_of, identifiers_of

MINE = "JOIN people_identifier i ON i.id = x.identifier_id AND i.person_id = %(person)s"
MARGIN = """x.amount_fen - coalesce(x.cost_of_goods_fen, round(x.amount_fen * (1 - h.gross_margin))::bigint)
            - coalesce(x.shipping_cost_fen, 0) - coalesce(x.platform_fee_fen, 0)"""
QUERIES = {
    "touches": f"""SELECT x.at, x.touch_id, e.code AS entry, x.action FROM traffic_touch x {MINE}
                   JOIN traffic_entry e ON e.id = x.entry_id ORDER BY x.at, x.touch_id""",
    "joins": f"""SELECT x.at, x.pool, x.pool_id, x.seat, e.code AS entry FROM pool_join x {MINE}
                 LEFT JOIN traffic_entry e ON e.id = x.entry_id
                 ORDER BY x.at, (x.entry_id IS NULL), x.pool, x.pool_id, x.seat, e.code""",
    "leaves": f"""SELECT x.at, x.pool, x.pool_id, x.seat, x.by FROM pool_leave x {MINE} ORDER BY x.at""",
    "orders": f"""SELECT x.paid_at AS at, h.name AS shop, x.order_id, x.amount_fen, {MARGIN} AS margin_fen, e.code AS entry
                  FROM commerce_order x {MINE} JOIN commerce_shop h ON h.id = x.shop_id
                  LEFT JOIN traffic_entry e ON e.id = x.entry_id ORDER BY x.paid_at, x.order_id""",
    "refunds": f"""SELECT r.at, h.name AS shop, r.order_id, r.refund_id, r.amount_fen, x.paid_at,
                          coalesce(r.cost_of_goods_back_fen, 0) - r.amount_fen AS margin_fen
                   FROM commerce_refund r JOIN commerce_order x ON x.key = r.order_key {MINE}
                   JOIN commerce_shop h ON h.id = x.shop_id ORDER BY r.at, r.refund_id""",
    "costs": f"""SELECT x.date, x.kind, x.amount_fen, x.cost_id, x.placement_id IS NULL AS alone FROM traffic_cost x {MINE}
                 ORDER BY x.date, x.cost_id""",
    "ledger": f"""SELECT x.day, x.kind, x.amount_fen, x.assumed FROM ledger_entry x {MINE} ORDER BY x.day, x.id LIMIT 500""",
}


def person_document(person_id: int) -> dict[str, Any]:
    """Identifiers with evidence, memberships, touches, orders, refunds, costs, value and ledger of one person."""
    found: dict[str, Any] = {name: _rows(query, person_id) for name, query in QUERIES.items()}
    joins = found.pop("joins")
    leaves = found.pop("leaves")
    value, why = _value(joins, found)
    return {
        "person": person_id,
        "identifiers": identifiers_of(person_id),
        "evidence": evidence_of(person_id),
        "won_at": joins[0]["at"] if joins else None,
        "won_by_entry": joins[0]["entry"] if joins else None,
        "memberships": memberships(joins, leaves),
        **found,
        "value_fen": value,
        "value_unknown_because": why,
    }


def memberships(joins: list[dict[str, Any]], leaves: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """From a join to the next leave of the same pool, pool_id and seat; a leave in a join's moment comes first."""
    events = sorted(
        [(row["at"], 1, row) for row in joins] + [(row["at"], 0, row) for row in leaves], key=lambda e: e[:2]
    )
    live: dict[tuple[Any, ...], dict[str, Any]] = {}
    told: list[dict[str, Any]] = []
    for at, came, row in events:
        place = (row["pool"], row["pool_id"], row["seat"])
        if came and place not in live:
            live[place] = {
                "pool": row["pool"],
                "pool_id": row["pool_id"],
                "seat": row["seat"],
                "joined_at": at,
                "left_at": None,
            }
            told.append(live[place])
        elif not came and place in live:
            live.pop(place)["left_at"] = at
    return told


def _value(joins: list[dict[str, Any]], found: dict[str, Any]) -> tuple[int | None, str | None]:
    """Margins at or after the moment won, as the reports count them; None with a reason when unknown."""
    if not joins:
        return None, "not won"
    won = joins[0]["at"]
    zone = brand_zone()
    margins = [row["margin_fen"] for row in found["orders"] if row["at"] >= won]
    margins += [row["margin_fen"] for row in found["refunds"] if row["paid_at"] >= won and row["at"] >= won]
    margins += [
        -row["amount_fen"]
        for row in found["costs"]
        if row["alone"]
        and row["kind"] in ("message", "staff", "other")
        and datetime.combine(row["date"], time(12), tzinfo=zone).astimezone(UTC) >= won
    ]
    if any(margin is None for margin in margins):
        return None, "cost of goods unknown"
    return sum(int(margin) for margin in margins), None


def _rows(query: str, person_id: int) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(query, {"person": person_id})
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
