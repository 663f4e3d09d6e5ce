"""How far an import is, told beside the transaction that does it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection

EVERY = 0.5
"""Seconds between two words."""


class Cancelled(Exception):
    """Somebody stopped the import."""


class Progress:
    """Bytes read of bytes to read, and the stage: `reading`, then `applying`.

    Written over a connection of its own, since the import itself is one transaction that nobody sees into.
    The same connection sees whether somebody cancelled.
    """

    def __init__(
        self, import_id: int, teller: "psycopg.Connection[Any]", report: "Callable[[Progress], None]"
    ) -> None:
        self.import_id = import_id
        self.teller = teller
        self.report = report
        self.stage = "reading"
        self.done = 0
        self.total = 0
        self.rows = 0
        self._told = 0.0

    @classmethod
    @contextmanager
    def of(cls, import_id: int, report: "Callable[[Progress], None]") -> "Iterator[Progress]":
        parameters = connection.get_connection_params()
        known = ("host", "port", "dbname", "user", "password")
        with psycopg.connect(
            **{name: parameters[name] for name in known if parameters.get(name)}, autocommit=True
        ) as teller:
            yield cls(import_id, teller, report)

    def expect(self, total: int) -> None:
        """Say how many bytes there are to read."""
        self.total = total
        self._tell()

    def advance(self, *, done: int, rows: int) -> None:
        """Say how many bytes and rows are read; raises Cancelled when somebody stopped the import."""
        self.done, self.rows = done, rows
        if time.monotonic() - self._told > EVERY:
            self._tell()

    def enter(self, stage: str) -> None:
        """Say that another stage begins."""
        self.stage = stage
        self._tell()

    def _tell(self) -> None:
        self._told = time.monotonic()
        self.teller.execute(
            # What is tried goes on waiting; only that it is being tried says that somebody is at it.
            "UPDATE facts_import SET stage = CASE WHEN state = 'running' THEN %s ELSE stage END,"
            " progress_done = %s, progress_total = %s"
            " WHERE id = %s AND (state = 'running' OR state = 'waiting' AND stage = 'trying')",
            [self.stage, self.done, self.total, self.import_id],
        )
        row = self.teller.execute("SELECT state FROM facts_import WHERE id = %s", [self.import_id]).fetchone()
        if row is not None and row[0] == "cancelled":
            raise Cancelled
        self.report(self)
