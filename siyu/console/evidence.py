"""The rows behind a figure of the ladder, read from PostgreSQL page by page."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection

from siyu.core.words import Say, say
from siyu.insight.questions import Question

PAGE = 50
FIELDS: Mapping[str, Say] = {
    "spend": say("消耗", "Spend"),
    "costs": say("其他成本", "Other costs"),
    "touches": say("触点", "Touches"),
    "joins": say("入池(写明入口的)", "Joins that name an entry"),
    "orders": say("订单(写明入口的)", "Orders that name an entry"),
    "ledger": say("账本", "Ledger"),
}

OF_PLACE = """(%(platform)s = '' OR p.platform = %(platform)s)
    AND (%(account)s = '' OR p.account = %(account)s)
    AND (%(campaign)s = '' OR p.campaign = %(campaign)s)
    AND (%(placement)s = '' OR p.placement = %(placement)s)
    AND (%(form)s = '' OR EXISTS (
        SELECT 1 FROM traffic_placementterms t WHERE t.placement_id = p.id AND t.form = %(form)s))"""
ENTRY = """JOIN traffic_entry e ON e.id = x.entry_id JOIN traffic_entrydescription d ON d.entry_id = e.id
           JOIN traffic_placement p ON p.id = d.placement_id"""
PERSON = "LEFT JOIN people_identifier i ON i.id = x.identifier_id"

QUERIES: Mapping[str, tuple[tuple[str, ...], str]] = {
    "spend": (
        ("day", "placement", "spend_fen", "rebate_fen", "impressions", "clicks"),
        f"""SELECT x.date, p.placement, x.cost_fen, x.rebate_fen, x.impressions, x.clicks
            FROM traffic_spend x JOIN traffic_placement p ON p.id = x.placement_id
            WHERE x.date >= %(since_day)s AND x.date < least(%(until_day)s, %(as_of_day)s) AND {OF_PLACE}
            ORDER BY x.date, p.placement, x.key""",
    ),
    "costs": (
        ("day", "kind", "amount_fen", "placement"),
        f"""SELECT x.date, x.kind, x.amount_fen, p.placement
            FROM traffic_cost x JOIN traffic_placement p ON p.id = x.placement_id
            WHERE x.date >= %(since_day)s AND x.date < least(%(until_day)s, %(as_of_day)s) AND {OF_PLACE}
            ORDER BY x.date, x.key""",
    ),
    "touches": (
        ("at", "entry", "touch_id", "person"),
        f"""SELECT x.at, e.code, x.touch_id, i.person_id FROM traffic_touch x {ENTRY} {PERSON}
            WHERE x.at >= %(since)s AND x.at < least(%(until)s, %(as_of)s) AND {OF_PLACE}
            ORDER BY x.at, x.key""",
    ),
    "joins": (
        ("at", "entry", "pool", "seat", "person"),
        f"""SELECT x.at, e.code, x.pool, x.seat, i.person_id FROM pool_join x {ENTRY} {PERSON}
            WHERE x.at >= %(since)s AND x.at < least(%(until)s, %(as_of)s) AND {OF_PLACE}
            ORDER BY x.at, x.key""",
    ),
    "orders": (
        ("at", "order_id", "amount_fen", "entry", "person"),
        f"""SELECT x.paid_at, x.order_id, x.amount_fen, e.code, i.person_id
            FROM commerce_order x {ENTRY} {PERSON}
            WHERE x.paid_at >= %(since)s AND x.paid_at < least(%(until)s, %(as_of)s) AND {OF_PLACE}
            ORDER BY x.paid_at, x.key""",
    ),
    "ledger": (
        ("day", "kind", "amount_fen", "placement", "person"),
        f"""SELECT x.day, x.kind, x.amount_fen, p.placement, i.person_id
            FROM ledger_entry x JOIN traffic_placement p ON p.id = x.placement_id {PERSON}
            WHERE x.day >= %(since_day)s AND x.day < least(%(until_day)s, %(as_of_day)s) AND {OF_PLACE}
            ORDER BY x.day, x.id""",
    ),
}


def rows_behind(
    question: Question, place: Mapping[str, str], field: str, *, page: int
) -> tuple[Sequence[str], list[dict[str, Any]], bool]:
    """The columns, one page of rows, and whether there are more."""
    columns, query = QUERIES[field]
    values: dict[str, str | date | datetime] = {
        **place,
        "since_day": question.since,
        "until_day": question.until,
        "as_of_day": question.as_of,
        "since": question.midnight(question.since),
        "until": question.midnight(question.until),
        "as_of": question.midnight(question.as_of),
    }
    with connection.cursor() as cursor:
        cursor.execute(f"{query} LIMIT {PAGE + 1} OFFSET {(page - 1) * PAGE}", values)
        found = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    return columns, found[:PAGE], len(found) > PAGE
