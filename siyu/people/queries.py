"""Finding people, and what is known of them."""

import re
from typing import Any

from django.db import connection

from siyu.people.models import Identifier, IdentifierKind, Link

MOST = 50


def find_identifiers(text: str) -> list[Identifier]:
    """Identifiers that a person means by this text: `KIND:VALUE`, or a value alone (phones as they are written)."""
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
            WHERE i.person_id = %s AND i.seen ORDER BY k.rank, i.kind, i.app, i.value
            """,
            [person_id],
        )
        return _rows(cursor)


def evidence_of(person_id: int) -> list[dict[str, Any]]:
    """Which pairs of a person's identifiers rows showed together: how often, first when, in what kind of row."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT a.kind AS a_kind, a.value AS a_value, b.kind AS b_kind, b.value AS b_value, count(*) AS rows,
                   min(s.at) AS first_at, array_agg(DISTINCT s.rank) AS ranks,
                   coalesce(max(l.standing), '') AS standing
            FROM people_sighting s JOIN people_identifier a ON a.id = s.a JOIN people_identifier b ON b.id = s.b
            LEFT JOIN people_link l ON l.a = least(s.a, s.b) AND l.b = greatest(s.a, s.b)
            WHERE a.person_id = %(person)s OR b.person_id = %(person)s
            GROUP BY 1, 2, 3, 4 ORDER BY first_at LIMIT 200
            """,
            {"person": person_id},
        )
        return _rows(cursor)


def conflicts(*, page: int = 1) -> list[dict[str, Any]]:
    """Links that were refused, with both sides."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT l.id, l.reason, l.at, a.id AS a, a.kind AS a_kind, a.value AS a_value, a.person_id AS a_person,
                   b.id AS b, b.kind AS b_kind, b.value AS b_value, b.person_id AS b_person
            FROM people_link l JOIN people_identifier a ON a.id = l.a JOIN people_identifier b ON b.id = l.b
            WHERE l.standing = 'refused' ORDER BY l.at, l.id LIMIT %s OFFSET %s
            """,
            [MOST, (page - 1) * MOST],
        )
        return _rows(cursor)


def conflict_count() -> int:
    """How many conflicts wait for a human."""
    return Link.objects.filter(standing="refused").count()


def _rows(cursor: Any) -> list[dict[str, Any]]:
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
