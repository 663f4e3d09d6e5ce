"""The definitions as pages, in both languages."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from siyu.core.words import speak
from siyu.market.definitions import definition_of, fields_of
from siyu.market.headings import heading
from tests.spec.definitions import DEFINITIONS
from tests.spec.telling import CAST, Case, Definition, Table, blocks, table

FOLDER = Path(__file__).parents[2] / "docs" / "numbers"
LANGUAGES = ("zh", "en")


def pages() -> dict[Path, str]:
    """Every page by its path."""
    found = {}
    for n, language in enumerate(LANGUAGES):
        for definition in DEFINITIONS:
            found[FOLDER / f"{definition.slug}.{language}.md"] = _page(definition, n)
        found[FOLDER / f"index.{language}.md"] = _index(n)
    return found


def _page(definition: Definition, n: int) -> str:
    parts = [f"# {definition.title[n]}", definition.sentence[n]]
    if definition.report:
        parts += _columns(definition.report, n)
    for case in definition.cases:
        parts += _case(case, n)
    foot = (
        "由 `tests/spec` 生成,与测试同源。没写出的列:[固定的版位和入口](index.zh.md)。",
        "Made from `tests/spec`, which is also the test. What the tables leave out: "
        "[the standing placements and entries](index.en.md).",
    )
    return "\n\n".join([*parts, "---", foot[n]]) + "\n"


def _case(case: Case, n: int) -> list[str]:
    parts = [f"## {case.title[n]}"]
    if case.zone != "Asia/Shanghai":
        parts.append((f"品牌时区:{case.zone}。", f"The brand's zone: {case.zone}.")[n])
    for shop, margin in case.margins.items():
        parts.append(
            (f"店铺 {shop} 的毛利率设为 {margin}。", f"The shop {shop} has a gross margin of {margin}.")[n]
        )
    for kind, rows in blocks(case.given):
        parts += [f"`{kind}`", _markdown(rows)]
    for asked, answer in case.answers.items():
        parts += [f"→ `siyu report {asked}`", _markdown(table(answer))]
    return [*parts, (f"**笔算。** {case.pencil[0]}", f"**By pencil.** {case.pencil[1]}")[n]]


def _markdown(rows: Table) -> str:
    if not rows:
        return ""
    names = list(rows[0])
    lines = [names, ["---"] * len(names), *([row[name] for name in names] for row in rows)]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _columns(report: str, n: int) -> list[str]:
    speak(LANGUAGES[n])
    title = ("列", "Columns")[n]
    lines = [
        ["`" + name + "`", str(heading(name)), _link(definition_of(name), n)] for name in fields_of(report)
    ]
    head = [[("字段", "Field")[n], ("名称", "Name")[n], ("定义", "Definition")[n]], ["---"] * 3]
    speak("zh")
    return [f"## {title}", "\n".join("| " + " | ".join(line) + " |" for line in [*head, *lines])]


def _link(slug: str, n: int) -> str:
    titles: Mapping[str, Sequence[str]] = {one.slug: one.title for one in DEFINITIONS}
    return f"[{titles[slug][n]}]({slug}.{LANGUAGES[n]}.md)" if slug in titles else slug


def _index(n: int) -> str:
    told = [
        ("# 每个数字怎么算", "# How each number is counted")[n],
        (
            "每页先是一句话,再是小表:给定的行、提的问题、应得的数。同一份表既是测试,也是这些页面。金额在报表里以分计,文件里以元计。",
            "Each page begins with a sentence and goes on in small tables: rows that are given, a question, the figures "
            "that must come out. The same tables are the tests. Reports count in fen, files in yuan.",
        )[n],
        "\n".join(f"- {_link(one.slug, n)}" for one in DEFINITIONS),
        ("## 表里没写出的", "## What the tables leave out")[n],
        (
            "除非另说:每例都有下面的版位和入口;池是 `wecom` 的 `w-1`;店铺是 `tea`;行号自动编号;"
            "问题是 `--from 2026-03-01 --to 2026-04-01 --as-of 2026-07-01`;时区 Asia/Shanghai。",
            "Unless said otherwise: these placements and entries stand in every case; the pool is `w-1` of `wecom`; the "
            "shop is `tea`; rows are numbered; the question is `--from 2026-03-01 --to 2026-04-01 --as-of 2026-07-01`; "
            "the zone is Asia/Shanghai.",
        )[n],
    ]
    for kind, rows in blocks(CAST):
        told += [f"`{kind}`", _markdown(rows)]
    return "\n\n".join(told) + "\n"


def write() -> list[Path]:
    """Write the pages that are not as they should be; answers which. Pages of definitions that are gone go."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = pages()
    changed = [
        path for path, text in made.items() if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    for path in changed:
        path.write_text(made[path], encoding="utf-8")
    for path in FOLDER.glob("*.md"):
        if path not in made:
            path.unlink()
    return changed
