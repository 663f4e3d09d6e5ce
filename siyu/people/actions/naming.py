"""Interning identifiers, and letting go of those that no row names any more."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection

from siyu.people.actions.arrays import look_again


def name_rows(*, rows_table: str) -> None:
    """Fill `named(key, identifier_id, others)` for the rows (key, data) of a temporary table.

    `identifier_id` is the strongest identifier of the row, `others` the rest in order of strength. Rows
    without any are not in `named`. New identifiers are interned, known ones count as seen again.
    """
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS named, shown")
        cursor.execute(
            f"""
            CREATE TEMPORARY TABLE shown AS
            SELECT f.key, k.name AS kind, k.rank, f.data->>('id.' || k.name) AS value,
                   CASE WHEN k.scoped THEN coalesce(f.data->>('id.' || k.name || '.app'),
                       '') ELSE '' END AS app
            FROM {rows_table} f
            JOIN people_identifierkind k ON f.data->>('id.' || k.name) IS NOT NULL
            """
        )
        cursor.execute("ANALYZE shown")
        cursor.execute(
            """
            INSERT INTO people_identifier (kind, app, value, seen)
            SELECT DISTINCT s.kind, s.app, s.value, true FROM shown s
            LEFT JOIN people_identifier i USING (kind, app, value) WHERE i.id IS NULL
            ON CONFLICT DO NOTHING
            """
        )
        look_again(cursor, table="people_identifier", rows=cursor.rowcount)
        cursor.execute(
            """
            CREATE TEMPORARY TABLE named AS
            SELECT key, ids[1] AS identifier_id, ids[2:] AS others FROM (
                SELECT s.key, array_agg(i.id ORDER BY s.rank, s.kind COLLATE "C") AS ids
                FROM shown s JOIN people_identifier i USING (kind, app, value) GROUP BY s.key
            ) AS rows
            """
        )
        cursor.execute("DROP TABLE shown")
        cursor.execute("ALTER TABLE named ADD PRIMARY KEY (key)")
        cursor.execute("ANALYZE named")
        cursor.execute(
            """
            UPDATE people_identifier i SET seen = true
            FROM (SELECT DISTINCT unnest(others || identifier_id) AS id FROM named) AS n
            WHERE i.id = n.id AND NOT i.seen
            """
        )


def retire_unseen(*, candidates_table: str, seen_in: Sequence[str]) -> None:
    """Of the candidates (identifier_id), those that no row of these tables names any more belong to
    nobody."""
    named = " ".join(
        f"""AND NOT EXISTS (SELECT 1 FROM {table} x WHERE x.identifier_id = i.id)""" for table in seen_in
    )
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS retired")
        cursor.execute(
            f"""
            CREATE TEMPORARY TABLE retired AS
            SELECT i.id, i.person_id FROM people_identifier i
            JOIN {candidates_table} c ON c.identifier_id = i.id
            WHERE i.seen {named} AND NOT EXISTS (SELECT 1 FROM people_sighting s WHERE s.b = i.id)
            """
        )
        cursor.execute("ANALYZE retired")
        cursor.execute(
            "UPDATE people_identifier i SET seen = false, person_id = NULL FROM retired r WHERE i.id = r.id"
        )
        _anchor_again(cursor.execute)


def _anchor_again(execute: Callable[[str], Any]) -> None:
    """People whose anchor was retired, but not all of their company (a human tied them), go by another
    member's."""
    execute("DROP TABLE IF EXISTS adrift")
    execute(
        """
        CREATE TEMPORARY TABLE adrift AS
        SELECT p.id AS person_id, min(i.id) AS anchor, min(q.id) AS other
        FROM retired r JOIN people_person p ON p.id = r.person_id AND p.anchor = r.id
        JOIN people_identifier i ON i.person_id = p.id JOIN people_identifierkind k ON k.name = i.kind
            AND k.strong
        LEFT JOIN people_person q ON q.anchor = i.id
        GROUP BY p.id
        """
    )
    execute(
        """UPDATE people_person p SET anchor = a.anchor FROM adrift a
           WHERE p.id = a.person_id AND a.other IS NULL"""
    )
    # As the person was for whom it stands in now.
    execute("UPDATE people_person p SET in_doubt = true FROM adrift a WHERE p.id = a.other")
    execute(
        """UPDATE people_identifier i SET person_id = a.other FROM adrift a
           WHERE i.person_id = a.person_id AND a.other IS NOT NULL"""
    )
