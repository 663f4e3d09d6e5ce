"""New evidence into people: whole people are united at once; only where there is doubt is anybody judged
anew.

Nodes are people (their id) and identifiers that have no person yet (their id, negative). An added link is
an edge between nodes, so what a new sighting costs depends on what it changes and not on how much is known
already.
"""

from typing import Any

import numpy as np
from django.db import connection

from siyu.people.actions.arrays import Numbers, components, fetch_numbers, look_again, store_numbers
from siyu.people.actions.judging import judge_concerned
from siyu.people.actions.owning import own_weak

DOUBTS = """
    SELECT p.id FROM people_person p JOIN nodes n ON n.node = p.id WHERE p.in_doubt
    UNION SELECT n.node FROM nodes n WHERE n.torn
    UNION SELECT n.node FROM nodes n JOIN people_ruling r ON r.a = -n.node WHERE n.node < 0
        AND r.revoked_at IS NULL
    UNION SELECT n.node FROM nodes n JOIN people_ruling r ON r.b = -n.node WHERE n.node < 0
        AND r.revoked_at IS NULL
"""
"""Who has to be judged link by link: a link is refused there already, one is gone, or a human ruled."""

SLICE = 500_000
"""Moved links that are resolved at a time."""

SINGLES = """
    SELECT n.node, k.rank FROM nodes n JOIN people_identifier i ON i.person_id = n.node
    JOIN people_identifierkind k ON k.name = i.kind AND k.single_valued WHERE n.node > 0
    UNION ALL
    SELECT n.node, k.rank FROM nodes n JOIN people_identifier i ON i.id = -n.node
    JOIN people_identifierkind k ON k.name = i.kind AND k.single_valued WHERE n.node < 0
"""


def resolve_moved() -> None:
    """Bring people in line with `moved_links(n, a, b, change)`, `moved_pairs(a, b)` and `arrivals(id)`.

    The outcome is that of judging everybody from the beginning. A person without a refused link or ruling
    is one whatever the order of the evidence, and so are several of them together while no single-valued kind
    clashes. So a large import is taken slice by slice, in bounded memory, as if it were several.
    """
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS relabelled")
        cursor.execute("CREATE TEMPORARY TABLE relabelled (id bigint)")
        _settle_lonely(cursor)
        cursor.execute("SELECT count(*) FROM moved_links")
        links = int(cursor.fetchone()[0])
        for start in range(0, max(links, 1), SLICE):
            _open_nodes(cursor, start=start, last=start + SLICE >= links)
            _resolve_nodes(cursor)
        own_weak(cursor)


def _resolve_nodes(cursor: Any) -> None:
    """Unite what `edges` connects; judge link by link where somebody is in doubt."""
    edges = fetch_numbers(cursor, query="SELECT a, b FROM edges", width=2)
    doubts = fetch_numbers(cursor, query=DOUBTS, width=1)[:, 0]
    nodes = np.unique(np.concatenate([edges.ravel(), doubts]))
    if not len(nodes):
        return
    labels = components(count=len(nodes), links=np.searchsorted(nodes, edges))
    doubtful = _doubtful(cursor, nodes, labels, doubts)
    _unite(cursor, nodes[~doubtful], labels[~doubtful])
    if doubtful.any():
        _concern(cursor, nodes[doubtful])
        judge_concerned(cursor)


def judge_again(*, identifiers: list[int]) -> None:
    """Judge these identifiers anew, link by link, and whoever hangs together with them."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS concerned, relabelled, moved_pairs")
        cursor.execute("CREATE TEMPORARY TABLE relabelled (id bigint)")
        cursor.execute("CREATE TEMPORARY TABLE moved_pairs (a bigint, b bigint)")
        cursor.execute(
            "CREATE TEMPORARY TABLE concerned AS SELECT DISTINCT unnest(%s::bigint[]) AS id, 0 AS round",
            [identifiers],
        )
        judge_concerned(cursor)
        own_weak(cursor)


def _settle_lonely(cursor: Any) -> None:
    """New strong identifiers that nothing links to anybody are each a person of their own."""
    cursor.execute(
        """
        CREATE TEMPORARY TABLE lonely ON COMMIT DROP AS
        SELECT r.id FROM arrivals r
        WHERE NOT EXISTS (SELECT 1 FROM people_link l WHERE l.a = r.id)
          AND NOT EXISTS (SELECT 1 FROM people_link l WHERE l.b = r.id)
          AND NOT EXISTS (SELECT 1 FROM people_ruling u WHERE u.revoked_at IS NULL AND u.a = r.id)
          AND NOT EXISTS (SELECT 1 FROM people_ruling u WHERE u.revoked_at IS NULL AND u.b = r.id)
        """
    )
    cursor.execute(
        """INSERT INTO people_person (anchor, created_at, in_doubt) SELECT id, now(), false FROM lonely
           ON CONFLICT DO NOTHING"""
    )
    look_again(cursor, table="people_person", rows=cursor.rowcount)
    cursor.execute(
        """UPDATE people_identifier i SET person_id = p.id FROM lonely l
            JOIN people_person p ON p.anchor = l.id
           WHERE i.id = l.id"""
    )
    cursor.execute("DROP TABLE lonely")


def _open_nodes(cursor: Any, *, start: int, last: bool) -> None:
    """`edges(a, b)` between nodes, and `nodes(node, torn)`: every node that moved, and whether a link of it
    is gone.

    Of the slice of moved links that begins at `start`; the last one takes whoever arrived and is nobody yet.
    """
    cursor.execute("DROP TABLE IF EXISTS placed, edges, nodes")
    cursor.execute(
        """
        CREATE TEMPORARY TABLE placed AS
        SELECT coalesce(x.person_id, -x.id) AS a, coalesce(y.person_id, -y.id) AS b, m.change
        FROM moved_links m JOIN people_identifier x ON x.id = m.a JOIN people_identifier y ON y.id = m.b
        WHERE m.n > %s AND m.n <= %s
        """,
        [start, start + SLICE],
    )
    cursor.execute(
        """
        CREATE TEMPORARY TABLE edges AS
        SELECT DISTINCT a, b FROM placed WHERE change = 'added' AND a <> b
        UNION SELECT -r.id, -r.id FROM arrivals r JOIN people_identifier i USING (id)
        WHERE i.person_id IS NULL AND %s
        """,
        [last],
    )
    cursor.execute(
        """
        CREATE TEMPORARY TABLE nodes AS
        SELECT node, bool_or(change = 'gone') AS torn
        FROM (SELECT a AS node, change FROM placed UNION ALL SELECT b, change FROM placed
              UNION ALL SELECT a, 'added' FROM edges) AS x
        GROUP BY node
        """
    )
    cursor.execute("ANALYZE nodes")


def _doubtful(cursor: Any, nodes: Numbers, labels: Numbers, doubts: Numbers) -> np.ndarray:
    """Which nodes are in a component where something is, or might have to be, refused."""
    doubtful = np.zeros(int(labels.max()) + 1, dtype=bool)
    doubtful[labels[np.searchsorted(nodes, doubts)]] = True
    singles = fetch_numbers(cursor, query=SINGLES, width=2)
    known = singles[np.isin(singles[:, 0], nodes)]
    if len(known):
        held = np.stack([labels[np.searchsorted(nodes, known[:, 0])], known[:, 1]])
        pairs, counts = np.unique(held, axis=1, return_counts=True)
        doubtful[pairs[0][counts > 1]] = True
    return doubtful[labels]


def _unite(cursor: Any, nodes: Numbers, labels: Numbers) -> None:
    """Make each component one person: the oldest of those it unites, or a new one."""
    if not len(nodes):
        return
    cursor.execute("DROP TABLE IF EXISTS united, targets")
    cursor.execute("CREATE TEMPORARY TABLE united (node bigint, label bigint)")
    store_numbers(cursor, table="united", columns=np.stack([nodes, labels], axis=1))
    cursor.execute("ANALYZE united")
    cursor.execute(
        """
        CREATE TEMPORARY TABLE targets AS
        SELECT u.label, min(CASE WHEN u.node > 0 THEN u.node ELSE p.id END) AS person_id,
            -max(u.node) AS anchor
        FROM united u LEFT JOIN people_person p ON p.anchor = -u.node
        GROUP BY u.label
        """
    )
    cursor.execute(
        """INSERT INTO people_person (anchor, created_at, in_doubt)
           SELECT anchor, now(), false FROM targets WHERE person_id IS NULL"""
    )
    look_again(cursor, table="people_person", rows=cursor.rowcount)
    cursor.execute(
        """UPDATE targets t SET person_id = p.id FROM people_person p
           WHERE t.person_id IS NULL AND p.anchor = t.anchor"""
    )
    cursor.execute("ANALYZE targets")
    cursor.execute(
        """UPDATE people_identifier i SET person_id = t.person_id FROM united u JOIN targets t USING (label)
           WHERE u.node < 0 AND i.id = -u.node"""
    )
    look_again(cursor, table="people_identifier", rows=cursor.rowcount)
    cursor.execute(
        """
        WITH moved AS (
            UPDATE people_identifier i SET person_id = t.person_id
            FROM united u JOIN targets t USING (label), people_identifierkind k
            WHERE u.node > 0 AND u.node <> t.person_id AND i.person_id = u.node AND k.name = i.kind
                AND k.strong
            RETURNING i.id
        )
        INSERT INTO relabelled SELECT id FROM moved
        """
    )


def _concern(cursor: Any, nodes: Numbers) -> None:
    """Every strong identifier of these nodes is concerned."""
    cursor.execute("DROP TABLE IF EXISTS concerned, concerned_nodes")
    cursor.execute("CREATE TEMPORARY TABLE concerned_nodes (node bigint)")
    store_numbers(cursor, table="concerned_nodes", columns=nodes[:, None])
    cursor.execute("ANALYZE concerned_nodes")
    cursor.execute(
        """
        CREATE TEMPORARY TABLE concerned AS
        SELECT -node AS id, 0 AS round FROM concerned_nodes WHERE node < 0
        UNION SELECT i.id, 0 FROM concerned_nodes n JOIN people_identifier i ON i.person_id = n.node
                     JOIN people_identifierkind k ON k.name = i.kind AND k.strong WHERE n.node > 0
        """
    )
