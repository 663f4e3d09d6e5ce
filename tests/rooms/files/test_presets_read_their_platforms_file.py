"""Each made-up export comes in by its preset with the numbers that must come out: rows, totals, people."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from siyu.connectors.files.exports import table
from siyu.connectors.files.reading.built_in import built_in
from tests.presets import SAMPLES
from tests.presets.sample import Sample

READY = [
    one for one in SAMPLES if not one.file.endswith((".zip", ".xls")) and one.preset != "wecom-customers"
]


def exported(kind: str) -> str:
    """What the export of a kind holds, as the command writes it."""
    told = table(kind)
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(told.columns)
    rows.writerows(told.rows())
    return out.getvalue()


def bring(sample: Sample, bring_in: Any, folder: Path) -> Any:
    preset = built_in()[sample.preset]
    return bring_in(
        sample.kind,
        sample.write(folder),
        reading=preset.reading,
        preset=preset.name,
        constants=dict(sample.answers),
    )


@pytest.mark.parametrize("sample", READY, ids=lambda sample: sample.preset)
def test_a_platforms_file_comes_in_as_it_is(sample: Sample, bring_in: Any, tmp_path: Path) -> None:
    taken = bring(sample, bring_in, tmp_path)
    told = (taken.rows, taken.accepted, taken.left_out, taken.combined_from, taken.reasons)
    assert told == (sample.rows, sample.rows, sample.left_out, sample.combined_from, [])
    assert sample.among(exported(sample.kind)) == sorted(sample.wanted, key=str)


@pytest.mark.parametrize("sample", READY, ids=lambda sample: sample.preset)
def test_the_same_file_again_changes_nothing(sample: Sample, bring_in: Any, tmp_path: Path) -> None:
    bring(sample, bring_in, tmp_path)
    before = exported(sample.kind)
    again = bring(sample, bring_in, tmp_path)
    assert (again.rows, again.duplicate) == (sample.rows, sample.rows)
    assert exported(sample.kind) == before
