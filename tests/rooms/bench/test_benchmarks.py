"""Every benchmark runs at a hundredth of its size, and its peer comes to the same answer. Times decide nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from siyu.config.commands import bench
from siyu.core.refusals import Refusal

SOURCE = Path(__file__).parents[3]
PEOPLE = 200


def siyu_bench(*arguments: str) -> Any:
    ours = ("SIYU_", "DATABASE_", "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    done = subprocess.run(
        [sys.executable, "-m", "siyu.config.cli", "bench", *arguments, "--json"],
        env={**kept, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:] + done.stdout[-3000:]
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def told() -> dict[str, list[dict[str, Any]]]:
    """The lines by their names: one run of everything."""
    lines: dict[str, list[dict[str, Any]]] = {}
    document = siyu_bench("all", "--people", str(PEOPLE), "--times", "1")
    assert document["machine"]["cores"] >= 1
    for line in document["lines"]:
        lines.setdefault(line["name"], []).append(line)
    return lines


def test_all_benchmarks_say_what_they_should(told: dict[str, list[dict[str, Any]]]) -> None:
    wanted = {
        *(f"import {kind}" for kind in ("spend", "touches", "joins", "orders")),
        *(f"report {name}" for name in ("prices", "loops", "pool", "ledger", "levelling", "crossings", "people")),
        *("snapshot read", "check", "backup", "restore"),
        *(f"page {name}" for name in ("home", "prices", "person")),
        *("first start, console answers", "second start, console answers"),
        *("command, database down", "command, database up", "siyu --help", "killed server is back"),
        "hot link, durable",
    }  # fmt: skip
    assert set(told) == wanted


def test_every_peer_comes_to_our_answer(told: dict[str, list[dict[str, Any]]]) -> None:
    compared = [line for lines in told.values() for line in lines if line["same"] is not None]
    assert len(compared) >= 12 + 7 + 1 + 2
    assert [line["name"] for line in compared if not line["same"]] == []


def test_every_figure_has_one_beside_it(told: dict[str, list[dict[str, Any]]]) -> None:
    assert all(
        line["ours"] > 0 and line["theirs"] > 0 and line["ratio"] for lines in told.values() for line in lines
    )


def test_the_memory_of_processes_is_told(told: dict[str, list[dict[str, Any]]]) -> None:
    for line in [*told["import orders"], *told["report prices"], *told["check"]]:
        assert 20 < line["memory_mb"] < 400


def test_imports_tell_how_many_rows_came_in(told: dict[str, list[dict[str, Any]]]) -> None:
    assert {line["rows"] for line in told["import orders"]} == {5 * PEOPLE}
    assert {line["peer"] for line in told["import orders"]} == {
        "bare COPY",
        "COPY, same indexes",
        "COPY of all it wrote",
    }


def test_without_a_name_the_benchmarks_are_listed() -> None:
    assert [one["name"] for one in siyu_bench()] == [
        "import", "report", "snapshot", "check", "page", "start", "link", "killed",
    ]  # fmt: skip


def test_an_installation_without_benchmarks_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bench, "SOURCE", tmp_path)
    with pytest.raises(Refusal, match="源码"):
        bench._benchmarks()
