"""Robyn: 208 weeks of spend on five channels, to the fen."""

import csv
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.cast import report
from tests.faults.installation import SOURCE

ROBYN = SOURCE / "examples" / "robyn"
TOTALS = {
    "tv": 308_748_777,
    "ooh": 898_933_173,
    "print": 77_555_551,
    "search": 123_042_667,
    "facebook": 44_629_683,
}


def derived(folder: Path) -> Path:
    subprocess.run([sys.executable, str(ROBYN / "derive.py"), str(folder)], check=True)
    return folder / "spend.csv"


def test_every_channel_comes_out_to_the_fen(bring_in: Callable[..., Any], tmp_path: Path) -> None:
    taken = bring_in("spend", derived(tmp_path / "robyn"))
    assert (taken.rows, taken.accepted, taken.rejected) == (1_040, 1_040, 0)
    asked: dict[str, Any] = {"since": "2015-11-23", "until": "2019-11-18", "as_of": "2019-11-18"}
    told = report("prices", **asked)
    assert {row["placement"]: row["spend_fen"] for row in told["rows"] if row["spend_known"]} == TOTALS
    assert told["totals"]["spend_fen"] == 1_452_909_851 == sum(TOTALS.values())
    ledger = {row["kind"]: row["amount_fen"] for row in report("ledger", **asked)["rows"]}
    assert ledger["spend"] == -1_452_909_851
    for row in told["rows"]:
        assert row["won"] == 0
        assert row["cost_per_won_fen"] is None
        assert row["index"] is None
        assert row["reasons"]


def test_no_week_is_rounded_by_more_than_a_fen_and_every_week_stands_on_its_monday(tmp_path: Path) -> None:
    with (ROBYN / "robyn_weekly.csv").open() as file:
        source = {week["DATE"]: week for week in csv.DictReader(file)}
    with derived(tmp_path).open() as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 5 * len(source) == 1_040
    for row in rows:
        assert date.fromisoformat(row["date"]).weekday() == 0
        true = Decimal(source[row["date"]][f"{row['placement']}_S"])
        assert abs(Decimal(row["cost"]) - true) < Decimal("0.01")


def test_the_file_as_it_is_has_its_fractions_of_a_fen_refused(bring_in: Callable[..., Any]) -> None:
    taken = bring_in(
        "spend",
        ROBYN / "robyn_weekly.csv",
        mapping={"DATE": "date", "tv_S": "cost"},
        constants={"platform": "offline", "account": "Robyn", "campaign": "weekly", "placement": "tv"},
    )
    with (ROBYN / "robyn_weekly.csv").open() as file:
        too_fine = sum(len(week["tv_S"].partition(".")[2]) > 2 for week in csv.DictReader(file))
    assert too_fine > 0
    assert (taken.rows, taken.rejected, taken.accepted) == (208, too_fine, 208 - too_fine)
