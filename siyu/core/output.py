"""What commands print."""

import json
import sys
from typing import Any


def show_json(document: Any) -> None:
    """One JSON document on stdout."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=1, default=str)
    sys.stdout.write("\n")
    sys.stdout.flush()


def tell(text: object) -> None:
    """A line on stdout."""
    sys.stdout.write(f"{text}\n")


def note(text: object) -> None:
    """A line on stderr."""
    sys.stderr.write(f"{text}\n")
