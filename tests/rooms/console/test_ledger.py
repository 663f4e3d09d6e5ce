"""The ledger's page: sums, and the entries behind them."""

import csv
import io
from typing import Any

from django.test import Client

PERIOD = "from=2026-03-02&to=2026-04-13"


def rows_of(answer: Any) -> list[dict[str, str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_entries_behind_each_sum_add_up_to_it(console: Client, example: None) -> None:
    from siyu.ledger.rules import KINDS
    from tests.cast import report

    sums = {row["kind"]: row["amount_fen"] for row in report("ledger", as_of="2026-11-01", by="kind")["rows"]}
    for kind in KINDS:
        told = rows_of(console.get(f"/ledger/entries?{PERIOD}&kind={kind}"))
        assert sum(int(row["amount_fen"]) for row in told) == sums[kind], kind


def test_a_correction_is_marked_and_names_the_import_that_made_it(console: Client, example: None) -> None:
    from siyu.facts.models import Import

    told = rows_of(console.get("/ledger/entries?day=2026-03-05&kind=spend"))
    assert [(row["amount_fen"], row["corrects"]) for row in told] == [("-20000", "False"), ("2000", "True")]
    restated = Import.objects.get(files__0__name="spend-restated.csv")
    assert told[1]["import"] == str(restated.id)
    page = console.get(f"/ledger?import={restated.id}").content.decode()
    assert "更正" in page
    assert "spend.csv" in page


def test_a_person_s_entries_are_those_of_all_their_identifiers(console: Client, example: None) -> None:
    from siyu.people.models import Identifier

    mei = Identifier.objects.get(value="uMei").person_id
    told = rows_of(console.get(f"/ledger/entries?person={mei}"))
    assert {row["person"] for row in told} == {str(mei)}
    assert len(told) == 16


def test_wrong_filters_are_passed_over(console: Client, example: None) -> None:
    for asked in (
        "kind=gold",
        "day=2026-99-99",
        "placement=x",
        "person=-1",
        "import=²",
        "page=999999",
        "page=x",
    ):
        assert console.get(f"/ledger?{asked}").status_code == 200, asked


def test_entries_come_as_a_workbook_too(console: Client, example: None) -> None:
    answer = console.get("/ledger/entries?format=xlsx")
    assert b"".join(answer.streaming_content)[:2] == b"PK"
