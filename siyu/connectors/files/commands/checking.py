"""`siyu check`: integrity, one line a check."""

import argparse
from datetime import UTC, datetime

from siyu.core.output import show_json, tell
from siyu.core.starting import working
from siyu.core.words import say

EXAMPLE = "siyu check"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(args: argparse.Namespace) -> int:
    """Status 0 when every check holds, 1 when one fails."""
    with working():
        from siyu.connectors.files.checks import all_checks

        results = []
        for check in all_checks(at=datetime.now(UTC)):
            results.append({"check": check.check, "ok": check.ok, "detail": str(check.detail)})
            if not args.json:
                mark = say("通过", "ok") if check.ok else say("不符", "FAILS")
                tell(f"{mark}  {check.check}: {check.detail}")
        if args.json:
            show_json(results)
    return 0 if all(result["ok"] for result in results) else 1
