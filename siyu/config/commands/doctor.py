"""`siyu doctor`: what is not set up right, in words, with the mend."""

import argparse
from datetime import UTC, datetime

from siyu.core.output import show_json, tell
from siyu.core.refusals import Refusal
from siyu.core.starting import working
from siyu.core.words import say

EXAMPLE = "siyu doctor"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(args: argparse.Namespace) -> int:
    """Status 0 when nothing is wrong, 1 when something should be mended."""
    from siyu.config.diagnosis import Finding, of_the_brand, of_the_machine

    findings = list(of_the_machine())
    try:
        with working(own=True):
            findings += of_the_brand(at=datetime.now(UTC))
    except Refusal as refusal:
        findings.append(
            Finding(
                "database",
                ok=False,
                detail=refusal.text,
                mend=say(
                    "看日志,或检查 DATABASE_URL;磁盘满了就腾出空间再启动",
                    "Read the log, or check DATABASE_URL; make room if the disk is full, then start again",
                ),
            )
        )
    if args.json:
        show_json([finding.document() for finding in findings])
    else:
        for finding in findings:
            mark = say("好", "ok") if finding.ok else say("要修", "MEND")
            tell(f"{mark}  {finding.name}: {finding.detail}")
            if not finding.ok:
                tell(f"      → {finding.mend}")
    return 0 if all(finding.ok for finding in findings) else 1
