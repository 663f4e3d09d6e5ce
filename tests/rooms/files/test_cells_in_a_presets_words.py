"""Cells as platforms write them: dashes, ten thousands, percent, units, their words for our codes."""

from pathlib import Path

import pytest

from tests.rooms.files.rows import write
from tests.rooms.files.test_files_keep_their_own_shape import HEAD, OCEAN, shaped


def test_what_means_nothing_is_nothing_stated_in_every_column(tmp_path: Path) -> None:
    text = f"{HEAD},备注\n2026-03-02,a,c,p,1,--,-,--\n2026-03-03,a,c,p,--,1,1,\n"
    seen = shaped(write(tmp_path, text), OCEAN)
    assert (seen.data[0]["impressions"], seen.data[0]["clicks"], seen.rows[0].extras) == (None, None, None)
    assert seen.why == ["消耗(元) = '--': 必填"]


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        ("1.2万", 1_200_000), ("¥1,234.50", 123450), ("1.2w", 1_200_000), ("0.5亿", 5_000_000_000),
        ("12.3400", 1234), ("3千元", 300_000), ("50%", 50), ("0", 0), ("-0", 0), (" 7 ", 700), ('="8.1"', 810),
    ],
)  # fmt: skip
def test_money_in_ten_thousands_and_in_percent_is_exact(tmp_path: Path, cell: str, fen: int) -> None:
    cell = cell.replace('"', '""')
    seen = shaped(write(tmp_path, f'{HEAD}\n2026-03-02,a,c,p,"{cell}",1,1\n'), OCEAN)
    assert seen.why == []
    assert seen.data[0]["cost_fen"] == fen


@pytest.mark.parametrize("cell", ["1.23456万元", "12.345", "1e3", "-5", "1.2百", "1万万", "9" * 50])
def test_what_is_no_money_stays_refused(tmp_path: Path, cell: str) -> None:
    cell = "0.0001234万" if cell == "1.23456万元" else cell
    assert len(shaped(write(tmp_path, f"{HEAD}\n2026-03-02,a,c,p,{cell},1,1\n"), OCEAN).rejected) == 1


def test_a_column_in_a_unit_is_multiplied_exactly(tmp_path: Path) -> None:
    head = HEAD.replace("展示数", "展示(万)")
    seen = shaped(
        write(tmp_path, f"{head}\n2026-03-02,a,c,p,1,1.2345,3\n2026-03-03,a,c,p,1,1.23456,3\n"), OCEAN
    )
    assert seen.data[0]["impressions"] == 12345
    assert "应为不小于 0 的整数" in seen.why[0]
    refunds = {"columns": {"amount": ["退款"]}, "units": {"退款": -1}}
    text = "退款编号,店铺,订单号,时间,退款\nr,s,o,2026-03-02,-5.20\n"
    assert shaped(write(tmp_path, text), refunds, "refunds").data[0]["amount_fen"] == 520


def test_a_moment_stands_for_its_day_where_a_preset_reads_it(tmp_path: Path) -> None:
    text = f"{HEAD}\n2026-03-02 23:59,a,c,p,1,1,1\n2026-03-02T20:00:00Z,a,c,p,1,1,1\n2026/3/4,a,c,p,1,1,1\n"
    seen = shaped(write(tmp_path, text), OCEAN)
    assert [row["date"] for row in seen.data] == ["2026-03-02", "2026-03-03", "2026-03-04"]
    assert shaped(write(tmp_path, f"{HEAD}\nlater,a,c,p,1,1,1\n"), OCEAN).why


def test_their_words_for_codes_are_translated(tmp_path: Path) -> None:
    reading = {
        "columns": {"platform": ["来源"]},
        "translate": {"platform": {"抖音短视频": "bytedance"}, "form": {"关注公众号广告": "follow"}},
    }
    text = "来源,账户,计划,版位,形式\n抖音短视频,a,c,p,关注公众号广告\n腾讯,a,c,p,add\n别处,a,c,p,\n"
    seen = shaped(write(tmp_path, text), reading, "placements")
    assert [(row["platform"], row["form"]) for row in seen.data] == [
        ("bytedance", "follow"),
        ("tencent", "add"),
    ]
    assert seen.why[0].startswith("来源 = '别处'")
