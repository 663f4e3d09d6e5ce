"""Every touch that was answered is in the tables once, whatever was killed or away meanwhile."""

import os
import re
import signal
import socket
import threading
import time
import urllib.error
import urllib.request
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

import pytest

from tests.faults.installation import Installation, processes

ENTRIES = "code,title,url\ntea,春茶,https://forest.example/tea\n"
ID = re.compile(r"siyu_id=([0-9a-f]{32})")


class Visitors:
    """A few threads that follow a link again and again, and remember the ids that they were answered."""

    def __init__(self, port: int, many: int = 3) -> None:
        self.port = port
        self.answered: list[str] = []
        self.refused = 0
        self._end = threading.Event()
        self._threads = [threading.Thread(target=self._come, daemon=True) for _ in range(many)]
        for thread in self._threads:
            thread.start()

    def _come(self) -> None:
        while not self._end.is_set():
            connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
            try:
                while not self._end.is_set():
                    connection.request("GET", "/l/tea?gdt_vid=x", headers={"User-Agent": "a browser"})
                    answer = connection.getresponse()
                    answer.read()
                    found = ID.search(answer.getheader("set-cookie") or "")
                    assert answer.status == 302
                    assert found is not None
                    self.answered.append(found[1])
            except (OSError, HTTPException):
                self.refused += 1
                self._end.wait(0.05)  # it was killed: again when it is back
            finally:
                connection.close()

    def end(self) -> list[str]:
        self._end.set()
        for thread in self._threads:
            thread.join(30)
        return self.answered


@pytest.fixture
def running(installation: Installation, tmp_path: Path) -> Installation:
    """`siyu up` with an entry that the link process knows."""
    installation.up()
    file = tmp_path / "entries.csv"
    file.write_text(ENTRIES, encoding="utf-8")
    assert installation.siyu("import", "entries", str(file)).returncode == 0
    installation.until(lambda: status(installation.port + 1) == 302, why="the entry is known")
    return installation


def status(port: int, path: str = "/l/tea", **headers: str) -> int:
    """What somebody who says that they are a machine is answered: no touch."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}", headers={"User-Agent": "a bot", **headers}
    )
    opener = urllib.request.build_opener(NoRedirect)
    try:
        with opener.open(request, timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as told:
        return told.code
    except OSError:
        return 0


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *told: Any) -> None:
        return None


def rows(running: Installation, query: str) -> list[Any]:
    with running.connect() as connection:
        return connection.execute(query).fetchall()


DEVICES = """SELECT i.value FROM traffic_touch t JOIN people_identifier i ON i.id = t.identifier_id"""
FACTS = "SELECT data->>'id.device' FROM facts_fact WHERE name = 'touch.recorded'"


def assert_all_are_in(running: Installation, answered: list[str]) -> None:
    """Every answered visitor has a touch, and no touch is there twice. One that was stored and not yet
    answered when its process was killed is there too."""

    def all_in() -> bool:
        if running.address is None:
            return False  # it is being started again
        return set(answered) <= {value for (value,) in rows(running, DEVICES)}

    running.until(all_in, why="every answered touch is in the tables", patience=60)
    told = [value for (value,) in rows(running, FACTS)]
    assert len(told) == len(set(told)) == len(rows(running, DEVICES))


def test_the_link_process_killed_again_and_again_loses_no_answered_touch(running: Installation) -> None:
    visitors = Visitors(running.port + 1)
    for _ in range(3):
        before = len(visitors.answered)
        running.until(lambda before=before: len(visitors.answered) > before + 50, why="touches are answered")
        for pid in running.children("siyu.config.serving link"):
            os.kill(pid, signal.SIGKILL)
    before = len(visitors.answered)
    running.until(lambda: len(visitors.answered) > before + 50, why="touches are answered again")
    answered = visitors.end()
    assert visitors.refused > 0
    assert_all_are_in(running, answered)


def test_the_drainer_killed_in_its_work_takes_nothing_twice_and_nobody_waits_for_the_slow(
    running: Installation,
) -> None:
    slow = [socket.create_connection(("127.0.0.1", running.port + 1), timeout=10) for _ in range(20)]
    for one in slow:
        one.sendall(b"GET /l/tea HTTP/1.1\r\nHost: go.forest.example\r\n")  # and never the rest
    visitors = Visitors(running.port + 1)
    for _ in range(3):
        before = len(visitors.answered)
        running.until(lambda before=before: len(visitors.answered) > before + 50, why="touches are answered")
        victim = running.until(
            lambda: min(running.children("siyu.config.draining.process"), default=None),
            why="the drainer runs",
        )
        os.kill(victim, signal.SIGKILL)
    assert_all_are_in(running, visitors.end())
    assert visitors.refused == 0
    for one in slow:
        one.close()


def test_a_database_that_is_away_is_not_waited_for_and_gets_every_touch_when_it_is_back(
    running: Installation,
) -> None:
    server = running.until(running.server, why="the server runs")
    kin = [pid for pid, told in processes() if told.startswith("postgres:") and running_under(pid, server)]
    visitors = Visitors(running.port + 1)
    for pid in (server, *kin):
        os.kill(pid, signal.SIGSTOP)  # neither answers nor refuses: the worst way to be away
    began = time.monotonic()
    before = len(visitors.answered)
    try:
        running.until(lambda: len(visitors.answered) > before + 300, why="touches are answered all the same")
        assert status(running.port) == 302  # and by the console's port too
    finally:
        for pid in (*kin, server):
            os.kill(pid, signal.SIGCONT)
    assert time.monotonic() - began < 60
    assert_all_are_in(running, visitors.end())
    assert visitors.refused == 0


def running_under(pid: int, server: int) -> bool:
    try:
        told = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return int(told.rsplit(")", 1)[1].split()[1]) == server


def test_a_killed_server_costs_no_touch(running: Installation) -> None:
    visitors = Visitors(running.port + 1)
    server = running.until(running.server, why="the server runs")
    os.kill(server, signal.SIGKILL)
    before = len(visitors.answered)
    running.until(lambda: len(visitors.answered) > before + 50, why="touches are answered")
    answered = visitors.end()
    running.until(lambda: running.server() not in (None, server), why="another server runs")
    running.until(lambda: running.answers("/readyz"), why="it is ready again")
    assert_all_are_in(running, answered)


def test_what_was_answered_in_the_last_moment_is_in_when_siyu_up_has_ended(
    installation: Installation, tmp_path: Path
) -> None:
    process = installation.up()
    file = tmp_path / "entries.csv"
    file.write_text(ENTRIES, encoding="utf-8")
    assert installation.siyu("import", "entries", str(file)).returncode == 0
    for port in (installation.port, installation.port + 1):
        installation.until(lambda port=port: status(port) == 302, why="the entry is known")
        assert status(port, **{"User-Agent": "a browser"}) == 302
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    told = installation.siyu("export", "touches").stdout.splitlines()
    assert len(told) == 3
    assert not list((installation.home / "links").rglob("*.spool"))
