"""The drainer, a child of `siyu up`: publishes entries for the link process and brings its touches in."""

import logging
import os
import signal
import sys
import time
from datetime import UTC, datetime
from threading import Event
from types import FrameType

import django
from django.db import InterfaceError, OperationalError, connection

from siyu.core.lifeline import die_with_parent
from siyu.core.logs import log_to_stderr
from siyu.core.processes import SUPERVISOR

EVERY = 0.3
"""Seconds at most until what a link answered is in the tables."""
LAST = 6.0
"""Seconds that we wait at the end for link processes to finish."""
GENTLE = 5
"""Answering links goes before taking them in: a burst waits in the spool."""
AWAY = (OperationalError, InterfaceError)


def main() -> int:
    """Drain until SIGTERM, and once more when the link processes are gone."""
    supervisor = os.environ.get(SUPERVISOR)
    die_with_parent(signal.SIGTERM, parent=int(supervisor) if supervisor else None)
    log_to_stderr("drainer")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siyu.config.settings")
    django.setup()
    end = Event()

    def stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        end.set()

    os.nice(GENTLE)
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    keep_draining(end)
    return 0


def keep_draining(end: Event) -> None:
    """Work until told to end; the database may go and come back meanwhile."""
    while not end.is_set():
        try:
            _work(end)
        except AWAY as trouble:
            logging.getLogger(__name__).warning("the database is away: %s", str(trouble).strip())
            connection.close()
            end.wait(EVERY)
    try:
        _finish()
    except AWAY:
        connection.close()  # the spool keeps it


def _work(end: Event) -> None:
    from siyu.config.draining.actions import drain_spool
    from siyu.traffic.actions import publish_entries
    from siyu.traffic.actions.publishing import CHANNEL

    with connection.cursor() as cursor:
        cursor.execute(f"LISTEN {CHANNEL}")
    publish_entries()
    while not end.is_set():
        _tell(drain_spool(clock=now).damaged)
        if list(connection.connection.notifies(timeout=EVERY, stop_after=1)):
            publish_entries()


def _finish() -> None:
    from siyu.config.draining.actions import drain_spool

    deadline = time.monotonic() + LAST
    while drain_spool(clock=now).left and time.monotonic() < deadline:
        time.sleep(0.1)


def _tell(damaged: int) -> None:
    if damaged:
        logging.getLogger(__name__).error("%s lines of the spool are damaged and were put aside", damaged)


def now() -> datetime:
    """The clock of the drainer."""
    return datetime.now(UTC)


if __name__ == "__main__":
    sys.exit(main())
