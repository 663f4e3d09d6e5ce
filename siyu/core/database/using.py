"""Using the database: start it or share it, and know where it is."""

import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from siyu.core.database.address import Address, address_of_url
from siyu.core.database.keeper import lock_file, takes
from siyu.core.database.places import Places, places
from siyu.core.refusals import Refusal
from siyu.core.words import say

_current: list[Address] = []
_keepers: "list[subprocess.Popen[bytes]]" = []
"""The keeper that this process started last, if it started one."""


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
    try:
        _current[:] = [_await_address(where)]
        yield _current[0]
    finally:
        _current.clear()
        os.close(users)
        _await_end(where)


def tend_database() -> Address:
    """Where the database in use is now; starts a new keeper when somebody killed it. Waits for nothing.

    For whoever stays for long, and asks every now and then. Raises Refusal when the new keeper failed.
    """
    if os.environ.get("DATABASE_URL"):
        return current()
    where = places()
    if keeper_lives(where):
        address = _published(where)
        if address is not None:
            _current[:] = [address]
    elif not _keepers or _keepers[-1].poll() is not None:
        _refuse_failed(where)
        _keepers[:] = [_start_keeper(where)]
    return current()


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
            [sys.executable, "-m", "siyu.core.database"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )


def _await_address(where: Places) -> Address:
    """Wait for the server, however long its recovery takes, as long as somebody keeps it."""
    _keepers.clear()
    while True:
        address = _published(where)
        if address is not None and keeper_lives(where) and _answers(address):
            return address
        _refuse_failed(where)
        if (not _keepers or _keepers[-1].poll() is not None) and not keeper_lives(where):
            _keepers[:] = [_start_keeper(where)]
        time.sleep(0.01)


def _refuse_failed(where: Places) -> None:
    """Say why the keeper we started gave up, if it did. (Killed by a signal is not given up.)"""
    if _keepers and (_keepers[-1].poll() or 0) > 0:
        told = (where.control / "keeper.log").read_text(errors="replace").strip().splitlines()
        why = told[-1] if told else "?"
        raise Refusal(
            say(
                f"内置数据库起不来:{why}(日志在 {where.log})",
                f"The embedded database does not start: {why} (log: {where.log})",
            )
        )


def _published(where: Places) -> Address | None:
    """What the keeper wrote when the server became ready; a killed one's word may still lie there."""
    said = where.read_address()
    if said is None:
        return None
    return Address(
        host=str(said["host"]),
        port=int(str(said["port"])),
        user=str(said["user"]),
        password=(where.cluster / "password").read_text(),
        dbname=str(said["dbname"]),
    )


def _answers(address: Address) -> bool:
    try:
        psycopg.connect(address.url()).close()
    except psycopg.OperationalError:
        return False
    return True


def _await_end(where: Places) -> None:
    """Wait until the keeper is gone, unless others still use the database."""
    users = lock_file(where.control / "users.lock")
    try:
        deadline = time.monotonic() + 60
        while keeper_lives(where) and time.monotonic() < deadline:
            if takes(users, fcntl.LOCK_EX):
                fcntl.flock(users, fcntl.LOCK_UN)  # nobody uses it: the keeper is about to notice
            elif takes(users, fcntl.LOCK_SH):
                return  # others use it
            time.sleep(0.02)  # the keeper has the lock alone: it is stopping
    finally:
        os.close(users)
