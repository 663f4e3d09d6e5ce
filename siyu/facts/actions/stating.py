"""Taking the staged rows of one file into the log: which are new, which repeat, which restate, which clash.

`stage(row, key, data, extras)` is a temporary table that the file connector fills by COPY. All statements
work on whole tables; nothing here looks at a single row.
"""

from dataclasses import dataclass
from datetime import datetime

import msgspec
from django.db import connection

from siyu.facts.kinds import Kind


@dataclass(frozen=True)
class Outcome:
    """How many staged rows were taken for what. `clashed`: another row of the key says something else."""

    accepted: int
    duplicate: int
    restated: int
    clashed: int


def open_stage() -> None:
    """An empty `stage` for the next file, private to this connection."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS stage")
        cursor.execute(
            "CREATE TEMPORARY TABLE stage (row bigint NOT NULL, key uuid NOT NULL, data jsonb NOT NULL,"
            " extras jsonb)"
        )


def classify(*, kind: Kind) -> Outcome:
    """Judge every staged row: fills `judged(row, key, verdict)`.

    `verdict`: `accepted`, `duplicate` (of what is known: kept as a fact, so that it stands when the other is
    withdrawn), `repeated` (inside the file: counted as duplicate, kept once), `restated`, `clashed`.
    """
    defaults = {
        column.field: True for column in kind.columns if column.type == "yesno" and column.default == "yes"
    }
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE stage")
        cursor.execute("DROP TABLE IF EXISTS judged, present")
        cursor.execute(
            "CREATE TEMPORARY TABLE touched_staged ON COMMIT DROP AS SELECT DISTINCT key FROM stage"
        )
        cursor.execute("ANALYZE touched_staged")
        cursor.execute(f"CREATE TEMPORARY TABLE present AS {fold_sql(kind, 'touched_staged')}")
        cursor.execute("DROP TABLE touched_staged")
        cursor.execute("ANALYZE present")
        cursor.execute(
            # A key is clashed when two rows of the file differ in a column of ours. Kinds that are never
            # restated cannot clash: their first account stands.
            """
            CREATE TEMPORARY TABLE judged AS
            WITH several AS (
                SELECT key, min(row) AS first_row, count(DISTINCT data) > 1 AS differs
                FROM stage GROUP BY key HAVING count(*) > 1
            )
            SELECT s.row, s.key,
                   CASE WHEN v.differs AND %(restates)s THEN 'clashed'
                        WHEN v.first_row < s.row THEN 'repeated'
                        WHEN p.key IS NULL THEN 'accepted'
                        WHEN NOT %(restates)s THEN 'duplicate'
                        WHEN jsonb_strip_nulls(%(defaults)s::jsonb || p.data || s.data)
                           = jsonb_strip_nulls(%(defaults)s::jsonb || p.data) THEN 'duplicate'
                        ELSE 'restated' END AS verdict
            FROM stage s LEFT JOIN several v USING (key) LEFT JOIN present p USING (key)
            """,
            {"restates": kind.restates, "defaults": msgspec.json.encode(defaults).decode()},
        )
        cursor.execute("SELECT verdict, count(*) FROM judged GROUP BY verdict")
        counts = dict(cursor.fetchall())
        cursor.execute("DROP TABLE present")
    return Outcome(
        accepted=counts.get("accepted", 0),
        duplicate=counts.get("duplicate", 0) + counts.get("repeated", 0),
        restated=counts.get("restated", 0),
        clashed=counts.get("clashed", 0),
    )


def state_staged(*, kind: Kind, import_id: int | None, actor: str, at: datetime) -> None:
    """Append a fact for every row that was taken or repeats what is known; the keys go to `touched`.

    `import_id` is None where somebody's act states the rows, not a file.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE judged")
        cursor.execute(
            """
            INSERT INTO facts_fact (name, key, import_id, row, data, extras, actor, recorded_at)
            SELECT %s, s.key, %s, s.row, s.data, s.extras, %s, %s
            FROM stage s JOIN judged j USING (row, key)
            WHERE j.verdict IN ('accepted', 'restated', 'duplicate')
            ORDER BY s.row
            """,
            [kind.fact, import_id, actor, at],
        )
        cursor.execute("DROP TABLE IF EXISTS touched")
        cursor.execute(
            """CREATE TEMPORARY TABLE touched AS
               SELECT DISTINCT key FROM judged WHERE verdict IN ('accepted', 'restated')"""
        )


def touch_import(*, import_id: int) -> None:
    """Name the keys in `touched` of which this import said something."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS touched")
        cursor.execute(
            "CREATE TEMPORARY TABLE touched AS SELECT DISTINCT key FROM facts_fact WHERE import_id = %s",
            [import_id],
        )


def fold_touched(*, kind: Kind) -> None:
    """Fold the standing facts of the touched keys into `folded(key, data)`; unstated keys are not in it."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE touched")
        cursor.execute("DROP TABLE IF EXISTS folded")
        cursor.execute(f"CREATE TEMPORARY TABLE folded AS {fold_sql(kind, 'touched')}")
        cursor.execute("ALTER TABLE folded ADD PRIMARY KEY (key)")
        cursor.execute("ANALYZE folded")


def fold_sql(kind: Kind, keys: str) -> str:
    """The query that folds what stands about the keys of a table: (key, data).

    What no import brought (somebody described an entry, a link was followed) stands like what one did.
    """
    if kind.restates:
        folded, order = "facts_fold(f.data ORDER BY f.id)", "GROUP BY f.key"
    else:
        folded, order = "f.data", "ORDER BY f.key, f.id"
    distinct = "" if kind.restates else "DISTINCT ON (f.key)"
    return f"""
        SELECT {distinct} f.key, {folded} AS data
        FROM {keys} t JOIN facts_fact f ON f.key = t.key
        LEFT JOIN facts_import i ON i.id = f.import_id
        WHERE f.import_id IS NULL OR i.state <> 'withdrawn'
        {order}
    """
