"""Rows to compute on: read from PostgreSQL as Arrow batches into DuckDB, at one moment.

A later release reads the same relations from Parquet; what stands in `RELATIONS` is all it has to know.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import duckdb
import pyarrow
from adbc_driver_postgresql import dbapi
from django.db import connection

from siyu.core.database.keeper import takes

MEMORY = "130MB"
"""For DuckDB; what does not fit is spilled. No process of a command exceeds 400 MB."""
THREADS = 2
PREFIX = "siyu-lake-"
"""Of the folders in which snapshots are kept; the pid of who made it follows, since a folder that was made a
moment ago is not held yet."""

RELATIONS: Mapping[str, str] = {
    "identifiers": """SELECT id, person_id AS person, kind FROM people_identifier
                      WHERE person_id IS NOT NULL AND seen""",
    "placements": """SELECT p.id, p.platform, p.account, p.campaign, p.placement, t.form,
                            p.platform IN ('referral', 'own') OR t.paid IS FALSE AS free
                     FROM traffic_placement p LEFT JOIN traffic_placementterms t ON t.placement_id = p.id
                     WHERE t.key IS NOT NULL
                        OR EXISTS (SELECT 1 FROM traffic_spend s WHERE s.placement_id = p.id)
                        OR EXISTS (SELECT 1 FROM traffic_entrydescription e WHERE e.placement_id = p.id)
                        OR EXISTS (SELECT 1 FROM traffic_cost c WHERE c.placement_id = p.id)""",
    "entries": """SELECT e.id, e.code, d.placement_id AS placement
                  FROM traffic_entry e LEFT JOIN traffic_entrydescription d ON d.entry_id = e.id""",
    "spend": """SELECT placement_id AS placement, date AS day, cost_fen - coalesce(rebate_fen, 0) AS net_fen,
                       impressions, clicks, CASE WHEN {told} THEN 'spend:' || key END AS source
                FROM traffic_spend WHERE date < '{as_of}' AND date >= '{from}' AND date < '{to}'""",
    "costs": """SELECT kind, date AS day,
                       (extract(epoch FROM (date + time '12:00') AT TIME ZONE '{zone}') * 1000000)::bigint
                       AS moment,
                       amount_fen, placement_id AS placement, identifier_id AS identifier,
                       CASE WHEN {told} THEN 'cost:' || key END AS source
                FROM traffic_cost WHERE date < '{as_of}'""",
    "touches": """SELECT (extract(epoch FROM at) * 1000000)::bigint AS moment, touch_id, entry_id AS entry,
                         identifier_id AS identifier, CASE WHEN {told} THEN 'touch:' || key END AS source
                  FROM traffic_touch WHERE at < '{as_of_at}'""",
    "joins": """SELECT (extract(epoch FROM at) * 1000000)::bigint AS moment, pool, pool_id,
                       coalesce(seat, '') AS seat, entry_id AS entry, identifier_id AS identifier
                FROM pool_join WHERE at < '{as_of_at}'""",
    "leaves": """SELECT (extract(epoch FROM at) * 1000000)::bigint AS moment, pool, pool_id,
                        coalesce(seat, '') AS seat, by AS left_by, identifier_id AS identifier
                 FROM pool_leave WHERE at < '{as_of_at}'""",
    "presences": """SELECT (extract(epoch FROM day::timestamp AT TIME ZONE '{zone}') * 1000000)::bigint
                           AS begins,
                           (extract(epoch FROM (day + 1)::timestamp AT TIME ZONE '{zone}') * 1000000)::bigint
                           AS ends,
                           (extract(epoch FROM at) * 1000000)::bigint AS moment, pool, pool_id,
                           coalesce(seat, '') AS seat, entry_id AS entry, identifier_id AS identifier
                    FROM pool_presence WHERE day < '{as_of}'""",
    "counts": """SELECT date AS day, pool, pool_id, entry_id AS entry, joined, departed,
                        (extract(epoch FROM date::timestamp AT TIME ZONE '{zone}') * 1000000)::bigint
                        AS begins,
                        (extract(epoch FROM (date + 1)::timestamp AT TIME ZONE '{zone}') * 1000000)::bigint
                        AS ends,
                        CASE WHEN {told} THEN 'count:' || key END AS source
                 FROM pool_count WHERE date < '{as_of}' AND date >= '{from}' AND date < '{to}'""",
    "orders": """SELECT (extract(epoch FROM o.paid_at) * 1000000)::bigint AS moment, o.amount_fen,
                        o.amount_fen
                        - coalesce(o.cost_of_goods_fen, round(o.amount_fen * (1 - h.gross_margin))::bigint)
                        - coalesce(o.shipping_cost_fen, 0) - coalesce(o.platform_fee_fen, 0) AS margin_fen,
                        o.entry_id AS entry, o.identifier_id AS identifier, o.shop_id AS shop,
                        CASE WHEN {told} THEN 'order:' || o.key END AS source
                 FROM commerce_order o JOIN commerce_shop h ON h.id = o.shop_id
                 WHERE o.paid_at < '{as_of_at}'""",
    "silent_orders": """SELECT count(*) AS orders FROM commerce_order o
                        JOIN commerce_shop h ON h.id = o.shop_id
                        WHERE o.cost_of_goods_fen IS NULL AND h.gross_margin IS NULL
                          AND o.paid_at >= timestamp '{from}' AT TIME ZONE '{zone}'
                          AND o.paid_at < timestamp '{to}' AT TIME ZONE '{zone}'
                          AND o.paid_at < '{as_of_at}'""",
    "refunds": """SELECT (extract(epoch FROM r.at) * 1000000)::bigint AS moment,
                         (extract(epoch FROM o.paid_at) * 1000000)::bigint AS paid_at,
                         coalesce(r.cost_of_goods_back_fen, 0) - r.amount_fen AS margin_fen,
                         o.entry_id AS entry, o.identifier_id AS identifier, o.shop_id AS shop,
                         CASE WHEN {told} THEN 'refund:' || r.key END AS source
                  FROM commerce_refund r JOIN commerce_order o ON o.key = r.order_key
                  WHERE r.at < '{as_of_at}' AND o.paid_at < '{as_of_at}'""",
    "shops": "SELECT id, name FROM commerce_shop",
    "order_kinds": """SELECT DISTINCT i.kind FROM people_sighting s JOIN people_identifier i ON i.id = s.b
                      WHERE s.rank = 4 AND s.at < '{as_of_at}'
                      UNION
                      SELECT DISTINCT i.kind FROM people_identifier i
                      JOIN people_identifierkind k ON k.name = i.kind
                      JOIN commerce_order o ON o.identifier_id = i.id
                      WHERE NOT k.strong AND i.person_id IS NULL AND o.paid_at < '{as_of_at}'""",
    "all_identifiers": """SELECT i.person_id AS person, k.strong FROM people_identifier i
                          JOIN people_identifierkind k ON k.name = i.kind WHERE i.seen""",
    "refused_links": """SELECT count(*) AS conflicts FROM people_link
                        WHERE standing = 'refused' AND reason <> 'kept apart'""",
    "all_placements": "SELECT id, platform, account, campaign, placement FROM traffic_placement",
    "ledger": """SELECT day, kind, amount_fen, placement_id AS placement, identifier_id AS identifier
                 FROM ledger_entry WHERE day >= '{from}' AND day < '{to}' AND day < '{as_of}'""",
}
"""What reports read, with only the columns and rows they need. Times are microseconds since 1970.

`source` names the row of the projection, only when somebody asks which rows a figure is made of (`told`).
"""


@contextmanager
def snapshot(relations: Sequence[str], values: Mapping[str, str]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB database that holds these relations as they stand at one moment.

    `values` fill the bounds named in RELATIONS; they come from a parsed question, never from free text.
    """
    _sweep()
    with tempfile.TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-") as folder, _held(folder):
        duck = duckdb.connect(
            str(Path(folder) / "lake.duckdb"),
            config={"memory_limit": MEMORY, "threads": THREADS, "temp_directory": folder},
        )
        try:
            with dbapi.connect(uri()) as postgres, postgres.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                for name in relations:
                    cursor.execute(RELATIONS[name].format(**values))
                    batches = cursor.fetch_record_batch()
                    duck.register("batches", batches)
                    duck.execute(f"CREATE TABLE {name} AS SELECT * FROM batches")
                    duck.unregister("batches")
            yield duck
        finally:
            duck.close()


def hand_over(duck: duckdb.DuckDBPyConnection, name: str, rows: Sequence[Sequence[Any]]) -> None:
    """Add rows to a table of the snapshot, all at once: a statement a row costs a millisecond each."""
    if not rows:
        return
    columns = [pyarrow.array(values) for values in zip(*rows, strict=True)]
    duck.register("handed", pyarrow.table(columns, names=[f"c{n}" for n in range(len(columns))]))
    duck.execute(f"INSERT INTO {name} SELECT * FROM handed")
    duck.unregister("handed")


@contextmanager
def _held(folder: str) -> Iterator[None]:
    """Somebody works in this folder: the lock on it goes with the process."""
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _sweep() -> None:
    """Remove what killed processes left: folders of ours that nobody holds, whose maker is gone."""
    for old in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        maker = old.name.removeprefix(PREFIX).split("-")[0]
        if not maker.isdigit() or _lives(int(maker)):
            continue
        try:
            lock = os.open(old, os.O_RDONLY)
        except OSError:
            continue  # somebody else's, or gone meanwhile
        if takes(lock, fcntl.LOCK_EX):
            shutil.rmtree(old, ignore_errors=True)
        os.close(lock)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def uri() -> str:
    """The libpq URI of the database that Django uses at this moment."""
    parameters = connection.get_connection_params()
    secret = f":{quote(str(parameters['password']), safe='')}" if parameters.get("password") else ""
    query = {
        name: str(parameters[name]) for name in ("sslmode", "sslrootcert", "options") if parameters.get(name)
    }
    host = str(parameters.get("host") or "")
    if host.startswith("/"):
        query["host"], host = host, ""
    place = f"{host}:{parameters.get('port') or 5432}"
    return (
        f"postgresql://{quote(str(parameters['user']), safe='')}{secret}@{place}"
        f"/{quote(str(parameters['dbname']), safe='')}" + (f"?{urlencode(query)}" if query else "")
    )
