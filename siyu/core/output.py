"""What commands print."""

import json
import sys
from typing import Any


def show_json(document: Any) -> None:
    """One JSON document on stdout. Rows told one by one are written so, in bounded memory."""
    rows = document.get("rows") if isinstance(document, dict) else None
    if rows is None or isinstance(rows, list | int):
        json.dump(document, sys.stdout, ensure_ascii=False, indent=1, default=str)
    else:
        around = json.dumps({**document, "rows": []}, ensure_ascii=False, indent=1, default=str)
        head, mark, tail = around.partition('"rows": []')
        sys.stdout.write(head + mark.removesuffix("]"))
        for number, row in enumerate(rows):
            sys.stdout.write(
                (",\n  " if number else "\n  ") + json.dumps(row, ensure_ascii=False, default=str)
            )
        sys.stdout.write("\n ]" + tail)
    sys.stdout.write("\n")
    sys.stdout.flush()


def tell(text: object) -> None:
    """A line on stdout."""
    sys.stdout.write(f"{text}\n")


def note(text: object) -> None:
    """A line on stderr."""
    sys.stderr.write(f"{text}\n")
