"""Everything that a brand knows, told in words that do not depend on the way it came in; and forgetting it."""

from typing import Any

from django.db import connection

from siyu.connectors.files.exports import table
from siyu.connectors.files.kinds import KINDS
from tests.conftest import EXAMPLE

TEXTS: dict[str, str] = {
    name: path.read_text(encoding="utf-8") for name in KINDS if (path := EXAMPLE / f"{name}.csv").exists()
} | {
    "pool_counts": "date,pool,pool_id,joined\n2026-03-05,official_account,gh-1,7\n"
    "2026-03-06,official_account,gh-1,0\n",
    "presences": "day,pool,pool_id,id.phone\n2026-07-01,wecom,ww-list,13900000001\n"
    "2026-07-01,wecom,ww-list,13900000002\n2026-07-08,wecom,ww-list,13900000002\n",
    "targets": "code,app,way,url\npyq-1,wechat,link,https://tea.example/wechat\n",
}
"""A file of every kind: the worked example's, and ours of what it has no file of."""

LEDGER = """
    SELECT e.day::text, e.kind, sum(e.amount_fen)::bigint, e.source, e.source_key::text, e.assumed,
           p.platform || '/' || p.account || '/' || p.campaign || '/' || p.placement, i.kind || ':' || i.value
    FROM ledger_entry e LEFT JOIN traffic_placement p ON p.id = e.placement_id
    LEFT JOIN people_identifier i ON i.id = e.identifier_id
    GROUP BY 1, 2, 4, 5, 6, 7, 8 HAVING sum(e.amount_fen) <> 0 ORDER BY 1, 2, 4, 5, 6, 7, 8
"""
PEOPLE = """
    SELECT string_agg(kind || ':' || app || ':' || value, ' ' ORDER BY kind, app, value)
    FROM people_identifier WHERE seen AND person_id IS NOT NULL GROUP BY person_id ORDER BY 1
"""
ALONE = """
    SELECT kind, app, value FROM people_identifier WHERE seen AND person_id IS NULL ORDER BY 1, 2, 3
"""
LINKS = """
    SELECT least(a.kind || a.value, b.kind || b.value), greatest(a.kind || a.value, b.kind || b.value), l.standing
    FROM people_link l JOIN people_identifier a ON a.id = l.a JOIN people_identifier b ON b.id = l.b ORDER BY 1, 2
"""


def everything() -> dict[str, Any]:
    """The rows of every kind, the sums of the ledger, and who belongs together."""
    told: dict[str, Any] = {}
    for name in KINDS:
        asked = table(name)
        told[name] = sorted(
            tuple(sorted((c, v) for c, v in zip(asked.columns, row, strict=True) if v is not None))
            for row in asked.rows()
        )
    with connection.cursor() as cursor:
        for name, query in (("ledger", LEDGER), ("people", PEOPLE), ("alone", ALONE), ("links", LINKS)):
            cursor.execute(query)
            told[name] = cursor.fetchall()
    return told


def forget_everything() -> None:
    """Empty every table but the brand and the kinds of identifiers, as on the first day."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables
               WHERE schemaname = current_schema()
                 AND tablename ~ '^(facts|traffic|pool|commerce|ledger|people)_'
                 AND tablename NOT IN ('people_identifierkind')"""
        )
        cursor.execute(f"TRUNCATE {cursor.fetchone()[0]} RESTART IDENTITY CASCADE")


def failing_checks() -> list[str]:
    """What `siyu check` would complain of."""
    from siyu.connectors.files.checks import all_checks
    from tests.cast import NOW

    return [f"{check.check}: {check.detail}" for check in all_checks(at=NOW) if not check.ok]
