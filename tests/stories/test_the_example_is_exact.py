"""The worked example comes out to the fen, whatever the way its files came in."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from tests.cast import report
from tests.conftest import EXAMPLE

FILES = ["placements", "entries", "spend", "touches", "joins", "leaves", "orders", "refunds", "costs"]
EXPECTED: dict[str, Any] = json.loads((EXAMPLE / "expected.json").read_text(encoding="utf-8"))


def tolerance(path: str, value: float) -> float:
    """As the example's README says: p_best to 0.02, the index to 2 %, fen per person to 0.01, ratios to 1e-6."""
    if "p_best" in path:
        return 0.02
    if "/index" in path:
        return abs(value) * 0.02
    return 0.01 if "value_at" in path or "cost_per" in path else 1e-6


def differences(path: str, wanted: Any, got: Any) -> list[str]:
    if isinstance(wanted, dict):
        return [
            line
            for name in wanted
            for line in (
                differences(f"{path}/{name}", wanted[name], got[name])
                if name in got
                else [f"{path}/{name} missing"]
            )
        ]
    if isinstance(wanted, list):
        if len(wanted) != len(got):
            return [f"{path}: {len(got)} rows, not {len(wanted)}"]
        return [
            line
            for n, pair in enumerate(zip(wanted, got, strict=True))
            for line in differences(f"{path}[{n}]", *pair)
        ]
    if isinstance(wanted, float) and isinstance(got, int | float):
        return [] if abs(wanted - got) <= tolerance(path, wanted) + 1e-9 else [f"{path}: {got}, not {wanted}"]
    return [] if wanted == got else [f"{path}: {got!r}, not {wanted!r}"]


def all_differences() -> list[str]:
    found = []
    for asked, wanted in EXPECTED.items():
        name, _, by = asked.partition(" --by ")
        found += differences(asked, wanted, report(name, by=by or None))
    return found


def failing_checks() -> list[str]:
    from siyu.connectors.files.checks import all_checks
    from tests.cast import NOW

    return [f"{check.check}: {check.detail}" for check in all_checks(at=NOW) if not check.ok]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_example_is_exact_in_any_order_of_import(bring_in: Any, seed: int) -> None:
    order = [*FILES]
    random.Random(seed).shuffle(order)
    order.insert(random.Random(seed).randint(order.index("spend") + 1, len(order)), "spend-restated")
    for name in order:
        taken = bring_in(name.split("-")[0], EXAMPLE / f"{name}.csv")
        assert taken.rejected == 0
    assert all_differences() == []
    assert failing_checks() == []


def test_the_example_is_exact_twice_over_and_after_a_withdrawal_and_a_second_coming(bring_in: Any) -> None:
    jobs = {
        name: bring_in(name.split("-")[0], EXAMPLE / f"{name}.csv") for name in [*FILES, "spend-restated"]
    }
    for name in FILES:
        again = bring_in(name, EXAMPLE / f"{name}.csv")
        assert again.rows == again.duplicate + again.restated
        assert again.restated == (1 if name == "spend" else 0)
    bring_in("spend", EXAMPLE / "spend-restated.csv")
    assert all_differences() == []

    from siyu.connectors.files.actions import withdraw_import
    from siyu.facts.models import Import
    from tests.cast import NOW

    for job in Import.objects.filter(state="done", kind__in=["orders", "joins"]):
        withdraw_import(import_id=job.id, actor="test", at=NOW)
    assert all_differences() != []
    assert failing_checks() == []
    assert jobs["orders"].accepted == bring_in("orders", EXAMPLE / "orders.csv").accepted
    bring_in("joins", EXAMPLE / "joins.csv")
    assert all_differences() == []
    assert failing_checks() == []


def test_withdrawing_the_first_of_two_imports_leaves_what_the_second_said(bring_in: Any) -> None:
    first = bring_in("spend", EXAMPLE / "spend.csv")
    bring_in("spend", EXAMPLE / "spend.csv")
    before = report("ledger")

    from siyu.connectors.files.actions import withdraw_import
    from tests.cast import NOW

    withdraw_import(import_id=first.id, actor="test", at=NOW)
    assert report("ledger")["rows"] == before["rows"]


def test_the_ledger_shows_a_restatement_as_an_entry_and_not_as_an_overwrite(bring_in: Any) -> None:
    from siyu.ledger.models import Entry

    bring_in("spend", EXAMPLE / "spend.csv")
    entries = list(Entry.objects.order_by("id").values_list("id", "amount_fen"))
    bring_in("spend", EXAMPLE / "spend-restated.csv")
    assert list(Entry.objects.order_by("id").values_list("id", "amount_fen"))[: len(entries)] == entries
    more = Entry.objects.filter(id__gt=entries[-1][0]).order_by("kind")
    assert [(entry.day.isoformat(), entry.kind, entry.amount_fen) for entry in more] == [
        ("2026-03-05", "rebate", 900),
        ("2026-03-05", "spend", 2000),
    ]


def test_the_example_folder_is_whole() -> None:
    assert {path.stem for path in Path(EXAMPLE).glob("*.csv")} == {*FILES, "spend-restated"}
