"""Headers in English or 中文, in any order, and what cannot be recognised."""

import random
from pathlib import Path

import pytest

from siyu.connectors.files.kinds import KINDS
from siyu.connectors.files.reading import NotReadable
from siyu.connectors.files.reading.header import fingerprint
from siyu.core.words import speaking
from tests.rooms.files.rows import ROW, SPEND, WHOLE, read, write


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_is_understood_in_english_and_chinese_in_any_order(tmp_path: Path, kind: str) -> None:
    said = []
    for chinese in (False, True):
        columns = list(WHOLE[kind].items())
        random.Random(7).shuffle(columns)
        names = [
            KINDS[kind].column(name).zh if chinese and not name.startswith("id.") else name
            for name, _ in columns
        ]
        text = ",".join(names) + "\n" + ",".join(value for _, value in columns) + "\n"
        seen = read(write(tmp_path, text), kind)
        assert seen.rejected == []
        said.append((seen.data, [row.key_text for row in seen.rows]))
    assert said[0] == said[1]


def test_case_width_blanks_and_marks_of_a_header_do_not_matter(tmp_path: Path) -> None:
    header = " DATE ,Ｐｌａｔｆｏｒｍ,Account,camp aign,PLACEMENT,Cost-Fen"
    assert read(write(tmp_path, f"{header}\n{ROW.replace('120.00', '12000')}\n")).data[0]["cost_fen"] == 12000


def test_unknown_columns_are_kept_as_extras(tmp_path: Path) -> None:
    seen = read(write(tmp_path, f"{SPEND},备注,原因,\n{ROW},新品,周末,\n"))
    assert seen.rows[0].extras == {"备注": "新品", "原因": "周末"}
    wider = read(write(tmp_path, f"{SPEND},,备注\n{ROW},无名,新品\n"))
    assert wider.rows[0].extras == {"column 7": "无名", "备注": "新品"}


def test_the_why_of_refused_rows_means_nothing_on_the_way_back(tmp_path: Path) -> None:
    assert read(write(tmp_path, f"{SPEND},why\n{ROW},第 2 行: 最多两位小数\n")).rows[0].extras is None


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        (
            f"{SPEND.replace('cost', 'price')}\n{ROW}\n",
            "缺少必需的列:消耗 cost",
            "Required columns are missing: 消耗 cost",
        ),
        ("备注,别的\na,b\n", "缺少必需的列", "Required columns are missing"),
        (f"{SPEND},消耗\n{ROW},1\n", "列“cost”出现了两次", "Column “cost” is there twice"),
        (f"{SPEND},cost_fen\n{ROW},1\n", "列“cost”出现了两次", "Column “cost” is there twice"),
        (f"{SPEND},cost\n{ROW},1\n", "列“cost”出现了两次", "Column “cost” is there twice"),
        (f"{ROW}\n{ROW}\n", "缺少必需的列", "Required columns are missing"),
    ],
)
def test_a_file_whose_header_does_not_do_is_not_imported_at_all(
    tmp_path: Path, text: str, zh: str, en: str
) -> None:
    with pytest.raises(NotReadable) as told:
        read(write(tmp_path, text))
    assert zh in str(told.value)
    with speaking("en"):
        assert en in str(told.value)


def test_two_extras_of_one_name_are_no_trouble(tmp_path: Path) -> None:
    assert read(write(tmp_path, f"{SPEND},备注,备注\n{ROW},a,b\n")).rejected == []


def test_joins_need_a_column_of_identifiers(tmp_path: Path) -> None:
    text = "at,pool,pool_id\n2026-03-02,wecom,ww\n"
    with pytest.raises(NotReadable, match="至少要有一列标识"):
        read(write(tmp_path, text), "joins")
    assert len(read(write(tmp_path, text), "joins", constants={"id.member": "m-1"}).rows) == 1


def test_one_value_may_be_set_for_the_whole_file(tmp_path: Path) -> None:
    text = "date,account,campaign,placement,cost\n2026-03-02,a,c,p,1\n"
    assert read(write(tmp_path, text), constants={"platform": "腾讯"}).data[0]["platform"] == "tencent"
    with pytest.raises(NotReadable, match="platform=nowhere"):
        read(write(tmp_path, text), constants={"platform": "nowhere"})
    with pytest.raises(NotReadable, match="没有“colour”这一列"):
        read(write(tmp_path, text), constants={"colour": "red"})
    with pytest.raises(NotReadable, match="出现了两次"):
        read(write(tmp_path, f"{SPEND}\n{ROW}\n"), constants={"platform": "tencent"})


def test_a_mapping_says_what_a_column_is_whatever_it_is_called(tmp_path: Path) -> None:
    text = f"{SPEND.replace('cost', '金额合计').replace('account', 'x')},account\n{ROW},nobody\n"
    mapping = {"金额合计": "cost", "x": "account", "account": None}
    seen = read(write(tmp_path, text), mapping=mapping)
    assert seen.data[0]["cost_fen"] == 12000
    assert seen.data[0]["account"] == "ta-01"
    assert seen.rows[0].extras == {"account": "nobody"}


def test_a_header_is_known_again_in_any_order_and_not_when_it_changed() -> None:
    assert fingerprint(["日期", "消耗 "]) == fingerprint(["消耗", "日期"])
    assert fingerprint(["日期", "消耗"]) != fingerprint(["日期", "消耗", "点击"])
