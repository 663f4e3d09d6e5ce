"""The pools: memberships that live, began and ended, who ended them, how long they survive; and counts."""

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb

from siyu.core.words import Say, say
from siyu.insight import counts
from siyu.insight.prices import IN_POOLS, rounded
from siyu.insight.questions import Question
from siyu.insight.relations import build, statement
from siyu.insight.rules import Lasting, Span, outliving, survival_curve

RELATIONS = ("identifiers", "joins", "leaves", "presences", "counts")
AGES = (30, 90)
FIELDS: Mapping[str, tuple[str, ...]] = {
    "pool_id": ("pool", "pool_id"),
    "pool": ("pool",),
    "seat": ("pool", "pool_id", "seat"),
}
"""What the rows of a grouping are told apart by; the other names are null."""
NAMES = ("pool", "pool_id", "seat")
NOBODY = (0,) * 9
Key = tuple[str | None, ...]
EVERY: Key = (None, None, None)
Spans = Mapping[Key, list[Span]]


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
    return {"rows": rows, "totals": totals, "notes": [*counts.notes(duck, rows), *totals["reasons"]]}


def spans_of(duck: duckdb.DuckDBPyConnection, question: Question) -> Spans:
    """How long the memberships begun in the period lasted and were watched, per row and over all."""
    build(duck, IN_POOLS)
    kept = FIELDS[question.by]
    columns = ", ".join(
        f"nullif({name}, '') AS {name}" if name in kept else f"CAST(NULL AS varchar) AS {name}"
        for name in NAMES
    )
    duck.execute(
        f"""CREATE TABLE pooled AS
            SELECT person, {columns}, joined_at, left_at, left_by, by_list, since, observed FROM membership"""
    )
    build(duck, ("pool_spans",))
    spans: dict[Key, list[Span]] = {}
    for pool, pool_id, seat, days, ended, memberships, entered in duck.execute(
        "SELECT pool, pool_id, seat, days, ended, memberships, entered FROM pool_spans"
    ).fetchall():
        for key in ((pool, pool_id, seat), EVERY):
            spans.setdefault(key, []).append((days, ended, memberships, entered))
    return spans


def _numbers(people: tuple[int, ...] | None, spans: list[Span]) -> dict[str, Any]:
    """What is known of people; nothing (null, not 0) of a pool that was only counted."""
    told = people or (None,) * len(NOBODY)
    live, joined, left, by_customer, by_staff, private, by_list, joined_unknown, untimed = told
    curve = survival_curve(spans)
    numbers: dict[str, Any] = {
        "live": live,
        "joined": joined,
        "left": left,
        "left_by_customer": by_customer,
        "left_by_staff": by_staff,
        "left_by_list": by_list,
        "joined_unknown": joined_unknown,
        "private_people": private,
    }
    for age in AGES:
        point = outliving(curve, age)
        numbers[f"survival_{age}"] = rounded(point.share, 6) if point else None
        numbers[f"survival_{age}_interval"] = (
            [rounded(point.low, 6), rounded(point.high, 6)] if point and point.low is not None else None
        )
    numbers["reasons"] = [str(reason) for reason in _reasons(curve, untimed or 0, spans)]
    return numbers


def _reasons(curve: Sequence[Lasting], untimed: int, spans: list[Span]) -> list[Say]:
    """Why survival is unknown, or is of some memberships only, where lists are what is known."""
    reasons = []
    if untimed:
        reasons.append(
            say(
                f"{untimed} 段成员期只在名单里、不知何时加入,不计入留存",
                f"{untimed} memberships stand in lists only, nobody knows since when: in no survival",
            )
        )
    if spans and not curve:
        reasons.append(
            say(
                "没有人从加入的那天起就被看到:名单只留下了还在的人",
                "nobody was watched from the day they joined: a list shows only those who have stayed",
            )
        )
    return reasons
