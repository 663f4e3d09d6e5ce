"""Entries that are texts of files (a source, a tag): who came by each, and where it stands now."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

TEXTS = """
    WITH texts AS (SELECT id, code FROM traffic_entry WHERE from_text),
    came AS (
        SELECT j.entry_id, count(DISTINCT i.person_id) AS people, min(j.at) AS first_at, max(j.at) AS last_at
        FROM (SELECT entry_id, identifier_id, at FROM pool_join
              UNION ALL SELECT entry_id, identifier_id, at FROM pool_presence) j
        JOIN texts t ON t.id = j.entry_id
        LEFT JOIN people_identifier i ON i.id = j.identifier_id GROUP BY j.entry_id
    ), bought AS (
        SELECT o.entry_id, count(*) AS orders
        FROM commerce_order o JOIN texts t ON t.id = o.entry_id GROUP BY o.entry_id
    ), clicked AS (
        SELECT x.entry_id, count(*) AS touches
        FROM traffic_touch x JOIN texts t ON t.id = x.entry_id GROUP BY x.entry_id
    ), counted AS (
        SELECT c.entry_id, count(*) AS days
        FROM pool_count c JOIN texts t ON t.id = c.entry_id GROUP BY c.entry_id
    )
    SELECT t.id, t.code, coalesce(c.people, 0) AS people, coalesce(b.orders, 0) AS orders,
           c.first_at, c.last_at, d.title, d.form, p.platform, p.account, p.campaign, p.placement
    FROM texts t
    LEFT JOIN came c ON c.entry_id = t.id LEFT JOIN bought b ON b.entry_id = t.id
    LEFT JOIN clicked x ON x.entry_id = t.id LEFT JOIN counted n ON n.entry_id = t.id
    LEFT JOIN traffic_entrydescription d ON d.entry_id = t.id
    LEFT JOIN traffic_placement p ON p.id = d.placement_id
    WHERE coalesce(c.people, b.orders, x.touches, n.days) IS NOT NULL
    ORDER BY coalesce(c.people, 0) DESC, t.code
"""
"""A text exists while some row names it: one whose files were all withdrawn is not shown."""

OF_IMPORT = """
    SELECT count(*), count(*) FILTER (WHERE d.placement_id IS NULL)
    FROM (SELECT DISTINCT data->>'entry' AS code FROM facts_fact WHERE import_id = %s) f
    JOIN traffic_entry e ON e.code = f.code AND e.from_text
    LEFT JOIN traffic_entrydescription d ON d.entry_id = e.id
"""


def entry_texts() -> list[dict[str, Any]]:
    """Every text that stands for an entry, those by whom most people came first."""
    with connection.cursor() as cursor:
        cursor.execute(TEXTS)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def texts_of_import(import_id: int) -> tuple[int, int]:
    """How many texts of an import stand for entries, and how many of them stand on no placement."""
    with connection.cursor() as cursor:
        cursor.execute(OF_IMPORT, [import_id])
        found, free = cursor.fetchone()
    return int(found), int(free)


def people_by(codes: Sequence[str]) -> int:
    """How many people came by these entries."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT count(DISTINCT i.person_id) FROM traffic_entry e
               JOIN (SELECT entry_id, identifier_id FROM pool_join
                     UNION ALL SELECT entry_id, identifier_id FROM pool_presence) j ON j.entry_id = e.id
               JOIN people_identifier i ON i.id = j.identifier_id WHERE e.code = ANY(%s)""",
            [list(codes)],
        )
        return int(cursor.fetchone()[0])
