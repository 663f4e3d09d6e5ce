"""Making every table again from the facts, beside the real ones, to see whether they agree.

Temporary tables of the same names come first on PostgreSQL's search path, so the very code that imports
fills the shadows. The transaction is rolled back: nothing real is touched.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction

from siyu.connectors.files.actions.applying import apply_touched
from siyu.connectors.files.projections import PROJECTIONS
from siyu.facts.actions import one_writer

SHADOWED = (
    *(projection.table for projection in PROJECTIONS.values()),
    "people_sighting",
    "people_link",
    "ledger_entry",
)
"""Tables that start empty; identifiers start as they are, without people."""


@contextmanager
def rebuilt_beside(*, at: datetime) -> Iterator[str]:
    """Within this context every projection exists twice: rebuilt (`pg_temp`) and real (in the schema)."""
    with transaction.atomic():
        one_writer()
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_schema()")
            schema = cursor.fetchone()[0]
            for table in SHADOWED:
                cursor.execute(
                    f"CREATE TEMPORARY TABLE {table} (LIKE {schema}.{table} INCLUDING ALL) ON COMMIT DROP"
                )
            cursor.execute(
                f"CREATE TEMPORARY TABLE people_identifier"
                f" (LIKE {schema}.people_identifier INCLUDING ALL) ON COMMIT DROP"
            )
            cursor.execute(
                f"""INSERT INTO people_identifier (id, kind, app, value, person_id, seen)
                    OVERRIDING SYSTEM VALUE
                    SELECT id, kind, app, value, NULL, false FROM {schema}.people_identifier"""
            )
        for kind in PROJECTIONS:
            _touch_all(kind)
            apply_touched(kind=kind, import_id=None, at=at)
        yield schema
        transaction.set_rollback(True)


def _touch_all(kind: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS touched")
        cursor.execute(
            "CREATE TEMPORARY TABLE touched AS SELECT DISTINCT key FROM facts_fact"
            " WHERE name = %s AND key IS NOT NULL",
            [PROJECTIONS[kind].kind.fact],
        )
