"""Each wall falls for what it is there to keep out: a planted example, beside an innocent one that passes."""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.house import source
from tests.house import test_the_pages_of_documentation as documentation
from tests.house import test_the_walls as walls
from tests.house import test_the_words as words
from tests.house.source import ROOT

INNOCENT = '"""A room."""\nfrom siyu.core.words import say\n\n\ndef look() -> object:\n    """A sentence."""\n    return say("好", "fine")\n'

PLANTED: list[tuple[Callable[[], None], str, str]] = [
    (walls.test_only_actions_write, "siyu/pool/queries.py", "Join.objects.create(at=1)"),
    (walls.test_only_actions_write, "siyu/pool/queries.py", "Join.objects.filter(id=1).update(at=2)"),
    (walls.test_only_actions_write, "siyu/pool/pages.py", "join.save()"),
    (walls.test_only_actions_write, "siyu/pool/jobs.py", "Join.objects.filter(id=1).delete()"),
    (walls.test_only_actions_write, "siyu/pool/queries.py", "joins = Join.objects.all()\njoins.update(at=2)"),
    (walls.test_only_actions_write, "siyu/pool/queries.py", "cursor.execute('INSERT INTO pool_join VALUES (1)')"),
    (walls.test_only_actions_write, "siyu/pool/queries.py", "cursor.execute(f'DELETE FROM {table}')"),
    (walls.test_only_actions_write, "siyu/insight/sums.py", "duck.execute('update ledger_entry set x = 1')"),
    (walls.test_only_actions_write, "siyu/console/pages/home.py", "cursor.copy('COPY pool_join FROM STDIN')"),
    (walls.test_rules_touch_nothing, "siyu/pool/rules.py", "import os"),
    (walls.test_rules_touch_nothing, "siyu/pool/rules.py", "from django.db import models"),
    (walls.test_rules_touch_nothing, "siyu/pool/rules.py", "def f():\n    from pathlib import Path"),
    (walls.test_rules_touch_nothing, "siyu/pool/rules.py", "at = datetime.now()"),
    (walls.test_rules_touch_nothing, "siyu/pool/rules/leaving.py", "open('x')"),
    (walls.test_only_doors_and_jobs_read_the_clock, "siyu/pool/actions.py", "at = datetime.now(UTC)"),
    (walls.test_only_doors_and_jobs_read_the_clock, "siyu/pool/queries.py", "began = time.time()"),
    (walls.test_actions_take_their_arguments_by_name, "siyu/pool/actions.py", "def add(seat, at): ..."),
    (walls.test_no_model_is_fetched_by_its_name, "siyu/core/actions.py", "apps.get_model('pool', 'Join')"),
    (walls.test_there_are_no_signals_and_no_silent_excepts, "siyu/pool/models.py", "from django.db.models.signals import post_save"),
    (walls.test_there_are_no_signals_and_no_silent_excepts, "siyu/pool/actions.py", "try:\n    f()\nexcept Exception:\n    pass"),
    (walls.test_there_are_no_signals_and_no_silent_excepts, "siyu/pool/actions.py", "try:\n    f()\nexcept:\n    pass"),
    (walls.test_there_are_no_signals_and_no_silent_excepts, "siyu/pool/actions.py", "try:\n    f()\nexcept Exception as e:\n    log(e)"),
    (walls.test_every_public_function_and_class_says_what_it_is_for, "siyu/pool/queries.py", "def people(): ..."),
    (walls.test_every_public_function_and_class_says_what_it_is_for, "siyu/pool/queries.py", "class People: ..."),
    (walls.test_every_text_that_is_said_is_said_in_both_languages, "siyu/pool/pages.py", "say('好', '')"),
    (walls.test_every_text_that_is_said_is_said_in_both_languages, "siyu/pool/pages.py", "say('好', '好')"),
    (words.test_every_model_stands_in_the_glossary, "siyu/pool/models.py", "class Zorblax(Model): ..."),
    (words.test_every_fact_that_is_recorded_is_declared, "siyu/pool/actions.py", "record(name='zorb.laxed', data={})"),
    (documentation.test_every_setting_is_described, "siyu/pool/jobs.py", "os.environ['SIYU_ZORBLAX']"),
]  # fmt: skip


def told(test: Callable[[], None], path: str) -> str:
    return f"{test.__name__.removeprefix('test_')}-{Path(path).name}"


@pytest.mark.parametrize(
    ("test", "path", "plant"),
    PLANTED,
    ids=[f"{told(test, path)}-{n}" for n, (test, path, _) in enumerate(PLANTED)],
)
def test_a_wall_falls_for_what_it_keeps_out(
    test: Callable[[], None], path: str, plant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for told, falls in ((INNOCENT, False), (plant, True)):
        for module in (walls, words, documentation):
            monkeypatch.setattr(module, "modules", lambda told=told: {path: ast.parse(told)})
        if falls:
            with pytest.raises(AssertionError):
                test()
        else:
            test()


ROTTEN: list[tuple[Callable[[], None], str, str]] = [
    (walls.test_no_file_is_longer_than_300_lines_without_a_word_in_an_adr, "siyu/pool/long.py", "x = 1\n" * 301),
    (walls.test_no_file_is_called_utils_helpers_common_or_base, "siyu/pool/utils.py", ""),
    (walls.test_no_file_is_called_utils_helpers_common_or_base, "tests/helpers.py", ""),
    (walls.test_no_registry_address_and_no_path_of_one_machine_is_written_down, "requirements.txt", "https://pypi." + "org/simple"),
    (walls.test_no_registry_address_and_no_path_of_one_machine_is_written_down, "docs/x.md", "see /" + "root/secret"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("test", "name", "content"), ROTTEN, ids=[told(test, name) for test, name, _ in ROTTEN]
)
def test_a_file_that_should_not_be_is_found(
    test: Callable[[], None], name: str, content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs" / "adr").mkdir(parents=True)
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    fine = tmp_path / "siyu" / "fine.py"
    fine.parent.mkdir(exist_ok=True)
    fine.write_text("x = 1\n" * 300)
    monkeypatch.setattr(walls, "ROOT", tmp_path)
    monkeypatch.setattr(walls, "tracked", lambda: [fine])
    test()
    monkeypatch.setattr(walls, "tracked", lambda: [fine, path])
    with pytest.raises(AssertionError):
        test()


def glossary_without(term: str) -> Callable[[], dict[str, str]]:
    known = {name: zh for name, zh in words.words().items() if name != term}
    assert len(known) < len(words.words()), term
    return lambda: known


@pytest.mark.parametrize(
    ("test", "term"),
    [
        (words.test_every_room_stands_in_the_glossary, "pool"),
        (words.test_every_model_stands_in_the_glossary, "placement"),
        (words.test_every_kind_of_file_and_its_columns_stand_in_the_glossary, "spend"),
        (words.test_every_kind_of_file_and_its_columns_stand_in_the_glossary, "paid_at"),
        (words.test_every_code_stands_in_the_glossary, "xiaohongshu"),
        (words.test_every_fact_stands_in_the_glossary, "import.withdrawn"),
        (words.test_every_field_of_a_report_stands_in_the_glossary, "payback_day"),
    ],
)
def test_a_word_that_the_glossary_lacks_is_found(
    test: Callable[[], None], term: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "words", glossary_without(term))
    with pytest.raises(
        AssertionError,
        match=re.escape(
            term.split(".")[0].title() if test is words.test_every_model_stands_in_the_glossary else term
        ),
    ):
        test()


def test_a_fact_that_is_no_word_or_is_declared_for_nobody_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "acts", lambda: [SimpleNamespace(name="Zorblaxed")])
    with pytest.raises(AssertionError):
        words.test_every_fact_is_a_noun_and_what_happened_to_it()
    kept = {path: tree for path, tree in source.modules().items() if "/actions" not in path}
    monkeypatch.setattr(words, "modules", lambda: kept)
    with pytest.raises(AssertionError):
        words.test_every_declared_fact_is_recorded_by_somebody()


@pytest.mark.parametrize(
    ("test", "gone"),
    [
        (documentation.test_every_command_has_a_heading, "siyu restore"),
        (documentation.test_every_kind_of_file_has_a_heading_and_all_its_columns, "`refunds`"),
        (documentation.test_every_kind_of_file_has_a_heading_and_all_its_columns, "`cost_of_goods_back`"),
        (documentation.test_every_report_has_a_heading, "`levelling`"),
        (documentation.test_every_setting_is_described, "`DATABASE_URL`"),
    ],
)
def test_a_gap_in_the_documentation_is_found(
    test: Callable[[], None], gone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = documentation.pages()
    assert gone in whole
    monkeypatch.setattr(documentation, "pages", lambda: whole.replace(gone, "…"))
    with pytest.raises(AssertionError):
        test()


def test_a_page_that_nothing_leads_to_a_broken_link_and_a_missing_table_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(documentation.DOCS, tmp_path / "docs")
    for name in ("README.md", "README.en.md"):
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "siyu").mkdir()
    monkeypatch.setattr(documentation, "ROOT", tmp_path)
    monkeypatch.setattr(documentation, "DOCS", tmp_path / "docs")
    documentation.test_every_page_can_be_reached_from_the_first_one()
    documentation.test_decisions_are_dated_and_numbered_without_a_gap()
    documentation.test_every_fact_is_told()
    (tmp_path / "docs" / "lost.md").write_text("[nowhere](nothing.md)\n")
    with pytest.raises(AssertionError, match=r"lost\.md"):
        documentation.test_every_page_can_be_reached_from_the_first_one()
    with pytest.raises(AssertionError, match=r"nothing\.md"):
        documentation.test_every_link_between_our_pages_leads_somewhere()
    first = next((tmp_path / "docs" / "adr").glob("0001*"))
    first.write_text(first.read_text().replace("## Consequences", ""))
    with pytest.raises(AssertionError, match="Consequences"):
        documentation.test_decisions_are_dated_and_numbered_without_a_gap()
    first.unlink()
    with pytest.raises(AssertionError):
        documentation.test_decisions_are_dated_and_numbered_without_a_gap()
    for page, mark, test in (
        ("facts.md", "`import.withdrawn`", documentation.test_every_fact_is_told),
        ("commands.md", "<!-- command:restore -->", documentation.test_every_command_and_every_kind_of_file_has_its_table),
        ("files.md", "<!-- columns:orders -->", documentation.test_every_command_and_every_kind_of_file_has_its_table),
    ):  # fmt: skip
        path = tmp_path / "docs" / page
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(mark, ""), encoding="utf-8")
        with pytest.raises(AssertionError):
            test()
        path.write_text(text, encoding="utf-8")


def lint(folder: Path) -> tuple[int, str]:
    """What import-linter says of a copy of the package."""
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--config", str(folder / "pyproject.toml")],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_an_import_against_the_stream_and_a_room_without_a_place_break_the_contracts(tmp_path: Path) -> None:
    shutil.copytree(
        ROOT / "siyu", tmp_path / "siyu", ignore=shutil.ignore_patterns("__pycache__", "static", "templates")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    status, said = lint(tmp_path)
    assert status == 0, said
    for name, plant in (
        ("siyu/facts/models.py", "from siyu.people import models as people  # upwards\n"),
        ("siyu/pool/queries.py", "from siyu.pool import actions  # a reader that writes\n"),
        ("siyu/people/rules.py", "import psycopg\n"),
    ):
        path = tmp_path / name
        path.write_text(path.read_text(encoding="utf-8") + "\n" + plant, encoding="utf-8")
    status, said = lint(tmp_path)
    assert status == 1
    assert "0 kept, 3 broken" in said
    assert "siyu.facts.models -> siyu.people" in said
    assert "siyu.pool.queries -> siyu.pool.actions" in said
    assert "siyu.people.rules -> psycopg" in said
    (tmp_path / "siyu" / "nowhere").mkdir()
    (tmp_path / "siyu" / "nowhere" / "__init__.py").write_text("")
    status, said = lint(tmp_path)
    assert status == 1
    assert "nowhere" in said


def test_no_wall_stands_here_without_its_proof() -> None:
    """A wall that is added gets a plant; those that need a world to stand in are proved by their own tests."""
    proved = {test.__name__ for test, _, _ in [*PLANTED, *ROTTEN]}
    assert {name for name in vars(walls) if name.startswith("test_")} - proved == set()
