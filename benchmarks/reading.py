"""Rows for reports: PostgreSQL to DuckDB as Arrow, against COPY of the same rows to nowhere."""

import json
import os
import sys

from benchmarks.installation import Done, Installation
from benchmarks.lines import Line, by_turns, clocked, progress
from benchmarks.reports import BOUNDS


def read_snapshot(town: Installation) -> list[Line]:
    """One line: all that `prices` reads, read in a new process."""
    progress("  reading")
    told: list[Done] = []

    def read() -> float:
        told.append(town.python("-m", "benchmarks.reading", town.uri()))
        return float(told[-1].answer["seconds"])

    copied = 0

    def copy() -> float:
        from siyu.insight.prices import RELATIONS as WANTED
        from siyu.lake.snapshot import RELATIONS

        nonlocal copied
        copied = 0
        with clocked() as took, town.connect() as connection, connection.cursor() as cursor:
            for name in WANTED:
                query = RELATIONS[name].format(**BOUNDS)
                with cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT binary)") as copy:
                    for _ in copy:
                        pass
                copied += cursor.rowcount
        return took.seconds

    mine, theirs = by_turns(read, copy, times=town.times)
    rows = int(told[-1].answer["rows"])
    return [
        Line(
            "snapshot read",
            "COPY TO STDOUT",
            mine,
            theirs,
            rows=rows,
            same=rows == copied,
            memory_mb=max(done.memory_mb for done in told),
        )
    ]


def main() -> None:
    """Read it, and say how many seconds and rows that was."""
    import django

    from siyu.insight.prices import RELATIONS as WANTED
    from siyu.lake.snapshot import snapshot

    os.environ["DATABASE_URL"] = sys.argv[1]
    os.environ["DJANGO_SETTINGS_MODULE"] = "siyu.config.settings"
    django.setup()
    with clocked() as took, snapshot(WANTED, BOUNDS) as duck:
        rows = sum(duck.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0] for name in WANTED)
    sys.stdout.write(json.dumps({"seconds": took.seconds, "rows": rows}))


if __name__ == "__main__":
    main()
