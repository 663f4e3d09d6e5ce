"""What every projection does with its rows: drop what nobody states any more, write what is folded."""

from collections.abc import Sequence

from django.db import connection


def replace_rows(*, table: str, columns: Sequence[str], select: str) -> None:
    """Bring the rows of the touched keys in `table` in line with `folded`.

    `select` yields `key` and then `columns`, in this order. Import, restatement, withdrawal and rebuild all
    come through here, so that a table cannot depend on the way its facts came in.
    """
    names = ", ".join(columns)
    updates = ", ".join(f"{name} = excluded.{name}" for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {table} x USING touched t"
            f" WHERE x.key = t.key AND NOT EXISTS (SELECT 1 FROM folded f WHERE f.key = t.key)"
        )
        cursor.execute(
            f"INSERT INTO {table} (key, {names}) {select} ON CONFLICT (key) DO UPDATE SET {updates}"
        )
