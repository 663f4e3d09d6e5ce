"""A backup is whole or is not there; a restore brings all of it back, or leaves what was."""

import json
import os
import signal
from pathlib import Path

import pytest

from siyu.core.whole import written_whole
from tests.conftest import EXAMPLE
from tests.faults.installation import Installation


@pytest.fixture
def working(installation: Installation) -> Installation:
    """An installation with rows and a file of refused rows, its database running under somebody else."""
    installation.hold()
    bad = installation.home / "bad.csv"
    bad.write_text("date,platform,account,campaign,placement,cost\n2026-03-02,tencent,a,b,c,-1\n")
    assert installation.siyu("import", "spend", str(bad)).returncode == 1
    assert installation.siyu("import", "orders", str(EXAMPLE / "orders.csv")).returncode == 0
    return installation


def facts(installation: Installation) -> int:
    with installation.connect() as connection:
        row = connection.execute("SELECT count(*) FROM facts_fact").fetchone()
    assert row is not None
    return int(row[0])


def waits_for_a_lock(installation: Installation) -> bool:
    with installation.connect() as connection:
        return bool(connection.execute("SELECT 1 FROM pg_locks WHERE NOT granted").fetchone())


def test_a_restore_that_is_killed_leaves_what_was_and_the_next_one_does_it(
    working: Installation, tmp_path: Path
) -> None:
    backup = tmp_path / "b.siyu"
    assert working.siyu("backup", str(backup)).returncode == 0
    then = facts(working)
    assert working.siyu("import", "joins", str(EXAMPLE / "joins.csv")).returncode == 0
    now, refused = facts(working), sorted(path.name for path in (working.home / "rejects").iterdir())
    assert now > then
    # Whoever empties the last of the tables waits for us: the restore stands still in the middle.
    for table in ("ledger_entry", "core_brand"):
        with working.connect() as connection, connection.transaction():
            connection.execute(f"LOCK TABLE {table} IN ACCESS SHARE MODE")
            process = working.start("restore", str(backup), "--force")
            working.until(lambda: waits_for_a_lock(working), why="it is at work", process=process)
            process.send_signal(signal.SIGKILL)
            process.communicate()
        assert list(working.home.glob(".restoring-*"))
        assert facts(working) == now
        assert sorted(path.name for path in (working.home / "rejects").iterdir()) == refused
        assert working.siyu("check", "--json").returncode == 0
    assert working.siyu("restore", str(backup), "--force").returncode == 0
    assert facts(working) == then
    assert list(working.home.glob(".restoring-*")) == []
    assert sorted(path.name for path in (working.home / "rejects").iterdir()) == refused
    assert working.siyu("check", "--json").returncode == 0


def test_a_backup_that_is_killed_leaves_the_older_one_and_the_next_one_clears_up(
    working: Installation, tmp_path: Path
) -> None:
    backup = tmp_path / "b.siyu"
    assert working.siyu("backup", str(backup)).returncode == 0
    older = backup.read_bytes()
    with working.connect() as connection, connection.transaction():
        connection.execute("LOCK TABLE people_sighting IN ACCESS EXCLUSIVE MODE")
        process = working.start("backup", str(backup))
        working.until(lambda: waits_for_a_lock(working), why="it is at work", process=process)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert backup.read_bytes() == older
    left = [path for path in tmp_path.iterdir() if path != backup]
    assert [path.stat().st_mode & 0o777 for path in left] == [0o600]
    assert working.siyu("backup", str(backup)).returncode == 0
    assert list(tmp_path.iterdir()) == [backup]


LIMITED = """
import resource, sys
from siyu.core.starting import working
with working():
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))
    from siyu.config.cli import main
    sys.exit(main(sys.argv[1:]))
"""


def test_a_full_disk_is_told_and_leaves_nothing_half(working: Installation, tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk. The database runs without it."""
    backup = tmp_path / "b.siyu"
    assert working.siyu("backup", str(backup)).returncode == 0
    whole, before = backup.read_bytes(), facts(working)
    done = working.python(LIMITED, "backup", str(backup))
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert backup.read_bytes() == whole
    assert list(tmp_path.iterdir()) == [backup]
    (working.home / "uploads").mkdir(exist_ok=True)
    (working.home / "uploads" / "large").write_bytes(os.urandom(5_000))
    assert working.siyu("backup", str(backup)).returncode == 0
    done = working.python(LIMITED, "restore", str(backup), "--force")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert facts(working) == before
    assert (working.home / "uploads" / "large").stat().st_size == 5_000
    assert list(working.home.glob(".restoring-*")) == []


def test_what_cannot_be_restored_is_told_by_the_command(working: Installation, tmp_path: Path) -> None:
    backup, before = tmp_path / "b.siyu", facts(working)
    assert working.siyu("backup", str(backup)).returncode == 0
    short, strange = tmp_path / "short.siyu", tmp_path / "orders.csv"
    short.write_bytes(backup.read_bytes()[:-100])
    strange.write_text("order_id\n1\n")
    for path, word in ((backup, "--force"), (short, "whole"), (strange, "whole"), (tmp_path, "no file")):
        for more in ([], ["--json"]):
            done = working.siyu("restore", str(path), *more)
            assert done.returncode == 2
            assert word in done.stderr
            assert not more or json.loads(done.stdout)["error"]
    assert facts(working) == before


def test_files_of_the_dead_are_swept_and_those_of_the_living_stay(tmp_path: Path) -> None:
    dead = tmp_path / ".b.siyu.999999999"
    ours = tmp_path / f".b.siyu.{os.getpid()}"
    living = tmp_path / f".b.siyu.{os.getppid()}"
    others = tmp_path / ".b.siyu.txt"
    for path in (dead, ours, living, others):
        path.write_bytes(b"x")
    with written_whole(tmp_path / "b.siyu") as file:
        file.write(b"whole")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([living.name, others.name, "b.siyu"])
    assert (tmp_path / "b.siyu").read_bytes() == b"whole"
