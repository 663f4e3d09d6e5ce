"""The keeper of the embedded PostgreSQL: one process that owns the folder while anybody uses it.

Whoever uses the database holds a shared lock on `users.lock`. The keeper holds `owner.lock` alone, runs
`postgres` as its child, starts it again when it dies, and stops it when nobody holds `users.lock` any more.
Locks vanish with the processes that hold them, so nothing that is killed leaves anything behind; when the
keeper itself is killed the kernel stops the server, and the next user starts a new keeper.
"""

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

import psycopg

from siyu.core.database.cluster import become, clear_stale, initialise, last_trouble
from siyu.core.database.places import Places, places
from siyu.core.lifeline import die_with_parent

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "work_mem": "24MB",
    "maintenance_work_mem": "64MB",
    "hash_mem_multiplier": "2",
    "max_wal_size": "2GB",
    "wal_compression": "lz4",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "jit": "off",
    "max_parallel_workers_per_gather": "1",
    "random_page_cost": "1.1",
    "client_connection_check_interval": "2s",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
"""No process above 400 MB: small buffers, bounded sorts. What is durable stays durable: fsync is left on.

A statement whose process was killed is given up within two seconds, so that its locks do not outlive it long.
"""

USER = "siyu"
LONGEST_PAUSE = 5.0
MOST_FAILURES = 8
"""Starts in a row, none of which led to a server that answers, before the keeper gives up (about 12 s)."""
LARGEST_LOG = 20_000_000


class _Told:
    """Whether SIGTERM or SIGINT has come."""

    def __init__(self) -> None:
        self.stop = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._hear)

    def _hear(self, number: int, frame: FrameType | None) -> None:
        self.stop = True


def main() -> int:
    """Keep the database until nobody uses it. Status 0 also when another keeper is there already."""
    where = places()
    owner = lock_file(where.control / "owner.lock")
    try:
        fcntl.flock(owner, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return 0
    told = _Told()
    where.address.unlink(missing_ok=True)
    try:
        password = initialise(where, user=USER)
        return _keep_running(where, password, told)
    finally:
        where.address.unlink(missing_ok=True)


def lock_file(path: Path) -> int:
    """An open lock file."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def takes(lock: int, how: int) -> bool:
    """Whether this lock (LOCK_SH or LOCK_EX) can be had at once; it is held from then on."""
    try:
        fcntl.flock(lock, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _keep_running(where: Places, password: str, told: _Told) -> int:
    users = lock_file(where.control / "users.lock")
    port = _remembered_port(where)
    failures = 0
    while True:
        clear_stale(where)
        server = _start(where, port)
        if _await_ready(server, port, password, told):
            failures = 0
            _publish(where, port, server.pid)
            # Once nobody holds a shared lock we hold it alone: new users wait for the next keeper.
            while server.poll() is None and not told.stop and not takes(users, fcntl.LOCK_EX):
                time.sleep(0.05)
        if server.poll() is None:
            _stop(server)
            return 0
        if told.stop:
            return 0
        # It died by itself: at once again if it had been up, with growing pauses if it cannot start.
        if where.address.exists():
            where.address.unlink()
            continue
        failures += 1
        if failures >= MOST_FAILURES:
            sys.stderr.write(f"{last_trouble(where)}\n")
            return 1
        time.sleep(min(0.1 * 2 ** (failures - 1), LONGEST_PAUSE))
        if not _is_free(port):
            port = _remembered_port(where)


def _publish(where: Places, port: int, pid: int) -> None:
    """Tell users where the server is."""
    fresh = where.address.with_suffix(".new")
    fresh.write_text(
        json.dumps({"host": "127.0.0.1", "port": port, "user": USER, "dbname": USER, "pid": pid})
    )
    fresh.rename(where.address)


def _start(where: Places, port: int) -> "subprocess.Popen[bytes]":
    if where.log.exists() and where.log.stat().st_size > LARGEST_LOG:
        where.log.replace(where.log.with_suffix(".log.1"))
    options = [part for name, value in {**SETTINGS, **_extra()}.items() for part in ("-c", f"{name}={value}")]

    def prepare() -> None:
        become(where.account)
        # SIGQUIT: stop at once, recover at the next start.
        die_with_parent(signal.SIGQUIT)

    with where.log.open("ab") as log:
        return subprocess.Popen(
            [str(where.binaries / "postgres"), "-D", str(where.data), "-p", str(port), *options],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            preexec_fn=prepare,
        )


def _stop(server: "subprocess.Popen[bytes]") -> None:
    server.send_signal(signal.SIGINT)
    try:
        server.wait(60)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait()


def _extra() -> dict[str, str]:
    """Settings that only tests use (`fsync=off`)."""
    said = os.environ.get("SIYU_TEST_POSTGRESQL", "")
    return dict(part.split("=", 1) for part in said.split() if "=" in part)


def _await_ready(server: "subprocess.Popen[bytes]", port: int, password: str, told: _Told) -> bool:
    """Wait until the server answers, however long recovery takes; False when it ended instead."""
    while server.poll() is None and not told.stop:
        try:
            with psycopg.connect(
                host="127.0.0.1", port=port, user=USER, password=password, dbname="postgres", autocommit=True
            ) as connection:
                known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [USER]).fetchone()
                if known is None:
                    connection.execute(f"CREATE DATABASE {USER}")
                return True
        except psycopg.OperationalError:
            time.sleep(0.02)
    return False


def _remembered_port(where: Places) -> int:
    """Last time's port where it is free, so that whoever lost the server finds it again; else a new one."""
    remembered = where.control / "port"
    try:
        port = int(remembered.read_text())
    except (FileNotFoundError, ValueError):
        port = 0
    if not 1024 <= port <= 65535 or not _is_free(port):
        port = free_port()
        remembered.write_text(str(port))
    return port


def _is_free(port: int) -> bool:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
