"""Using the database: start it or share it, and know where it is."""

import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from siyu.core.database.address import Address, address_of_url
from siyu.core.database.keeper import lock_file
from siyu.core.database.places import Places, places
from siyu.core.refusals import Refusal
from siyu.core.words import say

_current: list[Address] = []


def dsn() -> str:
    """The libpq URI of the database in use."""
    return current().url()


def current() -> Address:
    """The address of the database that this process uses."""
    if os.environ.get("DATABASE_URL"):
        return address_of_url(os.environ["DATABASE_URL"])
    if not _current:
        raise Refusal(say("数据库没有启动", "The database is not running"))
    return _current[0]


@contextmanager
def using_database() -> Iterator[Address]:
    """The database for a while: with `DATABASE_URL` the server it names, else the embedded one.

    The embedded one is started when nobody runs it, shared when somebody does, and stopped by its keeper when
    the last user is gone; leaving the context waits for that.
    """
    if os.environ.get("DATABASE_URL"):
        yield current()
        return
    where = places()
    users = lock_file(where.control / "users.lock")
    fcntl.flock(users, fcntl.LOCK_SH)
    keeper: subprocess.Popen[bytes] | None = None
    try:
        keeper = None if keeper_lives(where) else _start_keeper(where)
        address = _await_address(where, keeper)
        _current[:] = [address]
        yield address
    finally:
        _current.clear()
        os.close(users)
        _await_end(where, keeper)


def keeper_lives(where: Places) -> bool:
    """Whether some keeper owns the folder now."""
    owner = lock_file(where.control / "owner.lock")
    try:
        fcntl.flock(owner, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(owner)
    return False


def _start_keeper(where: Places) -> "subprocess.Popen[bytes]":
    with (where.control / "keeper.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "siyu.core.database.keeper"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )


def _await_address(where: Places, keeper: "subprocess.Popen[bytes] | None") -> Address:
    """Wait for the server, however long its recovery takes, as long as somebody keeps it."""
    while True:
        said = where.read_address()
        if said is not None and keeper_lives(where):
            return Address(
                host=str(said["host"]),
                port=int(str(said["port"])),
                user=str(said["user"]),
                password=(where.cluster / "password").read_text(),
                dbname=str(said["dbname"]),
            )
        if keeper is not None and keeper.poll() is not None and not keeper_lives(where):
            if keeper.returncode == 0:
                keeper = _start_keeper(where)
                continue
            told = (where.control / "keeper.log").read_text(errors="replace").strip().splitlines()
            why = told[-1] if told else f"status {keeper.returncode}"
            raise Refusal(
                say(
                    f"内置数据库起不来:{why}(日志在 {where.log})",
                    f"The embedded database does not start: {why} (log: {where.log})",
                )
            )
        if keeper is None and not keeper_lives(where):
            keeper = _start_keeper(where)
        time.sleep(0.01)


def _await_end(where: Places, keeper: "subprocess.Popen[bytes] | None") -> None:
    """Wait until the keeper is gone, unless others still use the database."""
    users = lock_file(where.control / "users.lock")
    try:
        deadline = time.monotonic() + 60
        while keeper_lives(where) and time.monotonic() < deadline:
            if _takes(users, fcntl.LOCK_EX):
                fcntl.flock(users, fcntl.LOCK_UN)  # nobody uses it: the keeper is about to notice
            elif _takes(users, fcntl.LOCK_SH):
                return  # others use it
            time.sleep(0.01)  # the keeper has the lock alone: it is stopping
    finally:
        os.close(users)
    if keeper is not None:
        keeper.poll()


def _takes(lock: int, how: int) -> bool:
    try:
        fcntl.flock(lock, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
