"""Rows finer than our key are added up as the preset says, in the database, before they are judged.

`finer(row, key, data, extras)` holds the rows of one file; a refused one has no key, and in `data` the cells
of its key that could be read. Everything is done for all keys at once, and no answer depends on the order
of the rows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

from siyu.connectors.files.reading.cells.money import MOST_FEN
from siyu.core.words import Say, say
from siyu.facts.kinds import Column, Kind

TYPES = {"money": "numeric", "count": "numeric"}
BACK = {"money": "{}::numeric", "count": "{}::numeric", "yesno": "{}::boolean"}
MOST = MOST_FEN
"""A sum has the bounds of a cell."""


@dataclass(frozen=True)
class Added:
    """How many rows came of adding up, of how many; and how many were sent back with another of their key."""

    rows: int
    of: int
    spoiled: int


@dataclass(frozen=True)
class Field:
    """One value of a row: where it comes from, and how it is combined."""

    name: str
    column: Column | None
    rule: str
    always: bool
    """Whether every row of the file says it."""

    @property
    def key(self) -> bool:
        return self.column is not None and self.column.key

    @property
    def type(self) -> str:
        return TYPES.get(self.column.type, "text") if self.column else "text"

    @property
    def read(self) -> str:
        """The value of one row."""
        return f"r.{_name(self.name)}"

    def taken(self, moment: str) -> str:
        """The value of a key: SQL over its rows."""
        match self.rule:
            case "first" | "last":
                value = f"lpad({self.read}::text, 20, '0')" if self.type == "numeric" else self.read
                pick = "min" if self.rule == "first" else "max"
                chosen = f"{pick}(ARRAY[{moment}, {value}]) FILTER (WHERE {self.read} IS NOT NULL)"
                return f"({chosen})[2]::{self.type}"
            case "":
                return f"min({self.read})"
            case rule:
                return f"{rule}({self.read})"

    @property
    def differs(self) -> str | None:
        """SQL that names the field where the rows of a key say different things that nobody combines."""
        if self.rule or self.key:
            return None
        apart = f"min({self.read}) <> max({self.read})"
        if self.column is not None:
            # Masked in one row, plain in another: that is no contradiction. Of a column it would be.
            apart += f" OR count({self.read}) NOT IN (0, count(*))"
        return f"CASE WHEN {apart} THEN {_text(self.name.removesuffix('_fen'))} END"

    def told(self, column: str) -> str:
        """The field as it stands in a fact."""
        back = BACK.get(self.column.type, "{}") if self.column else "{}"
        return f"jsonb_build_object({_text(self.name)}, {back.format(column)})"


def fields_of(
    parts: Sequence[Mapping[str, Column | None]], *, combine: Mapping[str, str]
) -> tuple[Field, ...]:
    """The fields of a file whose parts may have different columns."""
    found: dict[str, Field] = {}
    for part in parts:
        for name, column in part.items():
            rule = combine.get(column.name, "") if column is not None else ""
            # Of identifiers a row may have some that the next one has not.
            always = column is not None and all(name in other for other in parts)
            found.setdefault(name, Field(name, column, rule, always))
    return tuple(found.values())


def open_finer() -> None:
    """An empty `finer` for the next file."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS finer, spoiled, added")
        cursor.execute(
            "CREATE TEMPORARY TABLE finer (row bigint NOT NULL, key uuid, data jsonb NOT NULL, extras jsonb)"
        )
        cursor.execute(
            "CREATE TEMPORARY TABLE spoiled (key uuid PRIMARY KEY, row bigint, differs text NOT NULL)"
        )


def add_up(*, kind: Kind, fields: Sequence[Field]) -> Added:
    """Fill `stage` from `finer`, a row a key; keys that cannot be added up go to `spoiled`."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE finer")
        _spoil_beside_refused()
        cursor.execute(_added_sql(kind, fields))
        cursor.execute("ANALYZE added")
        cursor.execute(
            "INSERT INTO spoiled SELECT key, NULL, differs FROM added WHERE differs <> ''"
            " ON CONFLICT DO NOTHING"
        )
        cursor.execute(_stage_sql(fields))
        rows = cursor.rowcount
        cursor.execute("SELECT count(*), count(s.key) FROM finer f LEFT JOIN spoiled s USING (key)"
                       " WHERE f.key IS NOT NULL")  # fmt: skip
        whole, spoiled = cursor.fetchone()
    return Added(rows=rows, of=whole - spoiled, spoiled=spoiled)


def spoiled_rows() -> Iterator[tuple[int, int | None, str]]:
    """(row, the refused row of its key or None, the columns that differ) of every row that is sent back."""
    with connection.connection.cursor(name="spoiled_rows") as cursor:
        cursor.itersize = 10_000
        cursor.execute(
            "SELECT f.row, s.row, s.differs FROM finer f JOIN spoiled s USING (key) ORDER BY f.row"
        )
        yield from cursor


def why_spoiled(differs: str) -> Say:
    """What is said of a row whose key cannot be added up."""
    if differs == TOO_MUCH:
        return say(
            "这一键的各行加起来超过 1 万亿元", "the rows of this key add up to more than a column may hold"
        )
    return say(
        f"同一个键的几行在“{differs}”上不同,预设没有说怎么合并",
        f"the rows of this key differ in “{differs}”, and the preset does not say how to combine it",
    )


TOO_MUCH = "+"


def _spoil_beside_refused() -> None:
    """A key of which a row was refused would be a false sum: all its rows go back together.

    Where part of the refused row's key cannot be read, every key that agrees with the rest may be meant.
    """
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS refused_keys")
        cursor.execute(
            """CREATE TEMPORARY TABLE refused_keys AS
               SELECT min(row) AS row, data, ARRAY(SELECT jsonb_object_keys(data) ORDER BY 1) AS names
               FROM finer WHERE key IS NULL AND data <> '{}' GROUP BY data"""
        )
        cursor.execute("SELECT DISTINCT names FROM refused_keys")
        for (names,) in cursor.fetchall():
            said = ", ".join(f"{_text(name)}, f.data->{_text(name)}" for name in names)
            cursor.execute(
                f"""INSERT INTO spoiled
                    SELECT f.key, min(r.row), '' FROM finer f
                    JOIN refused_keys r ON r.data = jsonb_build_object({said})
                    WHERE f.key IS NOT NULL AND r.names = ARRAY[{", ".join(map(_text, names))}]
                    GROUP BY f.key ON CONFLICT DO NOTHING"""
            )
        cursor.execute("DROP TABLE refused_keys")


def _added_sql(kind: Kind, fields: Sequence[Field]) -> str:
    moments = [field.read for field in fields if field.column and field.column.type in ("time", "date")]
    moment = moments[0] if moments else "''"
    values = [f"{field.taken(moment)} AS v{at}" for at, field in enumerate(fields)]
    values += [
        f"bool_or(f.data ? {_text(field.name)}) AS h{at}"
        for at, field in enumerate(fields)
        if not field.always
    ]
    apart = [field.differs for field in fields if field.differs]
    apart += [
        f"CASE WHEN sum({field.read}) > {MOST} THEN {_text(TOO_MUCH)} END"
        for field in fields
        if field.rule == "sum"
    ]
    differs = f"concat_ws(', ', {', '.join(apart)})" if apart else "''"
    record = ", ".join(
        f"{_name(field.name)} {field.type}{'' if field.type == 'numeric' else ' COLLATE "C"'}"
        for field in fields
    )
    return f"""
        CREATE TEMPORARY TABLE added AS
        SELECT f.key, min(f.row) AS row, count(*) AS n, {differs} AS differs, {", ".join(values)}
        FROM finer f CROSS JOIN LATERAL jsonb_to_record(f.data) AS r({record})
        WHERE f.key IS NOT NULL
        GROUP BY f.key
    """


def _stage_sql(fields: Sequence[Field]) -> str:
    data = " || ".join(
        field.told(f"a.v{at}")
        if field.always
        else f"CASE WHEN a.h{at} THEN {field.told(f'a.v{at}')} ELSE '{{}}' END"
        for at, field in enumerate(fields)
    )
    return f"""
        INSERT INTO stage (row, key, data, extras)
        WITH agreed AS (
            SELECT key, jsonb_object_agg(name, value) AS extras
            FROM (
                SELECT f.key, e.name, min(e.value COLLATE "C") AS value
                FROM finer f JOIN added a USING (key)
                    CROSS JOIN LATERAL jsonb_each_text(f.extras) AS e(name, value)
                WHERE f.extras IS NOT NULL
                GROUP BY f.key, e.name, a.n
                HAVING count(*) = a.n AND min(e.value COLLATE "C") = max(e.value COLLATE "C")
            ) AS pairs
            GROUP BY key
        )
        SELECT a.row, a.key, {data}, g.extras
        FROM added a LEFT JOIN agreed g USING (key)
        WHERE NOT EXISTS (SELECT 1 FROM spoiled s WHERE s.key = a.key)
    """


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
