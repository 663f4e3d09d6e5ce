"""Reports in a new process with nothing cached, against the same sums by DuckDB on the same rows."""

from pathlib import Path

import duckdb
from adbc_driver_postgresql import dbapi

from benchmarks.installation import Done, Installation, ServerMemory
from benchmarks.lines import Line, by_turns, progress
from benchmarks.peers import SUMS, ours

PERIOD = ("--from", "2025-07-01", "--to", "2027-01-01", "--as-of", "2027-01-01")
BOUNDS = {
    "from": "2025-07-01",
    "to": "2027-01-01",
    "as_of": "2027-01-01",
    "as_of_at": "2026-12-31T16:00:00+00:00",
    "told": "false",
    "zone": "Asia/Shanghai",
}


def ask_reports(town: Installation) -> list[Line]:
    """A line a report."""
    folder = town.folder / "parquet"
    write_parquet(town, folder)
    return [_ask(town, name, folder) for name in SUMS]


def _ask(town: Installation, name: str, folder: Path) -> Line:
    progress(f"  report {name}")
    told: list[Done] = []
    summed: list[Done] = []

    def ask() -> float:
        told.append(town.siyu("report", name, *PERIOD))
        return told[-1].seconds

    def sum_up() -> float:
        summed.append(town.python("-m", "benchmarks.peers", name, str(folder)))
        return summed[-1].seconds

    with ServerMemory(town) as server:
        mine, theirs = by_turns(ask, sum_up, times=town.times)
    said, peer = ours(name, told[-1].answer), summed[-1].answer
    return Line(
        f"report {name}",
        "DuckDB, Parquet",
        mine,
        theirs,
        rows=town.people,
        same=all(said[field] == value for field, value in peer.items() if field in said),
        memory_mb=max(done.memory_mb for done in told),
        server_mb=server.greatest,
    )


def write_parquet(town: Installation, folder: Path) -> None:
    """The rows that reports read, one Parquet file a relation."""
    from siyu.lake.snapshot import RELATIONS

    folder.mkdir(exist_ok=True)
    with duckdb.connect() as duck, dbapi.connect(town.uri()) as connection, connection.cursor() as cursor:
        for name, query in RELATIONS.items():
            cursor.execute(query.format(**BOUNDS))
            duck.register("batches", cursor.fetch_record_batch())
            duck.execute(f"COPY (SELECT * FROM batches) TO '{folder / name}.parquet' (FORMAT parquet)")
            duck.unregister("batches")
