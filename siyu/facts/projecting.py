"""What every projection does with its rows: drop what nobody states any more, write what is folded.

Pure text: the statements are the same for every table, only names differ. The rooms run them.
"""

from collections.abc import Sequence


def replace_sql(table: str, columns: Sequence[str], select: str) -> tuple[str, str]:
    """Two statements that bring `table` in line with `folded` for the touched keys: (delete, upsert).

    `select` yields `key` and then `columns`, in this order.
    """
    names = ", ".join(columns)
    updates = ", ".join(f"{name} = excluded.{name}" for name in columns)
    delete = (
        f"DELETE FROM {table} x USING touched t"
        f" WHERE x.key = t.key AND NOT EXISTS (SELECT 1 FROM folded f WHERE f.key = t.key)"
    )
    upsert = f"INSERT INTO {table} (key, {names}) {select} ON CONFLICT (key) DO UPDATE SET {updates}"
    return delete, upsert
