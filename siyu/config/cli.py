"""The command line: one table of commands, each imported only when it is asked for."""

import argparse
import importlib
import os
import sys
from typing import NoReturn, Protocol, cast

from siyu.core.output import note, show_json, tell
from siyu.core.refusals import Refusal
from siyu.core.words import Say, say, speak

COMMANDS: dict[str, tuple[str, Say]] = {
    "up": ("siyu.config.commands.up", say("启动整个产品", "start the whole product")),
    "import": ("siyu.connectors.files.commands.importing", say("导入文件", "bring files in")),
    "report": ("siyu.market.commands.report", say("报表", "reports")),
    "check": ("siyu.connectors.files.commands.checking", say("核对账目与数据", "check integrity")),
    "export": ("siyu.connectors.files.commands.exporting", say("导出数据", "export data")),
    "person": ("siyu.console.commands.person", say("查看、合并、拆分客户", "show, merge, un-merge people")),
    "staff": ("siyu.config.commands.staff", say("增加可登录的人", "add people who may sign in")),
    "backup": ("siyu.config.commands.backup", say("备份到一个文件", "everything into one file")),
    "restore": ("siyu.config.commands.restore", say("从备份恢复", "bring a backup back")),
    "doctor": ("siyu.config.commands.doctor", say("看看哪里没设好", "what is not set up right")),
    "bench": ("siyu.config.commands.bench", say("跑性能测试", "the benchmarks")),
}

LATER: dict[str, Say] = {
    "source": say("采集写入密钥在后续版本提供", "write keys of the collector come in a later release"),
    "sandbox": say("平台沙箱在后续版本提供", "the sandbox of the platforms comes in a later release"),
}


class Command(Protocol):
    """What a command's module holds."""

    EXAMPLE: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, args: argparse.Namespace) -> int: ...


class Parser(argparse.ArgumentParser):
    """Wrong use is told in a sentence, with status 2."""

    as_json = False

    def error(self, message: str) -> NoReturn:
        told = say(
            f"用法不对:{message}(看 {self.prog} --help)", f"Wrong use: {message} (see {self.prog} --help)"
        )
        fail(told, as_json=self.as_json)


def fail(text: Say, *, as_json: bool) -> NoReturn:
    """Say what was wrong, and end with status 2."""
    if as_json:
        show_json({"error": str(text)})
    note(text)
    raise SystemExit(2)


def main(argv: list[str] | None = None) -> int:
    """Run one command; the status is 0 (done), 1 (done, something was refused) or 2 (not done)."""
    speak(os.environ.get("SIYU_LANGUAGE", "zh"))
    _open_what_is_closed()
    arguments = sys.argv[1:] if argv is None else argv
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        tell(overview())
        return 0 if arguments else 2
    name = arguments[0]
    as_json = "--json" in arguments
    if name in LATER:
        fail(LATER[name], as_json=as_json)
    if name not in COMMANDS:
        listed = ", ".join(COMMANDS)
        fail(
            say(f"没有命令“{name}”,可用:{listed}", f"There is no command “{name}”; choose one of {listed}"),
            as_json=as_json,
        )
    path, summary = COMMANDS[name]
    command = cast("Command", importlib.import_module(path))
    parser = Parser(
        prog=f"siyu {name}",
        description=str(summary),
        epilog=str(say("例子:", "Example:")) + "\n  " + command.EXAMPLE.replace("\n", "\n  "),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.as_json = as_json
    parser.add_argument(
        "--json", action="store_true", help=str(say("结果为一个 JSON 文档", "one JSON document on stdout"))
    )
    command.add_arguments(parser)
    args = parser.parse_args(arguments[1:])
    try:
        status = command.run(args)
        sys.stdout.flush()
        return status
    except Refusal as refusal:
        fail(refusal.text, as_json=as_json)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as trouble:
        # Everything passes here, and goes on unless it is told below: the classes of the database's troubles
        # are known by name, since importing Django for them would slow every --help.
        told = expected(trouble)
        if told is None:
            raise
        fail(told, as_json=as_json)


def _open_what_is_closed() -> None:
    """Started without a stdout or stderr, we say what we say to nobody; nothing else takes their place."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115  (as long as we live)


def expected(trouble: Exception) -> Say | None:
    """What to say of trouble that a machine makes, not a mistake of ours: files, disk, the database."""
    if isinstance(trouble, OSError) and trouble.strerror:
        where = f"{trouble.filename}: " if trouble.filename else ""
        return say(f"做不到:{where}{trouble.strerror}", f"Not possible: {where}{trouble.strerror}")
    if any(kind.__name__ in ("OperationalError", "InterfaceError") for kind in type(trouble).__mro__):
        first = str(trouble).strip().splitlines()[:1]
        why = first[0] if first else type(trouble).__name__
        return say(f"数据库没有答应:{why}", f"The database did not answer: {why}")
    return None


def overview() -> str:
    """What `siyu --help` says."""
    lines = [str(say("siyu:私域的操作系统", "siyu: the operating system for private traffic")), ""]
    lines += [f"  siyu {name:<9} {summary}" for name, (_, summary) in COMMANDS.items()]
    lines += ["", str(say("每个命令都有 --help 和 --json。", "Every command takes --help and --json."))]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
