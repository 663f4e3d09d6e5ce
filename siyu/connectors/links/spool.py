"""The spool: touches on the local disk before anybody is answered, until the database has them.

A process appends to a segment of its own, which it keeps locked while it lives. Whatever waits is written and
synced together, so that a burst costs one sync, not one each.
"""

import fcntl
import os
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

LARGEST = 32_000_000
"""Bytes after which a new segment is begun."""
ENDING = ".spool"


class Spool:
    """Appends lines durably. `tell(tickets, trouble)` is called, in our own thread, once they are on disk."""

    def __init__(self, folder: Path, tell: Callable[[Sequence[Any], OSError | None], None]) -> None:
        self.folder = folder
        self._tell = tell
        self._waiting: list[tuple[bytes, Any]] = []
        self._some = threading.Condition(threading.Lock())
        self._closing = False
        self._segment = -1
        self._size = 0
        self._thread = threading.Thread(target=self._write_all, name="spool", daemon=True)
        self._thread.start()

    def put(self, line: bytes, ticket: Any) -> None:
        """Have a line written; its ticket is told of when it is durable, or when it could not be written."""
        with self._some:
            self._waiting.append((line, ticket))
            if len(self._waiting) == 1:
                self._some.notify()

    def close(self) -> None:
        """Write what waits, and let go of the segment."""
        with self._some:
            self._closing = True
            self._some.notify()
        self._thread.join()

    def _write_all(self) -> None:
        while True:
            with self._some:
                while not self._waiting and not self._closing:
                    self._some.wait()
                batch, self._waiting = self._waiting, []
                if not batch:
                    break
            trouble: OSError | None = None
            try:
                self._append(b"".join(line for line, _ in batch))
            except OSError as found:
                trouble = found
                self._let_go()  # what was half written ends its segment
            self._tell([ticket for _, ticket in batch], trouble)
        self._let_go()

    def _append(self, block: bytes) -> None:
        if self._segment < 0 or self._size >= LARGEST:
            self._let_go()
            self._begin()
        left = memoryview(block)
        while left:
            left = left[os.write(self._segment, left) :]
        os.fdatasync(self._segment)
        self._size += len(block)

    def _begin(self) -> None:
        """A fresh segment under a lock that goes with us. It gets its name once it is locked: a segment that
        is found unlocked is never written to again."""
        self.folder.mkdir(mode=0o700, exist_ok=True)
        path = self.folder / f"{time.time_ns():020d}-{secrets.token_hex(4)}{ENDING}"
        nameless = path.with_suffix(".new")
        self._segment = os.open(nameless, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
        fcntl.flock(self._segment, fcntl.LOCK_EX)
        nameless.rename(path)
        self._size = 0
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _let_go(self) -> None:
        if self._segment >= 0:
            os.close(self._segment)
        self._segment = -1


def segments(folder: Path) -> list[Path]:
    """All segments, oldest first."""
    return sorted(folder.glob(f"*{ENDING}")) if folder.is_dir() else []


def is_written_to(segment: Path) -> bool:
    """Whether some process still holds this segment."""
    descriptor = os.open(segment, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def lines_from(segment: Path, position: int, *, most: int) -> Iterator[tuple[int, bytes]]:
    """Whole lines of a segment from a position, at most so many: (where the next one begins, the line).

    A last line without its end was never answered to anybody, and is not told.
    """
    with segment.open("rb") as file:
        file.seek(position)
        for _ in range(most):
            line = file.readline()
            if not line.endswith(b"\n"):
                return
            position += len(line)
            yield position, line
