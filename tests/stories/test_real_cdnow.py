"""CDNOW: 23,570 real customers, imported by both doors, beside an independent calculation."""

import csv
import gzip
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from tests.cast import report
from tests.faults.installation import SOURCE

CDNOW = SOURCE / "examples" / "cdnow"
AT = datetime(2026, 7, 15, tzinfo=UTC)
PERIOD: dict[str, Any] = {"since": "2014-01-01", "until": "2014-04-01"}
Days = npt.NDArray[np.int64]


def derived(folder: Path, *options: str) -> Path:
    subprocess.run([sys.executable, str(CDNOW / "derive.py"), *options, str(folder)], check=True)
    return folder


def source(name: str, customer: str) -> tuple[Days, Days, Days]:
    """Each row's customer (numbered from 0), day since 1997-01-01 and cents, read anew."""
    with gzip.open(CDNOW / name, "rt") as file:
        rows = list(csv.DictReader(file))
    _, customers = np.unique([row[customer] for row in rows], return_inverse=True)
    days = [(datetime.strptime(row["date"], "%Y%m%d") - datetime(1997, 1, 1)).days for row in rows]  # noqa: DTZ001,DTZ007
    cents = [int(row["dollar_value"].replace(".", "")) for row in rows]
    return customers.astype(np.int64), np.array(days), np.array(cents)


def value_at(age: int, as_of: date, rows: tuple[Days, Days, Days]) -> float:
    """M(a) by its definition, the sum of daily means over those whose day is over."""
    customers, days, cents = rows
    first = np.full(customers.max() + 1, 10**6)
    np.minimum.at(first, customers, days)
    end = (as_of - date(2014, 1, 1)).days
    # Noon to midnight: half a day more than whole days, so the age at as-of is end - first - 1.
    lived = end - first - 1
    aged = days - first[customers]
    total = 0.0
    for day in range(age + 1):
        there = lived > day
        if not there.any():
            return float("nan")
        total += cents[(aged == day) & there[customers]].sum() / there.sum()
    return total


def set_margin(share: str) -> None:
    from decimal import Decimal

    from siyu.commerce.actions import set_gross_margin

    set_gross_margin(shop="CDNOW", margin=Decimal(share), actor="test", at=AT)


@pytest.fixture
def everything(bring_in: Callable[..., Any], tmp_path: Path) -> None:
    folder = derived(tmp_path / "cdnow")
    for kind in ("orders", "joins", "entries", "placements"):
        taken = bring_in(kind, folder / f"{kind}.csv")
        assert (taken.rejected, taken.duplicate, taken.restated) == (0, 0, 0)


def test_cdnow_comes_out_to_the_fen_and_its_value_by_age_is_that_of_an_independent_calculation(
    everything: None,
) -> None:
    ledger = {
        row["kind"]: row["amount_fen"]
        for row in report("ledger", since="2014-01-01", until="2015-07-01")["rows"]
    }
    assert ledger["revenue"] == 250_031_563
    assert report("people")["totals"]["people"] == 23_570

    row, _ = report("prices", **PERIOD, as_of="2015-07-01")["rows"]
    assert (row["won"], row["sale_orders"], row["linkable"]) == (23_570, 23_570, 1.0)
    assert row["spend_fen"] is None
    assert row["cost_per_won_fen"] is None
    assert row["value_at"] == {"30": None, "90": None, "180": None}
    assert row["value_to_date_fen"] is None
    assert any("成本" in reason for reason in row["reasons"])

    set_margin("1")
    rows = source("cdnow_master.csv.gz", "customer_id")
    for as_of in ("2015-07-01", "2014-05-15", "2014-08-01"):
        row, _ = report("prices", **PERIOD, as_of=as_of)["rows"]
        for age in (30, 90, 180):
            wanted = value_at(age, date.fromisoformat(as_of), rows)
            if np.isnan(wanted):
                assert row["value_at"][str(age)] is None
            else:
                assert row["value_at"][str(age)] == pytest.approx(wanted, abs=0.01)
    row, _ = report("prices", **PERIOD, as_of="2015-07-01")["rows"]
    assert row["value_at"] == {"30": 4228.47, "90": 5368.05, "180": 6692.55}
    assert row["value_to_date_fen"] == 250_031_563
    assert row["index"] is None

    set_margin("0.4")
    row, _ = report("prices", **PERIOD, as_of="2015-07-01")["rows"]
    assert row["value_at"]["90"] == pytest.approx(0.4 * 5368.05, abs=1)


def test_the_published_sample_repeats_as_often_as_its_summary_says(
    bring_in: Callable[..., Any], tmp_path: Path
) -> None:
    folder = derived(tmp_path / "cdnow", "--sample")
    for kind in ("placements", "entries", "joins", "orders"):
        assert bring_in(kind, folder / f"{kind}.csv").rejected == 0
    assert report("people")["totals"]["people"] == 2_357

    from siyu.connectors.files.exports import table

    exported = table("orders")
    at, who = exported.columns.index("paid_at"), exported.columns.index("id.member")
    bought: dict[str, set[date]] = {}
    for order in exported.rows():
        bought.setdefault(order[who], set()).add(datetime.fromisoformat(order[at]).date())
    end = date(2014, 9, 30)
    repeats = [day for days in bought.values() for day in sorted(days)[1:]]
    assert sum(day <= end for day in repeats) == 2_457
    assert sum(end < day <= date(2015, 6, 30) for day in repeats) == 1_882
    assert sum(any(end < day for day in days) for days in bought.values()) == 684

    weeks = {
        customer: round((max(day for day in days if day <= end) - min(days)) / timedelta(days=7), 2)
        for customer, days in bought.items()
    }
    with gzip.open(CDNOW / "cdnow_sample_transactions.csv.gz", "rt") as file:
        theirs = {int(row["sample_customer_id"]): row["master_customer_id"] for row in csv.DictReader(file)}
    with (CDNOW / "cdnow_summary.csv").open() as file:
        for row in csv.DictReader(file):
            customer = theirs[int(row["customer_id"])]
            assert sum(day <= end for day in bought[customer]) - 1 == int(row["frequency"])
            assert weeks[customer] == pytest.approx(float(row["recency"]), abs=0.011)


@pytest.mark.urls("siyu.config.urls")
def test_the_sample_comes_in_through_the_mapping_of_the_console(
    bring_in: Callable[..., Any], client: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from siyu.connectors.files import actions
    from siyu.core.models import Staff
    from siyu.facts.models import Import

    monkeypatch.setenv("SIYU_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    client.force_login(Staff.objects.create(email="lin@example.com", role="owner", created_at=AT))
    folder = derived(tmp_path / "cdnow", "--sample")
    for kind in ("placements", "entries", "joins"):
        bring_in(kind, folder / f"{kind}.csv")
    with (folder / "transactions.csv").open("rb") as file:
        page = client.post("/imports/new", {"file": file, "kind": "orders"}, follow=True)
    taken = Import.objects.get(kind="orders")
    assert page.redirect_chain[-1][0] == f"/imports/{taken.id}"
    # transaction, date, dollar_value, entry, customer_id, number_of_cds; the shop is one value for the whole file.
    targets = ["order_id", "paid_at", "amount", "entry", "id.member", ""]
    posted = {f"column-{at}": target for at, target in enumerate(targets)}
    client.post(
        f"/imports/{taken.id}/decide",
        {**posted, "fixed-shop": "CDNOW", "preset_name": "CDNOW 交易", "wish": "run"},
    )
    taken.refresh_from_db()
    assert taken.stage == "queued", client.get(f"/imports/{taken.id}").content.decode()[-2000:]
    # What the worker does with the job that the page queued.
    done = actions.run_import(
        import_id=taken.id, clock=lambda: AT, rejects_folder=tmp_path, report=lambda progress: None
    )
    assert (done.rows, done.accepted, done.rejected) == (6_919, 6_919, 0)
    row, _ = report("prices", **PERIOD, as_of="2015-07-01")["rows"]
    assert (row["won"], row["sale_orders"]) == (2_357, 2_357)
