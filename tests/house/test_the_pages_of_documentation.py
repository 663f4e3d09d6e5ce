"""Every command, kind of file, report and setting has its place in the documentation."""

import ast
import importlib
import importlib.util
import re
from collections.abc import Callable
from types import ModuleType
from typing import Any

from siyu.config.cli import COMMANDS, LATER
from tests.house.source import ROOT, modules

DOCS = ROOT / "docs"


def pages() -> str:
    """All pages but the decisions, as one text."""
    return "\n".join(
        path.read_text(encoding="utf-8") for path in sorted(DOCS.rglob("*.md")) if "adr" not in path.parts
    )


def headings() -> str:
    return "\n".join(line for line in pages().splitlines() if line.startswith("#"))


def test_every_command_has_a_heading() -> None:
    missing = [name for name in [*COMMANDS, *LATER] if f"siyu {name}" not in headings()]
    assert not missing, f"no heading with `siyu NAME` for {missing}"


def test_every_kind_of_file_has_a_heading_and_all_its_columns() -> None:
    from siyu.connectors.files.kinds import KINDS

    told, missing = pages(), []
    for kind in KINDS.values():
        if not re.search(rf"^#.*`{kind.name}`", told, re.MULTILINE):
            missing.append(f"heading `{kind.name}`")
        missing += [
            f"{kind.name}: `{column.name}`" for column in kind.columns if f"`{column.name}`" not in told
        ]
    assert not missing, "\n".join(missing)


def test_every_report_has_a_heading() -> None:
    from siyu.market.reports import REPORTS

    missing = [name for name in REPORTS if not re.search(rf"^#.*`{name}`", pages(), re.MULTILINE)]
    assert not missing, f"no heading with `NAME` for {missing}"


def sections(page: str) -> dict[str, str]:
    """{the first word in backticks of a heading: the text below it} of a page."""
    told = (DOCS / page).read_text(encoding="utf-8")
    parts = re.split(r"^## (.*)$", told, flags=re.MULTILINE)
    named = {}
    for heading, text in zip(parts[1::2], parts[2::2], strict=True):
        found = re.search(r"`([^`]+)`", heading)
        if found:
            named[found[1]] = text
    return named


def fields(document: dict[str, Any]) -> set[str]:
    """Every name in the rows and totals of a report, not those below them (30, 90, 180)."""
    rows = [row for name in ("rows", "weeks") for row in document.get(name, [])]
    return {name for row in [*rows, document["totals"]] for name in row}


def test_every_field_of_every_report_is_described_under_its_heading(bring_in: Callable[..., Any]) -> None:
    from siyu.insight.questions import BY
    from siyu.market.reports import REPORTS
    from tests.cast import report
    from tests.conftest import EXAMPLE

    for path in sorted(EXAMPLE.glob("*.csv")):
        if path.stem != "spend-restated":
            bring_in(path.stem, path)
    told, frame, missing = sections("reports.md"), (DOCS / "reports.md").read_text(encoding="utf-8"), []
    for name in REPORTS:
        for by in BY[name] or (None,):
            document = report(name, by=by)
            missing += [f"{name}: {field}" for field in fields(document) if f"`{field}`" not in told[name]]
            missing += [f"{name}: {field}" for field in document if f"`{field}`" not in frame]
    assert not missing, "\n".join(sorted(set(missing)))


def writer() -> ModuleType:
    """The program that fills the tables of our pages."""
    spec = importlib.util.spec_from_file_location("siyu_docs", ROOT / "tools" / "docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_tables_of_our_pages_are_those_of_the_code() -> None:
    stale = [str(page.relative_to(ROOT)) for page in writer().stale()]
    assert not stale, f"run .venv/bin/python tools/docs.py for {stale}"


def test_every_preset_has_its_page() -> None:
    from siyu.connectors.files.reading.built_in import built_in

    listed = (DOCS / "files.md").read_text(encoding="utf-8")
    for name, preset in built_in().items():
        page = (DOCS / "presets" / f"{name}.md").read_text(encoding="utf-8")
        assert f"](presets/{name}.md)" in listed
        assert preset.as_of in page
        assert preset.where.zh in page
        assert preset.where.en in page
        for theirs in preset.shape.theirs:
            assert f"“{theirs}”" in page, f"{name}: {theirs}"


def test_every_command_and_every_kind_of_file_has_its_table() -> None:
    from siyu.connectors.files.kinds import KINDS

    commands, kinds = sections("commands.md"), sections("files.md")
    missing = [name for name in COMMANDS if f"<!-- command:{name} -->" not in commands[f"siyu {name}"]]
    missing += [name for name in KINDS if f"<!-- columns:{name} -->" not in kinds[name]]
    assert not missing, missing


def test_every_fact_is_told() -> None:
    from siyu.connectors.files.kinds import KINDS

    told = (DOCS / "facts.md").read_text(encoding="utf-8")
    names = [kind.fact for kind in KINDS.values()]
    for path in modules():
        if path.endswith("/facts.py"):
            module = importlib.import_module(path.removesuffix(".py").replace("/", "."))
            names += [act.name for act in getattr(module, "ACTS", ())]
    assert [name for name in names if f"`{name}`" not in told] == []


def test_every_page_can_be_reached_from_the_first_one() -> None:
    seen, coming = set(), [ROOT / "README.md"]
    while coming:
        page = coming.pop().resolve()
        if page in seen or not page.exists():
            continue
        seen.add(page)
        links = re.findall(r"\]\(([^)#\s]+\.md)", page.read_text(encoding="utf-8"))
        coming += [page.parent / link for link in links if "://" not in link]
    lost = [
        str(page.relative_to(ROOT))
        for page in sorted(DOCS.rglob("*.md"))
        if page.resolve() not in seen and page.parent.name not in ("adr", "numbers")
    ]
    assert not lost, f"no link leads to {lost}"


def test_the_first_page_is_there_in_both_languages() -> None:
    chinese = (ROOT / "README.md").read_text(encoding="utf-8")
    english = (ROOT / "README.en.md").read_text(encoding="utf-8")
    assert "](README.en.md)" in chinese
    assert "](README.md)" in english
    commands = [
        re.findall(r"^```(?:sh|bash)\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
        for page in (chinese, english)
    ]
    assert commands[0] == commands[1]


NOT_SETTINGS = {
    "SIYU_SUPERVISOR",
    "SIYU_PROCESS",
    "SIYU_SAMPLE_OF",
    "SIYU_TEST_POSTGRESQL",
    "SIYU_TEST_SERVER",
}
"""Told by us to our own children, or used by tests alone."""


def test_every_setting_is_described() -> None:
    used = {"DATABASE_URL"}
    for tree in modules().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                used |= set(re.findall(r"\bSIYU_[A-Z_]+\b", node.value))
    missing = sorted(name for name in used - NOT_SETTINGS if f"`{name}`" not in pages())
    assert not missing, f"no word in docs/ on {missing}"


def test_every_link_between_our_pages_leads_somewhere() -> None:
    broken = []
    for path in [*DOCS.rglob("*.md"), *ROOT.glob("*.md"), *(ROOT / "siyu").rglob("*.md")]:
        targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8"))
        ours = [one for one in targets if "://" not in one and not one.startswith("mailto:")]
        broken += [f"{path.relative_to(ROOT)}: {one}" for one in ours if not (path.parent / one).exists()]
    assert not broken, "\n".join(broken)


def test_decisions_are_dated_and_numbered_without_a_gap() -> None:
    decisions = sorted((DOCS / "adr").glob("[0-9]*.md"))
    assert [path.name[:4] for path in decisions] == [f"{n:04d}" for n in range(1, len(decisions) + 1)]
    for path in decisions:
        told = path.read_text(encoding="utf-8")
        for part in ("Context", "Decision", "Consequences"):
            assert f"## {part}" in told, f"{path.name}: {part}"
        assert re.search(r"20\d\d-\d\d-\d\d", told), path.name
        assert len(told.splitlines()) <= 60, path.name
