"""The keeper of the embedded PostgreSQL: one process that owns the folder while anybody uses it.

Whoever uses the database holds a shared lock on `users.lock`. The keeper holds `owner.lock` alone, runs
`postgres` as its child, starts it again when it dies, and stops it when nobody holds `users.lock` any more.
Locks vanish with the processes that hold them, so nothing that is killed leaves anything behind; when the
keeper itself is killed the kernel stops the server, and the next user starts a new keeper.
"""

import ctypes
import fcntl
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import psycopg

from siyu.core.database.places import Places, places

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
    "timezone": "UTC",
    "log_timezone": "UTC",
}
"""No process above 400 MB: small buffers, bounded sorts. What is durable stays durable: fsync is left on."""

USER = "siyu"
PR_SET_PDEATHSIG = 1


def main() -> int:
    """Keep the database until nobody uses it. Status 0 also when another keeper is there already."""
    where = places()
    owner = lock_file(where.control / "owner.lock")
    try:
        fcntl.flock(owner, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return 0
    where.address.unlink(missing_ok=True)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    threading.Thread(target=_await_last_user, args=(where, stop), daemon=True).start()
    try:
        password = initialise(where)
        _keep_running(where, password, stop)
    finally:
        where.address.unlink(missing_ok=True)
    return 0


def lock_file(path: Path) -> int:
    """An open lock file."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def initialise(where: Places) -> str:
    """Make the cluster on the first start; answers the password. An interrupted first start begins anew."""
    secret = where.cluster / "password"
    if (where.data / "PG_VERSION").exists() and (where.cluster / "initialised").exists():
        return secret.read_text()
    if where.data.exists():
        subprocess.run(["rm", "-rf", str(where.data)], check=True)  # noqa: S607
    secret.unlink(missing_ok=True)
    descriptor = os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(32))
    if where.account is not None:
        os.chown(secret, *where.account)
    made = subprocess.run(
        [
            str(where.binaries / "initdb"),
            f"--pgdata={where.data}",
            f"--username={USER}",
            f"--pwfile={secret}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--data-checksums",
        ],
        capture_output=True,
        text=True,
        cwd="/",
        preexec_fn=lambda: _become(where.account),  # noqa: PLW1509
        check=False,
    )
    if made.returncode:
        where.log.write_text(made.stdout + made.stderr)
        raise SystemExit(made.stderr.strip().splitlines()[-1] if made.stderr else "initdb failed")
    (where.cluster / "initialised").touch()
    return secret.read_text()


def _keep_running(where: Places, password: str, stop: threading.Event) -> None:
    port = free_port()
    pause = 0.1
    while not stop.is_set():
        began = time.monotonic()
        server = _start(where, port)
        if _await_ready(server, port, password, stop):
            pause = 0.1
            where.address.with_suffix(".new").write_text(
                json.dumps(
                    {"host": "127.0.0.1", "port": port, "user": USER, "dbname": USER, "pid": server.pid}
                )
            )
            where.address.with_suffix(".new").rename(where.address)
            while server.poll() is None and not stop.wait(0.05):
                pass
        if stop.is_set():
            break
        # It died by itself: at once again if it had been up, with growing pauses if it cannot start.
        if time.monotonic() - began < 1:
            stop.wait(pause)
            pause = min(pause * 2, 5)
            port = free_port()
    if server.poll() is None:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(60)
        except subprocess.TimeoutExpired:
            server.send_signal(signal.SIGQUIT)
            server.wait()


def _start(where: Places, port: int) -> "subprocess.Popen[bytes]":
    options = [part for name, value in {**SETTINGS, **_extra()}.items() for part in ("-c", f"{name}={value}")]
    with where.log.open("ab") as log:
        return subprocess.Popen(
            [str(where.binaries / "postgres"), "-D", str(where.data), "-p", str(port), *options],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            preexec_fn=lambda: _become(where.account, die_with_parent=True),  # noqa: PLW1509
        )


def _extra() -> dict[str, str]:
    """Settings that only tests use (`fsync=off`)."""
    said = os.environ.get("SIYU_TEST_POSTGRESQL", "")
    return dict(part.split("=", 1) for part in said.split() if "=" in part)


def _await_ready(server: "subprocess.Popen[bytes]", port: int, password: str, stop: threading.Event) -> bool:
    """Wait until the server answers, however long recovery takes; False when it ended instead."""
    while server.poll() is None and not stop.is_set():
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


def _await_last_user(where: Places, stop: threading.Event) -> None:
    """Block until nobody holds a shared lock; from then on new users wait for the next keeper."""
    users = lock_file(where.control / "users.lock")
    fcntl.flock(users, fcntl.LOCK_EX)
    stop.set()


def _become(account: tuple[int, int] | None, *, die_with_parent: bool = False) -> None:
    os.setsid()
    if account is not None:
        os.setgroups([])
        os.setgid(account[1])
        os.setuid(account[0])
    if die_with_parent and sys.platform == "linux":
        # After setuid, which clears it. SIGQUIT: stop at once, recover at the next start.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
