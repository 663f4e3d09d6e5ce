"""The ledger's page: sums, and the entries behind them."""

import csv
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.test import Client

from tests.cast import import_text, report

PERIOD = "from=2026-03-02&to=2026-04-13"


def rows_of(answer: Any) -> list[dict[str, str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_entries_behind_each_sum_add_up_to_it(console: Client, example: None) -> None:
    from siyu.ledger.rules import KINDS

    sums = {row["kind"]: row["amount_fen"] for row in report("ledger", as_of="2026-11-01", by="kind")["rows"]}
    for kind in KINDS:
        told = rows_of(console.get(f"/ledger?{PERIOD}&kind={kind}&file=csv"))
        assert sum(Decimal(row["金额(元)"]) for row in told) * 100 == sums[kind], kind


def test_a_correction_is_marked_and_names_the_import_that_made_it(console: Client, example: None) -> None:
    from siyu.facts.models import Import

    told = rows_of(console.get("/ledger?day=2026-03-05&kind=spend&file=csv"))
    assert [(row["金额(元)"], row["更正"]) for row in told] == [("20", "True"), ("-200", "False")]
    restated = Import.objects.get(files__0__name="spend-restated.csv")
    assert told[0]["导入"] == str(restated.id)
    page = console.get(f"/ledger?import={restated.id}").content.decode()
    assert "更正" in page
    assert "spend.csv" in page


def test_a_person_s_entries_are_those_of_all_their_identifiers(console: Client, example: None) -> None:
    from siyu.people.models import Identifier

    mei = Identifier.objects.get(value="uMei").person_id
    told = rows_of(console.get(f"/ledger?person={mei}&file=csv"))
    assert {row["客户编号"] for row in told} == {str(mei)}
    assert len(told) == 16


def test_wrong_filters_are_passed_over(console: Client, example: None) -> None:
    for asked in (
        "kind=gold",
        "sort=gold",
        "day=2026-99-99",
        "placement=x",
        "person=-1",
        "import=²",
        "page=999999",
        "page=x",
    ):
        assert console.get(f"/ledger?{asked}").status_code == 200, asked


def test_entries_come_as_a_workbook_too(console: Client, example: None) -> None:
    answer = console.get("/ledger?file=xlsx")
    assert b"".join(answer.streaming_content)[:2] == b"PK"


def test_entries_are_found_by_a_person_in_any_writing_and_by_a_placement(
    console: Client, example: None
) -> None:
    assert {row["客户"] for row in rows_of(console.get("/ledger?find=uMei&file=csv"))} == {"uMei"}
    found = rows_of(console.get("/ledger?find=朋友&file=csv"))
    assert {row["版位"] for row in found} == {"朋友圈"}


def test_a_sum_leads_to_its_entries_in_its_own_period(console: Client, example: None) -> None:
    page = console.get(f"/ledger?{PERIOD}&by=kind").content.decode()
    assert "/ledger?from=2026-03-02&amp;to=2026-04-13&amp;as_of=" in page
    assert "kind=spend#entries" in page


def test_unknown_cost_of_goods_does_not_look_like_profit(console: Client, tmp_path: Path) -> None:
    text = "order_id,shop,paid_at,amount,cost_of_goods,id.phone\nA-1,tea,2026-03-02,100.00,,13800138000\n"
    import_text("orders", text, folder=tmp_path)
    page = console.get("/ledger").content.decode()
    assert "1 笔订单的货品成本未知" in page
    assert "另有 1 笔订单未知" in page
    assert "不含 1 笔订单的货品成本" in page
    assert report("ledger")["notes"] == ["1 笔订单的货品成本未知:它们的收入记了账,成本没有,所以合计不是利润"]
    assert "货品成本未知" not in console.get("/ledger?to=2026-03-02&from=2026-03-01").content.decode()
