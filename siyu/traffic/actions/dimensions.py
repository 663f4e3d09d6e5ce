"""Interning: the same text is the same placement or entry, whichever file named it first."""

from django.db import connection


def intern_placements() -> None:
    """A row of `traffic_placement` for every placement that `folded` names in full."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO traffic_placement (platform, account, campaign, placement)
            SELECT DISTINCT data->>'platform', data->>'account', data->>'campaign', data->>'placement'
            FROM folded
            WHERE data->>'platform' IS NOT NULL AND data->>'account' IS NOT NULL
              AND data->>'campaign' IS NOT NULL AND data->>'placement' IS NOT NULL
            EXCEPT SELECT platform, account, campaign, placement FROM traffic_placement
            ON CONFLICT DO NOTHING
            """
        )


def intern_entries(*, field: str) -> None:
    """A row of `traffic_entry` for every code that `folded` names in this field (`entry`, or `code`)."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO traffic_entry (code)
            SELECT DISTINCT data->>%(field)s FROM folded WHERE data->>%(field)s IS NOT NULL
            EXCEPT SELECT code FROM traffic_entry
            ON CONFLICT DO NOTHING
            """,
            {"field": field},
        )


def mark_texts(*, import_id: int) -> None:
    """The entries that this import names are texts of its file, not codes that somebody made."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE traffic_entry e SET from_text = true
            FROM (SELECT DISTINCT data->>'entry' AS code FROM facts_fact WHERE import_id = %s) f
            WHERE e.code = f.code AND NOT e.from_text
            """,
            [import_id],
        )
