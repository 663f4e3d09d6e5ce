"""The data folder of the embedded PostgreSQL: made once, and freed of what a killed server left in it."""

import os
import secrets
import shutil
import signal
import subprocess
import time
from pathlib import Path

from siyu.core.database.places import Places

TROUBLE = ("FATAL", "PANIC", "could not", "error:", "No space")


def initialise(where: Places, *, user: str) -> str:
    """Make the cluster on the first start; answers the password. An interrupted first start begins anew."""
    secret = where.cluster / "password"
    if (where.data / "PG_VERSION").exists() and (where.cluster / "initialised").exists():
        return secret.read_text()
    if where.data.exists():
        shutil.rmtree(where.data)
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
            f"--username={user}",
            f"--pwfile={secret}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--data-checksums",
        ],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        cwd="/",
        preexec_fn=lambda: become(where.account),
        check=False,
    )
    if made.returncode:
        where.log.write_text(made.stdout + made.stderr)
        raise SystemExit(last_trouble(where))
    (where.cluster / "initialised").touch()
    return secret.read_text()


def become(account: tuple[int, int] | None) -> None:
    """In a child before exec: a session of its own (Ctrl-C is not for the server), and never root."""
    os.setsid()
    if account is not None:
        os.setgroups([])
        os.setgid(account[1])
        os.setuid(account[0])


def clear_stale(where: Places) -> None:
    """Take away the pid file of a server that is gone; end a server that lost its keeper.

    PostgreSQL itself refuses to start when the number in the file belongs to any living process of the same
    account, which after a crash may be anybody's. We hold `owner.lock`, so the folder is ours to judge.
    """
    file = where.data / "postmaster.pid"
    try:
        pid = int(file.read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return
    while _serves(pid, where.data):
        os.kill(pid, signal.SIGQUIT)
        time.sleep(0.05)
    file.unlink(missing_ok=True)


def _serves(pid: int, data: Path) -> bool:
    """Whether this process is a `postgres` on this folder."""
    command = Path(f"/proc/{pid}/cmdline")
    if Path("/proc/self").exists():
        try:
            told = command.read_bytes().replace(b"\0", b" ").decode(errors="replace")  # empty for a zombie
        except OSError:
            return False
    else:
        told = subprocess.run(
            ["ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False
        ).stdout
    return "postgres" in told and f"-D {data}" in told


def last_trouble(where: Places) -> str:
    """The last thing the server or initdb complained of."""
    try:
        lines = where.log.read_text(errors="replace").strip().splitlines()[-200:]
    except FileNotFoundError:
        lines = []
    told = [line for line in lines if any(word in line for word in TROUBLE)]
    return (told or lines or ["PostgreSQL ended without a word"])[-1].strip()
