"""Who may sign in goes along into the sample and comes back: the same staff, links and sessions."""

import psycopg
from psycopg import sql

from siyu.core.database import Address

Connection = psycopg.Connection[tuple[object, ...]]
PEOPLE = ("core_staff", "core_loginlink", "django_session")
"""Parents before children."""


def take_along(*, own: Address, there: Address) -> None:
    """The brand's staff with their links and sessions replace those of the sample."""
    with psycopg.connect(own.url()) as source, psycopg.connect(there.url()) as target:
        for table in reversed(PEOPLE):
            target.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
        for table in PEOPLE:
            _copy(source, target, table)


def bring_back(*, own: Address, there: Address) -> None:
    """Who signed in or out while the sample was shown is signed in or out; a used link stays used.

    Staff themselves come from the brand alone. A session is worth nothing without its member of staff, whose
    password it is bound to.
    """
    with psycopg.connect(there.url()) as source, psycopg.connect(own.url()) as target:
        sessions = source.execute(
            "SELECT session_key, session_data, expire_date FROM django_session"
        ).fetchall()
        used = source.execute(
            "SELECT digest, used_at FROM core_loginlink WHERE used_at IS NOT NULL"
        ).fetchall()
        spoken = source.execute("SELECT id, language FROM core_staff").fetchall()
        target.execute("DELETE FROM django_session")
        with target.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO django_session (session_key, session_data, expire_date) VALUES (%s, %s, %s)",
                sessions,
            )
            cursor.executemany(
                "UPDATE core_loginlink SET used_at = %s WHERE digest = %s AND used_at IS NULL",
                [(at, digest) for digest, at in used],
            )
            cursor.executemany(
                "UPDATE core_staff SET language = %s WHERE id = %s",
                [(language, number) for number, language in spoken],
            )


def exchange(*, own: Address, there: Address) -> None:
    """Who signed in or was invited on one side is so on the other."""
    bring_back(own=own, there=there)
    take_along(own=own, there=there)


def _copy(source: Connection, target: Connection, table: str) -> None:
    """All rows of a table that has the same columns on both sides."""
    names = [column.name for column in source.execute(_rows(table, "*")).description or ()]
    columns = sql.SQL(", ").join(map(sql.Identifier, names))
    out = sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT").format(columns, sql.Identifier(table))
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), columns)
    with source.cursor().copy(out) as rows, target.cursor().copy(into) as sink:
        for block in rows:
            sink.write(block)


def _rows(table: str, columns: str) -> sql.Composed:
    return sql.SQL(f"SELECT {columns} FROM {{}} LIMIT 0").format(sql.Identifier(table))  # type: ignore[arg-type]
