"""Which room makes which table of which kind, and what follows from it: one table to read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from siyu.commerce import actions as commerce
from siyu.connectors.files.kinds import KINDS
from siyu.facts.kinds import Kind
from siyu.pool import actions as pool
from siyu.traffic import actions as traffic


class Settle(Protocol):
    """Brings the ledger in line with the touched rows."""

    def __call__(self, *, import_id: int | None, at: datetime) -> None: ...


@dataclass(frozen=True)
class Projection:
    """How the facts of a kind become a table. `moment` is the SQL of the time at which a row is evidence."""

    kind: Kind
    table: str
    project: Callable[[], None]
    settle: Settle | None = None
    moment: str = "(f.data->>'at')::timestamptz"

    @property
    def named(self) -> bool:
        """Whether its rows name identifiers."""
        return self.kind.identifiers != "none"


NOON = "((f.data->>'date')::date + time '12:00') AT TIME ZONE %(zone)s"
MIDNIGHT = "(f.data->>'day')::date::timestamp AT TIME ZONE %(zone)s"

PROJECTIONS: dict[str, Projection] = {
    "placements": Projection(KINDS["placements"], "traffic_placementterms", traffic.project_placements),
    "spend": Projection(KINDS["spend"], "traffic_spend", traffic.project_spend, traffic.settle_spend),
    "entries": Projection(
        KINDS["entries"], "traffic_entrydescription", traffic.project_entries, commerce.follow_entries
    ),
    "targets": Projection(KINDS["targets"], "traffic_target", traffic.project_targets),
    "touches": Projection(KINDS["touches"], "traffic_touch", traffic.project_touches),
    "joins": Projection(KINDS["joins"], "pool_join", pool.project_joins),
    "leaves": Projection(KINDS["leaves"], "pool_leave", pool.project_leaves),
    "orders": Projection(
        KINDS["orders"],
        "commerce_order",
        commerce.project_orders,
        commerce.settle_orders,
        moment="(f.data->>'paid_at')::timestamptz",
    ),
    "refunds": Projection(
        KINDS["refunds"], "commerce_refund", commerce.project_refunds, commerce.settle_refunds
    ),
    "costs": Projection(
        KINDS["costs"], "traffic_cost", traffic.project_costs, traffic.settle_costs, moment=NOON
    ),
    "presences": Projection(KINDS["presences"], "pool_presence", pool.project_presences, moment=MIDNIGHT),
    "pool_counts": Projection(KINDS["pool_counts"], "pool_count", pool.project_counts),
}

NAMED_TABLES = tuple(p.table for p in PROJECTIONS.values() if p.named)
"""The tables whose rows name identifiers."""
