"""The entries in memory, as they were last published; read again when the file is another one."""

import os
import threading
from pathlib import Path

import msgspec

from siyu.traffic.publication import PUBLISHED, Door, Published

EVERY = 0.2
"""Seconds between two looks at the file."""


class Table:
    """What is published now. Looking is cheap; the file is read in a thread of its own."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / PUBLISHED
        self.now = Published()
        self._folded: dict[str, str] = {}
        self._seen: tuple[int, int, int] | None = None
        self._reading = threading.Lock()
        self.look()

    def look(self) -> bool:
        """Read the file again if it is another one; answers whether it was."""
        try:
            stat = os.stat(self.path)
        except FileNotFoundError:
            return False
        seen = (stat.st_mtime_ns, stat.st_ino, stat.st_size)
        if seen == self._seen:
            return False
        with self._reading:
            try:
                said = msgspec.json.decode(self.path.read_bytes(), type=Published)
            except (FileNotFoundError, msgspec.DecodeError):
                return False  # what we have stands
            self._folded = {code.lower(): code for code in said.doors}
            self.now, self._seen = said, seen
        return True

    def find(self, code: str) -> tuple[str, Door] | None:
        """The entry of this code, as it is written or in another case; looks again before it says no."""
        return self._find(code) or (self._find(code) if self.look() else None)

    def _find(self, code: str) -> tuple[str, Door] | None:
        found = self.now.doors.get(code)
        if found is not None:
            return code, found
        written = self._folded.get(code.lower())
        found = None if written is None else self.now.doors.get(written)
        return None if written is None or found is None else (written, found)

    def keep_looking(self, end: threading.Event) -> None:
        """Look again and again until told to end; for a thread."""
        while not end.wait(EVERY):
            self.look()
