"""Taking the touches of the spool: facts and position in one transaction."""

import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import DataError, IntegrityError, connection, transaction

from siyu.connectors.files.actions import state_rows
from siyu.connectors.links.arrivals import Arrival, arrival_of
from siyu.connectors.links.spool import is_written_to, lines_from, segments
from siyu.traffic.actions import forget_spool, keep_arrivals, note_spool
from siyu.traffic.models import Spool
from siyu.traffic.publication import links_folder

ACTOR = "link"
MOST = 5000
"""Lines of one transaction."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAMAGED = "damaged.lines"
"""Lines that cannot be understood or taken are put aside here, beside the segments."""


@dataclass
class Drained:
    """What came in: touches, comings that are none (machines, prefetches), lines put aside."""

    touches: int = 0
    others: int = 0
    damaged: int = 0
    left: bool = False
    """Whether some process still writes, so that more may come."""


def drain_spool(*, clock: Callable[[], datetime]) -> Drained:
    """Bring in everything that the link processes of this machine have written until now.

    A segment that nobody writes to any more is removed once all of it is in. Two who drain at once do it one
    after the other. Raises OperationalError when the database is away: nothing is lost or repeated by that.
    """
    folder = links_folder(connection.settings_dict["NAME"]) / "spool"
    told = Drained()
    with _alone(folder):
        for segment in segments(folder):
            written = is_written_to(segment)  # looked at first: what is over now stays as it is
            _take_segment(segment, told, clock)
            if written:
                told.left = True
            else:
                segment.unlink()
                forget_spool(segment=segment.name)
    return told


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    folder.mkdir(mode=0o700, exist_ok=True)
    lock = os.open(folder / "drain.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _take_segment(segment: Path, told: Drained, clock: Callable[[], datetime]) -> None:
    kept = Spool.objects.filter(segment=segment.name).first()
    position = kept.position if kept else 0
    while True:
        lines = list(lines_from(segment, position, most=MOST))
        if not lines:
            return
        try:
            _take(segment, lines, told, at=clock())
        except (DataError, IntegrityError):
            for one in lines:  # one of them is what the database does not take
                _take_or_put_aside(segment, one, told, at=clock())
        position = lines[-1][0]


def _take_or_put_aside(segment: Path, line: tuple[int, bytes], told: Drained, *, at: datetime) -> None:
    try:
        _take(segment, [line], told, at=at)
    except (DataError, IntegrityError):
        _put_aside(segment, line[1])
        told.damaged += 1
        note_spool(segment=segment.name, position=line[0])


def _take(segment: Path, lines: Sequence[tuple[int, bytes]], told: Drained, *, at: datetime) -> None:
    read = [(line, arrival_of(line)) for _, line in lines]
    arrivals = [arrival for _, arrival in read if arrival is not None]
    touches = [arrival for arrival in arrivals if not arrival.why]
    with transaction.atomic():
        if touches:
            state_rows(kind="touches", rows=[_touch(one) for one in touches], actor=ACTOR, at=at)
        keep_arrivals(arrivals=[_arrival(one) for one in arrivals])
        note_spool(segment=segment.name, position=lines[-1][0])
    damaged = [line for line, arrival in read if arrival is None]
    for line in damaged:
        _put_aside(segment, line)
    told.touches += len(touches)
    told.others += len(arrivals) - len(touches)
    told.damaged += len(damaged)


def _touch(one: Arrival) -> dict[str, Any]:
    """A row of the kind `touches`, as facts keep it."""
    return {
        "touch_id": one.touch,
        "at": (EPOCH + timedelta(microseconds=one.at)).isoformat(),
        "entry": one.entry,
        "action": one.action,
        "id.device": one.visitor,
    }


def _arrival(one: Arrival) -> dict[str, Any]:
    return {
        "touch_id": one.touch,
        "at": one.at,
        "entry": one.entry,
        "action": one.action,
        "app": one.app,
        "device": one.device,
        "why": one.why,
        "outcome": one.outcome,
        "clicks": one.clicks,
        "referrer": one.referrer,
        "query": one.query,
        "agent": one.agent,
        "address": one.address,
    }


def _put_aside(segment: Path, line: bytes) -> None:
    with (segment.parent / DAMAGED).open("ab") as file:
        file.write(line)
