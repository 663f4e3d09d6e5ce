"""A backup made on one version of PostgreSQL comes back on another, and the books are in order there."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.conftest import EXAMPLE
from tests.faults.installation import Installation
from tests.server import of_version_15, serve

FIFTEEN = of_version_15()


@pytest.fixture
def fifteen() -> Iterator[str]:
    """The URL of a PostgreSQL 15."""
    assert FIFTEEN is not None
    folder = Path(tempfile.mkdtemp(prefix="siyu-fifteen-"))
    folder.chmod(0o755)
    url, server = serve(folder, FIFTEEN)
    yield url
    server.terminate()
    server.wait(120)
    shutil.rmtree(folder, ignore_errors=True)


def told(installation: Installation, **more: str) -> dict[str, Any]:
    """The checks, the sums of the ledger, the prices and the orders as they stand there."""
    period = ("--from", "2026-03-02", "--to", "2026-04-13", "--as-of", "2026-07-15")
    checked = installation.siyu("check", "--json", **more)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    found: dict[str, Any] = {}
    for name in ("prices", "ledger"):
        document = json.loads(installation.siyu("report", name, *period, "--json", **more).stdout)
        found[name] = (document["rows"], document["totals"])
    for name in ("orders", "facts", "memberships"):
        found[name] = installation.siyu("export", name, **more).stdout
        assert found[name].count("\n") > 1
    return found


@pytest.mark.skipif(FIFTEEN is None, reason="no PostgreSQL 15 on this machine: Debian's postgresql-15")
def test_a_backup_of_18_comes_back_on_15_and_one_of_15_on_18(
    installation: Installation, fifteen: str, tmp_path: Path
) -> None:
    installation.hold()
    for kind in (
        "placements",
        "entries",
        "spend",
        "touches",
        "joins",
        "leaves",
        "orders",
        "refunds",
        "costs",
    ):
        assert installation.siyu("import", kind, str(EXAMPLE / f"{kind}.csv")).returncode == 0
    there = told(installation)
    with installation.connect() as connection:
        assert connection.info.server_version // 10000 == 18
    assert installation.siyu("backup", str(tmp_path / "of-18.siyu")).returncode == 0

    done = installation.siyu("restore", str(tmp_path / "of-18.siyu"), DATABASE_URL=fifteen)
    assert done.returncode == 0, done.stderr
    with psycopg.connect(fifteen) as old:
        assert old.info.server_version // 10000 == 15
    assert told(installation, DATABASE_URL=fifteen) == there
    # People go on working there, and what they did comes back too.
    again = installation.siyu(
        "import", "spend", str(EXAMPLE / "spend-restated.csv"), "--json", DATABASE_URL=fifteen
    )
    assert json.loads(again.stdout)["restated"] > 0
    worked = told(installation, DATABASE_URL=fifteen)
    assert worked != there
    assert installation.siyu("backup", str(tmp_path / "of-15.siyu"), DATABASE_URL=fifteen).returncode == 0

    done = installation.siyu("restore", str(tmp_path / "of-15.siyu"), "--force")
    assert done.returncode == 0, done.stderr
    assert told(installation) == worked
