"""From what a page shows back to the rows, files and people behind it."""

import json
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from siyu.commerce.models import Shop
from siyu.facts.kinds import key_of

ROW_OF = """LEFT JOIN LATERAL (
        SELECT f.import_id, f.row, m.files->0->>'name' AS file, f.recorded_at
        FROM facts_fact f JOIN facts_import m ON m.id = f.import_id
        WHERE f.key = {key} ORDER BY (m.state = 'done') DESC, f.id LIMIT 1) r ON true"""
"""The row that first stated a key, of the imports that stand; where none does any more, of those that did."""
EVIDENCE = 100
DECISIONS = 50


def rows_behind(keys: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """For each key: the import, its file and the row that stated it first."""
    wanted = list(dict.fromkeys(keys))
    found = _rows(
        f"""SELECT k.key, r.* FROM unnest(%(keys)s::uuid[]) AS k(key) {ROW_OF.format(key="k.key")}
            WHERE r.import_id IS NOT NULL""",
        {"keys": wanted},
    )
    return {row["key"]: row for row in found}


def evidence_rows(person_id: int) -> list[dict[str, Any]]:
    """The rows that showed two identifiers of a person together, newest first, with where each stands."""
    return _rows(
        f"""SELECT s.at, s.rank, a.kind AS a_kind, a.value AS a_value, b.kind AS b_kind, b.value AS b_value,
                   l.standing, r.import_id, r.row, r.file
            FROM (
                SELECT s.* FROM people_identifier i JOIN people_sighting s ON s.a = i.id
                WHERE i.person_id = %(person)s
                UNION SELECT s.* FROM people_identifier i JOIN people_sighting s ON s.b = i.id
                WHERE i.person_id = %(person)s
                ORDER BY at DESC, row_key, idx LIMIT {EVIDENCE}
            ) AS s
            JOIN people_identifier a ON a.id = s.a JOIN people_identifier b ON b.id = s.b
            LEFT JOIN people_link l ON l.a = least(s.a, s.b) AND l.b = greatest(s.a, s.b)
            {ROW_OF.format(key="s.source_key")}
            ORDER BY s.at DESC, s.row_key, s.idx""",
        {"person": person_id},
    )


def weights_of(people: Sequence[int]) -> dict[int, dict[str, Any]]:
    """What hangs on each person: the strongest identifier, how many there are, orders and what they paid."""
    if not people:
        return {}
    found = _rows(
        """SELECT i.person_id AS person, count(*) AS identifiers,
                  (array_agg(i.kind ORDER BY k.rank, i.id))[1] AS kind,
                  (array_agg(i.value ORDER BY k.rank, i.id))[1] AS value,
                  (SELECT count(*) FROM commerce_order o JOIN people_identifier x ON x.id = o.identifier_id
                   WHERE x.person_id = i.person_id) AS orders,
                  (SELECT coalesce(sum(o.amount_fen), 0)::bigint
                   FROM commerce_order o
                   JOIN people_identifier x ON x.id = o.identifier_id
                   WHERE x.person_id = i.person_id) AS paid_fen,
                  (SELECT count(*) FROM pool_join j JOIN people_identifier x ON x.id = j.identifier_id
                   WHERE x.person_id = i.person_id) AS joins
           FROM people_identifier i JOIN people_identifierkind k ON k.name = i.kind
           WHERE i.person_id = ANY(%(people)s) AND i.seen GROUP BY i.person_id""",
        {"people": list(people)},
    )
    return {row["person"]: row for row in found}


def hanging_on(identifiers: Sequence[int]) -> dict[str, Any]:
    """What goes with these identifiers wherever they go: orders with what they paid, joins, touches."""
    return _rows(
        """SELECT (SELECT count(*) FROM commerce_order WHERE identifier_id = ANY(%(ids)s)) AS orders,
                  (SELECT coalesce(sum(amount_fen), 0)::bigint FROM commerce_order
                   WHERE identifier_id = ANY(%(ids)s)) AS paid_fen,
                  (SELECT count(*) FROM pool_join WHERE identifier_id = ANY(%(ids)s)) AS joins,
                  (SELECT count(*) FROM traffic_touch WHERE identifier_id = ANY(%(ids)s)) AS touches""",
        {"ids": list(identifiers)},
    )[0]


def decisions_about(identifiers: Sequence[int]) -> list[dict[str, Any]]:
    """What humans decided of these identifiers, newest first."""
    found = _rows(
        f"""SELECT f.id, f.name, f.data, f.actor, f.recorded_at FROM facts_fact f
            WHERE f.key IS NULL AND f.name IN ('person.merged', 'person.split') AND EXISTS (
                SELECT 1 FROM jsonb_array_elements_text(
                    (f.data->'identifiers') || coalesce(f.data->'remaining', '[]'::jsonb)) AS one(id)
                WHERE one.id::bigint = ANY(%(ids)s))
            ORDER BY f.id DESC LIMIT {DECISIONS}""",
        {"ids": list(identifiers)},
    )
    # A plain cursor answers JSON as text.
    return [{**row, "data": json.loads(row["data"])} for row in found]


def orders_numbered(order_id: str) -> list[dict[str, Any]]:
    """Orders of this number, in whatever shop, with the person each belongs to."""
    shops = Shop.objects.order_by("id").values_list("name", flat=True)[:1000]
    keys = [UUID(bytes=key_of("orders", f"{shop}\x1f{order_id}")) for shop in shops]
    return _rows(
        """SELECT h.name AS shop, o.order_id, o.paid_at, o.amount_fen, i.person_id AS person
           FROM commerce_order o JOIN commerce_shop h ON h.id = o.shop_id
           LEFT JOIN people_identifier i ON i.id = o.identifier_id
           WHERE o.key = ANY(%(keys)s::uuid[]) ORDER BY o.paid_at, o.key""",
        {"keys": keys},
    )


def _rows(query: str, values: dict[str, Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
