"""An import is killed at any moment, run twice at once, loses its database: each row counts once."""

import json
import random
import signal
import time
from pathlib import Path

import pytest

from tests.faults.installation import Installation

HEAD = "order_id,shop,paid_at,amount,entry,id.phone"
ROWS = 4000


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    path = tmp_path / "orders.csv"
    lines = (f"o-{n},s,2026-03-{1 + n % 28:02d} 10:00,12.30,e{n % 5},138{n % 900:08d}" for n in range(ROWS))
    path.write_text("\n".join([HEAD, *lines]) + "\n")
    return path


def sound(installation: Installation) -> None:
    """All rows are there once, and the books are in order."""
    told = json.loads(installation.siyu("report", "ledger", "--by", "kind", "--json").stdout)
    assert [row["amount_fen"] for row in told["rows"] if row["kind"] == "revenue"] == [ROWS * 1230]
    checked = installation.siyu("check", "--json")
    assert checked.returncode == 0, [line for line in json.loads(checked.stdout) if not line["ok"]]


def test_an_import_that_is_killed_and_run_again_neither_loses_nor_repeats(
    installation: Installation, orders: Path
) -> None:
    assert installation.siyu("import", "--list").returncode == 0
    moments = random.Random(5)
    for _ in range(4):
        process = installation.start("import", "orders", str(orders), "--json")
        time.sleep(
            moments.uniform(0.3, 2.5)
        )  # a random moment of its life: whatever it was, the rest must hold
        process.send_signal(signal.SIGKILL)
        process.wait()
    done = installation.siyu("import", "orders", str(orders), "--json")
    told = json.loads(done.stdout)
    assert told["rows"] == ROWS == told["accepted"] + told["duplicate"]
    sound(installation)


def test_two_imports_of_one_file_at_once_count_each_row_once(
    installation: Installation, orders: Path
) -> None:
    both = [installation.start("import", "orders", str(orders), "--json") for _ in range(2)]
    told = [json.loads(process.communicate(timeout=120)[0]) for process in both]
    assert sorted(one["accepted"] for one in told) == [0, ROWS]
    assert sorted(one["duplicate"] for one in told) == [0, ROWS]
    sound(installation)


def test_an_import_whose_database_dies_says_so_and_nothing_of_it_is_half(
    installation: Installation, orders: Path
) -> None:
    process = installation.start("import", "orders", str(orders), "--json")
    server = installation.until(installation.server, why="the database runs", process=process)
    installation.until(lambda: working(installation), why="the import has begun", process=process)
    import os

    os.kill(server, signal.SIGKILL)
    out, errors = process.communicate(timeout=120)
    assert process.returncode in (0, 2)
    assert "Traceback" not in errors
    assert process.returncode == 0 or json.loads(out)["error"]
    again = json.loads(installation.siyu("import", "orders", str(orders), "--json").stdout)
    assert again["rows"] == ROWS == again["accepted"] + again["duplicate"]
    sound(installation)


def working(installation: Installation) -> bool:
    """Whether the import is written down and running."""
    import psycopg

    try:
        with installation.connect() as connection:
            found = connection.execute("SELECT 1 FROM facts_import WHERE state = 'running'").fetchone()
    except (psycopg.Error, AssertionError, OSError):
        return False
    return found is not None
