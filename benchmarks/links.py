"""One hot link, durable, against a bare ASGI answer: the same load, the same server, in turns."""

import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

from benchmarks.installation import EVERY, SOURCE, Installation, answers, free_port, fresh
from benchmarks.lines import Line, progress

CONNECTIONS = 256
SECONDS = 3.0
WARM = 0.5
CODE = "hot"
REQUEST = (
    b"GET /l/hot?gdt_vid=wx0abcdefgh HTTP/1.1\r\nHost: go.forest.example\r\n"
    b"User-Agent: Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 "
    b"MicroMessenger/8.0.54 NetType/WIFI Language/zh_CN\r\nAccept: */*\r\n\r\n"
)


def follow_links(times: int) -> list[Line]:
    """Redirects a second by one worker, each on disk before its answer; then all of them in the tables."""
    with fresh(1) as town, town.up() as running, _bare(town) as bare:
        progress("  links")
        entries = town.folder / "entries.csv"
        entries.write_text(f"code,title,url\n{CODE},Tea,https://shop.forest.example/tea\n", encoding="utf-8")
        town.siyu("import", "entries", str(entries))
        link = running.port + 1
        _until_known(link)
        load(link, WARM)
        load(bare, WARM)
        ours, theirs, answered = [], [], load(link, WARM)[0]
        for _ in range(times):
            many, seconds = load(link, SECONDS)
            ours.append(many / seconds)
            answered += many
            many, seconds = load(bare, SECONDS)
            theirs.append(many / seconds)
        kept = _drained(town, answered)
    mine, bare_rate = median(ours), median(theirs)
    return [
        Line(
            "hot link, durable",
            "a bare ASGI answer",
            mine,
            bare_rate,
            rows=answered,
            per_second=True,
            same=kept >= answered,
        )
    ]


def load(port: int, seconds: float) -> tuple[int, float]:
    """Ask again and again over a few connections; answers how many redirects came, and in what time."""
    chooser = selectors.DefaultSelector()
    for _ in range(CONNECTIONS):
        one = socket.create_connection(("127.0.0.1", port))
        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        one.setblocking(False)
        one.send(REQUEST)
        chooser.register(one, selectors.EVENT_READ)
    came = 0
    began = time.perf_counter()
    until = began + seconds
    now = began
    while now < until:
        for key, _ in chooser.select(0.1):
            one = key.fileobj
            if not isinstance(one, socket.socket):
                continue
            told = one.recv(4096)
            if not told.startswith(b"HTTP/1.1 302"):
                raise RuntimeError(f"no redirect: {told[:200]!r}")
            came += 1
            one.send(REQUEST)
        now = time.perf_counter()
    took = now - began
    # What is under way is waited for, so that every answer is counted.
    for key in list(chooser.get_map().values()):
        one = key.fileobj
        if isinstance(one, socket.socket):
            one.setblocking(True)
            if one.recv(4096).startswith(b"HTTP/1.1 302"):
                came += 1
            one.close()
    chooser.close()
    return came, took


@contextmanager
def _bare(town: Installation) -> Iterator[int]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.bare", str(port)], env=town.environment, cwd=SOURCE
    )
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(EVERY)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def _until_known(port: int) -> None:
    while not answers(port):
        time.sleep(EVERY)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with socket.create_connection(("127.0.0.1", port)) as one:
            one.sendall(REQUEST.replace(b"GET", b"HEAD"))
            if one.recv(4096).startswith(b"HTTP/1.1 302"):
                return
        time.sleep(EVERY)
    raise RuntimeError("the entry is not known")


def _drained(town: Installation, answered: int) -> int:
    """How many touches are in the tables once they are all in."""
    deadline = time.monotonic() + max(60.0, answered / 500)
    kept = 0
    while kept < answered and time.monotonic() < deadline:
        time.sleep(0.2)
        with town.connect() as connection:
            row = connection.execute("SELECT count(*) FROM traffic_touch").fetchone()
            kept = int(row[0]) if row else 0
    return kept
