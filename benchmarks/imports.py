"""Files in: rows a second, against COPY of what the import made of them."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import psycopg

from benchmarks.installation import KINDS, Installation, ServerMemory
from benchmarks.lines import Line, clocked, progress

TABLES = {
    "placements": "traffic_placementterms",
    "entries": "traffic_entrydescription",
    "spend": "traffic_spend",
    "touches": "traffic_touch",
    "joins": "pool_join",
    "leaves": "pool_leave",
    "orders": "commerce_order",
    "refunds": "commerce_refund",
}
RANKS = {"touches": 1, "joins": 2, "leaves": 3, "orders": 4}
MEASURED = ("spend", "touches", "joins", "orders")


def bring_all_in(town: Installation) -> list[Line]:
    """Import every file of the town (the database runs already); a line a kind, with its peers."""
    lines: list[Line] = []
    for kind in KINDS:
        progress(f"  import {kind}")
        with ServerMemory(town) as server:
            done = town.siyu("import", kind, str(town.files[kind]))
        town.jobs[kind] = int(done.answer["job"])
        if kind in MEASURED:
            rows = int(done.answer["accepted"])
            for peer, seconds, same in _peers(town, kind):
                lines.append(
                    Line(
                        f"import {kind}",
                        peer,
                        ours=rows / done.seconds,
                        theirs=rows / seconds,
                        rows=rows,
                        per_second=True,
                        same=same,
                        memory_mb=done.memory_mb,
                        server_mb=server.greatest,
                    )
                )
    return lines


def _peers(town: Installation, kind: str) -> Iterator[tuple[str, float, bool]]:
    """COPY of the same rows: bare, with the same indexes, and of every row that the import wrote."""
    table, job = TABLES[kind], town.jobs[kind]
    wrote = {
        table: f"SELECT * FROM {table}",
        "facts_fact": f"SELECT * FROM facts_fact WHERE import_id = {job}",
        "ledger_entry": f"SELECT * FROM ledger_entry WHERE import_id = {job}",
        "people_sighting": f"SELECT * FROM people_sighting WHERE rank = {RANKS.get(kind, 0)}",
    }
    with town.connect() as connection:
        files = {
            name: _copy_out(connection, town.folder / f"{name}.copy", sql) for name, sql in wrote.items()
        }
    one = {table: files[table]}
    yield "bare COPY", *_copy_in(town, one, "")
    yield "COPY, same indexes", *_copy_in(town, one, "INCLUDING ALL")
    yield "COPY of all it wrote", *_copy_in(town, files, "INCLUDING ALL")
    for path, _ in files.values():
        path.unlink()


def _copy_out(connection: "psycopg.Connection[Any]", path: Path, sql: str) -> tuple[Path, int]:
    with connection.cursor() as cursor, path.open("wb") as file:
        with cursor.copy(f"COPY ({sql}) TO STDOUT") as copy:
            for part in copy:
                file.write(part)
        return path, cursor.rowcount


def _copy_in(town: Installation, files: dict[str, tuple[Path, int]], like: str) -> tuple[float, bool]:
    """The median seconds of copying these files into fresh equal tables, and whether every row arrived."""
    took, same = [], True
    with town.connect() as connection:
        for _ in range(town.times):
            for name in files:
                connection.execute(f"DROP TABLE IF EXISTS peer_{name}")
                connection.execute(f"CREATE TABLE peer_{name} (LIKE {name} {like})")
            with clocked() as clock, connection.transaction(), connection.cursor() as cursor:
                for name, (path, _) in files.items():
                    with path.open("rb") as file, cursor.copy(f"COPY peer_{name} FROM STDIN") as copy:
                        while part := file.read(1 << 18):
                            copy.write(part)
            took.append(clock.seconds)
            for name, (_, rows) in files.items():
                found = connection.execute(f"SELECT count(*) FROM peer_{name}").fetchone()
                same = same and found is not None and found[0] == rows
                connection.execute(f"DROP TABLE peer_{name}")
    return median(took), same
