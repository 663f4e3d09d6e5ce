"""The worker: runs jobs, and takes up those that a killed worker left behind."""

import asyncio
import logging
import os
import signal
import sys

import django

from siyu.core.logs import log_to_stderr

HEARTBEAT = 5.0
STALLED = 15.0
"""Seconds without a heartbeat after which a worker counts as dead."""
SWEEP = 5.0
CONCURRENCY = 2


async def work() -> None:
    """Run jobs until SIGTERM."""
    from procrastinate.contrib.django import app  # noqa: PLC0415  (exists only after set-up)

    worker_app = app.with_connector(app.connector.get_worker_connector())
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


async def sweep(app: object) -> None:
    """Give jobs of dead workers back to the queue, again and again."""
    manager = app.job_manager  # type: ignore[attr-defined]
    while True:
        for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED):
            logging.getLogger(__name__).warning("job %s was left behind by a dead worker; again", job.id)
            await manager.retry_job(job)
        await asyncio.sleep(SWEEP)


def main() -> int:
    log_to_stderr("worker")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siyu.config.settings")
    django.setup()
    asyncio.run(work())
    return 0


if __name__ == "__main__":
    sys.exit(main())
