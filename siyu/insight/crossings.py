"""Won on which platform, kept in which pool, bought in which shop."""

from collections.abc import Mapping
from typing import Any

import duckdb

from siyu.insight.prices import RELATIONS as PRICES
from siyu.insight.prices import WINNING
from siyu.insight.questions import Question, moment_of
from siyu.insight.relations import build, pose, statement
from siyu.lake.snapshot import snapshot

RELATIONS = (*PRICES, "shops")
BASE = (*WINNING, "alone", "earned", "crossing_people")
PATH = ("platform", "pool", "shop")
NOWHERE = "none"
"""How an address names the people whom no pool holds any more, and those who bought nowhere."""


def calculate(duck: duckdb.DuckDBPyConnection, question: Question) -> dict[str, Any]:
    """Rows of platform × pool × shop; who is kept in two pools stands in both, totals count people once."""
    del question  # it stands in the database already
    build(duck, BASE)
    rows = [
        {
            "platform": platform,
            "pool": pool,
            "shop": shop,
            "people": people,
            "orders": orders,
            "margin_fen": margin,
        }
        for platform, pool, shop, people, orders, margin in duck.execute(statement("crossings")).fetchall()
    ]
    people, orders, margin, unknown = duck.execute(
        """SELECT (SELECT count(*) FROM won_now), coalesce(sum(orders), 0)::bigint,
                  coalesce(sum(margin_fen), 0), count(*) - count(margin_fen)
           FROM earned WHERE shop IS NOT NULL OR source = 'alone:'"""
    ).fetchall()[0]
    each: dict[str, dict[str, int]] = {name: {} for name in PATH}
    for field, name, count in duck.execute(statement("crossing_posts")).fetchall():
        each[field][NOWHERE if name is None else name] = count
    return {
        "rows": rows,
        "people_in": {field: dict(sorted(found.items())) for field, found in each.items()},
        "totals": {"people": people, "orders": orders, "margin_fen": None if unknown else margin},
    }


def people_of(question: Question, path: Mapping[str, str]) -> list[dict[str, Any]]:
    """The people of a crossing, or of a part of it: when each was won, orders and margin in its shops."""
    with snapshot(RELATIONS, question.bounds()) as duck:
        pose(duck, question)
        build(duck, BASE)
        duck.execute("CREATE TABLE path (platform varchar, pool varchar, shop varchar)")
        duck.execute("INSERT INTO path VALUES (?, ?, ?)", [path.get(name) for name in PATH])
        found = duck.execute(statement("crossing_path")).fetchall()
    return [
        {"person": person, "won_at": moment_of(micros), "orders": orders, "margin_fen": margin}
        for person, micros, orders, margin in found
    ]
