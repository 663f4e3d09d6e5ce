"""What every command promises: help with an example, one JSON document, a status, never a traceback."""

import argparse
import importlib
import json
from pathlib import Path
from typing import Any

import pytest

from siyu.config.cli import COMMANDS, LATER, main
from tests.faults.installation import Installation


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example_in_both_languages(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for language, word in (("zh", "例子"), ("en", "Example")):
        monkeypatch.setenv("SIYU_LANGUAGE", language)
        with pytest.raises(SystemExit) as ended:
            main([name, "--help"])
        assert ended.value.code == 0
        told = capsys.readouterr().out
        assert word in told
        assert f"siyu {name}" in told.split(word)[1]
        assert "--json" in told


@pytest.mark.parametrize("name", COMMANDS)
def test_the_example_of_every_command_is_understood_by_it(name: str) -> None:
    command = importlib.import_module(COMMANDS[name][0])
    for line in command.EXAMPLE.splitlines():
        words = line.split("#")[0].split()
        assert words[:2] == ["siyu", name]
        parser = argparse.ArgumentParser()
        parser.add_argument("--json", action="store_true")
        command.add_arguments(parser)
        parser.parse_args([word for word in words[2:] if word not in (">", "|")])


@pytest.mark.parametrize("name", LATER)
def test_what_comes_later_says_so_with_status_2(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    for more in ([], ["--json"]):
        with pytest.raises(SystemExit) as ended:
            main([name, *more])
        assert ended.value.code == 2
        told = capsys.readouterr()
        assert "后续版本" in told.err
        assert not more or "后续版本" in json.loads(told.out)["error"]


@pytest.mark.parametrize(
    "words",
    [["nonsense"], ["import"], ["import", "nonsense", "x.csv"], ["report"], ["report", "nonsense"], ["up", "--port", "x"], ["staff"],
     ["import", "spend", "/nowhere/x.csv"], ["report", "prices", "--from", "2026-02-30"], ["restore", "/nowhere/x"],
     ["backup", "/nowhere/x/y"], ["staff", "add", "nobody"], ["staff", "add", "a@b.c", "--role", "king"], ["import", "--withdraw", "99999"]],
)  # fmt: skip
def test_wrong_use_is_status_2_with_a_sentence_and_never_a_traceback(
    words: list[str], shared: Installation
) -> None:
    for more in ([], ["--json"]):
        done = shared.siyu(*words, *more)
        assert done.returncode == 2, (done.stdout, done.stderr)
        assert done.stderr.strip()
        assert "Traceback" not in done.stderr
        if more:
            assert json.loads(done.stdout)["error"]


@pytest.mark.parametrize(
    "words",
    [
        ["check"],
        ["import", "--list"],
        ["report", "prices"],
        ["report", "people"],
        ["report", "ledger"],
        ["doctor"],
    ],
)
def test_json_is_one_document_and_nothing_else_on_an_empty_brand(
    words: list[str], shared: Installation
) -> None:
    done = shared.siyu(*words, "--json")
    assert done.returncode in (0, 1), done.stderr
    json.loads(done.stdout)
    assert len(done.stderr) < 32_000


def test_staff_are_added_once_and_get_a_link(shared: Installation) -> None:
    done = shared.siyu("staff", "add", "Lin@Example.com", "--role", "buyer", "--json")
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    assert "/sign-in/" in json.dumps(said)
    assert shared.siyu("staff", "add", "lin@example.com", "--role", "buyer").returncode == 2


def test_a_reader_that_leaves_early_is_no_trouble(shared: Installation) -> None:
    process = shared.start("import", "--list")
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert "Traceback" not in process.stderr.read()
    assert process.wait(60) in (0, 1)


def test_a_list_of_joins_is_said_to_be_everybody_who_is_there(shared: Installation, tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    path.write_text("pool,pool_id,id.phone\ngroup,g,13800138000\n", encoding="utf-8")
    done = shared.siyu("import", "joins", str(path), "--present-on", "2026-03-01", "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["kind"], told["accepted"]) == (0, "presences", 1)
    assert "2026-03-01,group,g,,,,13800138000" in shared.siyu("export", "presences").stdout
    assert shared.siyu("import", "--withdraw", str(told["job"])).returncode == 0
    refused = shared.siyu("import", "orders", str(path), "--present-on", "2026-03-01", "--json")
    assert (refused.returncode, "error" in json.loads(refused.stdout)) == (2, True)
    refused = shared.siyu("import", "joins", str(path), "--present-on", "2026-03-32", "--json")
    assert refused.returncode == 2
