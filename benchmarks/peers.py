"""The sums of each report by hand-written DuckDB on the same rows in Parquet: what a report costs at least.

`python -m benchmarks.peers NAME FOLDER` prints them; each statement is written for the town alone (everybody
joins once, no two things happen in one moment), without intervals, survival, shrinkage or reasons.
"""

import json
import sys
from pathlib import Path
from typing import Any

import duckdb

WON = """
    CREATE TEMP TABLE owned AS SELECT id, person, kind FROM identifiers;
    CREATE TEMP TABLE seen AS SELECT i.person, t.moment, e.placement
        FROM touches t JOIN owned i ON i.id = t.identifier JOIN entries e ON e.id = t.entry;
    CREATE TEMP TABLE won AS
        SELECT f.person, f.moment, CASE WHEN f.entry IS NOT NULL THEN e.placement
               WHEN f.moment - t.moment <= 604800000000 THEN t.placement END AS placement
        FROM (SELECT i.person, min(j.moment) AS moment, any_value(j.entry) AS entry
              FROM joins j JOIN owned i ON i.id = j.identifier GROUP BY i.person) f
        ASOF LEFT JOIN seen t ON t.person = f.person AND t.moment <= f.moment
        LEFT JOIN entries e ON e.id = f.entry;
    CREATE TEMP TABLE moved AS
        SELECT i.person, o.moment, o.moment AS paid_at, o.margin_fen, o.entry, o.shop, 1 AS orders
        FROM orders o LEFT JOIN owned i ON i.id = o.identifier
        UNION ALL SELECT i.person, r.moment, r.paid_at, r.margin_fen, r.entry, r.shop, 0
        FROM refunds r LEFT JOIN owned i ON i.id = r.identifier;
"""
PRICES = """
    WITH worth AS (
        SELECT w.placement, (m.moment - w.moment) // 86400000000 AS age, sum(m.margin_fen) AS fen
        FROM moved m JOIN won w ON w.person = m.person AND m.paid_at >= w.moment AND m.moment >= w.moment
        GROUP BY ALL
    ), sold AS (
        SELECT coalesce(e.placement, t.placement) AS placement, sum(m.margin_fen) AS fen
        FROM (SELECT * FROM moved WHERE person IS NOT NULL) m
        ASOF LEFT JOIN seen t ON t.person = m.person AND t.moment <= m.paid_at
        LEFT JOIN entries e ON e.id = m.entry
        WHERE m.entry IS NOT NULL OR m.paid_at - t.moment <= 604800000000 GROUP BY ALL
    )
    SELECT (SELECT count(*) FROM won) AS won, (SELECT sum(fen)::bigint FROM worth) AS value_to_date_fen,
           (SELECT sum(fen)::bigint FROM sold) AS sale_margin_fen,
           (SELECT sum(net_fen)::bigint FROM spend) AS spend_fen
"""
SUMS: dict[str, tuple[str, str]] = {
    "prices": (WON, PRICES),
    "loops": (WON, PRICES),
    "pool": (
        "",
        """SELECT count(*) FILTER (l.moment IS NULL) AS live, count(*) AS joined, count(l.moment) AS "left"
           FROM (SELECT i.person, j.pool, j.pool_id, j.seat, j.moment
                 FROM joins j JOIN identifiers i ON i.id = j.identifier) j
           LEFT JOIN (SELECT i.person, l.pool, l.pool_id, l.seat, l.moment
                      FROM leaves l JOIN identifiers i ON i.id = l.identifier) l
           ON l.person = j.person AND l.pool = j.pool AND l.pool_id = j.pool_id AND l.seat = j.seat
              AND l.moment >= j.moment""",
    ),
    "ledger": (
        "",
        """SELECT sum(fen)::bigint AS amount_fen
           FROM (SELECT kind, sum(amount_fen) AS fen FROM ledger GROUP BY 1)""",
    ),
    "levelling": (
        WON,
        """WITH spent AS (SELECT date_trunc('week', day) AS week, placement, sum(net_fen) AS fen
                          FROM spend GROUP BY ALL),
                caught AS (SELECT moment // 604800000000 AS week, placement, count(*) AS won
                           FROM won GROUP BY ALL)
           SELECT (SELECT sum(fen)::bigint FROM spent) AS spend_fen,
                  (SELECT sum(won)::bigint FROM caught WHERE placement IS NOT NULL) AS won""",
    ),
    "crossings": (
        WON,
        """WITH bought AS (
               SELECT w.person, p.platform, m.shop, sum(m.orders) AS orders, sum(m.margin_fen) AS fen
               FROM won w LEFT JOIN placements p ON p.id = w.placement
               JOIN moved m ON m.person = w.person AND m.paid_at >= w.moment AND m.moment >= w.moment
               GROUP BY ALL)
           SELECT (SELECT count(*) FROM won) AS people, sum(orders)::bigint AS orders,
                  sum(fen)::bigint AS margin_fen FROM bought""",
    ),
    "people": (
        "",
        """SELECT count(DISTINCT person) FILTER (strong) AS people, count(*) AS identifiers
           FROM all_identifiers""",
    ),
}  # fmt: skip


def sums(name: str, folder: Path) -> dict[str, Any]:
    """The peer's answer."""
    with duckdb.connect(config={"threads": 2}) as duck:
        for file in sorted(folder.glob("*.parquet")):
            duck.execute(f"CREATE VIEW {file.stem} AS SELECT * FROM read_parquet('{file}')")
        before, last = SUMS[name]
        if before:
            duck.execute(before)
        cursor = duck.execute(last)
        return dict(zip([column[0] for column in cursor.description], cursor.fetchall()[0], strict=True))


def ours(name: str, document: dict[str, Any]) -> dict[str, Any]:
    """The same sums as our report tells them."""
    if name == "levelling":
        return {field: sum(row[field] or 0 for row in document["rows"]) for field in ("spend_fen", "won")}
    return dict(document["totals"])


if __name__ == "__main__":
    sys.stdout.write(json.dumps(sums(sys.argv[1], Path(sys.argv[2]))))
