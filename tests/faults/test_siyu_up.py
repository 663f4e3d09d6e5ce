"""`siyu up` keeps everything running, and says why when it cannot."""

import json
import os
import signal
import socket
import time
from pathlib import Path

from tests.faults.installation import Installation, environment_of
from tests.faults.visitor import Visitor, sign_in_link


def test_it_starts_shows_the_address_and_ends_cleanly_on_sigterm(installation: Installation) -> None:
    process = installation.up()
    assert installation.answers("/healthz", installation.port + 1)
    assert process.stdout is not None
    installation.until(lambda: installation.answers("/readyz"), why="it is ready")
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    said = json.loads(out)
    assert said["address"] == f"http://127.0.0.1:{installation.port}"
    assert "/sign-in/" in said["sign_in"]
    assert installation.server() is None
    assert not installation.children("siyu.config")
    log = Path(said["log"]).read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["event"] for line in log if "supervisor" in line][-1] == "down"


def test_staff_get_a_whole_link_that_signs_them_in(installation: Installation) -> None:
    def added(*words: str, **more: str) -> str:
        done = installation.siyu("staff", *words, **more)
        assert done.returncode == 0, done.stderr
        return done.stdout

    first = added("add", "lin@example.com", "--role", "buyer")
    assert "http://127.0.0.1:8000/sign-in/" in first
    assert "not running" in first
    assert "http://127.0.0.1:8123/sign-in/" in added("link", "lin@example.com", SIYU_PORT="8123")
    process = installation.up()
    sign_in_link(process)
    told = json.loads(added("link", "lin@example.com", "--json", SIYU_PORT="8123"))
    assert told["running"] is True
    assert told["sign_in"] == f"http://127.0.0.1:{installation.port}{told['path']}"
    assert "not running" not in added("link", "lin@example.com")
    visitor = Visitor(installation.port, told["sign_in"])
    assert visitor.get("/imports")[0] == 200
    process.send_signal(signal.SIGTERM)
    process.wait(120)
    assert f":{installation.port}/sign-in/" in added("link", "lin@example.com")


def test_a_second_one_on_the_same_home_says_so_and_ends_with_2(installation: Installation) -> None:
    installation.up()
    second = installation.siyu("up", "--port", "1")
    assert second.returncode == 2
    assert "running" in second.stderr
    assert installation.answers()


def test_a_command_beside_it_shares_its_database(installation: Installation) -> None:
    installation.up()
    server = installation.server()
    assert installation.siyu("check", "--json").returncode == 0
    assert installation.server() == server


def test_a_taken_port_is_told_with_status_2(installation: Installation) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", installation.port))
        other.listen()
        done = installation.siyu("up", "--port", str(installation.port))
    assert done.returncode == 2
    assert str(installation.port) in done.stderr
    assert "Traceback" not in done.stderr


def test_whatever_is_killed_comes_back(installation: Installation) -> None:
    installation.up()
    installation.until(lambda: installation.answers("/readyz"), why="it is ready")
    for find in (
        installation.server,
        installation.keeper,
        lambda: min(installation.children("siyu.config.serving console"), default=None),
        lambda: max(installation.children("siyu.config.serving console"), default=None),
        lambda: min(installation.children("siyu.config.serving link"), default=None),
        lambda: min(installation.children("siyu.config.worker"), default=None),
        lambda: min(installation.children("siyu.config.draining.process"), default=None),
    ):
        victim = installation.until(find, why="it runs")
        os.kill(victim, signal.SIGKILL)
        installation.until(
            lambda find=find, victim=victim: find() not in (None, victim), why="another one runs"
        )
        installation.until(lambda: installation.answers("/readyz"), why="it is ready again")
        installation.until(
            lambda: installation.answers("/healthz", installation.port + 1), why="links answer"
        )


def test_nothing_outlives_a_killed_supervisor_and_the_next_start_is_fine(installation: Installation) -> None:
    process = installation.up()
    process.kill()
    process.communicate()
    installation.until(lambda: installation.server() is None, why="the server is gone")
    installation.until(lambda: not installation.children("siyu.config"), why="the processes are gone")
    installation.up()
    installation.until(lambda: installation.answers("/readyz"), why="it is ready")


def test_a_process_that_keeps_dying_ends_it_with_the_reason(installation: Installation) -> None:
    process = installation.start(
        "up", "--port", str(installation.port), SIYU_HOST="127.0.0.1", SIYU_SECRET_KEY=""
    )
    installation.until(installation.answers, why="the console answers", process=process)
    with_link = installation.port + 1
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        for pid in installation.children(f"siyu.config.serving link {with_link}"):
            if environment_of(pid):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.05)
    _, told = process.communicate(timeout=120)
    assert process.returncode == 2
    assert "link keeps dying" in told
    assert "Traceback" not in told


def test_an_import_whose_worker_is_killed_is_taken_up_again(
    installation: Installation, tmp_path: Path
) -> None:
    from tests.conftest import EXAMPLE

    installation.up()
    queue = (
        "import sys; from datetime import UTC, datetime; from siyu.core.starting import working\n"
        "with working():\n"
        "    from siyu.connectors.files import actions; from siyu.connectors.files.jobs import run_import\n"
        "    taken = actions.start_import(kind='spend', files=[{'name': 'spend.csv', 'path': sys.argv[1]}], actor='test', at=datetime.now(UTC))\n"
        "    run_import.defer(import_id=taken.id)\n"
    )
    import subprocess
    import sys

    from siyu.facts.actions.recording import WRITER_LOCK

    with installation.connect() as connection:
        # Whoever applies rows waits for us: the job is in the middle of its work for as long as we like.
        connection.execute("SELECT pg_advisory_lock(%s)", [WRITER_LOCK])
        subprocess.run(
            [sys.executable, "-c", queue, str(EXAMPLE / "spend.csv")],
            env=installation.environment,
            check=True,
        )

        def doing() -> bool:
            row = connection.execute(
                "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'"
            ).fetchone()
            waiting = connection.execute(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            ).fetchone()
            return bool(row and row[0] and waiting and waiting[0])

        installation.until(doing, why="the job is being done")
        os.kill(min(installation.children("siyu.config.worker")), signal.SIGKILL)
        connection.execute("SELECT pg_advisory_unlock(%s)", [WRITER_LOCK])

        def done() -> bool:
            row = connection.execute("SELECT state, accepted FROM facts_import").fetchone()
            return row is not None and row[0] == "done" and row[1] > 0

        installation.until(done, why="the import is done", patience=60)
