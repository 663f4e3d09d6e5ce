"""`siyu export`: data out, in columns that come in again."""

import argparse
import gzip
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from siyu.core.output import note, show_json
from siyu.core.refusals import Refusal
from siyu.core.starting import working
from siyu.core.whole import written_whole
from siyu.core.words import say
from siyu.market.commands.report import add_question, answer_of, flat

EXAMPLE = (
    "siyu export orders -o orders.csv\nsiyu export report:prices --by platform --format xlsx -o prices.xlsx"
)


FORMATS = ("csv", "parquet", "xlsx")
OF_OTHERS = ("xls", "xlsm", "xlsb", "ods", "zip", "gz", "json")
"""Endings of a file that promise what we do not write."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """TABLE, a format, a file; a report's options for report:NAME."""
    parser.add_argument(
        "table",
        help=str(say("种类、facts、people、…,或 report:名称", "a kind, facts, people, …, or report:NAME")),
    )
    parser.add_argument("--format", choices=FORMATS, default=None)
    parser.add_argument("-o", "--output", metavar="FILE")
    add_question(parser)


def run(args: argparse.Namespace) -> int:
    """Status 0; a file is written whole or not at all."""
    format_ = args.format or _format_of(args.output)
    to_stdout = args.output in (None, "-")
    _refuse_question(args)
    with working():
        from siyu.connectors.files.exports import Table, table
        from siyu.connectors.files.writing import write

        if args.table.startswith("report:"):
            rows = flat(answer_of(args.table.removeprefix("report:"), args))
            chosen = Table(list(rows[0]) if rows else [], lambda: ([*row.values()] for row in rows))
        else:
            chosen = table(args.table)
        if args.json and to_stdout:
            raise Refusal(say("--json 要和 -o 一起用", "--json goes with -o"))
        if to_stdout:
            write(chosen, format_, sys.stdout.buffer)
            sys.stdout.buffer.flush()
            return 0
        target = Path(args.output)
        with _whole(target) as file:
            write(chosen, format_, file)
    if args.json:
        show_json({"table": args.table, "file": str(target.resolve()), "format": format_})
    else:
        note(say(f"已写到 {target}", f"Written to {target}"))
    return 0


def _format_of(output: str | None) -> str:
    """The format that the ending of a file's name asks for; CSV when it asks for nothing."""
    name = Path(output or "").name.lower()
    ending = Path(name.removesuffix(".gz") if _packed(name) else name).suffix.removeprefix(".")
    if ending in OF_OTHERS:
        raise Refusal(
            say(
                f"写不了 .{ending};文件名请以 .csv、.csv.gz、.parquet 或 .xlsx 结尾,或加 --format",
                f".{ending} is not written; end the name in .csv, .csv.gz, .parquet or .xlsx, "
                "or say --format",
            )
        )
    return ending if ending in FORMATS else "csv"


def _packed(name: str) -> bool:
    return name.lower().endswith(".csv.gz")


def _refuse_question(args: argparse.Namespace) -> None:
    """A table goes out whole: an option that it would not heed is not taken in silence."""
    asked = {"--from": args.since, "--to": args.until, "--as-of": args.as_of, "--by": args.by}
    given = [name for name, value in {**asked, "--horizon": args.horizon}.items() if value is not None]
    if given and not args.table.startswith("report:"):
        listed = ", ".join(given)
        raise Refusal(
            say(
                f"{listed} 只用于 report:名称;{args.table} 总是全部导出",
                f"{listed} goes with report:NAME alone; {args.table} always goes out whole",
            )
        )


@contextmanager
def _whole(target: Path) -> Iterator[IO[bytes]]:
    """A file that takes the target's place once it is whole; a device is written to as it is."""
    try:
        if not target.name:
            raise Refusal(say("-o 后面要有文件名", "-o needs the name of a file"))
        if target.exists() and not stat.S_ISREG(target.stat().st_mode):
            with target.open("wb") as file:
                yield file
            return
        with written_whole(target.resolve()) as plain:
            if _packed(target.name):
                with gzip.GzipFile(filename="", mode="wb", fileobj=plain, mtime=0) as file:
                    yield cast("IO[bytes]", file)
            else:
                yield plain
    except BrokenPipeError:
        raise
    except OSError as trouble:
        why = trouble.strerror or trouble
        raise Refusal(say(f"写不了 {target}:{why}", f"{target} cannot be written: {why}")) from trouble
