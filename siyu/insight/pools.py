"""The pools: memberships that live, began and ended, who ended them, how long they survive; and counts."""

from collections.abc import Mapping
from typing import Any

import duckdb

from siyu.insight import counts
from siyu.insight.prices import rounded
from siyu.insight.questions import Question
from siyu.insight.relations import build, statement
from siyu.insight.rules import outliving, survival_curve

RELATIONS = ("identifiers", "joins", "leaves", "counts")
AGES = (30, 90)
FIELDS: Mapping[str, tuple[str, ...]] = {
    "pool_id": ("pool", "pool_id"),
    "pool": ("pool",),
    "seat": ("pool", "pool_id", "seat"),
}
"""What the rows of a grouping are told apart by; the other names are null."""
NAMES = ("pool", "pool_id", "seat")
NOBODY = (0, 0, 0, 0, 0, 0)
Key = tuple[str | None, ...]
EVERY: Key = (None, None, None)
Spans = Mapping[Key, list[tuple[int, int, int]]]


def calculate(duck: duckdb.DuckDBPyConnection, question: Question) -> dict[str, Any]:
    """Rows per pool and pool_id, or per pool, or per seat; totals count people once."""
    spans = spans_of(duck, question)
    people = {row[:3]: row[3:] for row in duck.execute(statement("pool_counts")).fetchall()}
    counted = counts.counted_pools(duck, FIELDS[question.by])
    keys = (people.keys() | counted.keys()) - {EVERY}
    rows = [
        {
            **dict(zip(NAMES, key, strict=True)),
            **_numbers(people.get(key), spans.get(key, [])),
            **counts.fields(counted.get(key, counts.NOTHING)),
        }
        for key in sorted(keys, key=lambda key: [name or "" for name in key])
    ]
    totals = {
        **_numbers(people.get(EVERY, NOBODY), spans.get(EVERY, [])),
        **counts.fields(counted.get(EVERY, counts.NOTHING)),
    }
    return {"rows": rows, "totals": totals, "notes": counts.notes(duck, rows)}


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


def _numbers(people: tuple[int, ...] | None, spans: list[tuple[int, int, int]]) -> dict[str, Any]:
    """What is known of people; nothing (null, not 0) of a pool that was only counted."""
    live, joined, left, by_customer, by_staff, private = people or (None,) * len(NOBODY)
    curve = survival_curve(spans)
    numbers: dict[str, Any] = {
        "live": live,
        "joined": joined,
        "left": left,
        "left_by_customer": by_customer,
        "left_by_staff": by_staff,
        "private_people": private,
    }
    for age in AGES:
        point = outliving(curve, age)
        numbers[f"survival_{age}"] = rounded(point.share, 6) if point else None
        numbers[f"survival_{age}_interval"] = (
            [rounded(point.low, 6), rounded(point.high, 6)] if point and point.low is not None else None
        )
    return numbers
