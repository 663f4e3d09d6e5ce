"""What a preset says of a file is understood, or refused with the key that is wrong."""

import tomllib
from decimal import Decimal
from typing import Any

import pytest

from siyu.connectors.files.kinds import KINDS
from siyu.connectors.files.reading import NotReadable
from siyu.connectors.files.reading.built_in import BuiltIn, built_in
from siyu.connectors.files.reading.header import target_names
from siyu.connectors.files.reading.shape import LeaveOut, Shape, Sheet
from siyu.core.words import speaking
from siyu.people.kinds import OURS

WHOLE = r"""
name = "ocean-engine-daily"
kind = "spend"
title_zh = "巨量引擎 分日报表"
title_en = "Ocean Engine, daily report"
[source]
sure = "guessed"
as_of = "2026-11"
where = "a made-up test"
[columns]
date = ["时间-天", "日期"]
cost = "消耗(元)"
rebate = []
[fixed]
platform = "bytedance"
[ask]
account = {zh = "哪个广告账户?", en = "Which ad account?"}
[from_name]
account = '^(.+?)_\d{8}'
[from_note]
date = '日期[::]\s*(\d{4}-\d{2}-\d{2})'
[header]
rows = 2
[leave_out]
"日期|时间-天" = ["合计", "总计"]
"状态" = {not_in = ["投放中", ""]}
"说明" = {starts = ["共 "]}
[empty]
values = ["--", " — "]
[units]
"展示(万)" = 10000
"退款金额" = -1
"消耗(分)" = 0.01
[translate]
platform = {"抖音" = "bytedance"}
[combine]
cost = "sum"
clicks = "max"
[sheet]
all = true
[entry]
from = "来源"
[present]
alone = true
name = "昵称"
"""


def test_everything_that_a_preset_may_say_is_understood() -> None:
    preset = BuiltIn.of(tomllib.loads(WHOLE))
    shape = preset.shape
    assert (preset.name, preset.kind, preset.sure, preset.as_of) == (
        "ocean-engine-daily", "spend", "guessed", "2026-11",
    )  # fmt: skip
    with speaking("en"):
        assert str(preset.title) == "Ocean Engine, daily report"
        assert str(shape.ask["account"]) == "Which ad account?"
    assert shape.columns == {"date": ("时间-天", "日期"), "cost": ("消耗(元)",), "rebate": ()}
    assert shape.fixed == {"platform": "bytedance"}
    assert shape.from_name["account"].pattern == r"^(.+?)_\d{8}"
    assert shape.header_rows == 2
    assert shape.leave_out[0] == LeaveOut(("日期", "时间-天"), "in", ("合计", "总计"), needed=False)
    assert shape.empty == {"--", "—"}
    assert shape.units == {"展示(万)": 10000, "退款金额": -1, "消耗(分)": Decimal("0.01")}
    assert shape.combine == {"cost": "sum", "clicks": "max"}
    assert shape.sheet == Sheet(all=True)
    assert shape.entry == {"from": ("来源",)}
    assert shape.present == {"alone": True, "name": ("昵称",)}
    assert Shape.of(preset.reading) == shape, "an own preset may keep the same words"
    shape.judge({name: column for name, (column, _, _) in target_names(KINDS["spend"], OURS).items()})


def test_an_empty_shape_says_nothing() -> None:
    assert Shape.of({}) == Shape()
    assert not Shape().stated
    assert Shape.of({"header": {"rows": 1}}).stated


@pytest.mark.parametrize(
    ("cell", "rule", "out"),
    [
        ("合计", LeaveOut(("a",), "in", ("合计",), needed=False), True),
        ("合计 3", LeaveOut(("a",), "in", ("合计",), needed=False), False),
        ("合计 3", LeaveOut(("a",), "starts", ("合计",), needed=True), True),
        ("已付款", LeaveOut(("a",), "not_in", ("已付款",), needed=True), False),
        ("", LeaveOut(("a",), "not_in", ("已付款",), needed=True), True),
    ],
)
def test_a_row_is_left_out_by_the_text_of_a_cell(cell: str, rule: LeaveOut, out: bool) -> None:
    assert rule.leaves_out(cell) is out


@pytest.mark.parametrize(
    ("reading", "key", "why"),
    [
        ({"colour": 1}, "colour", "没有这一项"),
        ({"columns": []}, "columns", "应为一张表"),
        ({"columns": {"cost": [None]}}, "columns.cost", "应为文字"),
        ({"columns": {"cost": {"a": "b"}}}, "columns.cost", "应为文字"),
        ({"fixed": {"platform": ["x"]}}, "fixed.platform", "应为文字"),
        ({"fixed": {"platform": "x" * 501}}, "fixed.platform", "最多 500 字"),
        ({"ask": {"account": {"zh": "问"}}}, "ask.account", "要有 zh 和 en"),
        ({"ask": {"account": {"de": "Frage"}}}, "ask.account.de", "没有这一项"),
        ({"from_name": {"account": "("}}, "from_name.account", "不是正则表达式"),
        ({"from_note": {"account": "abc"}}, "from_note.account", "要有一个括号组"),
        ({"header": {"rows": 3}}, "header.rows", "1 到 2"),
        ({"header": {"rows": True}}, "header.rows", "1 到 2"),
        ({"header": {"row": 1}}, "header.row", "没有这一项"),
        ({"leave_out": {"状态": {"not": ["a"]}}}, "leave_out.状态.not", "没有这一项"),
        ({"leave_out": {"状态": {"in": ["a"], "not_in": ["b"]}}}, "leave_out.状态", "只能有一种"),
        ({"leave_out": {"状态": {}}}, "leave_out.状态", "只能有一种"),
        ({"empty": {"value": ["-"]}}, "empty.value", "没有这一项"),
        ({"units": {"展示": 0}}, "units.展示", "不是 0 的数"),
        ({"units": {"展示": "万"}}, "units.展示", "不是 0 的数"),
        ({"units": {"展示": float("nan")}}, "units.展示", "不是 0 的数"),
        ({"units": {"展示": True}}, "units.展示", "不是 0 的数"),
        ({"translate": {"form": "follow"}}, "translate.form", "应为一张表"),
        ({"combine": {"cost": "add"}}, "combine.cost", "sum, min, max, first, last"),
        ({"combine": {"cost": ["sum"]}}, "combine.cost", "应为以下之一"),
        ({"sheet": {"index": 0}}, "sheet.index", "整数"),
        ({"sheet": {"all": 1}}, "sheet.all", "true 或 false"),
        ({"entry": {"form": "来源"}}, "entry.form", "没有这一项"),
        ({"present": "day"}, "present", "应为一张表"),
    ],
)
def test_what_is_wrong_in_a_preset_is_named_by_its_key(reading: Any, key: str, why: str) -> None:
    with pytest.raises(NotReadable) as told:
        Shape.of(reading)
    assert f"预设里的 {key} 不对:" in str(told.value)
    assert why in str(told.value)
    with speaking("en"):
        assert f"“{key}” of the preset is not understood: it " in str(told.value)


@pytest.mark.parametrize(
    ("reading", "key"),
    [
        ({"columns": {"colour": "颜色"}}, "columns.colour"),
        ({"fixed": {"shop": "s"}}, "fixed.shop"),
        ({"ask": {"shop": "s"}}, "ask.shop"),
        ({"translate": {"form": {"关注": "follow"}}}, "translate.form"),
        ({"columns": {"id.phone": "手机"}}, "columns.id.phone"),
        ({"combine": {"shop": "first"}}, "combine.shop"),
        ({"combine": {"date": "first"}}, "combine.date"),
        ({"combine": {"cost_fen": "sum"}}, "combine.cost_fen"),
    ],
)
def test_a_column_that_the_kind_does_not_have_is_refused_by_its_key(reading: Any, key: str) -> None:
    names = {name: column for name, (column, _, _) in target_names(KINDS["spend"], OURS).items()}
    with pytest.raises(NotReadable, match=key.replace(".", r"\.")):
        Shape.of(reading).judge(names)


def test_only_money_and_counts_are_added_up() -> None:
    names = {name: column for name, (column, _, _) in target_names(KINDS["orders"], OURS).items()}
    Shape.of({"combine": {"amount": "sum", "paid_at": "first"}}).judge(names)
    for combine in ({"paid_at": "sum"}, {"id.phone": "first"}):
        with pytest.raises(NotReadable, match="combine"):
            Shape.of({"combine": combine}).judge(names)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"title_en": ""}, "title"),
        ({"source": {"sure": "very", "as_of": "2026-11", "where": "x"}}, r"source\.sure"),
        ({"source": {"sure": "guessed", "where": "x"}}, r"source\.as_of"),
        ({"source": None}, "source"),
        ({"kind": ""}, "kind"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_preset_of_ours_says_where_it_is_from_and_how_sure_we_are(change: Any, key: str) -> None:
    with pytest.raises(NotReadable, match=f"预设里的 {key} 不对"):
        BuiltIn.of({**tomllib.loads(WHOLE), **change})


def test_every_preset_of_ours_fits_its_kind() -> None:
    for preset in built_in().values():
        names = {n: c for n, (c, _, _) in target_names(KINDS[preset.kind], OURS).items()}
        preset.shape.judge(names)
