"""What a benchmark says."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any


@dataclass
class Line:
    """One thing that was measured, and what it was measured against.

    `per_second`: `ours` and `theirs` are rows a second, else seconds. `ratio` is how many times dearer we are
    than the peer. `same`: both came to the same answer; None where there is nothing to compare.
    """

    name: str
    peer: str
    ours: float
    theirs: float | None
    rows: int = 0
    per_second: bool = False
    same: bool | None = None
    memory_mb: float | None = None
    """The greatest resident set of the command's process."""
    server_mb: float | None = None
    """The greatest resident set of one of the server's processes, shared buffers among it."""
    growth: float | None = None
    """How many times dearer it became when the input doubled (2: in proportion)."""

    @property
    def ratio(self) -> float | None:
        if not self.theirs or not self.ours:
            return None
        return self.theirs / self.ours if self.per_second else self.ours / self.theirs

    def cost(self) -> float:
        """Seconds, whatever is shown."""
        return self.rows / self.ours if self.per_second else self.ours

    def document(self) -> dict[str, Any]:
        ratio = self.ratio
        return {**asdict(self), "ratio": None if ratio is None else round(ratio, 2)}


@dataclass
class Measured:
    """How long something took, and what it answered."""

    seconds: float = 0.0
    answer: Any = None


@contextmanager
def clocked() -> Iterator[Measured]:
    """The seconds between in and out."""
    found = Measured()
    began = time.perf_counter()
    yield found
    found.seconds = time.perf_counter() - began


def by_turns(ours: Callable[[], float], theirs: Callable[[], float], *, times: int) -> tuple[float, float]:
    """The medians of two things that were done alternately, so that a busy moment meets both."""
    pairs = [(ours(), theirs()) for _ in range(times)]
    return median(one for one, _ in pairs), median(other for _, other in pairs)


def progress(text: str) -> None:
    """A word on stderr."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
