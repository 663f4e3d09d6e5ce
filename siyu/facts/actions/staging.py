"""Rows that came by an act, not by a file, on their way into the log."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from django.db import connection

from siyu.facts.actions.stating import open_stage
from siyu.facts.kinds import Kind, key_of


def stage_rows(*, kind: Kind, rows: Iterable[Mapping[str, Any]]) -> None:
    """Fill `stage` with these rows ({field: value} as facts keep them), numbered from 1."""
    encode = msgspec.json.Encoder().encode
    open_stage()
    with connection.cursor() as cursor, cursor.copy("COPY stage (row, key, data) FROM STDIN") as copy:
        for number, row in enumerate(rows, 1):
            key = key_of(kind.name, "\x1f".join(str(row.get(one.field) or "") for one in kind.key))
            copy.write(b"%d\t%s\t%s\n" % (number, key.hex().encode(), encode(row).replace(b"\\", b"\\\\")))
