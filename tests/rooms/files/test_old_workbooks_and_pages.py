"""What consoles send as `.xls`: workbooks of before 2007, tables of web pages, XML of 2003."""

import datetime
from pathlib import Path
from typing import Any

import pytest
import xlwt

from siyu.connectors.files.reading import NotReadable
from siyu.connectors.files.reading.opening import open_source, titles_of
from tests.rooms.files.rows import ROW, SPEND, Seen, read, write
from tests.rooms.files.test_what_is_no_table import told


def rows_of(path: Path, sheet: int = 1) -> list[tuple[int, list[str]]]:
    return list(open_source(path, sheet=sheet).records())


def old_book(path: Path, *sheets: list[list[Any]], offset: int = 0) -> Path:
    book = xlwt.Workbook(encoding="utf-8")
    styles = {
        datetime.datetime: xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm:ss"),
        datetime.date: xlwt.easyxf(num_format_str="yyyy/m/d"),
    }
    for number, rows in enumerate(sheets, 1):
        sheet = book.add_sheet(f"表{number}")
        for at, row in enumerate(rows, offset):
            for column, cell in enumerate(row):
                if cell is not None:
                    sheet.write(at, column, cell, styles.get(type(cell), xlwt.Style.default_style))
    book.save(str(path))
    return path


def test_an_old_workbook_is_read_as_a_person_would_have_typed_it(tmp_path: Path) -> None:
    path = old_book(
        tmp_path / "anything",
        [
            ["说明"],
            [],
            ["00123", 13800138000, 12.1, 1e15, True, None, datetime.datetime(2026, 3, 2, 9, 5, 1)],  # noqa: DTZ001
            [datetime.date(2026, 3, 2), "a\nb", 0.1 + 0.2, -5],
        ],
        offset=1,
    )
    assert rows_of(path) == [
        (2, ["说明", "", "", "", "", "", ""]),
        (4, ["00123", "13800138000", "12.1", "1.0000E+15", "yes", "", "2026-03-02 09:05:01"]),
        (5, ["2026-03-02", "a\nb", "0.30000000000000004", "-5", "", "", ""]),
    ]


def test_an_old_workbook_comes_in_like_a_new_one(tmp_path: Path) -> None:
    path = old_book(tmp_path / "a.xls", [SPEND.split(","), [*ROW.split(",")[:-1], 120.5]], [["x"]])
    assert read(path).data == read(write(tmp_path, f"{SPEND}\n{ROW.replace('120.00', '120.5')}\n")).data
    assert titles_of(path) == ["表1", "表2"]
    assert rows_of(path, 2) == [(1, ["x"])]


def test_a_sheet_that_claims_to_be_vast_is_given_up_by_a_process_of_its_own(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    sheet.write(0, 0, "x")
    sheet.write(65535, 255, 1)
    book.save(str(tmp_path / "a.xls"))
    assert (tmp_path / "a.xls").stat().st_size < 10_000
    with pytest.raises(NotReadable, match=r"这个 \.xls 太大或已损坏"):
        rows_of(tmp_path / "a.xls")


def test_a_cut_or_foreign_container_says_so(tmp_path: Path) -> None:
    whole = old_book(tmp_path / "a.xls", [SPEND.split(",")]).read_bytes()
    assert "已损坏" in told(write(tmp_path, whole[:3000], "b.xls"))[0]
    assert "已损坏" in told(write(tmp_path, whole[:8], "c.xls"))[0]
    encrypted = whole[:2048] + "EncryptedPackage".encode("utf-16-le") + whole[2048:]
    assert "有密码" in told(write(tmp_path, encrypted, "d.xls"))[0]


def test_whoever_stops_listening_ends_the_process(tmp_path: Path) -> None:
    path = old_book(tmp_path / "a.xls", [[n] for n in range(30_000)])
    records = open_source(path).records()
    assert next(records) == (1, ["0"])
    records.close()  # type: ignore[attr-defined]


PAGE = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=CHARSET">
<style>td {mso-number-format:"\\@"}</style></head><body><!-- note -->
<table border=1><tr><th colspan=2>基础信息</th><th rowspan="2">消耗</th></tr>
<tr><td>日期</td><td>账户&nbsp;名</td></tr>
<tr><td>2026-03-02</td><td>a<br>b &amp; <b>c</b></td><td>1,200.50
<tr></tr><tr><td></td></tr>
<tr><td>d<td><table><tr><td>inner</td></tr></table></td><td>2</tr></table>
<table><tr><td>第二</td></tr></table></body></html>"""


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("utf-8", "utf-8-sig"), ("gb2312", "gb18030"), ("utf-8", "gb18030"), ("x", "utf-16")],
)
def test_a_table_of_a_web_page_is_read_whatever_its_tags_and_encoding(
    tmp_path: Path, charset: str, encoding: str
) -> None:
    path = write(tmp_path, PAGE.replace("CHARSET", charset).encode(encoding), "a.xls")
    assert rows_of(path) == [
        (1, ["基础信息", "", "消耗"]),
        (2, ["日期", "账户 名"]),
        (3, ["2026-03-02", "a b & c", "1,200.50"]),
        (6, ["d", "inner", "2"]),
    ]
    assert titles_of(path) == ["1", "2"]
    assert rows_of(path, 2) == [(1, ["第二"])]


def page(head: str, *rows: str) -> str:
    lines = "".join(f"<tr><td>{'</td><td>'.join(row.split(','))}</td></tr>" for row in (head, *rows))
    return f"\n <table>{lines}</table>"


def test_a_page_comes_in_like_a_table(tmp_path: Path) -> None:
    seen: Seen = read(write(tmp_path, page(SPEND, ROW, ROW.replace("120.00", "-1")), "a.xls"))
    assert seen.data == read(write(tmp_path, f"{SPEND}\n{ROW}\n")).data
    assert len(seen.rejected) == 1


@pytest.mark.parametrize(
    "content",
    [
        "<html><body><h1>请登录</h1></body></html>",
        "<!DOCTYPE html><html><table></html>",
        f"<table><tr><td>{'x' * 1_200_000}</td></tr></table>",
        f"<table><tr><td colspan=99999>{'</td><td colspan=9999>'.join('ab')}</td></tr></table>",
        "<table><tr><td " + "a" * 2_000_000,
    ],
)
def test_a_page_without_a_table_worth_reading_is_refused(tmp_path: Path, content: str) -> None:
    assert told(write(tmp_path, content, "a.xls"))[0]


XML = """<?xml version="1.0" encoding="ENCODING"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="s1"/></Styles>
<Worksheet ss:Name="汇总"><Table><Row><Cell><Data ss:Type="String">合计</Data></Cell></Row></Table></Worksheet>
<Worksheet ss:Name="明细"><Table><Column ss:Width="80"/>
<Row ss:Index="3"><Cell ss:MergeAcross="1"><Data ss:Type="String">日期</Data></Cell>
<Cell><Data ss:Type="String">消<B xmlns="http://www.w3.org/TR/REC-html40">耗</B></Data></Cell></Row>
<Row><Cell><Data ss:Type="DateTime">2026-03-02T00:00:00.000</Data></Cell>
<Cell ss:Index="3"><Data ss:Type="Number">13800138000</Data></Cell>
<Cell><Data ss:Type="DateTime">2026-03-02T09:05:00.000</Data></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell>
<Cell><Data ss:Type="Error">#N/A</Data></Cell><Cell ss:StyleID="s1"/></Row>
<Row><Cell><Data ss:Type="String"> </Data></Cell></Row></Table></Worksheet></Workbook>"""


@pytest.mark.parametrize(
    ("said", "encoding"), [("UTF-8", "utf-8"), ("gb2312", "gb18030"), ("utf-16", "utf-16")]
)
def test_an_xml_workbook_is_read_sheet_by_sheet(tmp_path: Path, said: str, encoding: str) -> None:
    path = write(tmp_path, XML.replace("ENCODING", said).encode(encoding), "a.xls")
    assert rows_of(path) == [(1, ["合计"])]
    assert titles_of(path) == ["汇总", "明细"]
    assert rows_of(path, 2) == [
        (3, ["日期", "", "消耗"]),
        (4, ["2026-03-02", "", "13800138000", "2026-03-02 09:05:00.000", "yes", "#N/A"]),
    ]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("<Workbook", '<!DOCTYPE a [<!ENTITY b "c">]><Workbook'), "DOCTYPE"),
        (("</Workbook>", ""), "已损坏"),
        ((">合计<", f">{'x' * 1_200_000}<"), "超过 1,000,000 个字符"),
        (("<Cell><Data ss:Type=\"String\">合计", "<Cell ss:Index=\"99999\"><Data ss:Type=\"String\">合计"), "已损坏"),
        (("\"String\">合计", "\"Number\">many"), "已损坏"),
        (("\"String\">合计", "\"Number\">NaN"), "已损坏"),
    ],
)  # fmt: skip
def test_a_hostile_or_broken_xml_workbook_is_refused(
    tmp_path: Path, change: tuple[str, str], why: str
) -> None:
    with pytest.raises(NotReadable, match=why):
        rows_of(write(tmp_path, XML.replace("ENCODING", "utf-8").replace(*change), "a.xls"))
