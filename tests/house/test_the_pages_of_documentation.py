"""Every command, kind of file, report and setting has its place in the documentation."""

import ast
import re

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


NOT_SETTINGS = {"SIYU_SUPERVISOR", "SIYU_PROCESS", "SIYU_TEST_POSTGRESQL", "SIYU_TEST_SERVER"}
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
