"""`siyu up`: the whole product in the foreground."""

import argparse
import fcntl
import json
import os
import shutil
import signal
import socket
import sys
import threading
import urllib.request
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.error import URLError

import psycopg

from siyu.config.standing import PORT, remember_console
from siyu.core import sample
from siyu.core.database.keeper import lock_file
from siyu.core.database.using import current, tend_database
from siyu.core.home import folder, home
from siyu.core.logs import Log
from siyu.core.output import note, show_json, tell
from siyu.core.processes import Kept, Supervisor
from siyu.core.refusals import Refusal
from siyu.core.starting import migrations_stamp, working
from siyu.core.words import say

if TYPE_CHECKING:
    from siyu.config.sample import Tended

EXAMPLE = "siyu up --port 8000"
LEAST_DISK = 200_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen."""
    parser.add_argument(
        "--port",
        type=int,
        default=None,
        help=str(say("控制台端口,默认 SIYU_PORT 或 8000", "default: SIYU_PORT or 8000")),
    )
    parser.add_argument(
        "--demo",
        action="store_true",
        help=str(say("先给空的品牌一个样例小镇", "show an empty brand the sample town first")),
    )


def run(args: argparse.Namespace) -> int:
    """Runs until Ctrl-C or SIGTERM (status 0); status 2 with the reason when it cannot go on."""
    port = args.port if args.port is not None else _number("SIYU_PORT", PORT)
    link_port = _number("SIYU_LINK_PORT", port + 1)
    lock = _only_one()
    try:
        _look_before(port, link_port)
        with working(own=True):
            if args.demo:
                _ask_for_the_sample()
            return _supervise(port, link_port, as_json=args.json, demo=args.demo)
    finally:
        os.close(lock)


def _ask_for_the_sample() -> None:
    """The sample is wanted, unless there are data of one's own."""
    from siyu.config.sample.filling import today
    from siyu.facts.queries import nothing_stated

    if not nothing_stated():
        raise Refusal(
            say(
                "这里已经有自己的数据,样例只给空的品牌。换个文件夹:SIYU_HOME=另一个文件夹 siyu up --demo",
                "There are data of your own here, and the sample is for an empty brand. Take another folder: "
                "SIYU_HOME=elsewhere siyu up --demo",
            )
        )
    sample.ask_for(today().isoformat())


def _show_filling(tended: "Tended", stop: threading.Event) -> None:
    """Wait for the sample that was asked for, telling how far it is; refuses where it cannot be had."""
    told = ""
    while sample.wanted() and not tended.shown and not stop.wait(0.05):
        tended.tick(current())
        now = sample.progress()
        if now is not None and str(now.doing) != told:
            told = str(now.doing)
            note(f"{now.share:4.0%} {told}")
    why = sample.problem()
    if why is not None and not tended.shown:
        raise Refusal(why)


def _supervise(port: int, link_port: int, *, as_json: bool, demo: bool) -> int:
    from siyu.config.sample import Tended
    from siyu.facts.queries import nothing_stated

    log = Log(folder("log") / "siyu.jsonl")
    host = os.environ.get("SIYU_HOST", "127.0.0.1")
    links = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{link_port}"
    tended = Tended(log.tell, nothing_stated, migrations_stamp(), links)
    supervisor = Supervisor({**os.environ, "PYTHONUNBUFFERED": "1"}, log.tell, log.write)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: supervisor.stop.set())
    try:
        tended.tick(current())  # a sample that was shown when we ended is shown again
        if demo:
            _show_filling(tended, supervisor.stop)
        supervisor.environment.update(tended.environment(current()))
        for name, command in commands(port, link_port).items():
            supervisor.keep(name, command)
        failed = _watch(supervisor, tended, log, port, as_json=as_json)
    except Refusal as refusal:
        log.tell("cannot go on", why=refusal.text.en)
        raise
    finally:
        supervisor.end()
        tended.close(current())
        log.tell("down")
        log.close()
    if failed is None:
        return 0
    words = " | ".join(_event(line) for line in failed.last_words[-2:])[-400:]
    raise Refusal(
        say(
            f"{failed.name} 反复退出,停止:{words}(日志 {log.path})",
            f"{failed.name} keeps dying: {words} (log: {log.path})",
        )
    )


def _watch(supervisor: Supervisor, tended: "Tended", log: Log, port: int, *, as_json: bool) -> Kept | None:
    """Keep everything running until told to stop; answers the process that cannot be kept alive."""
    shown = False
    known = current()
    while not supervisor.stop.wait(0.1):
        failed = supervisor.tick()
        if failed is not None:
            return failed
        address = tend_database()
        if address != known:
            log.tell("database.moved")
            supervisor.restart(tended.environment(address))
            known = address
        if tended.tick(address):
            supervisor.restart(tended.environment(address))
        if not shown and _answers(port):
            shown = _show(port, tended, as_json=as_json, log=log)
    return None


def _show(port: int, tended: "Tended", *, as_json: bool, log: Log) -> bool:
    """Tell the address and a sign-in link; False when the database has just gone: then a moment later."""
    from django.db import OperationalError, connection

    from siyu.core.actions import issue_login_link

    address = f"http://127.0.0.1:{port}"
    try:
        link = f"{address}/sign-in/{issue_login_link(email=None, at=datetime.now(UTC))}"
        tended.keep_sign_ins(current())
    except (OperationalError, psycopg.OperationalError):
        connection.close()
        return False
    remember_console(port)
    log.tell("up", port=port)
    if as_json:
        show_json({"address": address, "sign_in": link, "log": str(log.path)})
    else:
        tell(say(f"控制台 {address}", f"Console {address}"))
        tell(say("一次性登录链接(24 小时内有效):", "One-time sign-in link (valid for 24 hours):"))
        tell(f"  {link}")
        tell(say("按 Ctrl-C 结束。", "Ctrl-C ends it."))
    sys.stdout.flush()
    return True


def commands(port: int, link_port: int) -> dict[str, list[str]]:
    """The processes of the product."""
    python = sys.executable
    workers = [f"worker-{n}" for n in range(1, _number("SIYU_WORKERS", 2) + 1)]
    return {
        "drainer": [python, "-m", "siyu.config.draining.process"],
        "console": [python, "-m", "siyu.config.serving", "console", str(port)],
        "link": [python, "-m", "siyu.config.serving", "link", str(link_port)],
        **{name: [python, "-m", "siyu.config.worker", name] for name in workers},
    }


def _number(setting: str, otherwise: int) -> int:
    said = os.environ.get(setting) or str(otherwise)
    if not said.isdigit():
        raise Refusal(
            say(f"{setting} 应是一个数,不是“{said}”", f"{setting} should be a number, not “{said}”")
        )
    return int(said)


def _event(line: str) -> str:
    """What a line of the log says, without its frame."""
    try:
        return str(json.loads(line).get("event", line))
    except (json.JSONDecodeError, AttributeError):
        return line


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
                    say(
                        f"端口 {port} 用不了({trouble});换一个:siyu up --port 8100",
                        f"Port {port} cannot be used ({trouble}); try siyu up --port 8100",
                    )
                ) from trouble
    if shutil.disk_usage(home()).free < LEAST_DISK:
        raise Refusal(say("磁盘剩余不足 200 MB", "Less than 200 MB of disk are free"))


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return int(answer.status) == 200
    except (URLError, OSError):
        return False
