"""A database of the sample's own, beside the brand's; a schema where the role may make no database."""

import hashlib

import psycopg
from psycopg import errors, sql

from siyu.core import sample
from siyu.core.database import Address
from siyu.core.refusals import Refusal
from siyu.core.sample import Filled
from siyu.core.words import say

LONGEST_NAME = 63
SCHEMA = "siyu_sample"
DROPS = {"DATABASE": "DROP DATABASE {} WITH (FORCE)", "SCHEMA": "DROP SCHEMA {} CASCADE"}
LOOKS = {
    "DATABASE": "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
    "SCHEMA": "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = %s",
}
Connection = psycopg.Connection[tuple[object, ...]]


def database_name(own: Address) -> str:
    """What the sample's database is called: beside `siyu` it is `siyu_sample`."""
    return own.dbname[: LONGEST_NAME - len("_sample")] + "_sample"


def make_sample(*, own: Address, stamp: str, until: str) -> Filled:
    """An empty place for the sample; whatever sample of ours was there before is dropped.

    Refuses where somebody else's database or schema has the name, and where the role may make neither.
    """
    with _at(own) as connection:
        name = database_name(own)
        try:
            _clear(connection, "DATABASE", name)
            _run(connection, "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", name)
            place = "database"
        except errors.InsufficientPrivilege:
            place, name = "schema", SCHEMA
            _make_schema(connection)
        comment = sql.SQL("COMMENT ON {} {} IS {}").format(
            sql.SQL(place.upper()), sql.Identifier(name), sql.Literal(_mark())
        )
        connection.execute(comment)
    return Filled(place=place, name=name, stamp=stamp, until=until)


def drop_sample(*, own: Address) -> None:
    """Drop the sample's database or schema, complete or not, also while somebody looks; nothing else."""
    with _at(own) as connection:
        for kind, name in (("DATABASE", database_name(own)), ("SCHEMA", SCHEMA)):
            if _whose(connection, kind, name) == _mark():
                _run(connection, DROPS[kind], name)


def sample_stands(*, own: Address, found: Filled) -> bool:
    """Whether the sample is still there: somebody may have dropped it by hand."""
    with _at(own) as connection:
        return _whose(connection, found.place.upper(), found.name) == _mark()


def _make_schema(connection: Connection) -> None:
    _clear(connection, "SCHEMA", SCHEMA)
    try:
        _run(connection, "CREATE SCHEMA {}", SCHEMA)
    except errors.InsufficientPrivilege:
        raise Refusal(
            say(
                "数据库角色既不能建库也不能建模式,样例没有地方放。换个文件夹用自带的数据库看:"
                "SIYU_HOME=另一个文件夹,不设 DATABASE_URL",
                "The role may make neither a database nor a schema, so the sample has no place. See it on "
                "the embedded database: another SIYU_HOME, and no DATABASE_URL",
            )
        ) from None


def _clear(connection: Connection, kind: str, name: str) -> None:
    """Drop what has this name if we made it; refuse if somebody else did."""
    whose = _whose(connection, kind, name)
    if whose is None:
        return
    if whose != _mark():
        raise Refusal(
            say(
                f"已有名为 {name} 的库或模式,不是这里的样例,不动它。改名或删掉后再试",
                f"{name} exists and is no sample of this installation, so it is left alone. "
                "Rename or drop it, then try again",
            )
        )
    _run(connection, DROPS[kind], name)


def _whose(connection: Connection, kind: str, name: str) -> str | None:
    """The remark on a database or schema of this name; empty without one, None when there is none."""
    found = connection.execute(LOOKS[kind], [name]).fetchone()
    return None if found is None else str(found[0] or "")


def _run(connection: Connection, statement: str, name: str) -> None:
    connection.execute(sql.SQL(statement).format(sql.Identifier(name)))  # type: ignore[arg-type]


def _at(own: Address) -> Connection:
    return psycopg.connect(own.url(), autocommit=True)


def _mark() -> str:
    """What tells our sample from everybody else's: where the installation lives."""
    home = hashlib.sha256(str(sample.own_home()).encode()).hexdigest()[:16]
    return f"siyu sample town of {home}; safe to drop"
