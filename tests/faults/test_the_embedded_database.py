"""The embedded database survives whatever happens to it, and never runs as root."""

import os
import shutil
import signal
import stat
import subprocess
from pathlib import Path

import pytest

from tests.faults.installation import Installation

HOLD = "import sys, time; from siyu.core.starting import working\nwith working(): print('in', flush=True); time.sleep(float(sys.argv[1]))"


def hold(installation: Installation, seconds: float) -> "subprocess.Popen[str]":
    """A command that uses the database for so long; it is in when this returns."""
    import sys

    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(seconds)],
        env=installation.environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    installation._running.append(process)
    assert process.stdout is not None
    assert process.stdout.readline() == "in\n"
    return process


def test_a_command_makes_the_database_and_leaves_no_process_behind(installation: Installation) -> None:
    done = installation.siyu("check", "--json")
    assert done.returncode == 0, done.stderr
    assert installation.server() is None
    assert stat.S_IMODE((installation.cluster / "password").stat().st_mode) == 0o600
    assert stat.S_IMODE(installation.cluster.stat().st_mode) == 0o700


def test_two_commands_at_once_wait_for_one_start_and_share_it(installation: Installation) -> None:
    both = [installation.start("check", "--json") for _ in range(3)]
    assert [process.wait(90) for process in both] == [0, 0, 0]
    assert installation.server() is None


def test_the_last_user_to_leave_ends_the_server(installation: Installation) -> None:
    first = hold(installation, 0.5)
    second = hold(installation, 2.0)
    server = installation.server()
    first.wait(120)
    assert installation.server() == server
    second.wait(120)
    assert installation.server() is None


def test_a_killed_server_is_back_by_itself(installation: Installation) -> None:
    hold(installation, 300)
    for _ in range(2):
        before = installation.server()
        assert before is not None
        os.kill(before, signal.SIGKILL)
        installation.until(
            lambda before=before: (installation.address or {}).get("pid") not in (None, before),
            why="a new server",
        )
        with installation.connect() as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)


def test_the_server_ends_when_its_keeper_is_killed_and_the_next_command_finds_its_data(
    installation: Installation,
) -> None:
    process = hold(installation, 300)
    with installation.connect() as connection:
        connection.execute("CREATE TABLE remembered AS SELECT 42 AS n")
    keeper, server = installation.keeper(), installation.server()
    assert keeper is not None
    os.kill(keeper, signal.SIGKILL)
    process.kill()
    installation.until(lambda: installation.server() != server, why="the old server is gone")
    hold(installation, 1)
    with installation.connect() as connection:
        assert connection.execute("SELECT n FROM remembered").fetchone() == (42,)


def test_a_killed_user_leaks_no_server(installation: Installation) -> None:
    process = hold(installation, 60)
    process.kill()
    installation.until(lambda: installation.server() is None, why="the server is gone")


def test_a_stale_pid_file_that_names_a_living_process_of_the_same_account_is_no_obstacle(
    installation: Installation,
) -> None:
    assert installation.siyu("check", "--json").returncode == 0
    who = (installation.cluster / "data").stat()
    account = {"user": who.st_uid, "group": who.st_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    stranger = subprocess.Popen(["sleep", "60"], cwd="/", **account)  # type: ignore[call-overload]
    try:
        pid_file = installation.cluster / "data" / "postmaster.pid"
        pid_file.write_text(f"{stranger.pid}\n{installation.cluster / 'data'}\n0\n1\n\n127.0.0.1\n")
        os.chown(pid_file, who.st_uid, who.st_gid)
        assert installation.siyu("check", "--json").returncode == 0
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_an_interrupted_first_start_begins_anew(installation: Installation) -> None:
    half = installation.home / "database" / "cluster" / "data"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    assert installation.siyu("check", "--json").returncode == 0


def test_a_ruined_cluster_is_told_in_a_sentence_with_status_2(installation: Installation) -> None:
    assert installation.siyu("check", "--json").returncode == 0
    (installation.cluster / "data" / "global" / "pg_control").unlink()
    done = installation.siyu("check")
    assert done.returncode == 2
    assert "does not start" in done.stderr
    assert "pg_control" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can drop to another account")
def test_root_runs_the_server_as_somebody_else(installation: Installation) -> None:
    hold(installation, 300)
    server = installation.server()
    assert server is not None
    assert os.stat(f"/proc/{server}").st_uid != 0


def test_a_home_that_nobody_else_may_enter_works_also_with_blanks_and_chinese_in_its_name(
    hidden_installation: Installation,
) -> None:
    os.umask(old := os.umask(0o077))
    try:
        done = hidden_installation.siyu("check", "--json")
    finally:
        os.umask(old)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's database stands outside the home")
def test_a_moved_home_finds_its_database_and_a_copied_one_does_not_share_it(
    hidden_installation: Installation,
) -> None:
    hold(hidden_installation, 0)
    moved = hidden_installation.home.with_name("moved")
    hidden_installation.home.rename(moved)
    hidden_installation.home = moved
    where = (moved / "database" / "where").read_text()
    assert hidden_installation.siyu("check", "--json").returncode == 0
    assert (moved / "database" / "where").read_text() == where
    copied = moved.with_name("copied")
    shutil.copytree(moved, copied, symlinks=True)
    hidden_installation.home = copied
    done = hidden_installation.siyu("check")
    assert done.returncode == 2
    assert "copy" in done.stderr
    hidden_installation.home = Path(moved)


def test_a_server_that_is_too_old_or_away_is_refused_in_a_sentence(installation: Installation) -> None:
    for url, word in [
        ("postgresql://nobody@127.0.0.1:1/none", "cannot be reached"),
        ("mysql://nobody@127.0.0.1/none", "DATABASE_URL should look like"),
        ("postgresql://nobody@127.0.0.1:port/none", "DATABASE_URL should look like"),
    ]:
        done = installation.siyu("check", DATABASE_URL=url)
        assert done.returncode == 2
        assert word in done.stderr
        assert "Traceback" not in done.stderr
