"""`siyu export`: data out, in columns that come in again."""

import argparse
import os
import sys
from pathlib import Path

from siyu.core.output import note, show_json
from siyu.core.refusals import Refusal
from siyu.core.starting import working
from siyu.core.words import say
from siyu.market.commands.report import add_question, answer_of, flat

EXAMPLE = (
    "siyu export orders -o orders.csv\nsiyu export report:prices --by platform --format xlsx -o prices.xlsx"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """TABLE, a format, a file; a report's options for report:NAME."""
    parser.add_argument(
        "table",
        help=str(say("种类、facts、people、…,或 report:名称", "a kind, facts, people, …, or report:NAME")),
    )
    parser.add_argument("--format", choices=["csv", "parquet", "xlsx"], default=None)
    parser.add_argument("-o", "--output", metavar="FILE")
    add_question(parser)


def run(args: argparse.Namespace) -> int:
    """Status 0; a file is written whole or not at all."""
    suffix = Path(args.output).suffix.removeprefix(".") if args.output else ""
    format_ = args.format or (suffix if suffix in ("csv", "parquet", "xlsx") else "csv")
    if args.json and not args.output:
        raise Refusal(say("--json 要和 -o 一起用", "--json goes with -o"))
    with working():
        from siyu.connectors.files.exports import Table, table
        from siyu.connectors.files.writing import write

        if args.table.startswith("report:"):
            rows = flat(answer_of(args.table.removeprefix("report:"), args))
            chosen = Table(list(rows[0]) if rows else [], lambda: ([*row.values()] for row in rows))
        else:
            chosen = table(args.table)
        if not args.output:
            write(chosen, format_, sys.stdout.buffer)
            sys.stdout.buffer.flush()
            return 0
        target = Path(args.output)
        fresh = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            with fresh.open("wb") as file:
                write(chosen, format_, file)
            fresh.replace(target)
        except OSError as trouble:
            raise Refusal(
                say(f"写不了 {target}:{trouble.strerror}", f"{target} cannot be written: {trouble.strerror}")
            ) from trouble
        finally:
            fresh.unlink(missing_ok=True)
    if args.json:
        show_json({"table": args.table, "file": str(target.resolve()), "format": format_})
    else:
        note(say(f"已写到 {target}", f"Written to {target}"))
    return 0
