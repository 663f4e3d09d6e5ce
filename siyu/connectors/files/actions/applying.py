"""From touched keys to tables, people and ledger: what follows when facts of a kind came or went."""

from datetime import datetime

from django.db import connection

from siyu.connectors.files.projections import NAMED_TABLES, PROJECTIONS, Projection
from siyu.core.queries import brand_zone
from siyu.facts.actions import fold_touched
from siyu.people import actions as people


def apply_touched(*, kind: str, import_id: int | None, at: datetime) -> None:
    """Bring the tables, the people and the ledger in line with the facts of the touched keys.

    The caller holds the writer's lock and has filled `touched`.
    """
    projection = PROJECTIONS[kind]
    fold_touched(kind=projection.kind)
    if kind == "entries":
        _note_entries(first=True)
    if projection.kind.identifiers == "none":
        projection.project()
    else:
        _project_with_people(projection)
    if kind == "entries":
        _note_entries(first=False)
    if projection.settle is not None:
        projection.settle(import_id=import_id, at=at)


def _project_with_people(projection: Projection) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS candidates, witness")
        cursor.execute(
            f"""CREATE TEMPORARY TABLE candidates AS
                SELECT DISTINCT i.identifier_id FROM {projection.table} x JOIN touched t USING (key)
                CROSS JOIN LATERAL unnest(x.others || x.identifier_id) AS i(identifier_id)
                WHERE i.identifier_id IS NOT NULL"""
        )
    people.name_rows(rows_table="folded")
    projection.project()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""CREATE TEMPORARY TABLE witness AS
                SELECT t.key, {projection.moment} AS at, {_row_key(projection)} AS row_key,
                       n.identifier_id, coalesce(n.others, '{{}}') AS others
                FROM touched t LEFT JOIN folded f USING (key) LEFT JOIN named n USING (key)""",
            {"zone": brand_zone().key},
        )
        cursor.execute("SELECT EXISTS (SELECT 1 FROM candidates)")
        some_replaced = cursor.fetchone()[0]
    people.witness(rows_table="witness", rank=projection.kind.rank)
    if some_replaced:
        people.retire_unseen(candidates_table="candidates", seen_in=NAMED_TABLES)


def _row_key(projection: Projection) -> str:
    """SQL of the key by which rows of one moment are ordered, column by column, then identifiers."""
    parts = [f"coalesce(f.data->>'{column.field}', '')" for column in projection.kind.key]
    if projection.kind.identifiers == "required":
        parts.append(
            """(SELECT string_agg(substr(i.k, 4) || '=' || i.v
                                  || coalesce('@' || (f.data->>(i.k || '.app')), ''), E'\\x1f'
                                  ORDER BY i.k COLLATE "C")
                FROM jsonb_each_text(f.data) AS i(k, v)
                WHERE i.v IS NOT NULL AND i.k LIKE 'id.%%' AND i.k NOT LIKE '%%.app')"""
        )
    return "concat_ws(E'\\x1f', " + ", ".join(parts) + ")"


def _note_entries(*, first: bool) -> None:
    """Which entries the touched descriptions speak of, before and after."""
    with connection.cursor() as cursor:
        if first:
            cursor.execute("DROP TABLE IF EXISTS touched_entries")
            cursor.execute("CREATE TEMPORARY TABLE touched_entries (entry_id bigint PRIMARY KEY)")
        cursor.execute(
            """INSERT INTO touched_entries
               SELECT x.entry_id FROM traffic_entrydescription x JOIN touched t USING (key)
               ON CONFLICT DO NOTHING"""
        )
