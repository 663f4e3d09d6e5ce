"""Processes that answer HTTP, children of `siyu up`: `python -m siyu.config.serving console|link PORT`."""

import os
import signal
import sys

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from siyu.core.lifeline import die_with_parent
from siyu.core.logs import log_to_stderr, logging_settings
from siyu.core.processes import SUPERVISOR

THREADS = 4
"""Requests of the console that are worked on at once, each with a database connection of its own."""


def main() -> int:
    """Serve until SIGTERM, or until the supervisor is gone."""
    name, port = sys.argv[1], int(sys.argv[2])
    supervisor = os.environ.get(SUPERVISOR)
    die_with_parent(signal.SIGTERM, parent=int(supervisor) if supervisor else None)
    log_to_stderr(name)
    console = name == "console"
    Granian(
        "siyu.config.wsgi:application" if console else "siyu.config.link:application",
        address=os.environ.get("SIYU_HOST", "127.0.0.1"),
        port=port,
        interface=Interfaces.WSGI if console else Interfaces.ASGINL,
        workers=1,
        blocking_threads=THREADS if console else None,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_dictconfig={**logging_settings(), "loggers": {"_granian": {}, "granian.access": {}}},
        log_level=LogLevels.warning,
    ).serve()
    return 0


def end_with_server() -> None:
    """For the process that answers, forked by the one above: when that is killed, free the port at once."""
    if SUPERVISOR in os.environ:
        die_with_parent(signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
