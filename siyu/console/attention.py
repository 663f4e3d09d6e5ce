"""What is known of the brand at a glance, read for the overview."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from siyu.commerce.models import Order
from siyu.commerce.queries import waiting_refunds
from siyu.console.charts import label_of
from siyu.console.ladder import unknown
from siyu.console.rules import Situation
from siyu.facts.models import Import
from siyu.people.queries import conflict_count
from siyu.pool.models import Join
from siyu.traffic.models import Spend
from siyu.traffic.queries import expiring_targets

LATELY = timedelta(days=30)
SOON = timedelta(days=7)
MOST_NAMES = 3
ENOUGH = 5
"""Of fewer people won a share says little."""
LINKABLE = 0.5

UNDESCRIBED = """
    SELECT count(*) FROM traffic_entry e
    WHERE NOT EXISTS (SELECT 1 FROM traffic_entrydescription d WHERE d.entry_id = e.id)
      AND (EXISTS (SELECT 1 FROM pool_join j WHERE j.entry_id = e.id)
           OR EXISTS (SELECT 1 FROM commerce_order o WHERE o.entry_id = e.id))
"""


def situation(prices: Mapping[str, Any], *, at: datetime) -> Situation:
    """From the document of `prices` by placement, and from what waits in the database."""
    rows = [row for row in prices["rows"] if not unknown(row)]
    totals = prices["totals"]
    judged = sorted((row for row in rows if row["index"] is not None), key=lambda row: -row["index"])
    refused = Import.objects.filter(state="done", rejected__gt=0, finished_at__gte=at - LATELY)
    ended = Import.objects.exclude(state__in=["waiting", "running"]).exclude(stage="tried")
    latest, wrong = ended.order_by("-id").first(), refused.order_by("-id").first()
    return Situation(
        placements_without_spend=sum(1 for row in rows if not row["spend_known"]),
        orders_linked=totals["orders_linked"],
        conflicts=conflict_count(),
        waiting_refunds=waiting_refunds(),
        won_by_unknown=totals["won"] - sum(row["won"] for row in rows),
        won=totals["won"],
        unknown_value=totals["value_to_date_fen"] is None,
        refused_rows=sum(one.rejected for one in refused),
        refused_import=wrong.id if wrong else None,
        failed_import=latest.id if latest and latest.state == "failed" else None,
        undescribed=_count(UNDESCRIBED),
        unlinkable=_names(row for row in rows if row["won"] >= ENOUGH and (row["linkable"] or 0) < LINKABLE),
        expiring=expiring_targets(before=at + SOON).count(),
        depressions=_names(row for row in judged if row["index_low"] > 1),
        dear=_names(row for row in reversed(judged) if row["index_high"] < 1),
        slow=_names(row for row in rows if _slow(row)),
        missing=tuple(
            kind
            for kind, model in (("spend", Spend), ("joins", Join), ("orders", Order))
            if not model.objects.exists()
        ),
    )


def _slow(row: Mapping[str, Any]) -> bool:
    """Whether it lost on the click, and its people have surely brought the spend back by day 90."""
    band, spend = row["value_interval"]["90"], row["spend_fen"]
    if band is None or not spend or not row["spend_known"] or row["sale_return"] is None:
        return False
    return bool(row["sale_return"] < 1 < band[0] * row["won"] / spend)


def _names(rows: Any) -> tuple[str, ...]:
    return tuple(label_of(row, "placement") for row in rows)[:MOST_NAMES]


def _count(query: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return int(cursor.fetchone()[0])
