"""Keeping which identifiers a row showed together, and the links that follow from it."""

from typing import Any

from django.db import connection

from siyu.people.actions.arrays import look_again
from siyu.people.actions.resolving import resolve_moved


def witness(*, rows_table: str, rank: int) -> None:
    """Replace the sightings of the touched rows, then judge anew everybody whom that concerns.

    The table has (key, at, row_key, identifier_id, others) for every touched row; no identifier means that
    the row is gone or shows nobody.
    """
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS moved_pairs, moved_links, arrivals")
        cursor.execute(f"ANALYZE {rows_table}")
        cursor.execute(
            f"""
            CREATE TEMPORARY TABLE moved_pairs AS
            SELECT DISTINCT s.a, s.b FROM people_sighting s JOIN {rows_table} w ON w.key = s.source_key
            """
        )
        cursor.execute(f"DELETE FROM people_sighting s USING {rows_table} w WHERE s.source_key = w.key")
        cursor.execute(
            f"""
            WITH shown AS (
                INSERT INTO people_sighting (source_key, rank, at, row_key, a, b, idx)
                SELECT w.key, %s, w.at, w.row_key, w.identifier_id, o.b, o.idx
                FROM {rows_table} w CROSS JOIN LATERAL unnest(w.others) WITH ORDINALITY AS o(b, idx)
                RETURNING a, b
            )
            INSERT INTO moved_pairs SELECT DISTINCT a, b FROM shown
            """,
            [rank],
        )
        look_again(cursor, table="people_sighting", rows=cursor.rowcount)
        cursor.execute("ANALYZE moved_pairs")
        _renew_links(cursor)
        cursor.execute(
            f"""
            CREATE TEMPORARY TABLE arrivals AS
            SELECT DISTINCT i.id FROM people_identifier i
            JOIN {rows_table} w ON w.identifier_id = i.id
            JOIN people_identifierkind k ON k.name = i.kind
            WHERE i.person_id IS NULL AND k.strong
            """
        )
    resolve_moved()


def _renew_links(cursor: Any) -> None:
    """Bring `people_link` in line with the sightings of the moved pairs: the first one counts.

    Only strong identifiers link people; weak ones follow whom they were seen with. What changed stands in
    `moved_links(n, a, b, change)`: `added`, `gone`, or `reordered`.
    """
    execute = cursor.execute
    # The same pair always stands the same way round, since a row's identifiers are ordered by what they are.
    execute(
        """
        CREATE TEMPORARY TABLE first_sightings ON COMMIT DROP AS
        SELECT DISTINCT ON (s.a, s.b) least(s.a, s.b) AS a, greatest(s.a, s.b) AS b, s.at, s.rank,
            s.row_key, s.idx
        FROM (SELECT DISTINCT a, b FROM moved_pairs) m
        JOIN people_sighting s ON s.a = m.a AND s.b = m.b
        JOIN people_identifier x ON x.id = s.a JOIN people_identifierkind kx ON kx.name = x.kind AND kx.strong
        JOIN people_identifier y ON y.id = s.b JOIN people_identifierkind ky ON ky.name = y.kind AND ky.strong
        ORDER BY s.a, s.b, s.at, s.rank, s.row_key COLLATE "C", s.idx
        """
    )
    execute("ANALYZE first_sightings")
    execute(
        """CREATE TEMPORARY TABLE moved_links (
               n bigint GENERATED ALWAYS AS IDENTITY, a bigint, b bigint, change text
           )"""
    )
    execute(
        """
        WITH gone AS (
            DELETE FROM people_link l USING moved_pairs m
            WHERE l.a = least(m.a, m.b) AND l.b = greatest(m.a, m.b)
              AND NOT EXISTS (SELECT 1 FROM first_sightings f WHERE f.a = l.a AND f.b = l.b)
            RETURNING l.a, l.b
        )
        INSERT INTO moved_links (a, b, change) SELECT a, b, 'gone' FROM gone
        """
    )
    execute(
        """
        WITH moved AS (
            UPDATE people_link l SET at = f.at, rank = f.rank, row_key = f.row_key, idx = f.idx
            FROM first_sightings f
            WHERE l.a = f.a AND l.b = f.b
              AND (l.at, l.rank, l.row_key, l.idx) IS DISTINCT FROM (f.at, f.rank, f.row_key, f.idx)
            RETURNING l.a, l.b
        )
        INSERT INTO moved_links (a, b, change) SELECT a, b, 'reordered' FROM moved
        """
    )
    execute(
        """
        WITH added AS (
            INSERT INTO people_link (a, b, at, rank, row_key, idx, standing, reason)
            SELECT f.a, f.b, f.at, f.rank, f.row_key, f.idx, 'joined', '' FROM first_sightings f
            ON CONFLICT (a, b) DO NOTHING
            RETURNING a, b
        )
        INSERT INTO moved_links (a, b, change) SELECT a, b, 'added' FROM added
        """
    )
    look_again(cursor, table="people_link", rows=cursor.rowcount)
    execute("DROP TABLE first_sightings")
    execute("ANALYZE moved_links")
