"""Excel workbooks: every cell as the text a person would have typed."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from siyu.connectors.files.reading import NotReadable
from siyu.core.words import speaking
from tests.rooms.files.rows import SPEND, read
from tests.rooms.files.workbooks import MAIN, inline, sheet, workbook

HEAD = [inline(name) for name in SPEND.split(",")]
LINE = [inline(cell) for cell in ("2026-03-02", "tencent", "ta-01", "春茶", "朋友圈")]


def saved(folder: Path, rows: list[list[Any]], *, of_1904: bool = False) -> Path:
    """A workbook as a library writes it."""
    book = openpyxl.Workbook()
    if of_1904:
        book.epoch = CALENDAR_MAC_1904
    for row in rows:
        book.active.append(row)
    book.create_sheet("second").append(["not", "looked", "at", "=1+1"])
    path = folder / "book.xlsx"
    book.save(path)
    return path


ORDER = ["order_id", "shop", "paid_at", "amount", "id.phone"]


@pytest.mark.parametrize("of_1904", [False, True])
def test_numbers_days_and_times_are_what_the_spreadsheet_shows(tmp_path: Path, of_1904: bool) -> None:
    path = saved(
        tmp_path,
        [
            ORDER,
            [283940, "s", datetime.fromisoformat("2026-03-01T09:05"), 12.3, 13800138000],
            ["o-2", "s", date(2026, 3, 1), 0.1, 13800138000.0],
            ["o-3", "s", "2026/3/1 9:05", "¥1,234.50", "+86 138 0013 8000"],
        ],
        of_1904=of_1904,
    )
    seen = read(path, "orders")
    assert seen.rejected == [], seen.why
    assert [
        (row["order_id"], row["paid_at"][:16], row["amount_fen"], row["id.phone"]) for row in seen.data
    ] == [
        ("283940", "2026-03-01T01:05", 1230, "13800138000"),
        ("o-2", "2026-02-28T16:00", 10, "13800138000"),
        ("o-3", "2026-03-01T01:05", 123450, "13800138000"),
    ]


@pytest.mark.parametrize(("of_1904", "serial"), [(False, "46082.5"), (True, "44620.5")])
def test_a_serial_without_a_format_follows_the_workbooks_own_day_0(
    tmp_path: Path, of_1904: bool, serial: str
) -> None:
    row = [inline("o-1"), inline("s"), f"><v>{serial}</v>", "><v>1</v>", ""]
    path = workbook(tmp_path / "b.xlsx", sheet([inline(name) for name in ORDER], row), of_1904=of_1904)
    assert read(path, "orders").data[0]["paid_at"] == "2026-03-01T04:00:00+00:00"


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("yyyy-mm-dd", "2026-03-02"), ('yyyy"年"m"月"d"日"', "2026-03-02"), ("[$-804]d/m/yy", "2026-03-02"),
        ("General", "46083"), ('#,##0.00"day"', "46083"), ("[Red]0.00", "46083"), ("\\d0", "46083"),
    ],
)  # fmt: skip
def test_a_custom_format_tells_days_from_numbers(tmp_path: Path, code: str, told: str) -> None:
    head = [*HEAD, inline("note")]
    row = [*LINE, "><v>1</v>", 's="1"><v>46083</v>']
    path = workbook(
        tmp_path / "b.xlsx", sheet(head, row), formats={164: code.replace('"', "&quot;")}, styles=(0, 164)
    )
    assert read(path).rows[0].extras == {"note": told}


@pytest.mark.parametrize(
    ("number", "fen"),
    [
        ("0.30000000000000004", None),
        ("12.300000000000001", 1230),
        ("12.3", 1230),
        ("1.23E1", 1230),
        ("1E-3", None),
        ("-0", 0),
    ],
)
def test_a_number_cell_counts_as_its_shortest_decimal_form(
    tmp_path: Path, number: str, fen: int | None
) -> None:
    seen = read(workbook(tmp_path / "b.xlsx", sheet(HEAD, [*LINE, f"><v>{number}</v>"])))
    assert [row["cost_fen"] for row in seen.data] == ([] if fen is None else [fen])


def test_a_number_of_more_than_15_digits_is_no_id_any_more(tmp_path: Path) -> None:
    seen = read(
        saved(
            tmp_path,
            [
                ORDER,
                [2839400000000001, "s", "2026-03-01", 1, None],
                [283940000000001, "s", "2026-03-01", 1, None],
            ],
        ),
        "orders",
    )
    assert [row["order_id"] for row in seen.data] == ["283940000000001"]
    assert "科学计数法" in seen.why[0]


def test_a_formula_counts_by_its_saved_result_and_is_refused_without_one(tmp_path: Path) -> None:
    rows = [
        [*LINE, "><f>60*2</f><v>120</v>"],
        [*LINE, "><f>60*2</f></c>"[:-4]],
        [*LINE, "><f>60*2</f><v></v>"],
        [*LINE[:4], 't="str"><f>A1</f><v>抖加</v>', "><v>5</v>"],
        [*LINE, "><v>7</v>", "><f>1+1</f>"],
        [*LINE, "><v>8</v>", 't="str"><f>""</f><v></v>'],
    ]
    seen = read(workbook(tmp_path / "b.xlsx", sheet([*HEAD, inline("note")], *rows)))
    assert [(row.number, row.data["cost_fen"]) for row in seen.rows] == [
        (2, 12000),
        (5, 500),
        (6, 700),
        (7, 800),
    ]
    assert [refused.number for refused in seen.rejected] == [3, 4]
    with speaking("en"):
        assert all("a formula without" in why or "error" in why for why in map(str, seen.rejected[0].reasons))


def test_errors_booleans_and_percentages_are_told_apart(tmp_path: Path) -> None:
    rows = [
        [*LINE, 't="e"><v>#N/A</v>'],
        [*LINE[:2], 't="e"><v>#REF!</v>', *LINE[3:], "><v>1</v>"],
        [*LINE, 's="1"><v>0.05</v>'],
        [*LINE, 't="b"><v>1</v>'],
    ]
    seen = read(workbook(tmp_path / "b.xlsx", sheet(HEAD, *rows), styles=(0, 10)))
    assert [row["cost_fen"] for row in seen.data] == [5]
    assert [refused.number for refused in seen.rejected] == [2, 3, 5]
    placed = [inline(name) for name in ("platform", "account", "campaign", "placement", "paid")]
    free = read(workbook(tmp_path / "c.xlsx", sheet(placed, [*LINE[1:], 't="b"><v>0</v>'])), "placements")
    assert free.data[0]["paid"] is False


def test_shared_strings_in_runs_escapes_and_pronunciations(tmp_path: Path) -> None:
    strings = (
        f'<sst xmlns="{MAIN}"><si><r><t>朋</t></r><r><t>友圈</t></r><rPh sb="0" eb="1"><t>peng</t></rPh></si>'
        "<si><t>a_x005F_b</t></si><si/></sst>"
    )
    row = [*LINE[:2], 't="s"><v>1</v>', LINE[3], 't="s"><v>0</v>', "><v>1</v>"]
    seen = read(workbook(tmp_path / "b.xlsx", sheet(HEAD, row), strings=strings))
    assert (seen.data[0]["account"], seen.data[0]["placement"]) == ("a_b", "朋友圈")


def test_empty_rows_above_below_and_between_and_merged_cells_do_not_matter(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        [[None], [None], SPEND.split(","), [None], ["2026-03-02", "tencent", "a", "c", "p", 1], [" "]],
    )
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("A1:F2")
    book.save(path)
    seen = read(path)
    assert [row.number for row in seen.rows] == [5]
    assert seen.rejected == []


def test_a_row_shorter_than_the_header_has_empty_cells_and_a_longer_one_is_refused(tmp_path: Path) -> None:
    head = [*SPEND.split(","), "rebate"]
    line = ["2026-03-02", "tencent", "a", "c", "p", 1]
    seen = read(saved(tmp_path, [head, line, [*line, 0, "more"]]))
    assert seen.data[0]["rebate_fen"] is None
    assert "这一行有 8 格" in seen.why[0]


def test_a_cell_at_the_far_corner_costs_nothing(tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    first = sheet(HEAD, [*LINE, "><v>1</v>"]).replace("</sheetData>", far)
    seen = read(
        workbook(
            tmp_path / "b.xlsx", first.replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
        )
    )
    assert len(seen.rows) == 1
    assert seen.rejected[0].number == 1_048_576


LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + '<!ENTITY a "&a9;">]>'
)
"""A thousand million of them."""


@pytest.mark.parametrize(
    "head", [LAUGHS, "<!--" + "x" * 9000 + "-->" + LAUGHS, '<?xml version="1.0"?>\n\n' + LAUGHS]
)
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_a_workbook_that_declares_entities_is_refused_wherever_it_does(
    tmp_path: Path, head: str, part: str
) -> None:
    first = sheet(HEAD, [*LINE, "><v>1</v>"])
    here = part.endswith("sheet1.xml")
    strings = f'<sst xmlns="{MAIN}"><si><t>{"" if here else "&a;"}</t></si></sst>'
    path = workbook(
        tmp_path / "b.xlsx", first, head=head if here else "", strings=strings if here else head + strings
    )
    with pytest.raises(NotReadable, match="DOCTYPE"):
        read(path)


@pytest.mark.parametrize(
    "first",
    [
        "", "<worksheet>", "not xml at all", sheet(HEAD, [*LINE, 't="s"><v>99</v>']), sheet(HEAD, [*LINE, 't="s"><v>-1</v>']),
        sheet(HEAD, [*LINE, "><v>abc</v>"]), sheet(HEAD, [*LINE, "><v>1e999</v>"]), sheet(HEAD, [*LINE, "><v>NaN</v>"]),
        sheet(HEAD, LINE).replace('"A2"', '"ZZZZ2"'), sheet(HEAD, LINE).replace('"A2"', '"_2"'), sheet(HEAD, LINE).replace("春茶", "&#xD800;"),
        sheet(HEAD, LINE).replace("<c ", "<c " + "x" * 5_000_000 + " ", 1),
    ],
    ids=["empty", "unclosed", "text", "string-99", "string-neg", "nan-text", "inf", "nan", "column", "mark", "surrogate", "endless-tag"],
)  # fmt: skip
def test_a_damaged_workbook_says_so(tmp_path: Path, first: str) -> None:
    with pytest.raises(NotReadable, match="工作簿已损坏"):
        read(workbook(tmp_path / "b.xlsx", first))


def test_a_cell_of_millions_of_characters_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotReadable, match="有一格超过"):
        read(workbook(tmp_path / "b.xlsx", sheet(HEAD, [*LINE, inline("x" * 1_100_000)])))


def test_half_a_workbook_an_archive_and_another_office_say_what_they_are(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "b.xlsx", sheet(HEAD, LINE)).read_bytes()
    (tmp_path / "half.xlsx").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(NotReadable, match="工作簿已损坏"):
        read(tmp_path / "half.xlsx")
    import zipfile

    for name, told in (("spend.csv", "这是压缩包"), ("mimetype", "OpenDocument")):
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as package:
            package.writestr(name, "x")
        with pytest.raises(NotReadable, match=told):
            read(tmp_path / "a.zip")


def test_a_workbook_larger_than_any_when_unpacked_is_refused_before_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path / "b.xlsx", sheet(HEAD, LINE), more={"xl/media/big.bin": "0" * 3_000_000})
    monkeypatch.setattr("siyu.connectors.files.reading.workbook.package.MOST_UNPACKED", 2_000_000)
    with pytest.raises(NotReadable, match="解开后太大"):
        read(path)


def test_the_length_of_a_workbooks_list_of_parts_is_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path / "b.xlsx", sheet(HEAD, LINE), more={f"x/{n}": "" for n in range(200)})
    monkeypatch.setattr("siyu.connectors.files.reading.workbook.package.LARGEST_DIRECTORY", 1_000)
    with pytest.raises(NotReadable, match="工作簿已损坏"):
        read(path)
