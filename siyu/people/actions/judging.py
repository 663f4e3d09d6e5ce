"""Judging link by link, in the order of the rows that first showed them, where something is or might be
refused."""

from typing import Any

import numpy as np

from siyu.people.actions.arrays import Numbers, components, fetch_numbers, store_numbers
from siyu.people.rules import judge

CLOSURE = """
    INSERT INTO concerned
    SELECT DISTINCT x.id, %(round)s + 1 FROM (
        SELECT o.id FROM (
            SELECT DISTINCT i.person_id FROM concerned c JOIN people_identifier i USING (id)
            WHERE c.round = %(round)s
        ) AS p JOIN people_identifier o USING (person_id) JOIN people_identifierkind k ON k.name = o.kind
            AND k.strong
        UNION ALL SELECT l.b FROM concerned c JOIN people_link l ON l.a = c.id
                  WHERE c.round = %(round)s AND l.standing = 'refused'
        UNION ALL SELECT l.a FROM concerned c JOIN people_link l ON l.b = c.id
                  WHERE c.round = %(round)s AND l.standing = 'refused'
        UNION ALL SELECT r.b FROM concerned c JOIN people_ruling r ON r.a = c.id
                  WHERE c.round = %(round)s AND r.revoked_at IS NULL
        UNION ALL SELECT r.a FROM concerned c JOIN people_ruling r ON r.b = c.id
                  WHERE c.round = %(round)s AND r.revoked_at IS NULL
    ) AS x
    WHERE NOT EXISTS (SELECT 1 FROM concerned k WHERE k.id = x.id)
"""
"""Who is one person with a concerned identifier, or is kept from it by a refusal or a ruling, is concerned
too."""


def judge_concerned(cursor: Any) -> None:
    """Judge anew all strong identifiers in `concerned(id, round)` and whoever hangs together with them.

    The outcome is that of judging everybody from the beginning, since no link leads out of the closure:
    joined ones stay within a person, refused ones and rulings are followed. (One that does belongs to a
    slice of the import that comes later, and is judged then.) Notes in `relabelled` who changed hands.
    """
    _close(cursor)
    found = fetch_numbers(
        cursor,
        query="""SELECT i.id, coalesce(i.person_id, 0), CASE WHEN k.single_valued THEN k.rank ELSE 0 END,
            i.seen::int,
                  coalesce(p.id, 0)
           FROM concerned c JOIN people_identifier i USING (id)
           JOIN people_identifierkind k ON k.name = i.kind AND k.strong
           LEFT JOIN people_person p ON p.anchor = i.id ORDER BY i.id""",
        width=5,
    )
    if not len(found):
        return
    ids, persons, single, seen, anchored = (found[:, column].copy() for column in range(5))
    del found
    links = np.searchsorted(
        ids,
        fetch_numbers(
            cursor,
            query="""SELECT l.a, l.b FROM people_link l JOIN concerned c ON c.id = l.a
               JOIN concerned d ON d.id = l.b
               ORDER BY l.at, l.rank, l.row_key COLLATE "C", l.idx""",
            width=2,
        ),
    )
    rulings = _rulings(cursor, ids)
    merges = np.array([pair for act, *pair in rulings if act == "merge"], dtype=np.int64).reshape(-1, 2)
    labels = components(count=len(ids), links=np.concatenate([links, merges]))
    refused = _judge_doubtful(ids, single, links, rulings, labels)
    _mark_refused(cursor, refused)
    wanted = _people_of(cursor, ids, anchored, labels, seen.astype(bool))
    _assign(cursor, ids, wanted, persons)
    _note_doubt(cursor)


def _close(cursor: Any) -> None:
    cursor.execute("ALTER TABLE concerned ADD PRIMARY KEY (id)")
    cursor.execute("CREATE INDEX ON concerned (round)")
    cursor.execute("ANALYZE concerned")
    reached = 0
    while True:
        cursor.execute(CLOSURE, {"round": reached})
        if not cursor.rowcount:
            break
        reached += 1
    cursor.execute("ANALYZE concerned")


def _rulings(cursor: Any, ids: Numbers) -> list[tuple[str, int, int]]:
    """What humans decided of the concerned, in the order in which they did, as positions."""
    cursor.execute(
        """SELECT r.act, r.a, r.b FROM people_ruling r JOIN concerned c ON c.id = r.a
           WHERE r.revoked_at IS NULL ORDER BY r.id"""
    )
    return [
        (act, int(np.searchsorted(ids, a)), int(np.searchsorted(ids, b))) for act, a, b in cursor.fetchall()
    ]


def _judge_doubtful(
    ids: Numbers, single: Numbers, links: Numbers, rulings: list[tuple[str, int, int]], labels: Numbers
) -> dict[tuple[int, int], str]:
    """Go link by link through the components in which something might be refused; relabels them in place."""
    doubtful = np.zeros(int(labels.max()) + 1, dtype=bool)
    valued = np.flatnonzero(single)
    if len(valued):
        pairs, counts = np.unique(np.stack([labels[valued], single[valued]]), axis=1, return_counts=True)
        doubtful[pairs[0][counts > 1]] = True
    for act, a, b in rulings:
        if act == "split":
            doubtful[labels[[a, b]]] = True
    if not doubtful.any():
        return {}
    looked_at = links[doubtful[labels[links[:, 0]]]]
    judgement = judge(
        looked_at.tolist(),
        singles={int(at): (str(single[at]), str(ids[at])) for at in valued if doubtful[labels[at]]},
        apart=[(a, b) for act, a, b in rulings if act == "split"],
        merges=[(a, b) for act, a, b in rulings if act == "merge" and doubtful[labels[a]]],
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
        cursor.execute("ANALYZE refused_now")
    cursor.execute(
        """
        UPDATE people_link l SET standing = 'joined', reason = '' FROM concerned c
        WHERE c.id = l.a AND l.standing = 'refused'
          AND NOT EXISTS (SELECT 1 FROM refused_now r WHERE r.a = l.a AND r.b = l.b)
        """
    )
    cursor.execute(
        """
        UPDATE people_link l SET standing = 'refused', reason = coalesce(k.name, r.why)
        FROM refused_now r LEFT JOIN people_identifierkind k ON k.rank::text = r.why AND k.single_valued
        WHERE l.a = r.a AND l.b = r.b
          AND (l.standing, l.reason) IS DISTINCT FROM ('refused', coalesce(k.name, r.why))
        """
    )
    cursor.execute("DROP TABLE refused_now")


def _people_of(cursor: Any, ids: Numbers, anchored: Numbers, labels: Numbers, present: np.ndarray) -> Numbers:
    """The person of each position, 0 where no row names it: the oldest that is anchored in its component,
    or a new one."""
    wanted = np.zeros(len(labels), dtype=np.int64)
    if not present.any():
        return wanted
    kinds, index = np.unique(labels[present], return_inverse=True)
    most = np.iinfo(np.int64).max
    chosen = np.full(len(kinds), most, dtype=np.int64)
    np.minimum.at(chosen, index, np.where(anchored[present] > 0, anchored[present], most))
    missing = chosen == most
    if missing.any():
        anchors = np.full(len(kinds), most, dtype=np.int64)
        np.minimum.at(anchors, index, ids[present])
        cursor.execute(
            """INSERT INTO people_person (anchor, created_at, in_doubt)
               SELECT anchor, now(), false FROM unnest(%s::bigint[]) AS x(anchor) ORDER BY anchor
                   RETURNING anchor, id""",
            [anchors[missing].tolist()],
        )
        made = dict(cursor.fetchall())
        chosen[missing] = [made[int(anchor)] for anchor in anchors[missing]]
    wanted[present] = chosen[index]
    return wanted


def _assign(cursor: Any, ids: Numbers, wanted: Numbers, before: Numbers) -> None:
    moved = wanted != before
    if not moved.any():
        return
    cursor.execute("CREATE TEMPORARY TABLE assigned (id bigint, person_id bigint) ON COMMIT DROP")
    store_numbers(cursor, table="assigned", columns=np.stack([ids[moved], wanted[moved]], axis=1))
    cursor.execute("ANALYZE assigned")
    cursor.execute(
        "UPDATE people_identifier i SET person_id = nullif(a.person_id, 0) FROM assigned a WHERE i.id = a.id"
    )
    cursor.execute("INSERT INTO relabelled SELECT id FROM assigned")
    cursor.execute("DROP TABLE assigned")


def _note_doubt(cursor: Any) -> None:
    """Whoever has a refused link or a ruling is judged link by link also next time."""
    cursor.execute(
        """
        UPDATE people_person p SET in_doubt = d.in_doubt FROM (
            SELECT i.person_id, bool_or(
                EXISTS (SELECT 1 FROM people_link l WHERE l.a = i.id AND l.standing = 'refused')
                OR EXISTS (SELECT 1 FROM people_link l WHERE l.b = i.id AND l.standing = 'refused')
                OR EXISTS (SELECT 1 FROM people_ruling r WHERE r.a = i.id AND r.revoked_at IS NULL)
                OR EXISTS (SELECT 1 FROM people_ruling r WHERE r.b = i.id AND r.revoked_at IS NULL)
            ) AS in_doubt
            FROM concerned c JOIN people_identifier i USING (id) WHERE i.person_id IS NOT NULL
            GROUP BY i.person_id
        ) AS d
        WHERE p.id = d.person_id AND p.in_doubt <> d.in_doubt
        """
    )
