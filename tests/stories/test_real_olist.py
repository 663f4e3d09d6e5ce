"""Olist: 8,000 leads, 842 deals, 8,135 shop orders. The data may not be redistributed: they are looked for outside."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cast import report
from tests.faults.installation import SOURCE

WON_OF_LEADS = {
    "paid search": (195, 1_586),
    "organic search": (271, 2_296),
    "direct traffic": (56, 499),
    "referral": (24, 284),
    "social": (75, 1_350),
    "display": (6, 118),
    "other publicities": (3, 65),
    "email": (15, 493),
    "other": (4, 150),
}
FREE = {"organic search", "direct traffic", "referral", "email"}


def data() -> Path:
    """The folder of the data: `SIYU_TEST_DATA`, or `shared/data` beside the clone."""
    for place in (os.environ.get("SIYU_TEST_DATA"), SOURCE.parent / "shared" / "data"):
        if place and (Path(place) / "olist" / "leads.csv.gz").exists():
            return Path(place) / "olist"
    pytest.skip("put Olist's leads.csv.gz and the others into FOLDER/olist and set SIYU_TEST_DATA=FOLDER")


@pytest.fixture
def olist(tmp_path: Path) -> Path:
    derive = SOURCE / "examples" / "olist" / "derive.py"
    subprocess.run([sys.executable, str(derive), str(data()), str(tmp_path / "olist")], check=True)
    return tmp_path / "olist"


def test_win_rates_come_out_by_origin_and_value_is_unknown_and_says_why(
    bring_in: Callable[..., Any], olist: Path
) -> None:
    for kind, name, rows in (
        ("orders", "deals", 842),
        ("joins", "joins", 8_000),
        ("entries", "entries", 10),
        ("placements", "placements", 9),
    ):
        taken = bring_in(kind, olist / f"{name}.csv")
        assert (taken.rows, taken.accepted) == (rows, rows)
    told = report("prices", since="2017-06-14", until="2018-11-15", as_of="2018-11-15")
    rows = {row["placement"]: row for row in told["rows"]}
    unknown = rows.pop("unknown")
    assert {name: (row["sale_orders"], row["won"]) for name, row in rows.items()} == WON_OF_LEADS
    # Those that say `unknown` and those that say nothing are one row; a deal without an entry belongs to none.
    assert (unknown["won"], unknown["sale_orders"]) == (1_099 + 60, 179)
    assert told["totals"]["won"] == 8_000
    for name, row in rows.items():
        assert row["value_to_date_fen"] is None
        assert row["value_at"]["180"] is None
        assert row["sale_margin_fen"] is None
        assert row["index"] is None
        assert any("成本" in reason for reason in row["reasons"])
        assert (row["spend_fen"] == 0) is (name in FREE)
        assert row["spend_known"] is (name in FREE)


def test_the_leads_come_in_as_they_are_by_a_mapping(bring_in: Callable[..., Any], olist: Path) -> None:
    bring_in("entries", olist / "entries.csv")
    taken = bring_in(
        "joins",
        data() / "leads.csv.gz",
        mapping={"mql_id": "id.member", "first_contact_date": "at", "origin": "entry"},
        constants={"pool": "wecom", "pool_id": "olist-leads"},
    )
    assert (taken.rows, taken.accepted) == (8_000, 8_000)
    assert bring_in("joins", olist / "joins.csv").duplicate == 8_000


def test_the_shop_orders_come_out_to_the_fen_and_nobody_is_said_to_be_won(
    bring_in: Callable[..., Any], olist: Path
) -> None:
    taken = bring_in("orders", olist / "orders.csv")
    assert (taken.rows, taken.accepted) == (8_135, 8_135)
    ledger = report("ledger", since="2016-01-01", until="2019-01-01")
    assert {row["kind"]: row["amount_fen"] for row in ledger["rows"]}["revenue"] == 142_860_281
    assert report("people")["totals"]["people"] == 8_016
    told = report("prices", since="2016-01-01", until="2019-01-01", as_of="2019-01-01")
    assert told["totals"]["won"] == 0
    assert told["totals"]["orders_linked"] == 1.0
