"""`siyu up`: the whole product in the foreground."""

import argparse
import fcntl
import os
import shutil
import signal
import socket
import sys
import time
import urllib.request
from datetime import UTC, datetime
from urllib.error import URLError

from siyu.core.database.keeper import lock_file
from siyu.core.database.using import current
from siyu.core.home import home
from siyu.core.logs import open_log
from siyu.core.output import note, show_json, tell
from siyu.core.processes import Kept, Supervisor
from siyu.core.refusals import Refusal
from siyu.core.starting import working
from siyu.core.words import say

EXAMPLE = "siyu up --port 8000"
LEAST_DISK = 200_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen."""
    parser.add_argument("--port", type=int, default=None, help=str(say("控制台端口,默认 SIYU_PORT 或 8000", "default: SIYU_PORT or 8000")))
    parser.add_argument("--demo", action="store_true", help=str(say("示例小镇(后续版本)", "the sample town (a later release)")))


def run(args: argparse.Namespace) -> int:
    """Runs until Ctrl-C or SIGTERM (status 0); status 2 with the reason when it cannot go on."""
    if args.demo:
        raise Refusal(say("示例小镇在后续版本提供", "The sample town comes in a later release"))
    port = args.port or int(os.environ.get("SIYU_PORT", "8000"))
    link_port = int(os.environ.get("SIYU_LINK_PORT", str(port + 1)))
    lock = _only_one()
    try:
        _look_before(port, link_port)
        with working():
            return _supervise(port, link_port, as_json=args.json)
    finally:
        os.close(lock)


def _supervise(port: int, link_port: int, *, as_json: bool) -> int:
    from siyu.core.actions import issue_login_link  # noqa: PLC0415  (needs the database)

    path = home() / "log" / "siyu.jsonl"
    log = open_log(path)
    environment = {**os.environ, "DATABASE_URL": current().url(), "SIYU_HOME": str(home()), "PYTHONUNBUFFERED": "1"}
    with path.open("a", encoding="utf-8") as lines:
        supervisor = Supervisor(environment, log.warning, lines)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: supervisor.stop.set())
        for name, command in commands(port, link_port).items():
            supervisor.keep(name, command)
        failed: Kept | None = None
        try:
            if _await_console(port, supervisor):
                token = issue_login_link(email=None, at=datetime.now(UTC))
                address = f"http://127.0.0.1:{port}"
                log.info("up", port=port, link_port=link_port)
                if as_json:
                    show_json({"address": address, "sign_in": f"{address}/sign-in/{token}", "log": str(path)})
                else:
                    tell(say(f"控制台 {address}", f"Console {address}"))
                    tell(say("一次性登录链接(24 小时内有效):", "One-time sign-in link (valid for 24 hours):"))
                    tell(f"  {address}/sign-in/{token}")
                    tell(say("按 Ctrl-C 结束。", "Ctrl-C ends it."))
                sys.stdout.flush()
            failed = supervisor.run()
        finally:
            supervisor.end()
        log.info("down")
    if failed is not None:
        words = " | ".join(failed.last_words[-2:])[-400:]
        note(say(f"{failed.name} 反复退出,停止:{words}(日志 {path})", f"{failed.name} keeps dying: {words} (log: {path})"))
        return 2
    return 0


def commands(port: int, link_port: int) -> dict[str, list[str]]:
    """The processes of the product."""
    python = sys.executable
    host = os.environ.get("SIYU_HOST", "127.0.0.1")
    granian = [python, "-m", "granian", "--no-ws", "--log-level", "warning", "--workers", "1", "--host", host]
    return {
        "console": [
            *granian, "--interface", "wsgi", "--port", str(port), "--blocking-threads", "4",
            "--respawn-failed-workers", "siyu.config.wsgi:application",
        ],
        "link": [*granian, "--interface", "asginl", "--port", str(link_port), "siyu.config.link:application"],
        "worker": [python, "-m", "siyu.config.worker"],
    }  # fmt: skip


def _only_one() -> int:
    lock = lock_file(home() / "up.lock")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Refusal(
            say(f"{home()} 上已经有一个 siyu up 在运行", f"Another siyu up is running on {home()} already")
        ) from None
    return lock


def _look_before(*ports: int) -> None:
    for port in ports:
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind((os.environ.get("SIYU_HOST", "127.0.0.1"), port))
            except (OSError, OverflowError) as trouble:
                raise Refusal(
                    say(f"端口 {port} 用不了({trouble});换一个:siyu up --port 8100", f"Port {port} cannot be used ({trouble}); try siyu up --port 8100")
                ) from trouble
    if shutil.disk_usage(home()).free < LEAST_DISK:
        raise Refusal(say("磁盘剩余不足 200 MB", "Less than 200 MB of disk are free"))


def _await_console(port: int, supervisor: Supervisor) -> bool:
    """Wait until the console answers; False when it was told to stop first or keeps dying."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not supervisor.stop.is_set():
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return True
        except (URLError, OSError):
            process = supervisor.kept[0].process
            if process is None or process.poll() is not None:
                return False
            time.sleep(0.05)
    return False
