"""Judging everybody whom new evidence concerns: connected components in sets, doubtful ones link by link."""

from typing import Any

import numpy as np
from django.db import connection

from siyu.people.rules import judge

CLOSURE = """
    INSERT INTO concerned
    SELECT DISTINCT x.id, %(round)s + 1 FROM (
        SELECT l.b AS id FROM concerned c JOIN people_link l ON l.a = c.id WHERE c.round = %(round)s
        UNION ALL SELECT l.a FROM concerned c JOIN people_link l ON l.b = c.id WHERE c.round = %(round)s
        UNION ALL SELECT r.b FROM concerned c JOIN people_ruling r ON r.a = c.id
                  WHERE c.round = %(round)s AND r.revoked_at IS NULL
        UNION ALL SELECT r.a FROM concerned c JOIN people_ruling r ON r.b = c.id
                  WHERE c.round = %(round)s AND r.revoked_at IS NULL
    ) AS x
    WHERE NOT EXISTS (SELECT 1 FROM concerned k WHERE k.id = x.id)
"""
"""Whoever a concerned identifier is or might be linked to is concerned too, round by round."""

CHUNK = 50_000
"""Rows fetched at a time: tuples are large, arrays small."""


def resolve_touched() -> None:
    """Judge anew all identifiers in `concerned(id, round)` and whoever hangs together with them.

    The outcome is that of judging everybody from the beginning, since links never cross into a component that
    is left out: the closure takes every link along, also refused ones and human rulings.
    """
    with connection.cursor() as cursor:
        _close(cursor)
        _settle_lonely(cursor)
        cursor.execute(
            """
            SELECT i.id, k.strong::int, coalesce(i.person_id, 0), CASE WHEN k.single_valued THEN k.rank ELSE 0 END,
                   i.seen::int
            FROM concerned c JOIN people_identifier i USING (id) JOIN people_identifierkind k ON k.name = i.kind
            ORDER BY i.id
            """
        )
        found = _array(cursor, 5)
        ids, strong, persons, single, seen = (
            found[:, 0].copy(),
            found[:, 1].astype(bool),
            found[:, 2].copy(),
            found[:, 3].astype(np.int32),
            found[:, 4].astype(bool),
        )
        del found
        if not len(ids):
            return
        links = _strong_links(cursor, ids, strong)
        labels = _components(len(ids), links)
        refused = _judge_doubtful(cursor, ids, single, links, labels)
        _mark_refused(cursor, refused)
        wanted = _people_of(cursor, persons, labels, strong & seen)
        _assign(cursor, ids[strong], wanted[strong], persons[strong])
        _assign_weak(cursor)


def _array(cursor: Any, width: int) -> np.ndarray:
    """What a query of whole numbers answers, as an array (n × width)."""
    parts = []
    while chunk := cursor.fetchmany(CHUNK):
        parts.append(np.array(chunk, dtype=np.int64))
    return np.concatenate(parts) if parts else np.empty((0, width), dtype=np.int64)


def _close(cursor: Any) -> None:
    cursor.execute("ALTER TABLE concerned ADD PRIMARY KEY (id)")
    cursor.execute("ANALYZE concerned")
    reached = 0
    while True:
        cursor.execute(CLOSURE, {"round": reached})
        if not cursor.rowcount:
            return
        reached += 1


def _settle_lonely(cursor: Any) -> None:
    """New strong identifiers that nothing links to anybody are each a person of their own: one statement."""
    cursor.execute(
        """
        CREATE TEMPORARY TABLE lonely ON COMMIT DROP AS
        SELECT i.id, nextval(pg_get_serial_sequence('people_person', 'id')) AS person_id
        FROM concerned c JOIN people_identifier i USING (id) JOIN people_identifierkind k ON k.name = i.kind
        WHERE i.person_id IS NULL AND k.strong AND i.seen
          AND NOT EXISTS (SELECT 1 FROM people_link l WHERE l.a = i.id)
          AND NOT EXISTS (SELECT 1 FROM people_link l WHERE l.b = i.id)
          AND NOT EXISTS (SELECT 1 FROM people_ruling r WHERE r.revoked_at IS NULL AND i.id IN (r.a, r.b))
        """
    )
    cursor.execute(
        "INSERT INTO people_person (id, created_at) OVERRIDING SYSTEM VALUE SELECT person_id, now() FROM lonely"
    )
    cursor.execute("UPDATE people_identifier i SET person_id = l.person_id FROM lonely l WHERE i.id = l.id")
    cursor.execute("DROP TABLE lonely")


def _strong_links(cursor: Any, ids: np.ndarray, strong: np.ndarray) -> np.ndarray:
    """The links between strong identifiers in the order of their first sighting, as positions (n × 2)."""
    cursor.execute(
        """
        SELECT l.a, l.b FROM people_link l JOIN concerned c ON c.id = l.a
        ORDER BY l.at, l.rank, l.row_key, l.idx
        """
    )
    pairs = _array(cursor, 2)
    where = np.searchsorted(ids, pairs)
    return where[strong[where].all(axis=1)] if len(where) else where


def _components(count: int, links: np.ndarray) -> np.ndarray:
    """A label for every position: equal where links connect them."""
    if not len(links):
        return np.arange(count)
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    graph = coo_array((np.ones(len(links), dtype=bool), (links[:, 0], links[:, 1])), shape=(count, count))
    return connected_components(graph, directed=False)[1].astype(np.int64)


def _judge_doubtful(
    cursor: Any, ids: np.ndarray, single: np.ndarray, links: np.ndarray, labels: np.ndarray
) -> dict[tuple[int, int], str]:
    """Go link by link through the components in which something might be refused; relabels them in place."""
    cursor.execute(
        """SELECT r.act, r.a, r.b FROM people_ruling r JOIN concerned c ON c.id = r.a
           WHERE r.revoked_at IS NULL ORDER BY r.id"""
    )
    rulings = [
        (act, int(np.searchsorted(ids, a)), int(np.searchsorted(ids, b))) for act, a, b in cursor.fetchall()
    ]
    doubtful = np.zeros(int(labels.max()) + 1, dtype=bool)
    valued = np.flatnonzero(single)
    if len(valued):
        pairs, counts = np.unique(np.stack([labels[valued], single[valued]]), axis=1, return_counts=True)
        doubtful[pairs[0][counts > 1]] = True
    for _, a, b in rulings:
        doubtful[labels[[a, b]]] = True
    looked_at = links[doubtful[labels[links[:, 0]]]] if len(links) else links
    if not doubtful.any():
        return {}
    singles = {int(at): (str(single[at]), str(ids[at])) for at in valued if doubtful[labels[at]]}
    judgement = judge(
        [(int(a), int(b)) for a, b in looked_at],
        singles=singles,
        apart=[(a, b) for act, a, b in rulings if act == "split"],
        merges=[(a, b) for act, a, b in rulings if act == "merge"],
    )
    fresh = int(labels.max()) + 1
    named: dict[int, int] = {}
    for node, root in judgement.company.items():
        labels[node] = named.setdefault(root, fresh + len(named))
    return {(int(ids[a]), int(ids[b])): why for (a, b), why in judgement.refused.items()}


def _mark_refused(cursor: Any, refused: dict[tuple[int, int], str]) -> None:
    pairs = [(min(pair), max(pair), why) for pair, why in refused.items()]
    cursor.execute("CREATE TEMPORARY TABLE refused_now (a bigint, b bigint, why text) ON COMMIT DROP")
    if pairs:
        cursor.execute(
            "INSERT INTO refused_now SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::text[])",
            [list(column) for column in zip(*pairs, strict=True)],
        )
    cursor.execute(
        """
        UPDATE people_link l SET standing = 'joined', reason = '' FROM concerned c
        WHERE c.id = l.a AND l.standing = 'refused'
          AND NOT EXISTS (SELECT 1 FROM refused_now r WHERE r.a = l.a AND r.b = l.b)
        """
    )
    cursor.execute(
        """
        UPDATE people_link l SET standing = 'refused',
               reason = coalesce((SELECT k.name FROM people_identifierkind k WHERE k.rank::text = r.why AND k.single_valued),
                                 r.why)
        FROM refused_now r WHERE l.a = r.a AND l.b = r.b
        """
    )
    cursor.execute("DROP TABLE refused_now")


def _people_of(cursor: Any, persons: np.ndarray, labels: np.ndarray, counted: np.ndarray) -> np.ndarray:
    """The person of each position: a component keeps the smallest id its members had that no other took."""
    wanted = np.zeros(len(labels), dtype=np.int64)
    present = np.flatnonzero(counted)
    if not len(present):
        return wanted
    components, index = np.unique(labels[present], return_inverse=True)
    chosen = np.zeros(len(components), dtype=np.int64)
    claims = np.flatnonzero(persons[present])
    if len(claims):
        pairs = np.unique(np.stack([persons[present][claims], index[claims]], axis=1), axis=0)
        # In order of person id: a person goes to the component of its first claim, a component takes one person.
        _, first = np.unique(pairs[:, 0], return_index=True)
        pairs = pairs[first]
        taken, first = np.unique(pairs[:, 1], return_index=True)
        chosen[taken] = pairs[first, 0]
    missing = np.flatnonzero(chosen == 0)
    if len(missing):
        cursor.execute(
            "INSERT INTO people_person (created_at) SELECT now() FROM generate_series(1, %s) RETURNING id",
            [len(missing)],
        )
        chosen[missing] = _array(cursor, 1)[:, 0]
    wanted[present] = chosen[index]
    return wanted


def _assign(cursor: Any, ids: np.ndarray, wanted: np.ndarray, before: np.ndarray) -> None:
    moved = wanted != before
    if not moved.any():
        return
    cursor.execute("CREATE TEMPORARY TABLE assigned (id bigint, person_id bigint) ON COMMIT DROP")
    with cursor.copy("COPY assigned FROM STDIN") as copy:
        pairs = zip(ids[moved].tolist(), wanted[moved].tolist(), strict=True)
        copy.write("".join(f"{one}\t{person or '\\N'}\n" for one, person in pairs))
    cursor.execute("ANALYZE assigned")
    cursor.execute("UPDATE people_identifier i SET person_id = a.person_id FROM assigned a WHERE i.id = a.id")
    cursor.execute("DROP TABLE assigned")


def _assign_weak(cursor: Any) -> None:
    """A weak identifier belongs to the one person it was seen with on a row; seen with two it belongs to neither."""
    cursor.execute(
        """
        WITH weak AS (
            SELECT i.id FROM (
                SELECT id FROM concerned UNION SELECT s.b FROM concerned c JOIN people_sighting s ON s.a = c.id
            ) AS x JOIN people_identifier i USING (id)
            JOIN people_identifierkind k ON k.name = i.kind WHERE NOT k.strong
        ), seen_with AS (
            SELECT w.id, min(o.person_id) AS person_id, count(DISTINCT o.person_id) AS people
            FROM weak w JOIN people_sighting s ON s.b = w.id JOIN people_identifier o ON o.id = s.a
            JOIN people_identifierkind k ON k.name = o.kind AND k.strong
            GROUP BY w.id
        )
        UPDATE people_identifier i SET person_id = v.person_id
        FROM (SELECT w.id, CASE WHEN s.people = 1 THEN s.person_id END AS person_id
              FROM weak w LEFT JOIN seen_with s USING (id)) AS v
        WHERE i.id = v.id AND i.person_id IS DISTINCT FROM v.person_id
        """
    )
