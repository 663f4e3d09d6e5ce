"""`siyu backup FILE`: everything in one file."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from siyu.core.output import show_json, tell
from siyu.core.starting import working
from siyu.core.words import say

EXAMPLE = "siyu backup 林间茶-2026-07-15.siyu"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE."""
    parser.add_argument("file", metavar="FILE", help=str(say("写到哪个文件", "where to write it")))


def run(args: argparse.Namespace) -> int:
    """Writes the file, whole or not at all."""
    path = Path(args.file).resolve()
    with working(own=True):
        from siyu.config.archive import write_backup
        from siyu.config.draining.actions import drain_spool

        drain_spool(clock=lambda: datetime.now(UTC))  # whoever was answered until now is in it

        manifest = write_backup(path, at=datetime.now(UTC))
    rows = sum(table.rows for table in manifest.tables.values())
    size = path.stat().st_size
    if args.json:
        tables = {name: table.rows for name, table in manifest.tables.items()}
        show_json({"file": str(path), "bytes": size, "tables": tables, "files": len(manifest.files)})
    else:
        tell(
            say(
                f"{path}:{rows:,} 行,{len(manifest.files)} 个文件,{size:,} 字节。内有客户资料,请妥善保管。",
                f"{path}: {rows:,} rows, {len(manifest.files)} files, {size:,} bytes. "
                "It holds your customers' data; keep it safe.",
            )
        )
    return 0
