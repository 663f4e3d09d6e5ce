"""`siyu bench`: what siyu costs, with a peer or a physical limit beside each figure."""

import argparse
import importlib
import sys
from pathlib import Path
from typing import Any

from siyu.core.output import note, show_json, tell
from siyu.core.refusals import Refusal
from siyu.core.words import say

EXAMPLE = "siyu bench\nsiyu bench report --people 100000"
SOURCE = Path(__file__).resolve().parents[3]
MODERATE = 20_000
LEAST = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """NAME, or `all`, and a size."""
    parser.add_argument(
        "name", nargs="?", help=str(say("哪一项;all 为全部", "which one; all for all of them"))
    )
    parser.add_argument(
        "--people",
        type=int,
        default=MODERATE,
        metavar="N",
        help=str(say("小镇的人数,订单为五倍", "people of the town; five times as many orders")),
    )
    parser.add_argument(
        "--times",
        type=int,
        choices=range(1, 100),
        default=3,
        metavar="N",
        help=str(say("短的测几次取中位数", "how often what is short is measured")),
    )


def run(args: argparse.Namespace) -> int:
    """Status 1 when a peer came to another answer than we did."""
    running = _benchmarks()
    known: dict[str, str] = running.names()
    if args.name is None:
        if args.json:
            show_json([{"name": name, "measures": told} for name, told in known.items()])
        else:
            for name, told in known.items():
                tell(f"siyu bench {name:<9} {told}")
            tell(say("siyu bench all       全部", "siyu bench all       all of them"))
        return 0
    if args.name not in (*known, "all"):
        listed = ", ".join((*known, "all"))
        raise Refusal(
            say(
                f"没有性能测试“{args.name}”,可选:{listed}",
                f"No benchmark “{args.name}”; choose one of {listed}",
            )
        )
    if args.people < LEAST:
        raise Refusal(say(f"--people 至少 {LEAST}", f"--people is at least {LEAST}"))
    machine = running.machine()
    chosen = list(known) if args.name == "all" else [args.name]
    lines = running.run(chosen, people=args.people, times=args.times)
    wrong = [line for line in lines if line.same is False]
    if args.json:
        show_json({"machine": machine, "people": args.people, "lines": [line.document() for line in lines]})
    else:
        _show(machine, lines, people=args.people)
    for line in wrong:
        note(
            say(f"{line.name} 与 {line.peer} 的结果不同", f"{line.name}: {line.peer} came to another answer")
        )
    return 1 if wrong else 0


def _benchmarks() -> Any:
    """The benchmarks lie beside the package; an installation may have come without them."""
    if not (SOURCE / "benchmarks" / "running.py").exists():
        raise Refusal(
            say(
                f"{SOURCE} 里没有 benchmarks 文件夹;性能测试随源码提供",
                f"There is no folder benchmarks in {SOURCE}; the benchmarks come with the source",
            )
        )
    if str(SOURCE) not in sys.path:
        sys.path.insert(0, str(SOURCE))
    return importlib.import_module("benchmarks.running")


def _show(machine: dict[str, Any], lines: list[Any], *, people: int) -> None:
    from rich.console import Console
    from rich.table import Table

    tell("  ".join(f"{name} {value}" for name, value in machine.items()))
    table = Table(title=f"{people:,} people, {5 * people:,} orders")
    table.add_column("")
    table.add_column("peer")
    for name in ("ours", "theirs", "ratio", "×2 costs", "MB", "server MB", "same"):
        table.add_column(name, justify="right")
    for line in lines:
        ratio = line.ratio
        table.add_row(
            line.name,
            line.peer,
            _figure(line.ours, per_second=line.per_second),
            "—" if line.theirs is None else _figure(line.theirs, per_second=line.per_second),
            "—" if ratio is None else f"{ratio:.1f}",
            "—" if line.growth is None else f"{line.growth:.1f}",
            "—" if line.memory_mb is None else f"{line.memory_mb:.0f}",
            "—" if line.server_mb is None else f"{line.server_mb:.0f}",
            {True: "✓", False: "✗", None: "—"}[line.same],
        )
    Console(width=None if sys.stdout.isatty() else 160).print(table)


def _figure(value: float, *, per_second: bool) -> str:
    if per_second:
        return f"{value:,.0f}/s"
    return f"{value:.2f} s" if value >= 0.1 else f"{value * 1000:.1f} ms"
