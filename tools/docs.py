"""Fill the tables of docs/ from what the code declares: commands, files, facts, platforms; a page a preset.

    .venv/bin/python tools/docs.py

Between `<!-- NAME -->` and `<!-- end -->` a page is written by this program; the rest is written by hand.
The pages of `docs/presets/` are written whole.
A house test fails when a page is stale.
"""

import argparse
import importlib
import os
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PLACE = re.compile(r"<!-- (\w+:[\w.]+) -->\n.*?<!-- end -->", re.DOTALL)
TYPES = {
    "text": "文本 / text",
    "code": "代码 / code",
    "time": "时间 / time",
    "date": "日期 / day",
    "money": "元 / yuan",
    "count": "整数 / whole number",
    "yesno": "是否 / yes or no",
    "url": "链接 / link",
}


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of Markdown."""
    cells = [list(head)]
    lines = ["| " + " | ".join(cells[0]) + " |", "|" + "---|" * len(cells[0])]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def command(name: str) -> str:
    """The options of a command, and its example."""
    from siyu.config.cli import COMMANDS
    from siyu.core.words import speak

    path, _ = COMMANDS[name]
    try:
        module = importlib.import_module(path)
    except ModuleNotFoundError:
        return "*不在这一版里 / not in this build*"
    told: dict[str, dict[str, str]] = {}
    for language in ("zh", "en"):
        speak(language)
        parser = argparse.ArgumentParser(add_help=False)
        module.add_arguments(parser)
        for one in options(parser):
            label = "`" + ", ".join(one.option_strings or [str(one.metavar or one.dest)]) + "`"
            if one.choices and not isinstance(one, argparse._SubParsersAction):
                label += " (" + ", ".join(f"`{choice}`" for choice in one.choices) + ")"
            told.setdefault(label, {})[language] = one.help or ""
    speak("zh")
    rows = [(label, words["zh"], words.get("en", "")) for label, words in told.items()]
    rows.append(
        ("`--json`", "标准输出只有一个 JSON 文档", "one JSON document on standard output, nothing else")
    )
    return table(("", "中文", "English"), rows) + f"\n\n```\n{module.EXAMPLE}\n```"


def options(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """Every option of a parser and of the parsers below it."""
    found: list[argparse.Action] = []
    for one in parser._actions:
        if isinstance(one, argparse._SubParsersAction):
            for word, below in one.choices.items():
                found += [action for action in options(below) if action.dest != "help"]
                found.append(argparse.Action([], word, metavar=f"{word} …", help=below.description or ""))
        elif one.dest not in ("help", "json"):
            found.append(one)
    return found


def columns(name: str) -> str:
    """The columns of a kind of file."""
    from siyu.connectors.files.kinds import KINDS

    kind = KINDS[name]
    rows = []
    for column in kind.columns:
        marks = [
            word for word, there in (("必需 / required", column.required), ("键 / key", column.key)) if there
        ]
        codes = ", ".join(f"`{code}`" for code in column.codes)
        if column.default:
            marks.append(f"空为 / empty means `{column.default}`")
        rows.append(
            (
                f"`{column.name}`",
                column.zh,
                "、".join(column.aliases),
                TYPES[column.type],
                ", ".join(marks),
                codes,
            )
        )
    if kind.identifiers != "none":
        needed = "至少一个 / at least one" if kind.identifiers == "required" else "可以没有 / may be absent"
        rows.append(("`id.…`", "标识", "", "文本 / text", needed, ""))
    return table(("", "中文", "也认 / also known as", "类型 / type", "", "取值 / values"), rows)


def codes(name: str) -> str:
    """A closed list."""
    from siyu.pool.codes import LEFT_BY, POOLS
    from siyu.traffic.codes import ACTIONS, APPS, COST_KINDS, FORMS, PLATFORMS, WAYS

    lists = {
        "platform": PLATFORMS,
        "form": FORMS,
        "action": ACTIONS,
        "app": APPS,
        "way": WAYS,
        "cost": COST_KINDS,
        "pool": POOLS,
        "by": LEFT_BY,
    }
    rows = [(f"`{code}`", word.zh, word.en) for code, word in lists[name].items()]
    return table(("", "中文", "English"), rows)


def identifiers(_: str) -> str:
    """The kinds of identifiers, strongest first."""
    from siyu.people.kinds import OURS

    rows = [
        (
            f"`id.{kind.name}`" + (f", `id.{kind.name}.app`" if kind.scoped else ""),
            kind.zh,
            kind.en,
            "强 / strong" if kind.strong else "弱 / weak",
            "是 / yes" if kind.single_valued else "",
        )
        for kind in sorted(OURS, key=lambda kind: kind.rank)
    ]
    return table(("", "中文", "English", "", "一人一个 / single-valued"), rows)


def facts(_: str) -> str:
    """Every fact: what rows state, and what acts leave behind."""
    from siyu.connectors.files.kinds import KINDS

    rows = [
        (f"`{kind.fact}`", kind.zh, kind.en, f"`{name}` 的一行 / a row of `{name}`")
        for name, kind in KINDS.items()
    ]
    for path in sorted((ROOT / "siyu").glob("*/facts.py")):
        module = importlib.import_module(f"siyu.{path.parent.name}.facts")
        rows += [
            (f"`{act.name}`", act.zh, act.en, ", ".join(f"`{field}`" for field in act.fields))
            for act in getattr(module, "ACTS", ())
        ]
    return table(("", "中文", "English", "字段 / fields"), rows)


def presets(_: str) -> str:
    """Every preset that comes with siyu, with how sure we are of it."""
    from siyu.connectors.files.describing import SURE
    from siyu.connectors.files.kinds import KINDS
    from siyu.connectors.files.reading.built_in import built_in

    rows = [
        (
            f"[`{one.name}`](presets/{one.name}.md)",
            one.title.zh,
            one.title.en,
            f"`{one.kind}` {KINDS[one.kind].zh}",
            f"{SURE[one.sure].zh} / {SURE[one.sure].en}",
            one.as_of,
        )
        for one in sorted(built_in().values(), key=lambda one: (list(KINDS).index(one.kind), one.name))
    ]
    return table(("", "中文", "English", "种类 / kind", "多有把握 / how sure", "知识日期 / as of"), rows)


def preset_pages() -> dict[Path, str]:
    """A page for every preset: what its columns are, what else it does, and how sure we are."""
    from siyu.connectors.files.describing import SURE, habits, lines
    from siyu.connectors.files.kinds import KINDS
    from siyu.connectors.files.reading.built_in import built_in
    from siyu.people.kinds import OURS

    pages = {}
    for one in built_in().values():
        kind = KINDS[one.kind]
        text = [
            f"# `{one.name}` · {one.title.zh} · {one.title.en}",
            "",
            "<!-- written by tools/docs.py -->",
            "",
            f"`siyu import {one.kind} FILE --preset {one.name}`",
            "",
            f"[{kind.zh} {kind.name}](../files.md#{kind.name})",
            "",
            f"**{SURE[one.sure].zh}**,知识截至 {one.as_of}。{one.where.zh}。",
            f"**{SURE[one.sure].en}**, as of {one.as_of}. {one.where.en}.",
            "",
        ]
        if one.remark:
            text += [one.remark.zh, one.remark.en, ""]
        rows = []
        for line in lines(one.shape, kind=kind, identifiers=OURS):
            cells = [f"`{line.name}` {line.title.zh}", "、".join(f"“{word}”" for word in line.theirs)]
            other = f"{line.otherwise.zh} / {line.otherwise.en}" if line.otherwise else ""
            more = f"{line.combined.zh} / {line.combined.en}" if line.combined else ""
            rows.append((*cells, "是 / yes" if line.required else "", other, more))
        head = ("我们的列 / ours", "文件里的列(先到先得)/ theirs, the first that is there", "必需 / required")
        text += [table((*head, "没有时 / otherwise", "合并 / combined"), rows), ""]
        text += [f"- {told.zh}。{told.en[:1].upper()}{told.en[1:]}." for told in habits(one.shape, kind=kind)]
        if one.telling:
            words = "、".join(f"“{word}”" for word in one.telling)
            text += ["", f"认它的列 / recognised by: {words}"]
        if one.companion:
            text += [
                "",
                f"同一份文件还能按 [`{one.companion}`]({one.companion}.md) 读。The same file is also ",
            ]
            text[-1] += f"read by [`{one.companion}`]({one.companion}.md)."
        pages[DOCS / "presets" / f"{one.name}.md"] = "\n".join(text) + "\n"
    return pages


def of_links(name: str) -> Callable[[str], str]:
    """A table of docs/links.md."""

    def write(_: str) -> str:
        written: str = getattr(importlib.import_module("tools.links"), name)()
        return written

    return write


WRITERS = {
    "presets": presets,
    "command": command,
    "columns": columns,
    "codes": codes,
    "identifiers": identifiers,
    "facts": facts,
    **{name: of_links(name) for name in ("clicks", "landings", "openings")},
}


def filled(text: str) -> str:
    """A page with its tables as the code declares them now."""

    def write(found: re.Match[str]) -> str:
        what, _, of = found[1].partition(":")
        return f"<!-- {found[1]} -->\n{WRITERS[what](of)}\n<!-- end -->"

    return PLACE.sub(write, text)


def stale() -> list[Path]:
    """The pages whose tables are not those of the code."""
    told = {page: page.read_text(encoding="utf-8") for page in sorted(DOCS.rglob("*.md"))}
    wanted = preset_pages()
    changed = [page for page, text in told.items() if page not in wanted and filled(text) != text]
    changed += [page for page, text in wanted.items() if told.get(page) != text]
    return changed + [page for page in told if page.parent == DOCS / "presets" and page not in wanted]


def main() -> None:
    """Write the tables."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siyu.config.settings")
    pages = preset_pages()
    for page in stale():
        if page in pages:
            page.parent.mkdir(exist_ok=True)
            page.write_text(pages[page], encoding="utf-8")
        elif page.parent == DOCS / "presets":
            page.unlink()
        else:
            page.write_text(filled(page.read_text(encoding="utf-8")), encoding="utf-8")
        print(page.relative_to(ROOT))


if __name__ == "__main__":
    main()
