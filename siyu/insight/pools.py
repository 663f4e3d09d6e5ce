"""The pools: memberships that live, began and ended, who ended them, and how long they survive."""

from collections.abc import Mapping
from typing import Any

import duckdb

from siyu.insight.prices import rounded
from siyu.insight.questions import Question
from siyu.insight.relations import build, statement
from siyu.insight.rules import outliving, survival_curve

RELATIONS = ("identifiers", "joins", "leaves")
AGES = (30, 90)
FIELDS: Mapping[str, tuple[str, ...]] = {
    "pool_id": ("pool", "pool_id"),
    "pool": ("pool",),
    "seat": ("pool", "pool_id", "seat"),
}
"""What the rows of a grouping are told apart by; the other names are null."""
NAMES = ("pool", "pool_id", "seat")
Key = tuple[str | None, ...]
EVERY: Key = (None, None, None)
Spans = Mapping[Key, list[tuple[int, int, int]]]


def calculate(duck: duckdb.DuckDBPyConnection, question: Question) -> dict[str, Any]:
    """Rows per pool and pool_id, or per pool, or per seat; totals count people once."""
    spans = spans_of(duck, question)
    counts = {row[:3]: row[3:] for row in duck.execute(statement("pool_counts")).fetchall()}
    keys = sorted((key for key in counts if key != EVERY), key=lambda key: [name or "" for name in key])
    rows = [
        {**dict(zip(NAMES, key, strict=True)), **_numbers(counts[key], spans.get(key, []))} for key in keys
    ]
    total = counts.get(EVERY, (0, 0, 0, 0, 0, 0))
    return {"rows": rows, "totals": _numbers(total, spans.get(EVERY, []))}


def spans_of(duck: duckdb.DuckDBPyConnection, question: Question) -> Spans:
    """How long the memberships begun in the period lasted: (days, ended, how many), per row and over all."""
    build(duck, ("membership",))
    kept = FIELDS[question.by]
    columns = ", ".join(
        f"nullif({name}, '') AS {name}" if name in kept else f"CAST(NULL AS varchar) AS {name}"
        for name in NAMES
    )
    duck.execute(
        f"CREATE TABLE pooled AS SELECT person, {columns}, joined_at, left_at, left_by FROM membership"
    )
    build(duck, ("pool_spans",))
    spans: dict[Key, list[tuple[int, int, int]]] = {}
    for pool, pool_id, seat, days, ended, memberships in duck.execute(
        "SELECT pool, pool_id, seat, days, ended, memberships FROM pool_spans"
    ).fetchall():
        for key in ((pool, pool_id, seat), EVERY):
            spans.setdefault(key, []).append((days, ended, memberships))
    return spans


def _numbers(counts: tuple[int, ...], spans: list[tuple[int, int, int]]) -> dict[str, Any]:
    live, joined, left, by_customer, by_staff, people = counts
    curve = survival_curve(spans)
    numbers: dict[str, Any] = {
        "live": live,
        "joined": joined,
        "left": left,
        "left_by_customer": by_customer,
        "left_by_staff": by_staff,
        "private_people": people,
    }
    for age in AGES:
        point = outliving(curve, age)
        numbers[f"survival_{age}"] = rounded(point.share, 6) if point else None
        numbers[f"survival_{age}_interval"] = (
            [rounded(point.low, 6), rounded(point.high, 6)] if point and point.low is not None else None
        )
    return numbers
