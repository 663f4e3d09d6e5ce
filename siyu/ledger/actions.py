"""Booking: what is due, less what is booked, is appended. Nothing is ever changed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection


def open_settlement() -> None:
    """Empty `settling`: the source rows that are looked at."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS settling")
        cursor.execute("CREATE TEMPORARY TABLE settling (source_key uuid PRIMARY KEY)")


def settle(*, due: str, parameters: Mapping[str, Any], import_id: int | None, at: datetime) -> int:
    """Append what is due less what is booked for the rows in `settling`; answers how many entries.

    `due` is the query of the entries that should stand, one of a kind for each row. A corrected amount is
    one entry of the difference on the same day; a corrected day, placement or identifier becomes a
    counter-entry there and an entry here; a withdrawn row becomes counter-entries.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE settling")
        cursor.execute(BOOKED_SQL)
        sql = DIFFERENCE_SQL if cursor.fetchone()[0] else FIRST_TIME_SQL
        cursor.execute(sql.replace("{due}", due), {**parameters, "import_id": import_id, "at": at})
        return int(cursor.rowcount)


BOOKED_SQL = "SELECT EXISTS (SELECT 1 FROM settling s JOIN ledger_entry e ON e.source_key = s.source_key)"

INSERT_SQL = """
    INSERT INTO ledger_entry
        (day, kind, amount_fen, source, source_key, placement_id, identifier_id, assumed,
         import_id, recorded_at)
    SELECT day, kind, amount_fen, source, source_key, placement_id, identifier_id, assumed,
           %(import_id)s, %(at)s
"""

FIRST_TIME_SQL = f"{INSERT_SQL} FROM ({{due}}) AS due"
"""Of rows that were never booked the difference is what is due: nothing to sort or to add up."""

DIFFERENCE_SQL = f"""
    WITH moved AS (
        SELECT day, kind, amount_fen, source, source_key, placement_id, identifier_id, assumed
        FROM ({{due}}) AS due
        UNION ALL
        SELECT e.day, e.kind, -e.amount_fen, e.source, e.source_key, e.placement_id, e.identifier_id,
               e.assumed
        FROM settling s JOIN ledger_entry e ON e.source_key = s.source_key
    ), difference AS (
        SELECT day, kind, sum(amount_fen)::bigint AS amount_fen, source, source_key,
               placement_id, identifier_id, assumed
        FROM moved
        GROUP BY day, kind, source, source_key, placement_id, identifier_id, assumed
        HAVING sum(amount_fen) <> 0
    )
    {INSERT_SQL} FROM difference ORDER BY day, source_key, kind
"""
