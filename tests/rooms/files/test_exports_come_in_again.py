"""What goes out comes in again, to the fen and to the letter; a spreadsheet runs none of it."""

import gc
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from django.db import connection

from siyu.connectors.files import writing
from siyu.connectors.files.exports import NAMES, Table, table
from siyu.connectors.files.kinds import KINDS
from siyu.connectors.files.writing import FORMATS, csv_lines, write
from siyu.core.refusals import Refusal
from siyu.traffic.actions import keep_arrivals
from tests.cast import import_file, import_text, report
from tests.conftest import EXAMPLE

ODD: dict[str, str] = {
    "placements": "platform,account,campaign,placement,paid\nother,=1+1,-计划,@版位,no\n",
    "entries": "code,title,url\n+e,'=SUM(A1),https://example.com/?a=1\n",
    "targets": "code,app,way,url,words,expires\n+e,wechat,copy,,=8.2 复制,2026-08-01 09:00\n"
    "+e,any,mini_program,https://wxaurl.cn/=a,,\n",
    "touches": "touch_id,at,entry,action,id.openid,id.openid.app,id.device\n"
    "007,2026-03-03T09:00:00.123456+08:00,+e,scan,o-Mei,wx1,d1\n",
    "joins": "at,pool,pool_id,seat,entry,id.member,id.email\n"
    "2026-03-04 10:00,group,chat-9,=lin,,000123,mei@example.com\n",
    "presences": "day,pool,pool_id,seat,at,entry,id.member,id.alone\n"
    "2026-03-05,wecom,W1,Lin,,+e,000123,\n2026-03-05,wecom,W1,Lin,2026-03-01 10:00,,,wecom/W1/Lin/小*/\n",
    "pool_counts": "date,pool,pool_id,entry,joined,left\n2026-03-05,official_account,gh-1,+e,7,\n"
    "2026-03-05,official_account,gh-1,,0,2\n",
    "orders": "order_id,shop,paid_at,amount,cost_of_goods,id.member\n"
    "28390000000000000001,-茶 店,2026-03-05 00:00:00,0.01,,000123\n0,-茶 店,2026-03-05,1000000000000,0.00,\n",
    "refunds": "refund_id,shop,order_id,at,amount\n00,-茶 店,28390000000000000001,2026-03-06,0.01\n",
    "costs": "cost_id,date,kind,amount\n1e,2026-03-06,other,3.10\n",
}
ORDER = (
    *(
        "placements",
        "spend",
        "entries",
        "targets",
        "touches",
        "joins",
        "leaves",
        "orders",
        "refunds",
        "costs",
    ),
    *("presences", "pool_counts"),
)


@pytest.fixture
def world(brand: Any, tmp_path: Path) -> None:
    """The worked example, and rows that are easily damaged on the way."""
    for kind in ORDER:
        if (EXAMPLE / f"{kind}.csv").exists():
            import_file(kind, EXAMPLE / f"{kind}.csv", rejects=tmp_path)
        if kind in ODD:
            taken = import_text(kind, ODD[kind], folder=tmp_path)
            assert taken.rejected == 0, taken.reasons
    import_file("spend", EXAMPLE / "spend-restated.csv", rejects=tmp_path)
    came = {"touch_id": "L1", "at": 1, "entry": "+e", "action": "click", "app": "qq", "device": "phone"}
    rest = dict.fromkeys(("outcome", "referrer", "query", "agent", "address"), "=1+1")
    keep_arrivals(arrivals=[{**came, "why": "crawler", "clicks": {"gdt_vid": "x"}, **rest}])


def out(name: str) -> str:
    return b"".join(csv_lines(table(name))).decode()


def emptied() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT string_agg(quote_ident(relname), ', ') FROM pg_class
               WHERE relkind = 'r' AND relname ~ '^(facts|traffic|pool|commerce|ledger|people)_'
                 AND relname <> 'people_identifierkind'"""
        )
        cursor.execute(f"TRUNCATE {cursor.fetchone()[0]}")


def told() -> dict[str, Any]:
    asked = {"prices": {}, "pool": {}, "people": {}, "ledger": {"by": "kind"}, "crossings": {}, "loops": {}}
    documents = {name: report(name, **more) for name, more in asked.items()}
    return {name: (document["rows"], document["totals"]) for name, document in documents.items()}


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_kind_comes_in_again_as_it_went_out(form: str, tmp_path: Path) -> None:
    before, figures = {kind: out(kind) for kind in KINDS}, told()
    for kind in KINDS:
        with (tmp_path / f"{kind}.{form}").open("wb") as file:
            write(table(kind), form, file)
    emptied()
    for kind in reversed(ORDER):
        taken = import_file(kind, tmp_path / f"{kind}.{form}", rejects=tmp_path)
        assert (taken.rejected, taken.reasons) == (0, [])
    assert {kind: out(kind) for kind in KINDS} == before
    assert told() == figures


@pytest.mark.usefixtures("world")
def test_no_cell_of_text_begins_like_a_formula(tmp_path: Path) -> None:
    for kind in ("placements", "entries", "joins", "orders"):
        buffer = io.BytesIO()
        write(table(kind), "xlsx", buffer)
        rows = list(openpyxl.load_workbook(buffer, read_only=True).worksheets[0].iter_rows(values_only=True))
        cells = [cell for row in rows for cell in row if isinstance(cell, str)]
        assert cells
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert "'=1+1,'-计划,'@版位" in out("placements")


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("name", NAMES)
def test_every_table_goes_out_in_every_form_with_all_its_rows(name: str, tmp_path: Path) -> None:
    rows = len(list(table(name).rows()))
    for form in FORMATS:
        with (tmp_path / f"x.{form}").open("wb") as file:
            write(table(name), form, file)
    assert rows > 0
    columns = list(table(name).columns)
    found = duckdb.sql(f"SELECT * FROM '{tmp_path / 'x.parquet'}'")
    assert (found.columns, len(found.fetchall())) == (columns, rows)
    sheet = list(openpyxl.load_workbook(tmp_path / "x.xlsx", read_only=True).worksheets[0].iter_rows())
    assert len(sheet) == rows + 1


@pytest.mark.usefixtures("brand")
@pytest.mark.parametrize("name", NAMES)
def test_an_empty_table_is_its_header(name: str, tmp_path: Path) -> None:
    for form in FORMATS:
        with (tmp_path / f"x.{form}").open("wb") as file:
            write(table(name), form, file)
    assert (tmp_path / "x.csv").read_text(encoding="utf-8").splitlines() == [",".join(table(name).columns)]
    assert duckdb.sql(f"SELECT * FROM '{tmp_path / 'x.parquet'}'").fetchall() == []


@pytest.mark.usefixtures("world")
def test_money_and_ids_are_typed_in_parquet(tmp_path: Path) -> None:
    with (tmp_path / "ledger.parquet").open("wb") as file:
        write(table("ledger"), "parquet", file)
    fen, wanted = duckdb.sql(f"SELECT sum(amount_fen), 0 FROM '{tmp_path / 'ledger.parquet'}'").fetchall()[0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(amount_fen) FROM ledger_entry")
        wanted = int(cursor.fetchone()[0])
    assert int(fen) == wanted
    types = dict(
        duckdb.sql(
            f"SELECT column_name, column_type FROM (DESCRIBE '{tmp_path / 'ledger.parquet'}')"
        ).fetchall()
    )
    # Spend comes first and names nobody: later rows decide what a person's number is.
    assert [types[name] for name in ("amount_fen", "person", "assumed", "kind")] == [
        "BIGINT",
        "BIGINT",
        "BOOLEAN",
        "VARCHAR",
    ]


def test_the_types_of_parquet_are_those_of_all_rows(tmp_path: Path) -> None:
    rows = [[None, 1, 1]] * 10_001 + [[7, 0.5, "x"]]
    with (tmp_path / "x.parquet").open("wb") as file:
        write(Table(["late", "ratio", "mixed"], lambda: iter(rows)), "parquet", file)
    found = duckdb.sql(f"SELECT sum(late), sum(ratio), max(mixed) FROM '{tmp_path / 'x.parquet'}'")
    assert found.fetchall() == [(7, 10_001.5, "x")]


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "MOST_EXCEL_ROWS", 3)
    write(Table(["a"], lambda: iter([[1]] * 3)), "xlsx", io.BytesIO())
    with pytest.raises(Refusal, match="CSV"):
        write(Table(["a"], lambda: iter([[1]] * 4)), "xlsx", io.BytesIO())


def test_an_export_that_fails_halfway_leaves_nothing_lying_about(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def failing() -> Iterator[list[int]]:
        yield [1]
        raise ZeroDivisionError

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(writing, "MOST_EXCEL_ROWS", 3)
    for format_ in writing.FORMATS:
        with pytest.raises(ZeroDivisionError):
            write(Table(["a"], failing), format_, io.BytesIO())
    with pytest.raises(Refusal):
        write(Table(["a"], lambda: iter([[1]] * 4)), "xlsx", io.BytesIO())
    gc.collect()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("brand")
def test_a_table_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(Refusal, match="placements"):
        table("nonsense")
