"""Check, backup and restore, against reading or writing every row once."""

from benchmarks.installation import Installation, ServerMemory, fresh
from benchmarks.lines import Line, clocked, progress

TABLES = """
    SELECT table_name FROM information_schema.tables
    WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY 1
"""


def keep_up(town: Installation) -> list[Line]:
    """A line each for check, backup and restore; the database runs."""
    progress("  check, backup, restore")
    archive = town.folder / "backup.siyu"
    with ServerMemory(town) as server:
        check = town.siyu("check")
    wrong = [told["check"] for told in check.answer if not told["ok"]]
    once, rows = _copy_out(town)
    backup = town.siyu("backup", str(archive))
    again, _ = _copy_out(town)
    with fresh(1) as other, other.database():
        with ServerMemory(other) as busy:
            restore = other.siyu("restore", str(archive))
        _, there = _copy_out(other)
        back = _copy_in(town, other)
    return [
        Line(
            "check",
            "COPY all tables out",
            check.seconds,
            once,
            rows=rows,
            same=not wrong,
            memory_mb=check.memory_mb,
            server_mb=server.greatest,
        ),
        Line("backup", "COPY all tables out", backup.seconds, again, rows=rows, memory_mb=backup.memory_mb),
        Line(
            "restore",
            "COPY into equal tables",
            restore.seconds,
            back,
            rows=rows,
            same=rows == there,
            memory_mb=restore.memory_mb,
            server_mb=busy.greatest,
        ),
    ]


def _names(town: Installation) -> list[str]:
    with town.connect() as connection:
        found = [str(name) for (name,) in connection.execute(TABLES)]
    return [name for name in found if name.startswith(OURS)]


OURS = ("facts_", "traffic_", "pool_", "commerce_", "ledger_", "people_")


def _copy_out(town: Installation) -> tuple[float, int]:
    rows = 0
    with clocked() as took, town.connect() as connection, connection.cursor() as cursor:
        for name in _names(town):
            with cursor.copy(f"COPY {name} TO STDOUT") as copy:
                for _ in copy:
                    pass
            rows += cursor.rowcount
    return took.seconds, rows


def _copy_in(source: Installation, target: Installation) -> float:
    """Seconds to copy every table of one server into equally indexed tables of the other."""
    with source.connect() as one, target.connect() as other:
        for name in _names(source):
            other.execute(f"CREATE TABLE peer_{name} (LIKE {name} INCLUDING ALL)")
        with clocked() as took, other.transaction(), one.cursor() as reader, other.cursor() as writer:
            for name in _names(source):
                with (
                    reader.copy(f"COPY {name} TO STDOUT") as out,
                    writer.copy(f"COPY peer_{name} FROM STDIN") as into,
                ):
                    for part in out:
                        into.write(part)
    return took.seconds
