"""Several files at once, dry runs, and what keeps an import out as a whole."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from siyu.connectors.files.reading import NotReadable
from siyu.core.refusals import Refusal
from tests.cast import NOW, import_file

HEAD = "date,platform,account,campaign,placement,cost"
LINE = "2026-03-02,tencent,ta-01,春茶,朋友圈"


def counts(taken: Any) -> tuple[int, int, int, int]:
    assert taken.rows == taken.accepted + taken.duplicate + taken.restated + taken.rejected
    return taken.accepted, taken.duplicate, taken.restated, taken.rejected


def refused(taken: Any) -> io.StringIO:
    return io.StringIO(Path(taken.rejects_file).read_text(encoding="utf-8-sig"), newline="")


def spends() -> list[tuple[Any, ...]]:
    from siyu.traffic.models import Spend

    return list(Spend.objects.order_by("date").values_list("cost_fen", "rebate_fen", "clicks"))


def several(kind: str, paths: list[Path], rejects: Path, **more: Any) -> Any:
    from siyu.connectors.files import actions

    taken = actions.start_import(
        kind=kind, files=[{"name": p.name, "path": str(p)} for p in paths], actor="test", at=NOW, **more
    )
    return actions.run_import(
        import_id=taken.id, clock=lambda: NOW, rejects_folder=rejects, report=lambda progress: None
    )


def test_several_files_are_one_import_with_one_rejects_file(brand: Any, tmp_path: Path) -> None:
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_text(f"{HEAD},备注\n{LINE},120,a\n{LINE},-2,b\n")
    two.write_text(f"消耗,日期,平台,账户,计划,版位,说明\n-3,2026-03-05,tencent,a,c,p,c\n90,{LINE},d\n")
    taken = several("spend", [one, two], tmp_path)
    assert counts(taken) == (1, 0, 1, 2)
    rows = list(csv.DictReader(refused(taken)))
    assert [(row["cost"], row["date"], row["备注"], row["说明"]) for row in rows] == [
        ("-2", "2026-03-02", "b", ""),
        ("-3", "2026-03-05", "", "c"),
    ]
    assert "one.csv 第 3 行" in rows[0]["why"]
    assert "two.csv 第 2 行" in rows[1]["why"]
    assert counts(import_file("spend", Path(taken.rejects_file), rejects=tmp_path / "x"))[3] == 2


def test_one_file_of_several_that_cannot_be_read_keeps_all_of_them_out(brand: Any, tmp_path: Path) -> None:
    from siyu.facts.models import Fact, Import

    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_text(f"{HEAD}\n{LINE},120\n{LINE},-2\n")
    for text in ("", f'{HEAD}\n{LINE},1\n"'):
        two.write_text(text)
        with pytest.raises(NotReadable, match=r"two\.csv"):
            several("spend", [one, two], tmp_path)
    assert Fact.objects.filter(key__isnull=False).count() == 0
    assert set(Import.objects.values_list("state", flat=True)) == {"failed"}
    assert not list(tmp_path.glob("*-refused.csv")), "nothing is left lying about"


def test_a_dry_run_says_what_would_happen_and_does_nothing(bring_in: Any) -> None:
    from siyu.facts.models import Fact

    bring_in("spend", f"{HEAD}\n{LINE},120\n")
    before = Fact.objects.count()
    third = LINE.replace("03-02", "03-03")
    tried = bring_in("spend", f"{HEAD}\n{LINE},90\n{third},1\n{third},-1\n", dry=True)
    assert (tried.state, counts(tried)) == ("waiting", (1, 0, 1, 1))
    assert Fact.objects.count() == before
    assert spends() == [(12000, None, None)]


def test_a_rejects_folder_that_cannot_be_written_keeps_the_import_out(brand: Any, tmp_path: Path) -> None:
    from siyu.facts.models import Fact, Import

    path = tmp_path / "spend.csv"
    path.write_text(f"{HEAD}\n{LINE},120\n{LINE},-1\n")
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Refusal, match="什么都没有导入"):
        several("spend", [path], tmp_path / "file" / "rejects")
    assert Import.objects.get().state == "failed"
    assert Fact.objects.count() == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is where a disk is always full")
def test_a_full_disk_keeps_the_import_out(brand: Any, tmp_path: Path) -> None:
    from siyu.connectors.files.reading.rejects import RejectsFile
    from siyu.facts.models import Fact

    class Full(RejectsFile):
        def _open(self) -> None:
            self.path = Path("/dev/full")
            super()._open()

    path = tmp_path / "spend.csv"
    path.write_text(f"{HEAD}\n{LINE},120\n" + f"{LINE},-1\n" * 3)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("siyu.connectors.files.actions.importing.RejectsFile", Full)
        with pytest.raises(Refusal, match="No space left"):
            several("spend", [path], tmp_path)
    assert Fact.objects.count() == 0


def test_an_import_is_done_once_and_a_finished_one_is_not_tried(bring_in: Any, tmp_path: Path) -> None:
    from siyu.connectors.files import actions

    taken = bring_in("spend", f"{HEAD}\n{LINE},1\n")
    again = actions.run_import(
        import_id=taken.id, clock=lambda: NOW, rejects_folder=tmp_path, report=lambda progress: None
    )
    assert counts(again) == (1, 0, 0, 0)
    with pytest.raises(Refusal, match="只有等待中的导入"):
        actions.try_import(
            import_id=taken.id, clock=lambda: NOW, rejects_folder=tmp_path, report=lambda progress: None
        )


def test_an_import_that_is_cancelled_on_the_way_leaves_nothing(brand: Any, tmp_path: Path) -> None:
    from siyu.connectors.files import actions
    from siyu.facts.models import Fact

    path = tmp_path / "spend.csv"
    path.write_text(f"{HEAD}\n{LINE},1\n")
    taken = actions.start_import(
        kind="spend", files=[{"name": "spend.csv", "path": str(path)}], actor="test", at=NOW
    )
    done = actions.run_import(
        import_id=taken.id,
        clock=lambda: NOW,
        rejects_folder=tmp_path,
        report=lambda progress: _cancel_over_another_connection(taken.id),
    )
    assert done.state == "cancelled"
    assert not Fact.objects.filter(key__isnull=False).exists()


def _cancel_over_another_connection(import_id: int) -> None:
    import threading

    from django.db import connection

    from siyu.connectors.files import actions

    def cancel() -> None:
        actions.cancel_import(import_id=import_id, actor="test", at=NOW)
        connection.close()

    thread = threading.Thread(target=cancel)
    thread.start()
    thread.join()


def test_an_unknown_kind_is_refused_with_the_list(brand: Any, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="placements, spend, entries"):
        several("coupons", [tmp_path / "x.csv"], tmp_path)
