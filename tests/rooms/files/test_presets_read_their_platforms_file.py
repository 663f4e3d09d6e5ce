"""Each made-up export comes in by its preset with the numbers that must come out: rows, totals, people."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from siyu.config.cli import main
from siyu.connectors.files.exports import table
from tests.presets import SAMPLES, spend
from tests.presets.sample import Sample


def exported(kind: str) -> str:
    """What the export of a kind holds, as the command writes it."""
    told = table(kind)
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(told.columns)
    rows.writerows(told.rows())
    return out.getvalue()


@pytest.fixture
def siyu(
    brand: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Any:
    """`siyu("import", …)` answers (status, the JSON document)."""
    monkeypatch.setenv("SIYU_HOME", str(tmp_path / "home"))

    def run(*words: str) -> Any:
        try:
            status = main([*words, "--json"])
        except SystemExit as ended:
            status = int(ended.code or 0)
        return status, json.loads(capsys.readouterr().out)

    return run


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.preset)
def test_a_platforms_file_comes_in_by_the_command_line(sample: Sample, siyu: Any, tmp_path: Path) -> None:
    answers = [word for name, value in sample.answers.items() for word in ("--set", f"{name}={value}")]
    path = str(sample.write(tmp_path))
    status, told = siyu("import", sample.kind, path, "--preset", sample.preset, *answers)
    assert status == 0
    counted = {name: told[name] for name in ("rows", "accepted", "left_out", "combined_from", "rejected")}
    assert counted == {
        "rows": sample.rows,
        "accepted": sample.rows,
        "left_out": sample.left_out,
        "combined_from": sample.combined_from,
        "rejected": 0,
    }
    before = exported(sample.kind)
    assert sample.among(before) == sorted(sample.wanted, key=str)

    status, again = siyu("import", sample.kind, path, "--preset", sample.preset, *answers)
    assert (status, again["rows"], again["duplicate"]) == (0, sample.rows, sample.rows)
    assert exported(sample.kind) == before, "the same file again changes nothing"


def test_what_nobody_answered_is_asked_in_a_sentence(siyu: Any, tmp_path: Path) -> None:
    path = str(spend.QIANCHUAN.write(tmp_path))
    status, told = siyu("import", "spend", path, "--preset", "qianchuan")
    assert status == 2
    assert "这是哪个千川账户的报表?(--set account=…)" in told["error"]
