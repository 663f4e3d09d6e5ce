"""An installation as a person has it: its home, its commands, its processes."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import psycopg

from tests.server import binaries_of_tests

SOURCE = Path(__file__).parents[2]


class Installation:
    """A home folder, and what runs on it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = free_ports()
        self._running: list[subprocess.Popen[str]] = []
        home.mkdir(parents=True)
        home.chmod(0o755)
        # Unpacked once for all tests.
        (home / "binaries").symlink_to(binaries_of_tests())

    @property
    def environment(self) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("SIYU_", "DATABASE_", "DJANGO_"))
        }
        return {
            **kept,
            "SIYU_HOME": str(self.home),
            "SIYU_LANGUAGE": "en",
            "PYTHONPATH": str(SOURCE),
            "SIYU_WORKERS": "1",
        }

    def siyu(
        self, *arguments: str, stdout: "int | IO[Any]" = subprocess.PIPE, **more: str
    ) -> "subprocess.CompletedProcess[str]":
        """Run a command to its end."""
        return self._run(command(*arguments), stdout, more)

    def python(self, program: str, *arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
        """Run a program of a few lines to its end."""
        return self._run([sys.executable, "-c", program, *arguments], subprocess.PIPE, more)

    def _run(
        self, words: list[str], stdout: "int | IO[Any]", more: dict[str, str]
    ) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            words,
            env={**self.environment, **more},
            stdout=stdout,
            stderr=subprocess.PIPE,
            text=True,
            timeout=120,
            check=False,
        )

    def start(self, *arguments: str, **more: str) -> "subprocess.Popen[str]":
        """Start a command and go on."""
        process = subprocess.Popen(
            command(*arguments),
            env={**self.environment, **more},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self._running.append(process)
        return process

    def hold(self) -> None:
        """Keep the database running, so that commands find it there."""
        program = (
            "import sys; from siyu.core.starting import working\n"
            "with working(): print('in', flush=True); sys.stdin.read()"
        )
        process = subprocess.Popen(
            [sys.executable, "-c", program],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self._running.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "in\n"

    def up(self, **more: str) -> "subprocess.Popen[str]":
        """`siyu up`, once the console answers."""
        process = self.start("up", "--port", str(self.port), "--json", **more)
        self.until(self.answers, why="the console answers", process=process)
        return process

    def answers(self, path: str = "/healthz", port: int | None = None) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port or self.port}{path}", timeout=3) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def until(
        self,
        holds: Callable[[], Any],
        *,
        why: str,
        patience: float = 60,
        process: "subprocess.Popen[str] | None" = None,
    ) -> Any:
        """Wait until something holds; answers what it answered."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            answer = holds()
            if answer:
                return answer
            if process is not None and process.poll() is not None:
                raise AssertionError(f"ended with {process.returncode}: {process.communicate()}")
            time.sleep(0.02)
        raise AssertionError(f"in {patience} s it was never so that {why}")

    @property
    def address(self) -> dict[str, Any] | None:
        try:
            said: dict[str, Any] = json.loads((self.home / "database" / "address.json").read_text())
        except (FileNotFoundError, json.JSONDecodeError):
            return None
        return said

    @property
    def cluster(self) -> Path:
        pointer = self.home / "database" / "where"
        return (Path(pointer.read_text()) if pointer.exists() else self.home / "database") / "cluster"

    def connect(self) -> "psycopg.Connection[Any]":
        """A connection to the server that runs now."""
        said = self.address
        assert said is not None
        return psycopg.connect(
            host=said["host"], port=said["port"], user=said["user"], dbname=said["dbname"],
            password=(self.cluster / "password").read_text(), autocommit=True,
        )  # fmt: skip

    def server(self) -> int | None:
        """The pid of the server, None when there is none."""
        found = [pid for pid, told in processes() if f"-D {self.cluster / 'data'} " in f"{told} "]
        return min(found) if found else None

    def keeper(self) -> int | None:
        server = self.server()
        return None if server is None else parent(server)

    def children(self, word: str) -> list[int]:
        """Our processes whose command holds this word."""
        return [
            pid
            for pid, told in processes()
            if word in told and environment_of(pid).get("SIYU_HOME") == str(self.home)
        ]

    def end_all(self) -> None:
        for process in self._running:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self._running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(120)
            if process.poll() is None:
                process.kill()
            process.communicate()
        with contextlib.suppress(AssertionError):
            self.until(lambda: self.server() is None, why="the server is gone", patience=20)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "siyu.config.cli", *arguments]


def processes() -> Iterator[tuple[int, str]]:
    """Every living process and its command line."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                told = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
                if told:
                    yield int(entry.name), told


def parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])


def environment_of(pid: int) -> dict[str, str]:
    try:
        told = Path(f"/proc/{pid}/environ").read_bytes().decode(errors="replace")
    except OSError:
        return {}
    return dict(part.split("=", 1) for part in told.split("\0") if "=" in part)


def free_ports() -> int:
    """A port that is free, and so is the next one."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            with contextlib.suppress(OSError, OverflowError):
                second.bind(("127.0.0.1", port + 1))
                return port
