"""Finding people, and what is known of them."""

import json
import re
from collections.abc import Sequence
from typing import Any

from django.db import connection

from siyu.core.refusals import Refusal
from siyu.core.words import say
from siyu.people.models import Identifier, IdentifierKind, Link
from siyu.people.rules import KEPT_APART, judge

MOST = 50


def find_identifiers(text: str) -> list[Identifier]:
    """Identifiers that a person means by this text: `KIND:VALUE`, or a value alone (phones as they are
    written)."""
    text = text.strip()
    kind, colon, value = text.partition(":")
    found = Identifier.objects.filter(seen=True)
    if colon and IdentifierKind.objects.filter(name=kind).exists():
        found = found.filter(kind=kind, value__in=spellings(value))
    else:
        found = found.filter(value__in=spellings(text))
    return list(found.order_by("kind", "app")[:MOST])


def spellings(text: str) -> list[str]:
    """How a value may have been kept: as written, lower-cased, or as a phone's digits."""
    text = text.strip()
    digits = re.sub(r"[\s\-()]", "", text).removeprefix("+86")
    if digits.startswith("86") and len(digits) == 13:
        digits = digits[2:]
    return list(dict.fromkeys([text, text.lower(), digits]))


def identifiers_of(person_id: int) -> list[dict[str, Any]]:
    """The identifiers of a person, strongest first, each with the rows that showed it beside another."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT i.id, i.kind, i.app, i.value, k.strong, k.zh, k.en,
                   (SELECT count(*) FROM people_sighting s WHERE s.a = i.id OR s.b = i.id) AS sightings,
                   (SELECT min(s.at) FROM people_sighting s WHERE s.a = i.id OR s.b = i.id) AS first_seen
            FROM people_identifier i JOIN people_identifierkind k ON k.name = i.kind
            WHERE i.person_id = %s AND i.seen ORDER BY k.rank, i.kind, i.app COLLATE "C", i.value COLLATE "C"
            """,
            [person_id],
        )
        return _rows(cursor)


def evidence_of(person_id: int) -> list[dict[str, Any]]:
    """Which pairs of a person's identifiers rows showed together: how often, the first rows, what was judged.

    `sources` are up to five rows, the first ones first: kind, at, import, its files, row.
    """
    with connection.cursor() as cursor:
        cursor.execute(EVIDENCE, {"person": person_id})
        return [{**row, "sources": json.loads(row["sources"])} for row in _rows(cursor)]


EVIDENCE = """
    WITH mine AS (
        SELECT s.* FROM people_identifier i JOIN people_sighting s ON s.a = i.id
        WHERE i.person_id = %(person)s
        UNION SELECT s.* FROM people_identifier i JOIN people_sighting s ON s.b = i.id
        WHERE i.person_id = %(person)s
    ), ranked AS (
        SELECT m.*, row_number() OVER (PARTITION BY m.a, m.b ORDER BY m.at, m.rank, m.row_key) AS place,
               count(*) OVER (PARTITION BY m.a, m.b) AS shown, min(m.at) OVER (PARTITION BY m.a,
                   m.b) AS first_at,
               max(m.at) OVER (PARTITION BY m.a, m.b) AS last_at
        FROM mine m
    ), pairs AS (
        SELECT a, b, shown, first_at, last_at FROM ranked WHERE place = 1 ORDER BY first_at, a, b LIMIT 200
    )
    SELECT a.kind AS a_kind, a.value AS a_value, a.app AS a_app, b.kind AS b_kind, b.value AS b_value,
        b.app AS b_app,
           p.shown AS rows, p.first_at, p.last_at, coalesce(l.standing, '') AS standing, coalesce(l.reason,
               '') AS reason,
           (SELECT json_agg(json_build_object('kind', (ARRAY['touches', 'joins', 'leaves', 'orders',
               'costs', 'presences'])[r.rank],
                                              'at', r.at, 'import', f.import_id, 'files', f.files, 'row',
                                                  f.row)
                            ORDER BY r.place)
            FROM ranked r LEFT JOIN LATERAL (
                SELECT f.import_id, f.row, jsonb_path_query_array(m.files, '$[*].name') AS files
                FROM facts_fact f JOIN facts_import m ON m.id = f.import_id AND m.state <> 'withdrawn'
                WHERE f.key = r.source_key ORDER BY f.id LIMIT 1
            ) AS f ON true
            WHERE r.a = p.a AND r.b = p.b AND r.place <= 5)::text AS sources
    FROM pairs p JOIN people_identifier a ON a.id = p.a JOIN people_identifier b ON b.id = p.b
    LEFT JOIN people_link l ON l.a = least(p.a, p.b) AND l.b = greatest(p.a, p.b)
    ORDER BY p.first_at, p.a, p.b
"""


def strong_identifier(identifier: int) -> Identifier:
    """The strong identifier of this id; refuses weak ones, and those that belong to nobody."""
    found = Identifier.objects.filter(id=identifier, person_id__isnull=False).first()
    if found is None or not IdentifierKind.objects.filter(name=found.kind, strong=True).exists():
        raise Refusal(
            say(
                "只有属于某位客户的强标识可以合并或拆分",
                "Only strong identifiers of a person can be merged or split",
            )
        )
    return found


def members_of(person_id: int) -> list[int]:
    """The strong identifiers of a person."""
    strong = IdentifierKind.objects.filter(strong=True).values("name")
    return list(
        Identifier.objects.filter(person_id=person_id, kind__in=strong)
        .order_by("id")
        .values_list("id", flat=True)
    )


def clashing_kind(one: int, other: int) -> IdentifierKind | None:
    """The single-valued kind of which each of two people has a value of their own."""
    single = IdentifierKind.objects.filter(single_valued=True).order_by("rank")
    held = [
        set(
            Identifier.objects.filter(person_id=person, kind__in=single.values("name")).values_list(
                "kind", flat=True
            )
        )
        for person in (one, other)
    ]
    return next((kind for kind in single if kind.name in held[0] & held[1]), None)


def refuse_clash(one: int, other: int) -> None:
    """Refuse to make one of two people who hold different values of a single-valued kind."""
    kind = clashing_kind(one, other)
    if kind is not None:
        raise Refusal(
            say(
                f"两位客户各有一个 {kind.zh},一个人只能有一个,不能合并",
                f"Each of the two has a {kind.en}, and one person has just one: they cannot be merged",
            )
        )


def sides_of(members: Sequence[int], *, merged: bool) -> list[list[int]]:
    """Which of these identifiers rows tie together, oldest first; with `merged`, also what humans tied."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT l.a, l.b FROM people_link l
               WHERE l.a = ANY(%(members)s) AND l.b = ANY(%(members)s) AND l.standing = 'joined'
               UNION ALL SELECT r.a, r.b FROM people_ruling r
               WHERE %(merged)s AND r.act = 'merge' AND r.revoked_at IS NULL
                 AND r.a = ANY(%(members)s) AND r.b = ANY(%(members)s)""",
            {"members": list(members), "merged": merged},
        )
        company = judge([*((one, one) for one in members), *cursor.fetchall()], singles={}).company
    sides: dict[int, list[int]] = {}
    for one in sorted(members):
        sides.setdefault(company[one], []).append(one)
    return list(sides.values())


def leaving_of(chosen: Sequence[int], members: Sequence[int]) -> list[int]:
    """Which of a person's identifiers leave when these are split off; all of them when nobody would stay."""
    sides = sides_of(members, merged=False)
    if len(sides) > 1:
        for wanted in (chosen, chosen[:1]):
            leaving = [one for side in sides if set(side) & set(wanted) for one in side]
            if len(leaving) < len(members):
                return leaving
    return list(chosen) if len(chosen) < len(members) else list(chosen[:1])


def conflicts(*, page: int = 1) -> list[dict[str, Any]]:
    """Links that were refused and wait for a human, with both sides."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT l.id, l.reason, l.at, a.id AS a, a.kind AS a_kind, a.value AS a_value,
                a.person_id AS a_person,
                   b.id AS b, b.kind AS b_kind, b.value AS b_value, b.person_id AS b_person
            FROM people_link l JOIN people_identifier a ON a.id = l.a JOIN people_identifier b ON b.id = l.b
            WHERE l.standing = 'refused' AND l.reason <> %s ORDER BY l.at, l.id LIMIT %s OFFSET %s
            """,
            [KEPT_APART, MOST, (page - 1) * MOST],
        )
        return _rows(cursor)


def conflict_count() -> int:
    """How many conflicts wait for a human."""
    return Link.objects.filter(standing="refused").exclude(reason=KEPT_APART).count()


def _rows(cursor: Any) -> list[dict[str, Any]]:
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
