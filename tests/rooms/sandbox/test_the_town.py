"""The sample town: seeded, in the shape of the contract, and found out by the product."""

import ast
import csv
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.house.source import ROOT

UNTIL = "2026-07-15"
KINDS = ("placements", "entries", "spend", "touches", "joins", "leaves", "orders", "refunds", "costs")
FORMS = {"commercial", "follow", "add", "group", "buy_and_join", "join_after_buy"}


def town(folder: Path, seed: int) -> dict[str, Any]:
    """Have the town written, as anybody would; answers its truth."""
    made = [sys.executable, "-m", "sandbox.town", "--out", str(folder), "--seed", str(seed), "--until", UNTIL]
    subprocess.run(made, check=True, capture_output=True, cwd=ROOT)
    truth: dict[str, Any] = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    return truth


def rows(folder: Path, kind: str) -> list[dict[str, str]]:
    with (folder / f"{kind}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_sandbox_never_imports_siyu() -> None:
    found = []
    for path in (ROOT / "sandbox").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found += [
                f"{path}: {name}" for name in names if name.split(".")[0] in ("siyu", "django", "tests")
            ]
    assert found == []


def test_one_seed_makes_one_town_and_another_seed_another(tmp_path: Path) -> None:
    for name, seed in (("one", 3), ("again", 3), ("other", 4)):
        town(tmp_path / name, seed)
    told = {
        name: [(tmp_path / name / f"{kind}.csv").read_bytes() for kind in KINDS]
        for name in ("one", "again", "other")
    }
    assert told["one"] == told["again"]
    assert told["one"] != told["other"]


def test_it_is_a_year_that_ended_yesterday_on_eight_platforms_in_all_six_forms(tmp_path: Path) -> None:
    town(tmp_path, 7)
    placements = rows(tmp_path, "placements")
    assert {row["form"] for row in placements} == FORMS
    assert len({row["platform"] for row in placements if row["paid"] == "yes"} - {"offline"}) == 8
    assert 4000 <= len({row["id.unionid"] for row in rows(tmp_path, "joins")}) <= 6000
    assert 15_000 <= len(rows(tmp_path, "orders")) <= 25_000
    for kind, column in (("orders", "paid_at"), ("joins", "at"), ("spend", "date"), ("refunds", "at")):
        days = {row[column][:10] for row in rows(tmp_path, kind)}
        assert min(days) >= "2025-07-15"
        assert max(days) == "2026-07-14"


def test_who_lost_is_in_the_truth_with_a_story_in_both_languages(tmp_path: Path) -> None:
    truth = town(tmp_path, 7)
    assert set(truth["roles"]) == {"depression", "looks_cheap", "patient"}
    assert all(one["story"]["zh"] and one["story"]["en"] for one in truth["placements"].values())


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_report_finds_what_is_true(bring_in: Callable[..., Any], tmp_path: Path, seed: int) -> None:
    from tests.cast import report

    truth = town(tmp_path, seed)
    for kind in KINDS:
        done = bring_in(kind, tmp_path / f"{kind}.csv")
        assert done.rejected == 0, done.reasons
    period = {"since": truth["from"], "until": truth["until"], "as_of": truth["until"]}
    document = report("prices", by="placement", **period)
    codes = {(one["account"], one["placement"]): code for code, one in truth["placements"].items()}
    told = {codes.get((row["account"], row["placement"])): row for row in document["rows"]}
    places, roles = truth["placements"], truth["roles"]

    for code, one in places.items():
        assert told[code]["won"] == one["won"]
        if one["cost_per_won"] is not None:
            assert told[code]["cost_per_won_fen"] == pytest.approx(one["cost_per_won"] * 100, abs=0.01)

    # The depression: found, and nothing else is as likely.
    best = told[roles["depression"]]
    assert best["p_best"] > 0.95
    assert best["index_low"] > 1
    # 80 % intervals hold the truth about four times in five; of some dozen, fewer than half is no chance.
    ranked = [code for code, one in places.items() if one.get("index")]
    held = [
        code
        for code in ranked
        if told[code]["index_low"] <= places[code]["index"] <= told[code]["index_high"]
    ]
    assert len(ranked) >= 10
    assert len(held) / len(ranked) > 0.5, {
        c: (told[c]["index_low"], places[c]["index"], told[c]["index_high"]) for c in ranked
    }

    # The one that looks cheap: nobody is cheaper to win by advertising, and it is among the worst.
    cheap = told[roles["looks_cheap"]]
    paid = [code for code in ranked if places[code]["platform"] not in ("referral", "own")]
    assert cheap["cost_per_won_fen"] == min(told[code]["cost_per_won_fen"] for code in paid)
    assert cheap["index_high"] < 1
    assert cheap["payback_day"] is None

    # The patient one: a loss on the click, a gain over a lifetime.
    loops = report("loops", **period)
    patient = told[roles["patient"]]
    assert patient["sale_return"] < 1
    assert patient["value_at"]["180"] > patient["cost_per_won_fen"] * 2
    assert any(row["placement"] == patient["placement"] for row in loops["rows"])

    # Prices level out: the last quarter's spread is well below the first one's.
    weeks = list(report("levelling", **period)["weeks"])
    spread = [week["dispersion"] for week in weeks if week["dispersion"] is not None]
    assert sum(spread[-13:]) < 0.85 * sum(spread[:13]), spread
