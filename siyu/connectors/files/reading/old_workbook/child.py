"""Run as a program: `child.py FILE SHEET` writes the rows of a sheet, one JSON line each.

The library holds a whole workbook in memory, and a file of a few kilobytes can ask for a gigabyte. Here it
may: the process has a limit, and nothing but itself to take along. It imports nothing of siyu, to start fast.
"""

import contextlib
import json
import resource
import sys
from datetime import date, datetime, time
from typing import Any

MOST_MEMORY = 390_000_000
MOST_SECONDS = 120


def plain(value: Any) -> Any:
    """A cell as JSON holds it: days and times in ISO form, the rest as it is."""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return value


def main(path: str, sheet: int) -> int:
    """Write {"titles", "rows"}, then [row number, cells] for every row that is not blank."""
    for what, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, MOST_SECONDS)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        titles = book.sheet_names
        chosen = book.get_sheet_by_index(sheet - 1) if 0 < sheet <= len(titles) else None
    except (python_calamine.CalamineError, OSError, ValueError, IndexError, MemoryError) as trouble:
        sys.stdout.write(json.dumps({"trouble": str(trouble)}) + "\n")
        return 0
    rows = chosen.total_height + 1 if chosen is not None else 0
    sys.stdout.write(json.dumps({"titles": titles, "rows": rows}) + "\n")
    if chosen is not None:
        for number, cells in enumerate(chosen.iter_rows(), 1):
            if any(cell != "" for cell in cells):
                sys.stdout.write(json.dumps([number, [plain(cell) for cell in cells]]) + "\n")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1], int(sys.argv[2])))
    except MemoryError:
        sys.exit(77)
