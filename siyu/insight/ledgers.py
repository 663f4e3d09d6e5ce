"""Sums of the ledger."""

from collections.abc import Sequence
from typing import Any, overload

import duckdb
import numpy as np

from siyu.core.words import Say, say
from siyu.insight.questions import Question
from siyu.ledger.rules import KINDS

RELATIONS = ("ledger", "all_placements", "identifiers", "silent_orders")
PLACEMENT = ("platform", "account", "campaign", "placement")


def calculate(duck: duckdb.DuckDBPyConnection, question: Question) -> dict[str, Any]:
    """Sums by kind (all kinds, in their order), day, placement or person; nobody is a row of its own."""
    total = duck.execute("SELECT coalesce(sum(amount_fen), 0) FROM ledger").fetchall()[0][0]
    silent = duck.execute("SELECT orders FROM silent_orders").fetchall()[0][0]
    notes = [unknown_cost(silent)] if silent else []
    return {"rows": SUMS[question.by](duck), "totals": {"amount_fen": total}, "notes": notes}


def unknown_cost(orders: int) -> Say:
    """That so many orders do not say what their goods cost, nor does the margin of their shop."""
    return say(
        f"{orders} 笔订单的货品成本未知:它们的收入记了账,成本没有,所以合计不是利润",
        f"{orders} orders do not say what their goods cost: their revenue is booked, the cost is not, "
        "so the total is no profit",
    )


def _by_kind(duck: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    sums = dict(duck.execute("SELECT kind, sum(amount_fen) FROM ledger GROUP BY kind").fetchall())
    return [{"kind": kind, "amount_fen": sums.get(kind, 0)} for kind in KINDS]


def _by_day(duck: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    rows = duck.execute("SELECT day, sum(amount_fen) FROM ledger GROUP BY day ORDER BY day").fetchall()
    return [{"day": day.isoformat(), "amount_fen": fen} for day, fen in rows]


def _by_placement(duck: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    rows = duck.execute(
        """SELECT p.platform, p.account, p.campaign, p.placement, sum(l.amount_fen)
           FROM ledger l LEFT JOIN all_placements p ON p.id = l.placement
           GROUP BY 1, 2, 3, 4 ORDER BY 1 NULLS LAST, 2, 3, 4"""
    ).fetchall()
    return [{**dict(zip(PLACEMENT, row[:4], strict=True)), "amount_fen": row[4]} for row in rows]


class ByPerson(Sequence[dict[str, Any]]):
    """A row a person, nobody's last: two arrays, since a million dictionaries do not fit into a command."""

    def __init__(self, people: np.ndarray, sums: np.ndarray) -> None:
        self.people = people
        self.sums = sums

    def __len__(self) -> int:
        return len(self.sums)

    @overload
    def __getitem__(self, at: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, at: slice) -> list[dict[str, Any]]: ...
    def __getitem__(self, at: int | slice) -> dict[str, Any] | list[dict[str, Any]]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        person = int(self.people[at])
        return {"person": person or None, "amount_fen": int(self.sums[at])}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


def _by_person(duck: duckdb.DuckDBPyConnection) -> ByPerson:
    found = duck.execute(
        """SELECT coalesce(i.person, 0) AS person, CAST(sum(l.amount_fen) AS bigint) AS fen
           FROM ledger l LEFT JOIN identifiers i ON i.id = l.identifier
           GROUP BY i.person ORDER BY i.person NULLS LAST"""
    ).fetchnumpy()
    return ByPerson(found["person"], found["fen"])


SUMS = {"kind": _by_kind, "day": _by_day, "placement": _by_placement, "person": _by_person}
