"""Files that are written whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO


@contextmanager
def written_whole(target: Path, *, mode: int = 0o666) -> Iterator[IO[bytes]]:
    """A file to write into that takes the target's place once it is whole and on the disk.

    What a killed process left of the same file is removed first: it may hold everybody's names.
    """
    _sweep(target)
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        descriptor = os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(descriptor, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)


def _sweep(target: Path) -> None:
    stem = f".{target.name}."
    for left in target.parent.iterdir():
        pid = left.name.removeprefix(stem)
        if left.name.startswith(stem) and pid.isdigit() and not _lives(int(pid)):
            left.unlink(missing_ok=True)


def _lives(pid: int) -> bool:
    """Whether there is such a process; our own number on an older file is that of another, dead one."""
    with suppress(ProcessLookupError, OverflowError):
        try:
            os.kill(pid, 0)
        except PermissionError:
            return True
        return pid != os.getpid()
    return False
