"""What traffic owes the ledger, and reading placements and entries."""

import os
from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from siyu.core.queries import brand
from siyu.traffic.models import Entry, Target

SPEND_DUE = """
    SELECT x.date AS day, v.kind, v.amount_fen, 'spend' AS source, x.key AS source_key,
           x.placement_id, NULL::bigint AS identifier_id, false AS assumed
    FROM settling s JOIN traffic_spend x ON x.key = s.source_key
    CROSS JOIN LATERAL (VALUES ('spend', -x.cost_fen), ('rebate', x.rebate_fen)) AS v(kind, amount_fen)
    WHERE v.amount_fen <> 0
"""

COSTS_DUE = """
    SELECT x.date AS day, x.kind, -x.amount_fen AS amount_fen, 'costs' AS source, x.key AS source_key,
           x.placement_id, x.identifier_id, false AS assumed
    FROM settling s JOIN traffic_cost x ON x.key = s.source_key
    WHERE x.amount_fen <> 0
"""


def link_address() -> str:
    """The address of links: `SIYU_LINK_URL`, else what the console was told; empty: nobody said.

    A trailing slash of the setting is left out.
    """
    return os.environ.get("SIYU_LINK_URL", "").strip().rstrip("/") or brand().link_url


def expiring_targets(*, before: datetime) -> QuerySet[Target]:
    """Targets that have expired or will by then, of entries that have not ended; the nearest first."""
    over = Target.objects.filter(app="any", way="ended").values("entry_id")
    return (
        Target.objects.filter(expires_at__lt=before)
        .exclude(way__in=["ended", "default"])
        .exclude(entry_id__in=over)
        .select_related("entry")
        .order_by("expires_at", "key")
    )


def codes_taken(codes: Sequence[str]) -> set[str]:
    """Which of these codes some entry has, in whatever case."""
    wanted = {code.lower() for code in codes}
    return {code.lower() for code in Entry.objects.values_list("code", flat=True) if code.lower() in wanted}
