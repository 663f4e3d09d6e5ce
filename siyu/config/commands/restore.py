"""`siyu restore FILE`: a backup comes back."""

import argparse
import fcntl
import os
from pathlib import Path

from siyu.core import sample
from siyu.core.database.keeper import lock_file, takes
from siyu.core.home import home
from siyu.core.output import show_json, tell
from siyu.core.refusals import Refusal
from siyu.core.starting import working
from siyu.core.words import say

EXAMPLE = "siyu restore 林间茶-2026-07-15.siyu"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE, and --force."""
    parser.add_argument(
        "file", metavar="FILE", help=str(say("siyu backup 写的文件", "what siyu backup wrote"))
    )
    parser.add_argument(
        "--force", action="store_true", help=str(say("覆盖现有的一切", "overwrite all that is here"))
    )


def run(args: argparse.Namespace) -> int:
    """All of it, or nothing: status 2 with the reason."""
    path = Path(args.file).resolve()
    lock = lock_file(home() / "up.lock")
    try:
        if not takes(lock, fcntl.LOCK_EX):
            raise Refusal(say("请先停下 siyu up", "Stop siyu up first"))
        sample.leave()
        with working(own=True):
            from siyu.config.archive import restore_backup

            manifest = restore_backup(path=path, force=args.force)
    finally:
        os.close(lock)
    rows = sum(table.rows for table in manifest.tables.values())
    if args.json:
        tables = {name: table.rows for name, table in manifest.tables.items()}
        show_json(
            {"file": str(path), "made_at": manifest.made_at, "tables": tables, "files": len(manifest.files)}
        )
    else:
        tell(
            say(
                f"已恢复 {manifest.made_at} 的备份:{rows:,} 行,{len(manifest.files)} 个文件",
                f"The backup of {manifest.made_at} is back: {rows:,} rows, {len(manifest.files)} files",
            )
        )
    return 0
