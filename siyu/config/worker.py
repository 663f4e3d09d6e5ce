"""The worker: runs jobs, and takes up those that a killed worker left behind."""

import asyncio
import logging
import os
import signal
import sys
import time

import django
from django.db import OperationalError, connection
from procrastinate import App
from procrastinate.exceptions import ConnectorException

from siyu.core.lifeline import die_with_parent
from siyu.core.logs import log_to_stderr
from siyu.core.processes import SUPERVISOR

HEARTBEAT = 5.0
STALLED = 15.0
"""Seconds without a heartbeat after which a worker counts as dead."""
SWEEP = 5.0
CONCURRENCY = 1
"""One import at a time: it may use most of a process's memory. More workers, not more jobs."""


async def work() -> None:
    """Run jobs until SIGTERM."""
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    connector = app.connector
    if not isinstance(connector, DjangoConnector):
        raise TypeError(connector)
    worker_app = app.with_connector(connector.get_worker_connector())
    async with worker_app.open_async():
        loop = asyncio.get_running_loop()
        working = asyncio.create_task(
            worker_app.run_worker_async(
                concurrency=CONCURRENCY,
                install_signal_handlers=False,
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=STALLED,
                shutdown_graceful_timeout=10,
            )
        )
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, working.cancel)
        sweeping = asyncio.create_task(sweep(worker_app))
        try:
            await working
        except asyncio.CancelledError:
            pass
        finally:
            sweeping.cancel()


async def sweep(app: App) -> None:
    """Give jobs of dead workers back to the queue, again and again."""
    log = logging.getLogger(__name__)
    while True:
        try:
            for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED):
                log.warning("job %s was left behind by a dead worker; again", job.id)
                await app.job_manager.retry_job(job)
        except ConnectorException as trouble:
            log.warning("cannot look for jobs left behind: %s", trouble)
        await asyncio.sleep(SWEEP)


def await_database() -> None:
    """Wait until the database answers, however long it recovers: no reason to end and be started again."""
    while True:
        try:
            connection.ensure_connection()
        except OperationalError:
            time.sleep(0.2)
        else:
            connection.close()
            return


def main() -> int:
    """Run jobs until SIGTERM, or until the supervisor is gone."""
    supervisor = os.environ.get(SUPERVISOR)
    die_with_parent(signal.SIGTERM, parent=int(supervisor) if supervisor else None)
    log_to_stderr(sys.argv[1] if len(sys.argv) > 1 else "worker")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siyu.config.settings")
    django.setup()
    await_database()
    asyncio.run(work())
    return 0


if __name__ == "__main__":
    sys.exit(main())
