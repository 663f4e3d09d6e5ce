"""The pools: memberships that live, began and ended, and how long they survive."""

from typing import Any

import duckdb

from siyu.insight.prices import rounded
from siyu.insight.questions import Question
from siyu.insight.relations import build, statement
from siyu.insight.rules import survival

RELATIONS = ("identifiers", "joins", "leaves")
AGES = (30, 90)


def calculate(duck: duckdb.DuckDBPyConnection, question: Question) -> dict[str, Any]:
    """Rows per pool and pool_id; totals count people once."""
    build(duck, ("membership", "pool_spans"))
    counts = {row[:2]: row[2:] for row in duck.execute(statement("pool_counts")).fetchall()}
    spans: dict[tuple[str | None, str | None], list[tuple[int, int, int]]] = {}
    for pool, pool_id, days, ended, memberships in duck.execute(
        "SELECT pool, pool_id, days, ended, memberships FROM pool_spans"
    ).fetchall():
        for key in ((pool, pool_id), (None, None)):
            spans.setdefault(key, []).append((days, ended, memberships))
    rows = [
        {"pool": pool, "pool_id": pool_id, **_numbers(counts[pool, pool_id], spans.get((pool, pool_id), []))}
        for pool, pool_id in sorted(key for key in counts if key[0] is not None)
    ]
    total = counts.get((None, None), (0, 0, 0, 0))
    return {"rows": rows, "totals": _numbers(total, spans.get((None, None), []))}


def _numbers(counts: tuple[int, ...], spans: list[tuple[int, int, int]]) -> dict[str, Any]:
    live, joined, left, people = counts
    numbers: dict[str, Any] = {"live": live, "joined": joined, "left": left, "private_people": people}
    for age in AGES:
        numbers[f"survival_{age}"] = rounded(survival(spans, age), 6)
    return numbers
