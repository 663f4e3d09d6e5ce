"""`siyu report`: the numbers."""

import argparse
import csv
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from siyu.core.output import note, show_json
from siyu.core.starting import working
from siyu.core.words import say
from siyu.market.table import CHOSEN, cells, reasons

EXAMPLE = "siyu report prices --from 2026-03-02 --to 2026-04-13 --by platform"

MOST_SHOWN = 2000
"""Rows of a table on a terminal; more are a file."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """NAME and its question."""
    parser.add_argument("name", help="prices, loops, pool, people, ledger, crossings, levelling")
    add_question(parser)
    parser.add_argument("--format", choices=["table", "csv", "json"], default="table")


def add_question(parser: argparse.ArgumentParser) -> None:
    """The options that every report takes."""
    parser.add_argument("--from", dest="since", metavar="D", help=str(say("起(含)", "from this day")))
    parser.add_argument("--to", dest="until", metavar="D", help=str(say("止(不含)", "to this day, excluded")))
    parser.add_argument(
        "--as-of", metavar="D", help=str(say("只算此日零点以前的", "only what was before this midnight"))
    )
    parser.add_argument("--by", metavar="DIMENSION", help=str(say("按什么分组", "the dimension")))
    parser.add_argument(
        "--horizon", metavar="DAYS", help=str(say("洼地指数看多少天", "days the index looks ahead"))
    )


def answer_of(name: str, args: argparse.Namespace) -> dict[str, Any]:
    """Ask the report what the options say."""
    from siyu.core.queries import brand_zone
    from siyu.insight.questions import ask
    from siyu.market.queries import first_day, today_in
    from siyu.market.reports import answer

    zone = brand_zone()
    today = today_in(zone, datetime.now(UTC))
    question = ask(
        name,
        since=args.since,
        until=args.until,
        as_of=args.as_of,
        by=args.by,
        horizon=args.horizon,
        first_day=first_day(zone, today=today),
        today=today,
        zone=zone,
    )
    return answer(name, question)


def run(args: argparse.Namespace) -> int:
    """Status 0, or 2 for a question that makes no sense."""
    with working():
        document = answer_of(args.name, args)
    if args.json or args.format == "json":
        show_json(document)
        return 0
    rows = flat(document)
    if args.format == "csv":
        writer = csv.DictWriter(sys.stdout, fieldnames=list(rows[0]) if rows else [])
        writer.writeheader()
        writer.writerows(rows)
        return 0
    _table(document, rows)
    return 0


def flat(document: dict[str, Any]) -> Sequence[dict[str, Any]]:
    """The rows with nested values spread into columns; the totals when there are no rows."""
    rows: Sequence[dict[str, Any]] = document["rows"] or [document["totals"]]
    # Rows that are no list are too many for one, and flat already.
    return [dict(_spread(row)) for row in rows] if isinstance(rows, list) else rows


def _spread(row: dict[str, Any]) -> list[tuple[str, Any]]:
    cells: list[tuple[str, Any]] = []
    for name, value in row.items():
        if isinstance(value, dict):
            for key, inner in value.items():
                shown = " – ".join(map(str, inner)) if isinstance(inner, list) else inner
                cells.append((f"{name}_{key}", shown))
        elif isinstance(value, list):
            cells.append((name, "; ".join(map(str, value))))
        else:
            cells.append((name, value))
    return cells


def _table(document: dict[str, Any], rows: Sequence[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table

    hidden = len(rows) - MOST_SHOWN
    headings, lines = cells(
        document["report"], rows[:MOST_SHOWN], dict(_spread(document["totals"])) if document["rows"] else {}
    )
    table = Table(title=f"{document['report']}  {document['from']} — {document['to']}")
    for number, text in enumerate(headings):
        numeric = any(line[number][:1].isdigit() or line[number][:1] == "-" for line in lines)
        table.add_column(text, justify="right" if numeric else "left")
    for line in lines:
        table.add_row(*line)
    Console(width=None if sys.stdout.isatty() else 200).print(table)
    for text in (*reasons(document["rows"]), *document["notes"]):
        note(text)
    if hidden > 0:
        note(
            say(f"还有 {hidden:,} 行:--format csv 或 --json", f"{hidden:,} more rows: --format csv or --json")
        )
    if document["report"] in CHOSEN:
        note(say("全部字段:--format csv 或 --json", "All fields: --format csv or --json"))
