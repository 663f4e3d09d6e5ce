"""Every number means what its page says: the tables of tests/spec are brought in, asked, and compared."""

from typing import Any

import pytest

from tests.cast import report
from tests.spec.comparing import wrong
from tests.spec.definitions import DEFINITIONS
from tests.spec.pages import FOLDER, pages
from tests.spec.telling import CAST, Case, blocks, csv_of, question, table, whole

CASES = [
    pytest.param(case, id=f"{one.slug}: {case.title[1]}".replace(" ", "_"))
    for one in DEFINITIONS
    for case in one.cases
]


@pytest.mark.parametrize("case", CASES)
def test_the_figures_are_those_of_the_page(bring_in: Any, case: Case) -> None:
    from tests.generative.twin.clearing import clear_everything

    clear_everything(zone=case.zone, margins=case.margins)
    for kind, rows in blocks((CAST if case.cast else "") + "\n\n" + case.given):
        taken = bring_in(kind, csv_of(whole(kind, rows)))
        assert taken.rejected == 0, (kind, taken.reasons)
    told = []
    for asked, answer in case.answers.items():
        name, options = question(asked)
        told += [f"{asked}: {line}" for line in wrong(table(answer), report(name, **options))]
    assert not told, "\n".join(told)


def test_the_pages_are_those_of_the_tables() -> None:
    made = pages()
    there = {path: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    stale = sorted(path.name for path in made.keys() | there.keys() if made.get(path) != there.get(path))
    assert not stale, f"run `python -m tests.spec`: {stale}"


def test_a_wrong_figure_would_be_noticed() -> None:
    told = {"rows": [{"placement": "feed", "won": 2, "value_at": {"90": None}}], "totals": {"won": 2}}
    assert wrong(table("placement | won | value_at.90\nfeed | 2 | null"), told) == []
    assert wrong(table("placement | won\nfeed | 3"), told) == ["feed won: 2, not 3"]
    assert wrong(table("placement | value_at.90\nfeed | 0"), told) == ["feed value_at.90: None, not 0"]
    assert wrong(table("placement | won\nvideo | 3"), told) == ["video: 0 rows"]
    assert wrong(table("placement | won\ntotals | 1"), told) == ["totals won: 2, not 1"]
    assert wrong(table("placement | won\nfeed | (no row)"), told) == ["feed: there is a row"]
