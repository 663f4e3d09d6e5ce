"""A platform's export read in its own shape: notes, totals, two-row headers, units, and what it does not say."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from siyu.connectors.files.reading import NotReadable, Shape
from siyu.connectors.files.reading.plan import Place
from siyu.connectors.files.reading.resolving import Unanswered
from siyu.core.words import speaking
from tests.rooms.files.rows import PLACED, Seen, plan, read, write

OCEAN: dict[str, Any] = {
    "columns": {
        "date": ["时间-天", "日期"],
        "account": ["广告主名称", "账户名称"],
        "campaign": ["广告组名称"],
        "placement": ["广告位"],
        "cost": ["消耗(元)", "消耗"],
        "impressions": ["展示数", "展示(万)"],
        "clicks": ["点击数"],
    },
    "fixed": {"platform": "bytedance"},
    "leave_out": {"时间-天|日期": ["合计", "总计"]},
    "empty": {"values": ["--", "-"]},
    "units": {"展示(万)": 10000},
}
HEAD = "时间-天,广告主名称,广告组名称,广告位,消耗(元),展示数,点击数"


def shaped(path: Path | Place, reading: Any, kind: str = "spend", **more: Any) -> Seen:
    return read(path, kind, shape=Shape.of(reading), **more)


def test_theirs_are_ours_and_what_the_file_lacks_is_fixed(tmp_path: Path) -> None:
    text = f"{HEAD}\n2026-03-02,林间茶,春茶,信息流,120.50,1000,20\n"
    assert shaped(write(tmp_path, text), OCEAN).data == [
        {
            "platform": "bytedance",
            "date": "2026-03-02",
            "account": "林间茶",
            "campaign": "春茶",
            "placement": "信息流",
            "cost_fen": 12050,
            "impressions": 1000,
            "clicks": 20,
        }
    ]


def test_the_first_name_that_is_there_wins_and_an_optional_column_may_be_missing(tmp_path: Path) -> None:
    text = "日期,账户名称,广告组名称,广告位,消耗,消耗(元)\n2026-03-02,a,c,p,7,5\n"
    seen = shaped(write(tmp_path, text), OCEAN)
    assert (seen.data[0]["cost_fen"], seen.rows[0].extras) == (500, {"消耗": "7"})
    assert "clicks" not in seen.data[0]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_header_is_found_among_notes_behind_any_delimiter(tmp_path: Path, delimiter: str) -> None:
    notes = '报表名称:分日,账户;林间茶\n\n导出时间:2026-03-09 10:00\n说明:"数据"以次日为准\n'
    head = HEAD.replace(",", delimiter)
    row = "2026-03-02,a,c,p,1,2,3".replace(",", delimiter)
    seen = shaped(write(tmp_path, f"{notes}{head}\n{row}\n"), OCEAN)
    assert [row["cost_fen"] for row in seen.data] == [100]
    assert seen.rejected == []


def test_the_header_is_looked_for_in_the_first_thirty_rows_and_no_further(tmp_path: Path) -> None:
    row = "2026-03-02,a,c,p,1,2,3"
    assert len(shaped(write(tmp_path, "说明\n" * 29 + f"{HEAD}\n{row}\n"), OCEAN).rows) == 1
    with pytest.raises(NotReadable, match="缺少必需的列"):
        shaped(write(tmp_path, "说明\n" * 30 + f"{HEAD}\n{row}\n"), OCEAN)


def test_without_a_shape_the_first_row_is_the_header(tmp_path: Path) -> None:
    with pytest.raises(NotReadable, match="文件里的列是:说明"):
        read(write(tmp_path, f"说明\n{HEAD}\n2026-03-02,a,c,p,1,2,3\n"))


def test_a_missing_column_is_answered_with_what_was_looked_for(tmp_path: Path) -> None:
    path = write(tmp_path, f"说明\n{HEAD.replace('消耗(元)', '花了')}\n2026-03-02,a,c,p,1,2,3\n")
    with pytest.raises(NotReadable) as told:
        shaped(path, OCEAN)
    assert "消耗 cost(找过:“消耗(元)”、“消耗”)" in str(told.value)
    assert "文件里的列是:时间-天, 广告主名称" in str(told.value)
    with speaking("en"):
        assert "cost (looked for: “消耗(元)”, “消耗”)" in str(told.value)
    mended = shaped(path, OCEAN, mapping={"花了": "cost"})
    assert mended.data[0]["cost_fen"] == 100, "a person points at the column"


def test_what_a_person_says_of_a_column_goes_before_the_preset(tmp_path: Path) -> None:
    path = write(tmp_path, f"{HEAD},账户\n2026-03-02,a,c,p,1,2,3,x\n")
    assert shaped(path, OCEAN).data[0]["account"] == "a"
    assert shaped(path, OCEAN, mapping={"账户": "account"}).data[0]["account"] == "x"
    assert shaped(path, OCEAN, mapping={"广告主名称": None}).data[0]["account"] == "x"
    assert shaped(path, OCEAN, constants={"account": "我说的"}).data[0]["account"] == "我说的"
    with pytest.raises(NotReadable, match="没有“colour”这一列"):
        shaped(path, OCEAN, mapping={"账户": "colour"})
    with pytest.raises(NotReadable, match="没有“colour”这一列"):
        shaped(path, OCEAN, constants={"colour": "red"})
    with pytest.raises(NotReadable, match="“account”出现了两次"):
        shaped(path, OCEAN, mapping={"账户": "account", "广告主名称": "account"})


def test_one_column_of_theirs_may_be_two_of_ours(tmp_path: Path) -> None:
    reading = {**OCEAN, "columns": {**OCEAN["columns"], "placement": ["广告组名称"]}}
    path = write(tmp_path, f"{HEAD}\n2026-03-02,a,春茶,p,1,2,3\n")
    seen = shaped(path, reading)
    assert (seen.data[0]["campaign"], seen.data[0]["placement"]) == ("春茶", "春茶")
    assert seen.rows[0].extras == {"广告位": "p"}
    told = {"时间-天": "date", "广告主名称": "account", "广告组名称": "campaign", "消耗(元)": "cost"}
    assert shaped(path, reading, mapping=told).data == seen.data


def test_a_column_that_is_listed_without_a_name_is_never_taken_by_its_name(tmp_path: Path) -> None:
    text = f"{HEAD},返点\n2026-03-02,a,c,p,1,2,3,0.5\n"
    assert shaped(write(tmp_path, text), OCEAN).data[0]["rebate_fen"] == 50
    reading = {**OCEAN, "columns": {**OCEAN["columns"], "rebate": []}}
    seen = shaped(write(tmp_path, text), reading)
    assert ("rebate_fen" in seen.data[0], seen.rows[0].extras) == (False, {"返点": "0.5"})


def test_two_columns_that_only_their_names_make_ours_are_asked_about(tmp_path: Path) -> None:
    reading = {key: value for key, value in OCEAN.items() if key != "columns"}
    head = "日期,账户,计划,版位,消耗,花费"
    with pytest.raises(NotReadable, match="“cost”出现了两次"):
        shaped(write(tmp_path, f"{head}\n2026-03-02,a,c,p,1,2\n"), reading)


def test_totals_and_a_header_over_again_are_left_out_and_counted(tmp_path: Path) -> None:
    text = (
        f"{HEAD}\n合计,,,,9\n2026-03-02,a,c,p,1,2,3\n{HEAD}\n总计 ,--,--,--,9,9,9\n2026-03-03,a,c,p,1,2,3\n"
    )
    path = write(tmp_path, text)
    assert len(shaped(path, OCEAN).rows) == 2
    assert shaped(path, OCEAN).rejected == []
    assert sum(batch.left_out for batch in plan(path, shape=Shape.of(OCEAN)).batches()) == 3


ORDERS: dict[str, Any] = {
    "columns": {
        "order_id": ["订单编号"],
        "paid_at": ["订单付款时间"],
        "amount": ["买家实际支付金额"],
        "id.phone": ["联系手机"],
    },
    "ask": {"shop": {"zh": "哪个店铺?", "en": "Which shop?"}},
    "leave_out": {"订单状态": {"in": ["等待买家付款", "交易关闭"]}, "订单编号": {"starts": ["共"]}},
}
SOLD = "订单编号,订单付款时间,买家实际支付金额,订单状态,联系手机\n"


def test_orders_that_are_not_paid_are_left_out(tmp_path: Path) -> None:
    text = f"{SOLD}1,2026-03-02 10:00,5,交易成功,'13800138000\n2,,,等待买家付款,\n3,,0,交易关闭,\n共 3 单\n"
    seen = shaped(write(tmp_path, text), ORDERS, "orders", constants={"shop": "林间茶"})
    assert [row["order_id"] for row in seen.data] == ["1"]
    assert seen.data[0]["id.phone"] == "13800138000"
    assert seen.rejected == []


def test_without_the_column_that_tells_what_is_paid_nothing_comes_in(tmp_path: Path) -> None:
    text = "订单编号,订单付款时间,买家实际支付金额\n1,2026-03-02 10:00,5\n"
    with pytest.raises(NotReadable, match="要靠列“订单状态”判断哪些行算数"):
        shaped(write(tmp_path, text), ORDERS, "orders", constants={"shop": "林间茶"})


def test_not_in_leaves_out_whatever_is_not_named(tmp_path: Path) -> None:
    reading = {**ORDERS, "leave_out": {"订单状态": {"not_in": ["交易成功"]}}}
    text = f"{SOLD}1,2026-03-02,5,交易成功,\n2,2026-03-02,5,,\n3,2026-03-02,5,别的,\n"
    seen = shaped(write(tmp_path, text), reading, "orders", constants={"shop": "s"})
    assert [row["order_id"] for row in seen.data] == ["1"]


def test_what_the_file_does_not_say_is_asked_for_in_one_sentence(tmp_path: Path) -> None:
    path = write(tmp_path, f"{SOLD}1,2026-03-02,5,交易成功,\n")
    with pytest.raises(Unanswered) as told:
        shaped(path, ORDERS, "orders")
    assert str(told.value) == "文件里没有写,请回答:哪个店铺?(--set shop=…)"
    with speaking("en"):
        assert str(told.value) == "The file does not say; please answer: Which shop? (--set shop=…)"
    assert told.value.asked.keys() == {"shop"}
    named = write(tmp_path, f"店铺,{SOLD}林间茶,1,2026-03-02,5,交易成功,\n")
    assert shaped(named, ORDERS, "orders").data[0]["shop"] == "林间茶", "the file says so itself"


NAMED: dict[str, Any] = {
    "columns": {"campaign": ["计划"], "placement": ["位置"], "cost": ["消耗"]},
    "fixed": {"platform": "tencent"},
    "from_name": {"account": r"^(.+?)_\d{8}"},
    "from_note": {"date": r"日期[::]\s*(\d{4}-\d{2}-\d{2})"},
}


def test_a_value_may_come_from_the_files_name_or_a_line_above_the_header(tmp_path: Path) -> None:
    path = write(tmp_path, "账户报表,日期:2026-03-02,共 1 行\n计划,位置,消耗\nc,p,1\n", "林间茶_20260302.csv")
    seen = shaped(path, NAMED)
    assert (seen.data[0]["account"], seen.data[0]["date"]) == ("林间茶", "2026-03-02")
    assert shaped(Place("别家_20260302.csv", path), NAMED).data[0]["account"] == "别家"
    path = write(tmp_path, "账户报表\n计划,位置,消耗\nc,p,1\n", "x.csv")
    with pytest.raises(NotReadable) as told:
        shaped(path, NAMED)
    assert "日期 date(找过:表头上方)" in str(told.value)
    assert "账户 account(找过:文件名)" in str(told.value)
    with pytest.raises(NotReadable, match="date=2026-13-02"):
        shaped(write(tmp_path, "日期:2026-13-02\n计划,位置,消耗\nc,p,1\n", "a_20260302.csv"), NAMED)


def test_a_header_of_two_rows_is_one_name_a_column(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["2026 年 3 月", None, None],
        ["基础信息", None, None, None, "投放数据", None, "备注"],
        ["日期", "账户", "计划", "位置", "消耗", "点击", None],
        ["2026-03-02", "a", "c", "p", 1.5, 20, "好"],
    ):
        sheet.append(row)
    book.save(tmp_path / "b.xlsx")
    reading = {
        "header": {"rows": 2},
        "columns": {
            "date": "基础信息/日期",
            "account": "基础信息/账户",
            "campaign": "基础信息/计划",
            "placement": "基础信息/位置",
            "cost": "投放数据/消耗",
            "clicks": "投放数据/点击",
        },
        "fixed": {"platform": "tencent"},
    }
    seen = shaped(tmp_path / "b.xlsx", reading)
    assert [(row["cost_fen"], row["clicks"]) for row in seen.data] == [(150, 20)]
    assert (seen.rows[0].number, seen.rows[0].extras) == (4, {"备注": "好"})
    head = ",".join(f"{name}" for name in (*reading["columns"].values(), "备注", "why"))
    refused = write(tmp_path, f"{head}\n2026-03-02,a,c,p,2,30,好,第 4 行\n")
    assert shaped(refused, reading).data[0]["cost_fen"] == 200, "refused rows have it in one row"


def test_trailing_tabs_and_empty_columns_are_nothing(tmp_path: Path) -> None:
    text = f"{HEAD}\t,,\n2026-03-02\t,a\t,c,p,1\t,2,3\t,,\n"
    seen = shaped(write(tmp_path, text), OCEAN)
    assert (seen.rejected, seen.data[0]["account"], seen.rows[0].extras) == ([], "a", None)


def test_a_preset_that_does_not_fit_its_kind_says_which_key(tmp_path: Path) -> None:
    path = write(tmp_path, ",".join(PLACED) + "\n" + ",".join(PLACED.values()) + "\n")
    with pytest.raises(NotReadable, match=r"预设里的 columns\.shop 不对"):
        shaped(path, {"columns": {"shop": ["店"]}}, "placements")
