"""The PostgreSQL of one test run: started before Django reads its settings, gone at the end.

A plugin of pytest, since settings are read before any conftest. `SIYU_TEST_SERVER` names a folder of binaries
to use instead of ours (PostgreSQL 15); `DATABASE_URL` a server that runs already.
"""

import atexit
import os
import pwd
import re
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=100", "timezone=UTC")


def start() -> None:
    """Point DATABASE_URL at a fresh server, and SIYU_HOME at a fresh folder."""
    if os.environ.get("PYTEST_XDIST_WORKER") and os.environ.get("DATABASE_URL"):
        return  # the controller's server: each worker has a database of its own on it
    folder = Path(tempfile.mkdtemp(prefix="siyu-tests-"))
    folder.chmod(0o755)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["SIYU_HOME"] = str(folder / "home")
    os.environ["SIYU_SECRET_KEY"] = "only for tests, long enough to be taken for a key by everybody"
    os.environ.setdefault("SIYU_LANGUAGE", "zh")
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = _serve(folder)


def _serve(folder: Path) -> str:
    from siyu.core.database.places import unpacked

    given = os.environ.get("SIYU_TEST_SERVER")
    return serve(folder, Path(given) if given else unpacked(_shared()))[0]


def of_version_15() -> Path | None:
    """The binaries of a PostgreSQL 15 on this machine, in the places that `make test` looks at."""
    told = (Path(__file__).parents[1] / "tools" / "test.sh").read_text(encoding="utf-8")
    places = re.search(r"^for bin in (.*); do$", told, re.MULTILINE)
    assert places is not None
    return next((Path(one) for one in places[1].split() if (Path(one) / "postgres").exists()), None)


def serve(folder: Path, binaries: Path) -> "tuple[str, subprocess.Popen[bytes]]":
    """A fresh server of these binaries: its URL and its process, which ends with this one."""
    account = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
    cluster = folder / "cluster"
    cluster.mkdir(mode=0o700)
    if account:
        os.chown(cluster, account.pw_uid, account.pw_gid)
    who = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
    subprocess.run(
        [
            binaries / "initdb",
            "-D",
            cluster / "data",
            "-U",
            "siyu",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-N",
        ],
        check=True,
        capture_output=True,
        cwd="/",
        **who,
    )
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    options = [part for one in FAST for part in ("-c", one)]
    server = subprocess.Popen(
        [
            binaries / "postgres",
            "-D",
            cluster / "data",
            "-h",
            "127.0.0.1",
            "-p",
            str(port),
            "-k",
            "",
            *options,
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        **who,
    )
    atexit.register(_stop, server)
    url = f"postgresql://siyu@127.0.0.1:{port}/postgres"
    deadline = time.monotonic() + 60
    while True:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            if time.monotonic() > deadline or server.poll() is not None:
                raise
            time.sleep(0.02)
        else:
            return url, server


def binaries_of_tests() -> Path:
    """The folder `binaries` that installations made by tests may share."""
    from siyu.core.database.places import unpacked

    return unpacked(_shared()).parents[1]


def _shared() -> Path:
    """Where the binaries of test runs are unpacked once."""
    place = Path(tempfile.gettempdir()) / f"siyu-binaries-{os.geteuid()}"
    place.mkdir(mode=0o755, exist_ok=True)
    return place


def _stop(server: "subprocess.Popen[bytes]") -> None:
    server.terminate()
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


start()
