"""What platforms only counted: beside people, never among them."""

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb

from siyu.core.words import Say, say
from siyu.insight.relations import statement

Counted = tuple[int | None, int | None]
"""Joined and left; None where no row states it."""
NOTHING: Counted = (None, None)


def counted_pools(
    duck: duckdb.DuckDBPyConnection, kept: Sequence[str]
) -> Mapping[tuple[str | None, ...], Counted]:
    """What was counted in the period by (pool, pool_id, seat) of a grouping; (None, None, None) is all.

    No platform counts by seat: under that grouping counts stand in the row that names none.
    """
    found: dict[tuple[str | None, ...], Counted] = {}
    for pool, pool_id, joined, departed in duck.execute(statement("counted")).fetchall():
        for key in ((pool, pool_id if "pool_id" in kept else None, None), (None, None, None)):
            before = found.get(key, NOTHING)
            found[key] = (_added(before[0], joined), _added(before[1], departed))
    return found


def fields(counted: Counted) -> dict[str, int | None]:
    """As a report's row tells it."""
    return {"counted_joined": counted[0], "counted_left": counted[1]}


def notes(duck: duckdb.DuckDBPyConnection, rows: Sequence[Mapping[str, Any]]) -> list[Say]:
    """Where counts stand alone, and where they speak of the same days as people (`membership`)."""
    alone = [
        " ".join(row[name] for name in ("pool", "pool_id") if row[name])
        for row in rows
        if row["live"] is None
    ]
    twice = duck.execute(statement("counted_twice")).fetchall()
    return [
        *(
            say(
                f"“{name}”只有平台的计数,没有具体的人:在池多少、留下多少都未知",
                f"“{name}” is only counted by the platform; nobody is named: how many are there and stay "
                "is unknown",
            )
            for name in alone
        ),
        *(
            say(
                f"“{pool} {pool_id}”有 {days} 天既有具体的人、也有平台的计数:两者并列,从不相加",
                f"On {days} days “{pool} {pool_id}” has both people and the platform's counts: they stand "
                "side by side and are never added",
            )
            for pool, pool_id, days in twice
        ),
    ]


def _added(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else one + other
