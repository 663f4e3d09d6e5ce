"""Whose the weak identifiers are."""

from typing import Any


def own_weak(cursor: Any) -> None:
    """A weak identifier belongs to the one person it was seen with on a row; seen with two it belongs to
    neither.

    Asked anew of those in `moved_pairs(a, b)`, and of those seen with a strong one in `relabelled(id)`.
    A row's weak identifiers are seen with its strongest one, since the row counts for that one's person.
    """
    cursor.execute("ANALYZE relabelled")
    cursor.execute(
        """
        WITH weak AS (
            SELECT i.id FROM (
                SELECT b AS id FROM moved_pairs
                UNION SELECT s.b FROM relabelled c JOIN people_sighting s ON s.a = c.id
            ) AS x JOIN people_identifier i USING (id)
            JOIN people_identifierkind k ON k.name = i.kind WHERE NOT k.strong
        ), seen_with AS (
            SELECT w.id, min(o.person_id) AS least, max(o.person_id) AS most
            FROM weak w JOIN people_sighting s ON s.b = w.id JOIN people_identifier o ON o.id = s.a
            JOIN people_identifierkind k ON k.name = o.kind AND k.strong
            GROUP BY w.id
        )
        UPDATE people_identifier i SET person_id = v.person_id
        FROM (SELECT w.id, CASE WHEN s.least = s.most THEN s.least END AS person_id
              FROM weak w LEFT JOIN seen_with s USING (id)) AS v
        WHERE i.id = v.id AND i.person_id IS DISTINCT FROM v.person_id
        """
    )
