"""What can be taken out: every kind of file in its own columns, and the tables behind the numbers."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from siyu.connectors.files.kinds import KINDS
from siyu.connectors.files.projections import PROJECTIONS
from siyu.core.queries import brand_zone
from siyu.core.refusals import Refusal
from siyu.core.words import say
from siyu.facts.kinds import Kind

CHUNK = 5000


@dataclass(frozen=True)
class Table:
    """The columns of an export and a way through its rows, in bounded memory."""

    columns: Sequence[str]
    rows: Callable[[], Iterator[Sequence[Any]]]


PLAIN = {
    "facts": """SELECT id, name, key, import_id AS import, row, data, extras, actor, recorded_at
                FROM facts_fact ORDER BY id""",
    "audit": """SELECT recorded_at AS at, actor, name AS act, data
                FROM facts_fact WHERE key IS NULL ORDER BY id""",
    "arrivals": """SELECT a.touch_id, a.at, e.code AS entry, a.action, a.app, a.device, a.why, a.outcome,
                          a.clicks, a.referrer, a.query, a.agent, a.address
                   FROM traffic_arrival a JOIN traffic_entry e ON e.id = a.entry_id ORDER BY a.id""",
    "identifiers": """SELECT kind, app, value, person_id AS person, seen
                      FROM people_identifier ORDER BY person_id NULLS LAST, id""",
    "people": """SELECT i.person_id AS person, count(*) AS identifiers,
                        min((i.kind || ':' || i.value) COLLATE "C") AS one_identifier
                 FROM people_identifier i JOIN people_identifierkind k ON k.name = i.kind
                 WHERE k.strong AND i.seen GROUP BY i.person_id ORDER BY i.person_id""",
    "ledger": """SELECT e.id, e.day, e.kind, e.amount_fen, e.source, e.source_key, p.platform, p.account,
                        p.campaign, p.placement, i.kind AS identifier_kind, i.value AS identifier,
                        i.person_id AS person, e.assumed, e.import_id AS import, e.recorded_at
                 FROM ledger_entry e LEFT JOIN traffic_placement p ON p.id = e.placement_id
                 LEFT JOIN people_identifier i ON i.id = e.identifier_id ORDER BY e.id""",
}
STRONGEST = "unionid"
"""An export without rows has a column for identifiers all the same, or it could not come in again."""
NAMES = (*KINDS, *PLAIN, "memberships")

PLACEMENT = "p.platform, p.account, p.campaign, p.placement"
FROM = {
    "placements": f"""SELECT {PLACEMENT}, x.form, x.paid {{ids}} FROM traffic_placementterms x
                      JOIN traffic_placement p ON p.id = x.placement_id ORDER BY 1, 2, 3, 4""",
    "spend": f"""SELECT x.date, {PLACEMENT}, x.cost_fen, x.rebate_fen, x.impressions, x.clicks {{ids}}
                 FROM traffic_spend x
                 JOIN traffic_placement p ON p.id = x.placement_id ORDER BY 1, 2, 3, 4, 5""",
    "entries": f"""SELECT e.code, x.title, x.form, {PLACEMENT}, x.url {{ids}} FROM traffic_entrydescription x
                   JOIN traffic_entry e ON e.id = x.entry_id
                   LEFT JOIN traffic_placement p ON p.id = x.placement_id ORDER BY 1""",
    "targets": """SELECT e.code, x.app, x.way, x.url, x.words, x.expires_at {ids} FROM traffic_target x
                  JOIN traffic_entry e ON e.id = x.entry_id ORDER BY 1, 2""",
    "touches": """SELECT x.touch_id, x.at, e.code, x.action {ids} FROM traffic_touch x
                  JOIN traffic_entry e ON e.id = x.entry_id ORDER BY x.at, 1""",
    "costs": f"""SELECT x.cost_id, x.date, x.kind, x.amount_fen, {PLACEMENT} {{ids}} FROM traffic_cost x
                 LEFT JOIN traffic_placement p ON p.id = x.placement_id ORDER BY x.date, 1""",
    "joins": """SELECT x.pool, x.pool_id, x.seat, x.at, e.code {ids} FROM pool_join x
                LEFT JOIN traffic_entry e ON e.id = x.entry_id ORDER BY x.at, x.key""",
    "leaves": """SELECT x.pool, x.pool_id, x.seat, x.at, x.by {ids} FROM pool_leave x ORDER BY x.at, x.key""",
    "presences": """SELECT x.day, x.pool, x.pool_id, x.seat, x.at, e.code {ids} FROM pool_presence x
                    LEFT JOIN traffic_entry e ON e.id = x.entry_id ORDER BY x.day, x.key""",
    "pool_counts": """SELECT x.date, x.pool, x.pool_id, e.code, x.joined, x.departed {ids} FROM pool_count x
                      LEFT JOIN traffic_entry e ON e.id = x.entry_id ORDER BY x.date, 2, 3, 4""",
    "orders": """SELECT h.name, x.order_id, x.paid_at, x.amount_fen, x.cost_of_goods_fen, x.shipping_cost_fen,
                        x.platform_fee_fen, e.code {ids}
                 FROM commerce_order x JOIN commerce_shop h ON h.id = x.shop_id
                 LEFT JOIN traffic_entry e ON e.id = x.entry_id ORDER BY x.paid_at, 1, 2""",
    "refunds": """SELECT h.name, x.refund_id, x.order_id, x.at, x.amount_fen, x.cost_of_goods_back_fen {ids}
                  FROM commerce_refund x JOIN commerce_shop h ON h.id = x.shop_id ORDER BY x.at, 1, 2""",
}
"""The rows of each kind, in the order of its declared columns; `{ids}` adds a column an identifier kind."""


def table(name: str) -> Table:
    """The export of this name; refuses an unknown one."""
    if name in KINDS:
        return _of_kind(KINDS[name])
    if name in PLAIN:
        return _plain(PLAIN[name])
    if name == "memberships":
        return _memberships()
    listed = ", ".join((*NAMES, "report:NAME"))
    raise Refusal(
        say(f"没有“{name}”可导出,可选:{listed}", f"There is no “{name}” to export; choose one of {listed}")
    )


def _of_kind(kind: Kind) -> Table:
    columns = [column.name for column in kind.columns]
    types: list[str] = [column.type for column in kind.columns]
    ids = ""
    if kind.identifiers != "none":
        for name, app in _identifier_columns(PROJECTIONS[kind.name].table):
            field = "app" if app else "value"
            columns.append(f"id.{name}.app" if app else f"id.{name}")
            types.append("text")
            ids += f""", (SELECT i.{field} FROM people_identifier i
                          WHERE i.kind = '{name}' AND i.id = ANY(x.others || x.identifier_id))"""
    query = FROM[kind.name].format(ids=ids)
    zone = brand_zone()

    def rows() -> Iterator[Sequence[Any]]:
        for row in stream(query):
            yield [_told(value, type_, zone) for value, type_ in zip(row, types, strict=True)]

    return Table(columns, rows)


def _identifier_columns(table_name: str) -> list[tuple[str, bool]]:
    """The identifier columns that a table's rows need: (kind, whether the app of it)."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT k.name, k.scoped, bool_or(i.app <> '') FROM {table_name} x
                JOIN people_identifier i ON i.id = ANY(x.others || x.identifier_id)
                JOIN people_identifierkind k ON k.name = i.kind
                GROUP BY k.name, k.scoped, k.rank ORDER BY k.rank"""
        )
        found = cursor.fetchall() or [(STRONGEST, False, False)]
    return [
        (name, app)
        for name, scoped, has_app in found
        for app in ((False, True) if scoped and has_app else (False,))
    ]


def _told(value: Any, type_: str, zone: ZoneInfo) -> Any:
    """A value as an import reads it back."""
    if value is None:
        return None
    if type_ == "money":
        return f"{value // 100}.{value % 100:02d}"
    if type_ == "time":
        return value.astimezone(zone).isoformat()
    if type_ == "date":
        return value.isoformat()
    if type_ == "yesno":
        return "yes" if value else "no"
    return value


def _plain(query: str) -> Table:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM ({query}) AS rows LIMIT 0")
        columns = [column[0] for column in cursor.description]
    money = {n for n, name in enumerate(columns) if name.endswith("_fen")}

    def rows() -> Iterator[Sequence[Any]]:
        for row in stream(query):
            yield [_shown(value, fen=n in money) for n, value in enumerate(row)]

    return Table(columns, rows)


def _shown(value: Any, *, fen: bool) -> Any:
    if isinstance(value, dict | list) or (isinstance(value, str) and value.startswith(("{", "["))):
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if fen or value is None or isinstance(value, int | float | bool):
        return value
    return str(value)


def _memberships() -> Table:
    from siyu.insight.prices import IN_POOLS
    from siyu.insight.relations import build
    from siyu.lake.snapshot import snapshot

    bounds = {
        "as_of_at": "9999-01-01",
        "as_of": "9999-01-01",
        "from": "0001-01-01",
        "to": "9999-01-01",
        "zone": brand_zone().key,
    }
    zone = brand_zone()

    def rows() -> Iterator[Sequence[Any]]:
        with snapshot(("identifiers", "joins", "leaves", "presences"), bounds) as duck:
            build(duck, IN_POOLS)
            cursor = duck.execute(
                """SELECT person, pool, pool_id, nullif(seat, ''), make_timestamp(joined_at),
                          make_timestamp(left_at), since, CASE WHEN left_at IS NOT NULL THEN by_list END
                   FROM membership ORDER BY joined_at, person, pool, pool_id"""
            )
            while chunk := cursor.fetchmany(CHUNK):
                for person, pool, pool_id, seat, joined, left, since, by_list in chunk:
                    left_known = None if by_list is None else LEFT_KNOWN[by_list]
                    moments = (_local(joined, zone), _local(left, zone))
                    yield [person, pool, pool_id, seat, *moments, JOINED_KNOWN[since], left_known]

    names = ["person", "pool", "pool_id", "seat", "joined_at", "left_at", "joined_known", "left_known"]
    return Table(names, rows)


JOINED_KNOWN = ("stated", "between lists", "before the first list")
LEFT_KNOWN = ("stated", "missing in a list")
"""How well the moments of a membership are known: what a list leaves open is dated on its day."""


def _local(at: datetime | None, zone: ZoneInfo) -> str | None:
    return None if at is None else at.replace(tzinfo=ZoneInfo("UTC")).astimezone(zone).isoformat()


def stream(query: str) -> Iterator[Sequence[Any]]:
    """The rows of a query through a server-side cursor: the client holds a few thousand at a time."""
    with transaction.atomic():
        connection.ensure_connection()
        with connection.connection.cursor(name=f"export_{uuid4().hex}") as cursor:
            cursor.itersize = CHUNK
            cursor.execute(query)
            yield from cursor
