"""`siyu import`: bring files in, withdraw an import, list kinds and presets."""

import argparse
import contextlib
import getpass
import os
import shutil
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from siyu.core import sample
from siyu.core.home import folder
from siyu.core.output import note, show_json, tell
from siyu.core.refusals import Refusal
from siyu.core.starting import working
from siyu.core.words import language, say

EXAMPLE = "siyu import spend 消耗.csv --set platform=tencent\nsiyu import --withdraw 12"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """KIND FILE…, or --withdraw JOB, or --list."""
    parser.add_argument("kind", nargs="?", help=str(say("文件种类,见 --list", "kind of file, see --list")))
    parser.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help=str(say("CSV、CSV.gz、.xlsx、.xls 或 .zip", "CSV, CSV.gz, .xlsx, .xls or .zip")),
    )
    parser.add_argument(
        "--preset",
        help=str(say("平台的或自己的预设,见 --list", "a preset, a platform's or an own one: see --list")),
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="COLUMN=VALUE",
        help=str(say("整份文件里这一列都是这个值", "one value of a column for the whole file")),
    )
    parser.add_argument(
        "--present-on",
        metavar="DAY",
        help=str(
            say(
                "入池名单是这一天在池的所有人:下一份里不见的,就是期间离开了",
                "a list of joins is everybody who is there on this day: who lacks in the next one has left",
            )
        ),
    )
    parser.add_argument(
        "--password-file",
        metavar="FILE",
        help=str(say("压缩包的密码在这个文件的第一行", "a file whose first line is an archive's password")),
    )
    parser.add_argument(
        "--dry-run", action="store_true", help=str(say("只说会怎样,不导入", "say what would happen"))
    )
    parser.add_argument(
        "--withdraw", type=int, metavar="JOB", help=str(say("整个撤回一次导入", "take an import back"))
    )
    parser.add_argument(
        "--list", action="store_true", help=str(say("列出种类和预设", "list kinds and presets"))
    )


def run(args: argparse.Namespace) -> int:
    """Status 0: all rows are in; 1: some were refused; 2: nothing came in."""
    if not (args.list or args.withdraw is not None) and (not args.kind or not args.files):
        raise Refusal(
            say(
                "要说明种类和文件,如 siyu import spend 消耗.csv",
                "Name a kind and a file: siyu import spend spend.csv",
            )
        )
    with working(own=True):
        if args.list:
            return _list(as_json=args.json)
        if args.withdraw is not None:
            return _withdraw(args.withdraw, as_json=args.json)
        return _bring_in(args)


def _list(*, as_json: bool) -> int:
    from siyu.connectors.files.kinds import KINDS
    from siyu.connectors.files.queries import identifier_kinds

    identifiers = [f"id.{kind.name}" for kind in identifier_kinds()]
    kinds = [
        {
            "kind": kind.name,
            "zh": kind.zh,
            "columns": [
                {"name": c.name, "zh": c.zh, "required": c.required, "key": c.key, "codes": list(c.codes)}
                for c in kind.columns
            ],
            "identifiers": kind.identifiers,
        }
        for kind in KINDS.values()
    ]
    presets = [*_own_presets(), *_built_in_presets()]
    if as_json:
        show_json({"kinds": kinds, "identifiers": identifiers, "presets": presets})
        return 0
    for kind in KINDS.values():
        columns = ", ".join(f"{'*' if c.required else ''}{c.name} {c.zh}" for c in kind.columns)
        more = "" if kind.identifiers == "none" else ", id.…"
        tell(f"{kind.name} {kind.zh}: {columns}{more}")
    tell(say("带 * 的列必需。标识列:", "Columns with * are required. Identifiers: ") + ", ".join(identifiers))
    for preset in presets:
        asks = "".join(f" --set {name}=…" for name in preset["asks"])
        tell(say("预设 ", "preset ") + f"{preset['name']} ({preset['kind']}) {preset['title']}{asks}")
    return 0


def _own_presets() -> list[dict[str, Any]]:
    from siyu.connectors.files.reading import Shape
    from siyu.facts.models import Preset

    found = []
    for preset in Preset.objects.order_by("name"):
        shape = Shape.of(preset.reading)
        kept = {"mapping": preset.mapping, "constants": preset.constants}
        found.append(
            {**_told(preset.name, preset.kind, shape, answered=preset.constants), **kept, "title": ""}
        )
    return found


def _built_in_presets() -> list[dict[str, Any]]:
    from siyu.connectors.files.reading.built_in import built_in

    return [
        {
            **_told(one.name, one.kind, one.shape),
            "title": str(one.title),
            "sure": one.sure,
            "as_of": one.as_of,
        }
        for one in built_in().values()
    ]


def _told(name: str, kind: str, shape: Any, *, answered: Iterable[str] = ()) -> dict[str, Any]:
    """A preset with the columns it looks for and what it asks."""
    return {
        "name": name,
        "kind": kind,
        "columns": {ours: list(theirs) for ours, theirs in shape.columns.items() if theirs},
        "asks": {ours: str(asked) for ours, asked in shape.ask.items() if ours not in answered},
    }


def _withdraw(job: int, *, as_json: bool) -> int:
    from siyu.connectors.files.actions import withdraw_import

    taken = withdraw_import(import_id=job, actor=_actor(), at=datetime.now(UTC))
    rows = taken.accepted + taken.restated
    if as_json:
        show_json({"job": taken.id, "kind": taken.kind, "state": taken.state, "rows": rows})
    else:
        tell(say(f"导入 {job} 已撤回({rows} 行)", f"Import {job} is withdrawn ({rows} rows)"))
    return 0


def _bring_in(args: argparse.Namespace) -> int:
    from siyu.connectors.files import actions
    from siyu.connectors.files.commands.archives import unpacked
    from siyu.connectors.files.queries import listed_kind, preset_named

    constants = dict(_pair(text) for text in args.set)
    mapping, reading = None, {}
    if args.preset:
        preset = preset_named(args.preset, kind=args.kind)
        mapping, reading = preset.mapping, preset.reading
        constants = {**preset.constants, **constants}
    kind = args.kind
    if args.present_on is not None:
        kind, constants["day"] = listed_kind(kind), args.present_on
    for name in args.files:
        if not name.isprintable():
            raise Refusal(
                say(
                    f"文件名 {name!a} 里有读不出的字符,请改名",
                    f"The file name {name!a} cannot be written; rename it",
                )
            )
    if sample.wanted() and not args.dry_run:
        sample.leave()
        note(say("样例收起来了,现在看的是自己的数据", "The sample is put away: these are your own data now"))
    actions.bury_killed_imports(at=_now())
    with unpacked(args.files, password_file=args.password_file, at=_now()) as files:
        done = _run(args, files, kind=kind, mapping=mapping, constants=constants, reading=reading)
    return _tell(done, args)


def _run(args: argparse.Namespace, files: list[Any], **how: Any) -> Any:
    from siyu.connectors.files import actions

    taken = actions.start_import(
        files=files,
        **how,
        preset=args.preset or "",
        language=language(),
        actor=_actor(),
        at=datetime.now(UTC),
    )
    act = actions.try_import if args.dry_run else actions.run_import
    with contextlib.closing(_Bar()) as bar:
        try:
            return act(import_id=taken.id, clock=_now, rejects_folder=folder("rejects"), report=bar.draw)
        finally:
            if args.dry_run:
                actions.drop_import(import_id=taken.id)


def _tell(done: Any, args: argparse.Namespace) -> int:
    answer: dict[str, Any] = {
        "kind": done.kind,
        "files": [file["name"] for file in done.files],
        "rows": done.rows,
        "accepted": done.accepted,
        "duplicate": done.duplicate,
        "restated": done.restated,
        "rejected": done.rejected,
        "left_out": done.left_out,
        "combined_from": done.combined_from,
        "rejects_file": done.rejects_file,
        "job": None if args.dry_run else done.id,
    }
    if args.json:
        show_json(answer)
    else:
        tell(
            say(
                f"{done.rows} 行:{done.accepted} 新,{done.duplicate} 重复,"
                f"{done.restated} 更正,{done.rejected} 拒收",
                f"{done.rows} rows: {done.accepted} accepted, {done.duplicate} duplicate, "
                f"{done.restated} restated, {done.rejected} rejected",
            )
        )
    if done.rejected:
        for reason in done.reasons[:10]:
            note(f"  {reason['rows']} × {reason['column']} {reason['why']}")
        note(say(f"拒收的行在 {done.rejects_file}", f"Refused rows: {done.rejects_file}"))
    return 1 if done.rejected else 0


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise Refusal(say(f"--set 要写成 列=值,不是“{text}”", f"--set takes COLUMN=VALUE, not “{text}”"))
    return name.strip(), value.strip()


def _actor() -> str:
    try:
        return f"cli:{getpass.getuser()}"
    except (KeyError, OSError):
        return f"cli:{os.geteuid()}"


def _now() -> datetime:
    return datetime.now(UTC)


class _Bar:
    """A progress bar on a terminal, silence elsewhere."""

    def __init__(self) -> None:
        self.shown = sys.stderr.isatty()

    def draw(self, progress: Any) -> None:
        if not self.shown:
            return
        width = max(10, min(40, shutil.get_terminal_size().columns - 40))
        share = progress.done / progress.total if progress.total else 0.0
        bar = "█" * int(share * width) + "░" * (width - int(share * width))
        stage = say("入账", "applying") if progress.stage == "applying" else say("读取", "reading")
        sys.stderr.write(f"\r{bar} {share:4.0%} {progress.rows:,} {stage}   ")
        sys.stderr.flush()

    def close(self) -> None:
        if self.shown:
            sys.stderr.write("\r\033[K")
