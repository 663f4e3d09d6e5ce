"""Won on which platform, kept in which pool, bought in which shop."""

from typing import Any

import duckdb

from siyu.insight.prices import RELATIONS as PRICES
from siyu.insight.questions import Question
from siyu.insight.relations import build, statement

RELATIONS = (*PRICES, "shops")
BASE = ("membership", "touched", "first_join", "won", "won_now", "earned")


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
           FROM earned WHERE shop IS NOT NULL"""
    ).fetchall()[0]
    return {
        "rows": rows,
        "totals": {"people": people, "orders": orders, "margin_fen": None if unknown else margin},
    }
