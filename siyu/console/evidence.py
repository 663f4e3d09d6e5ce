"""What stands behind a figure of the ladder: its parts, and its rows with where each of them came from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from siyu.console.tracing import rows_behind
from siyu.core.words import say
from siyu.insight.behind import Row
from siyu.traffic.codes import COST_KINDS, PLATFORMS

PARTS: Mapping[str, tuple[str, ...]] = {
    "cost_per_won_fen": ("cost_fen", "won"),
    "cost_per_kept_fen": ("cost_fen", "kept"),
    "cost_per_click_fen": ("spend_fen", "clicks"),
    "cost_per_mille_fen": ("spend_fen", "impressions"),
    "sale_return": ("sale_margin_fen", "spend_fen"),
    "value_at_30": ("value_to_date_fen", "won"),
    "value_at_90": ("value_to_date_fen", "won"),
    "value_at_180": ("value_to_date_fen", "won"),
    "payback_day": ("cost_fen", "won", "value_to_date_fen"),
    "return_at_horizon": ("value_to_date_fen", "cost_fen", "won"),
    "index": ("value_to_date_fen", "cost_fen", "won"),
}
"""Figures that are made of other figures; the rows are theirs."""

TOLD: Mapping[str, str] = {
    "spend": """SELECT x.key, x.date AS at, '' AS name, x.cost_fen, x.rebate_fen
                FROM traffic_spend x WHERE x.key = ANY(%s::uuid[])""",
    "cost": "SELECT x.key, x.date AS at, x.kind AS name FROM traffic_cost x WHERE x.key = ANY(%s::uuid[])",
    "touch": """SELECT x.key, x.at, e.code AS name FROM traffic_touch x
                JOIN traffic_entry e ON e.id = x.entry_id WHERE x.key = ANY(%s::uuid[])""",
    "order": """SELECT x.key, x.paid_at AS at, h.name || ' ' || x.order_id AS name
                FROM commerce_order x JOIN commerce_shop h ON h.id = x.shop_id
                WHERE x.key = ANY(%s::uuid[])""",
    "refund": """SELECT x.key, x.at, h.name || ' ' || x.refund_id || ' → ' || x.order_id AS name
                 FROM commerce_refund x JOIN commerce_shop h ON h.id = x.shop_id
                 WHERE x.key = ANY(%s::uuid[])""",
}
KINDS = {
    "spend": say("消耗", "Spend"),
    "cost": say("费用", "Cost"),
    "touch": say("触点", "Touch"),
    "order": say("订单", "Order"),
    "refund": say("退款", "Refund"),
    "won": say("赢得", "Won"),
    "alone": say("没有标识的行", "A row that shows nobody"),
}


@dataclass(frozen=True)
class Shown:
    """A row behind a figure as the page shows it."""

    at: Any
    what: str
    name: str
    place: str
    person: int | None
    amount: int | None
    origin: Mapping[str, Any] | None


def shown(rows: Sequence[Row]) -> list[Shown]:
    """The rows of one page with their day, their name, their placement and the file they came in."""
    keys: dict[str, list[UUID]] = {}
    for row in rows:
        kind, _, rest = row.source.partition(":")
        if kind in TOLD:
            keys.setdefault(kind, []).append(UUID(rest))
    told = {one["key"]: one for kind, some in keys.items() for one in _read(TOLD[kind], some)}
    origins = rows_behind([key for some in keys.values() for key in some]) if keys else {}
    places = _places([row.placement for row in rows])
    return [_shown(row, told, origins, places) for row in rows]


def _shown(
    row: Row, told: Mapping[UUID, Any], origins: Mapping[UUID, Any], places: Mapping[int, str]
) -> Shown:
    kind, _, rest = row.source.partition(":")
    what, place = str(KINDS[kind]), places.get(row.placement, str(say("未知来源", "unknown")))
    if kind == "alone":
        return Shown(row.at, what, "—", place, row.person, row.amount, None)
    if kind == "won":
        name = rest or (str(say("最后触点 {}", "last touch {}")).format(row.touch) if row.touch else "—")
        return Shown(row.at, what, name, place, row.person, row.amount, None)
    one = told.get(UUID(rest), {})
    name = str(COST_KINDS.get(one.get("name", ""), one.get("name", "")))
    if kind == "spend" and one.get("rebate_fen"):
        name = str(say("{} 减返点 {}", "{} less rebate {}")).format(
            f"{one['cost_fen'] / 100:,.2f}", f"{one['rebate_fen'] / 100:,.2f}"
        )
    return Shown(one.get("at"), what, name, place, row.person, row.amount, origins.get(UUID(rest)))


def _places(numbers: Sequence[int]) -> dict[int, str]:
    found = _read(
        "SELECT id AS key, platform, account, campaign, placement FROM traffic_placement WHERE id = ANY(%s)",
        sorted(set(numbers)),
    )
    return {
        one["key"]: " / ".join(
            (str(PLATFORMS[one["platform"]]), one["account"], one["campaign"], one["placement"])
        )
        for one in found
    }


def _read(query: str, keys: Sequence[Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(query, [list(keys)])
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
