"""The tables of an archive and the sheets of a workbook are one file: added up, judged and refused together."""

import csv
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from siyu.connectors.files import actions
from siyu.connectors.files.reading import NotReadable
from siyu.connectors.files.reading.archive import unpack
from tests.cast import NOW
from tests.rooms.files.test_archives_are_unpacked import packed
from tests.rooms.files.test_finer_files_are_added_up import DAYS, HOURLY, TEXT, spends
from tests.rooms.files.test_imports_count_each_row_once import counts, refused
from tests.worlds import failing_checks

LINES = TEXT.splitlines()
EARLY = "\n".join([*LINES[:3], *LINES[4:6], ""])
LATE = "\n".join(["说明,,", LINES[0], LINES[3], *LINES[6:], ""])


@pytest.fixture
def bring(brand: Any, tmp_path: Path) -> Any:
    def act(path: Path, *, kind: str = "spend", reading: Any = HOURLY, dry: bool = False, **more: Any) -> Any:
        file: dict[str, Any] = {"name": path.name, "path": str(path)}
        if path.suffix == ".zip":
            members = unpack(path, folder=tmp_path)
            file["parts"] = [{"name": one.name, "path": str(one.path)} for one in members]
        taken = actions.start_import(kind=kind, files=[file], reading=reading, actor="test", at=NOW, **more)
        run = actions.try_import if dry else actions.run_import
        done = run(import_id=taken.id, clock=lambda: NOW, rejects_folder=tmp_path, report=lambda _: None)
        assert dry or failing_checks() == []
        return done

    return act


def book(path: Path, **sheets: str) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, text in sheets.items():
        sheet = made.create_sheet(title)
        for row in csv.reader(text.splitlines()):
            sheet.append([cell or None for cell in row])
    made.save(path)
    return path


def test_the_hours_of_a_day_may_lie_in_several_tables_of_an_archive(bring: Any, tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"1.csv": EARLY.encode("gb18030"), "2.csv": LATE})
    taken = bring(path)
    assert (counts(taken), taken.combined_from, taken.left_out) == ((2, 0, 0, 0), 5, 1)
    assert spends() == DAYS
    assert [file["name"] for file in taken.files] == ["a.zip"]
    assert counts(bring(path)) == (0, 2, 0, 0)


def test_the_hours_of_a_day_may_lie_in_several_sheets(bring: Any, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", 说明="怎么看这份报表", 上午=EARLY, 下午=LATE)
    taken = bring(path, reading={**HOURLY, "sheet": {"all": True}})
    assert (counts(taken), taken.combined_from, taken.left_out) == ((2, 0, 0, 0), 5, 1)
    assert spends() == DAYS


def test_a_refused_row_is_named_by_its_part_and_takes_along_those_of_other_parts(
    bring: Any, tmp_path: Path
) -> None:
    path = packed(tmp_path / "a.zip", {"1.csv": EARLY, "2.csv": LATE.replace("2.20", "-2.20")})
    taken = bring(path)
    assert (counts(taken), taken.combined_from) == ((1, 0, 0, 3), 2)
    rows = list(csv.reader(refused(taken)))
    assert rows[0][:-1] == LINES[0].split(",")
    assert [row[-1].split(":")[0] for row in rows[1:]] == [
        "a.zip/2.csv 第 3 行",
        "a.zip/1.csv 第 2 行",
        "a.zip/1.csv 第 3 行",
    ]
    assert "同一个键的a.zip/2.csv 第 3 行被拒收" in rows[2][-1]


def test_one_key_twice_in_the_parts_of_a_file_is_the_question_of_one_file(bring: Any, tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"1.csv": EARLY, "2.csv": LATE.replace("说明,,\n", "")})
    taken = bring(
        path,
        reading={
            "fixed": {"platform": "tencent"},
            "leave_out": {"日期": ["合计"]},
            "empty": {"values": ["--"]},
        },
    )
    assert counts(taken) == (0, 0, 0, 5)
    whys = [row[-1] for row in csv.reader(refused(taken))][1:]
    assert [why.split(":")[0] for why in whys] == [
        "a.zip/1.csv 第 2 行", "a.zip/1.csv 第 3 行", "a.zip/1.csv 第 4 行", "a.zip/1.csv 第 5 行", "a.zip/2.csv 第 2 行",
    ]  # fmt: skip


def test_the_sheet_of_a_name_or_place_is_read_and_a_missing_one_is_told(bring: Any, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", 汇总="x", 明细=TEXT)
    assert counts(bring(path, reading={**HOURLY, "sheet": {"name": " 明细"}}, dry=True))[0] == 2
    assert counts(bring(path, reading={**HOURLY, "sheet": {"index": 2}}, dry=True))[0] == 2
    for sheet in ({"name": "别的"}, {"index": 3}):
        with pytest.raises(NotReadable, match=r"没有工作表“.*”,只有:汇总, 明细"):
            bring(path, reading={**HOURLY, "sheet": sheet}, dry=True)
    with pytest.raises(NotReadable, match="缺少必需的列"):
        bring(path, dry=True)
    with pytest.raises(NotReadable, match="缺少必需的列"):
        bring(book(tmp_path / "b.xlsx", 一="x", 二="y"), reading={**HOURLY, "sheet": {"all": True}}, dry=True)


def test_a_table_of_an_archive_that_does_not_fit_is_named_and_a_word_about_it_is_not_read(
    bring: Any, tmp_path: Path
) -> None:
    path = packed(tmp_path / "a.zip", {"报表.csv": TEXT, "说明.txt": "数据以次日为准"})
    assert counts(bring(path)) == (2, 0, 0, 0)
    path = packed(tmp_path / "b.zip", {"报表.csv": TEXT, "商品.csv": "商品,价格\n茶,1\n"})
    with pytest.raises(NotReadable, match=r"b\.zip:商品\.csv:缺少必需的列"):
        bring(path)


def test_parts_with_different_columns_say_each_what_they_say(bring: Any, tmp_path: Path) -> None:
    short = "日期,账户,计划,版位,消耗\n2026-03-02,a,c,p,4\n2026-03-04,a,c,p,4\n"
    path = packed(tmp_path / "a.zip", {"1.csv": TEXT, "2.csv": short})
    before = bring(packed(tmp_path / "b.zip", {"1.csv": f"{LINES[0]}\n2026-03-04,9,a,c,p,1,77,7,\n"}))
    assert counts(before) == (1, 0, 0, 0)
    assert counts(bring(path)) == (2, 0, 1, 0)
    assert spends() == [("2026-03-02", 950, 100, None), DAYS[1], ("2026-03-04", 400, 77, 7)], (
        "what a part does not have is left alone"
    )


def test_a_table_of_an_archive_is_called_after_itself_then_after_the_archive(
    bring: Any, tmp_path: Path
) -> None:
    reading = {**HOURLY, "from_name": {"account": r"^([a-z]+)_\d+"}}
    text = TEXT.replace(",账户,", ",谁,")
    inner = packed(tmp_path / "x_1.zip", {"shop_1.csv": text})
    outer = packed(tmp_path / "brand_1.zip", {"1.csv": text})
    from siyu.traffic.models import Placement

    bring(inner, reading=reading)
    bring(outer, reading=reading)
    assert set(Placement.objects.values_list("account", flat=True)) == {"shop", "brand"}
