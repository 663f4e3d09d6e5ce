"""What `siyu check` looks at. Each check answers how many rows are wrong, and says what it compared."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from siyu.connectors.files.actions.rebuilding import rebuilt_beside
from siyu.connectors.files.projections import PROJECTIONS
from siyu.core.words import Say, say


@dataclass(frozen=True)
class Check:
    """One line of `siyu check`."""

    check: str
    ok: bool
    detail: Say


def all_checks(*, at: datetime) -> Iterator[Check]:
    """Every check, in order: the ledger, the projections, people, references, jobs."""
    yield ledger_equals_sources()
    yield from rebuild_equals_tables(at=at)
    yield from references_hold()
    yield imports_add_up()
    yield jobs_move(at=at)
    yield waiting_refunds()


LEDGER_SQL = """
    WITH said AS (
        SELECT 'spend' AS kind, -sum(cost_fen) AS fen FROM traffic_spend
        UNION ALL SELECT 'rebate', sum(rebate_fen) FROM traffic_spend
        UNION ALL SELECT kind, -sum(amount_fen) FROM traffic_cost GROUP BY kind
        UNION ALL SELECT 'revenue', sum(amount_fen) FROM commerce_order
        UNION ALL SELECT 'cost_of_goods', -sum(coalesce(o.cost_of_goods_fen,
                                                        round(o.amount_fen * (1 - h.gross_margin))::bigint))
                  FROM commerce_order o JOIN commerce_shop h ON h.id = o.shop_id
        UNION ALL SELECT 'shipping_cost', -sum(shipping_cost_fen) FROM commerce_order
        UNION ALL SELECT 'platform_fee', -sum(platform_fee_fen) FROM commerce_order
        UNION ALL SELECT 'refund', -sum(r.amount_fen)
                  FROM commerce_refund r JOIN commerce_order o ON o.key = r.order_key
        UNION ALL SELECT 'cost_of_goods_back', sum(r.cost_of_goods_back_fen)
                  FROM commerce_refund r JOIN commerce_order o ON o.key = r.order_key
    ), booked AS (
        SELECT kind, sum(amount_fen) AS fen FROM ledger_entry GROUP BY kind
    )
    SELECT coalesce(s.kind, b.kind), coalesce(s.fen, 0), coalesce(b.fen, 0)
    FROM said s FULL JOIN booked b ON b.kind = s.kind
    WHERE coalesce(s.fen, 0) <> coalesce(b.fen, 0)
    ORDER BY 1
"""


def ledger_equals_sources() -> Check:
    """The sums of the ledger, kind by kind, are those of the rows they come from, to the fen."""
    with connection.cursor() as cursor:
        cursor.execute(LEDGER_SQL)
        wrong = cursor.fetchall()
        cursor.execute("SELECT count(*), coalesce(sum(amount_fen), 0) FROM ledger_entry")
        entries, total = cursor.fetchone()
    if wrong:
        listed = "; ".join(f"{kind}: {said} ≠ {booked}" for kind, said, booked in wrong)
        return Check(
            "ledger",
            ok=False,
            detail=say(
                f"账本与来源不符(分):{listed}", f"The ledger differs from its sources (fen): {listed}"
            ),
        )
    return Check(
        "ledger",
        ok=True,
        detail=say(
            f"账本 {entries} 笔,合计 {total} 分,与来源逐类相等",
            f"{entries} entries, {total} fen in all, equal to their sources kind by kind",
        ),
    )


def rebuild_equals_tables(*, at: datetime) -> Iterator[Check]:
    """A full rebuild from facts gives the same tables."""
    with rebuilt_beside(at=at) as schema:
        for projection in PROJECTIONS.values():
            wrong = _differing(
                f"SELECT * FROM pg_temp.{projection.table}", f"SELECT * FROM {schema}.{projection.table}"
            )
            yield _verdict(
                f"projection:{projection.kind.name}", wrong, say("表与事实一致", "the table equals its facts")
            )
        yield _verdict(
            "projection:ledger",
            _differing(_ledger_sums("pg_temp"), _ledger_sums(schema)),
            say("由事实重算的账本与现有账本相同", "the ledger rebuilt from facts is the same"),
        )
        for table, columns in EVIDENCE.items():
            wrong = _differing(
                f"SELECT {columns} FROM pg_temp.{table}", f"SELECT {columns} FROM {schema}.{table}"
            )
            yield _verdict(f"projection:{table}", wrong, say("与事实一致", "equals its facts"))
        yield _verdict(
            "people",
            _people_differing(schema),
            say("由证据重算的客户与现有客户相同", "people rebuilt from evidence are the same"),
        )


EVIDENCE = {
    "people_sighting": "source_key, rank, at, row_key, a, b, idx",
    "people_link": "a, b, at, rank, row_key, idx, standing",
}


def _ledger_sums(schema: str) -> str:
    return f"""SELECT day, kind, sum(amount_fen) AS fen, source, source_key, placement_id, identifier_id,
                      assumed
               FROM {schema}.ledger_entry
               GROUP BY day, kind, source, source_key, placement_id, identifier_id, assumed
               HAVING sum(amount_fen) <> 0"""


def _differing(one: str, other: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT (SELECT count(*) FROM ({one} EXCEPT {other}) AS more)
                     + (SELECT count(*) FROM ({other} EXCEPT {one}) AS less)"""
        )
        return int(cursor.fetchone()[0])


def _people_differing(schema: str) -> int:
    """Identifiers whose company differs: two that belong together here and apart there."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH pairs AS (
                SELECT DISTINCT r.person_id AS real, s.person_id AS rebuilt
                FROM {schema}.people_identifier r
                    JOIN pg_temp.people_identifier s USING (id)
                WHERE r.person_id IS NOT NULL OR s.person_id IS NOT NULL
            )
            SELECT (SELECT count(*) FROM pairs WHERE real IS NULL OR rebuilt IS NULL)
                 + (SELECT count(*) - count(DISTINCT real) FROM pairs WHERE real IS NOT NULL)
                 + (SELECT count(*) - count(DISTINCT rebuilt) FROM pairs WHERE rebuilt IS NOT NULL)
                 + (SELECT count(*) FROM {schema}.people_identifier r
                    JOIN pg_temp.people_identifier s USING (id)
                    WHERE r.seen <> s.seen)
            """
        )
        return int(cursor.fetchone()[0])


def _verdict(name: str, wrong: int, fine: Say) -> Check:
    if wrong:
        return Check(name, ok=False, detail=say(f"有 {wrong} 处不同", f"{wrong} rows differ"))
    return Check(name, ok=True, detail=fine)


def _points_nowhere(table: str, column: str, at: str) -> str:
    return f"""SELECT count(*) FROM {table} x LEFT JOIN {at} t ON t.id = x.{column}
               WHERE x.{column} IS NOT NULL AND t.id IS NULL"""


def _names_nobody(table: str) -> str:
    return f"""SELECT count(*) FROM {table} x CROSS JOIN LATERAL unnest(x.others || x.identifier_id) AS n(id)
               LEFT JOIN people_identifier i ON i.id = n.id WHERE n.id IS NOT NULL AND i.id IS NULL"""


REFERENCES = {
    "touches → entries": _points_nowhere("traffic_touch", "entry_id", "traffic_entry"),
    "arrivals → entries": _points_nowhere("traffic_arrival", "entry_id", "traffic_entry"),
    "arrivals → touches": """SELECT count(*) FROM traffic_arrival a
                             LEFT JOIN traffic_touch t ON t.touch_id = a.touch_id
                             WHERE a.why = '' AND t.key IS NULL""",
    "joins → entries": _points_nowhere("pool_join", "entry_id", "traffic_entry"),
    "presences → entries": _points_nowhere("pool_presence", "entry_id", "traffic_entry"),
    "pool counts → entries": _points_nowhere("pool_count", "entry_id", "traffic_entry"),
    "orders → entries": _points_nowhere("commerce_order", "entry_id", "traffic_entry"),
    "orders → shops": _points_nowhere("commerce_order", "shop_id", "commerce_shop"),
    "refunds → shops": _points_nowhere("commerce_refund", "shop_id", "commerce_shop"),
    **{f"{p.kind.name} → identifiers": _names_nobody(p.table) for p in PROJECTIONS.values() if p.named},
    "identifiers → people": _points_nowhere("people_identifier", "person_id", "people_person"),
    "strong identifiers have a person": """SELECT count(*) FROM people_identifier i
                                           JOIN people_identifierkind k ON k.name = i.kind
                                           WHERE k.strong AND i.seen AND i.person_id IS NULL""",
    "ledger → identifiers": _points_nowhere("ledger_entry", "identifier_id", "people_identifier"),
    "ledger → placements": _points_nowhere("ledger_entry", "placement_id", "traffic_placement"),
}


def references_hold() -> Iterator[Check]:
    """No row points at nothing."""
    for name, query in REFERENCES.items():
        with connection.cursor() as cursor:
            cursor.execute(query)
            wrong = int(cursor.fetchone()[0])
        yield _verdict(f"reference:{name}", wrong, say("没有悬空的行", "no row points at nothing"))


IMPORTS_SQL = """
    WITH kept AS (
        SELECT import_id, count(*) AS facts FROM facts_fact WHERE import_id IS NOT NULL GROUP BY import_id
    )
    SELECT count(*) FROM facts_import i FULL JOIN kept k ON k.import_id = i.id
    WHERE i.id IS NULL
       OR (i.state IN ('done', 'withdrawn')
           AND (i.rows <> i.accepted + i.duplicate + i.restated + i.rejected
                OR coalesce(k.facts, 0) NOT BETWEEN i.accepted + i.restated
                                                AND i.accepted + i.restated + i.duplicate))
       OR (i.state NOT IN ('done', 'withdrawn') AND k.facts > 0)
"""
"""A repeated row is kept once a file, so that duplicates leave a fact each, or none."""


def imports_add_up() -> Check:
    """Every finished import's rows = accepted + duplicate + restated + rejected, and its facts are there."""
    with connection.cursor() as cursor:
        cursor.execute(IMPORTS_SQL)
        wrong = int(cursor.fetchone()[0])
    return _verdict("imports", wrong, say("每次导入的行数相加无误", "the rows of every import add up"))


STALLED_AFTER = "10 minutes"


def jobs_move(*, at: datetime) -> Check:
    """No job is left behind by a dead worker, or waits for a worker longer than ten minutes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('procrastinate_jobs') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return Check("jobs", ok=True, detail=say("没有任务", "no jobs"))
        cursor.execute(
            f"""SELECT count(*) FROM procrastinate_jobs j
                LEFT JOIN procrastinate_workers w ON w.id = j.worker_id
                WHERE j.status = 'doing'
                  AND (w.id IS NULL OR w.last_heartbeat < %s - interval '{STALLED_AFTER}')""",
            [at],
        )
        wrong = int(cursor.fetchone()[0])
    if wrong:
        return Check("jobs", ok=False, detail=say(f"有 {wrong} 个任务停住了", f"{wrong} jobs are stalled"))
    return Check("jobs", ok=True, detail=say("没有停住的任务", "no job is stalled"))


def waiting_refunds() -> Check:
    """How many refunds wait for their order: no failure, but worth knowing."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT count(*) FROM commerce_refund r LEFT JOIN commerce_order o ON o.key = r.order_key
               WHERE o.key IS NULL"""
        )
        waiting = int(cursor.fetchone()[0])
    return Check(
        "waiting", ok=True, detail=say(f"{waiting} 笔退款在等订单", f"{waiting} refunds wait for their order")
    )
