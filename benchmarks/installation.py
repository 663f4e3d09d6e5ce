"""An installation of its own in a temporary folder, with a town in it; the user's data is not touched."""

import contextlib
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.lines import clocked, progress
from benchmarks.town import write_town
from siyu.core.database.address import Address

SOURCE = Path(__file__).resolve().parents[1]
KINDS = ("placements", "entries", "spend", "touches", "joins", "leaves", "orders", "refunds")
EVERY = 0.02


@dataclass(frozen=True)
class Done:
    """A command that ended: how long it took, its greatest resident set in MB, and what it said."""

    seconds: float
    memory_mb: float
    answer: Any


class Installation:
    """A home folder, the files of a town of so many people, and commands on them."""

    def __init__(self, folder: Path, people: int, times: int) -> None:
        self.folder = folder
        self.people = people
        self.times = times
        """How often what is short is measured; the median counts."""
        self.home = folder / "home"
        self.files: dict[str, Path] = {}
        self.jobs: dict[str, int] = {}

    @property
    def environment(self) -> dict[str, str]:
        ours = ("SIYU_", "DATABASE_", "DJANGO_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return {**kept, "SIYU_HOME": str(self.home), "SIYU_LANGUAGE": "en", "PYTHONPATH": str(SOURCE)}

    def siyu(self, *arguments: str) -> Done:
        """Run a command to its end; one that is not done (status 2) is an error of the benchmark."""
        return self.python("-m", "siyu.config.cli", *arguments, "--json")

    def python(self, *arguments: str) -> Done:
        """Run a new Python process to its end; its last word is a JSON document, or nothing."""
        with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as trouble, clocked() as took:
            process = subprocess.Popen(
                [sys.executable, *arguments], env=self.environment, stdout=out, stderr=trouble
            )
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            said = out.read().strip()
            if process.returncode not in (0, 1):
                trouble.seek(0)
                raise RuntimeError(f"{arguments}: {process.returncode} {said} {trouble.read()[-2000:]}")
        return Done(took.seconds, megabytes(used), json.loads(said) if said.startswith(("{", "[")) else said)

    def address(self) -> Address:
        """Where the embedded database is now."""
        said = json.loads((self.home / "database" / "address.json").read_text())
        return Address(said["host"], said["port"], said["user"], self._password(), said["dbname"])

    def connect(self) -> "psycopg.Connection[Any]":
        """A connection to the server that runs now."""
        return psycopg.connect(self.address().url(), autocommit=True)

    def uri(self) -> str:
        """The libpq URI of the same."""
        return self.address().url()

    def _password(self) -> str:
        pointer = self.home / "database" / "where"
        place = Path(pointer.read_text()) if pointer.exists() else self.home / "database"
        return (place / "cluster" / "password").read_text()

    @contextmanager
    def database(self) -> Iterator[None]:
        """The embedded database for a while, as under `siyu up`."""
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLD], env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        try:
            if holder.stdout is None or not holder.stdout.readline():
                raise RuntimeError("the database did not start")
            yield
        finally:
            holder.communicate()

    @contextmanager
    def up(self) -> Iterator["Up"]:
        """`siyu up` for a while, from the moment the console answers."""
        port = free_port()
        with (self.folder / "up.log").open("w") as trouble, clocked() as took:
            process = subprocess.Popen(
                [sys.executable, "-m", "siyu.config.cli", "up", "--port", str(port), "--json"],
                env=self.environment,
                stdout=subprocess.PIPE,
                stderr=trouble,
                text=True,
                start_new_session=True,
            )
            while not answers(port):
                if process.poll() is not None:
                    raise RuntimeError(f"siyu up ended with {process.returncode}")
                time.sleep(EVERY)
        try:
            yield Up(self, port, process, took.seconds)
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate()


class Up:
    """A running product."""

    def __init__(
        self, installation: Installation, port: int, process: "subprocess.Popen[str]", seconds: float
    ) -> None:
        self.installation = installation
        self.port = port
        self.process = process
        self.seconds = seconds

    def go_on(self) -> None:
        """Refuse to wait for a product that has ended."""
        if self.process.poll() is not None:
            raise RuntimeError(f"siyu up ended with {self.process.returncode}")

    def sign_in_link(self) -> str:
        """The one-time link that `siyu up` printed."""
        said = ""
        for line in self.process.stdout or ():
            said += line
            with contextlib.suppress(json.JSONDecodeError):
                return str(json.loads(said)["sign_in"])
        raise RuntimeError("siyu up ended")


HOLD = """
import sys
from siyu.core.starting import working
with working():
    print("up", flush=True)
    sys.stdin.read()
"""


@contextmanager
def fresh(people: int, *, times: int = 1) -> Iterator[Installation]:
    """An installation with nothing in it, and the files of a town beside it; gone at the end."""
    with tempfile.TemporaryDirectory(prefix="siyu-bench-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        made = Installation(Path(folder), people, times)
        made.home.mkdir(mode=0o755)
        progress(f"a town of {people:,} people")
        made.files = write_town(made.folder / "files", people)
        yield made


def megabytes(used: resource.struct_rusage) -> float:
    """The greatest resident set of a process that ended."""
    return round(used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10), 1)


class ServerMemory:
    """The greatest resident set of any process of an installation's server, looked at 20 times a second."""

    def __init__(self, installation: Installation) -> None:
        self.marks = str(installation.home)
        self.greatest: float | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "ServerMemory":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        server: int | None = None
        while not self._stop.wait(0.05):
            if server is None or not Path(f"/proc/{server}").exists():
                server = self._server()
            if server is not None:
                for pid in children(server):
                    found = high_water(pid)
                    if found is not None:
                        self.greatest = max(self.greatest or 0.0, found)

    def _server(self) -> int | None:
        for pid, told in processes():
            if "postgres" in told.split(" ")[0] and " -D " in told and self.marks in told:
                return pid
        return None


def processes() -> Iterator[tuple[int, str]]:
    """Every process that can be seen, with its command line (none where there is no /proc)."""
    for entry in Path("/proc").iterdir() if Path("/proc").is_dir() else ():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                yield (
                    int(entry.name),
                    (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace"),
                )


def children(pid: int) -> list[int]:
    """The processes that this one started."""
    with contextlib.suppress(OSError):
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def high_water(pid: int) -> float | None:
    """The greatest resident set of a living process so far, in MB."""
    with contextlib.suppress(OSError, ValueError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return round(int(line.split()[1]) / 1024, 1)
    return None


def answers(port: int, path: str = "/healthz") -> bool:
    """Whether the console answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def free_port() -> int:
    """A port that is free, and so is the next one."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            with contextlib.suppress(OSError, OverflowError):
                second.bind(("127.0.0.1", port + 1))
                return port
