"""Accepted, duplicate, restated, rejected: what an import says of each row."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from tests.cast import import_file

HEAD = "date,platform,account,campaign,placement,cost"
LINE = "2026-03-02,tencent,ta-01,春茶,朋友圈"
ORDERS = "order_id,shop,paid_at,amount"


def counts(taken: Any) -> tuple[int, int, int, int]:
    assert taken.rows == taken.accepted + taken.duplicate + taken.restated + taken.rejected
    return taken.accepted, taken.duplicate, taken.restated, taken.rejected


def refused(taken: Any) -> io.StringIO:
    return io.StringIO(Path(taken.rejects_file).read_text(encoding="utf-8-sig"), newline="")


def spends() -> list[tuple[Any, ...]]:
    from siyu.traffic.models import Spend

    return list(Spend.objects.order_by("date").values_list("cost_fen", "rebate_fen", "clicks"))


def booked() -> dict[str, int]:
    from django.db.models import Sum

    from siyu.ledger.models import Entry

    return {row["kind"]: row["fen"] for row in Entry.objects.values("kind").annotate(fen=Sum("amount_fen"))}


def test_a_row_that_says_the_same_however_it_is_written_is_a_duplicate(bring_in: Any) -> None:
    assert counts(bring_in("spend", f"{HEAD}\n{LINE},120.00\n")) == (1, 0, 0, 0)
    same = "消耗;版位;计划;账户;平台;日期\n¥120;朋友圈; 春茶;ta-01;腾讯;2026/3/2\n"
    assert counts(bring_in("spend", same)) == (0, 1, 0, 0)
    assert counts(bring_in("spend", f"{HEAD}_fen\n{LINE},12000\n")) == (0, 1, 0, 0)


def test_a_row_that_says_something_else_restates_and_every_figure_follows(bring_in: Any) -> None:
    bring_in("spend", f"{HEAD},rebate,clicks\n{LINE},120.00,6.00,100\n")
    assert counts(bring_in("spend", f"{HEAD}\n{LINE},90.00\n")) == (0, 0, 1, 0)
    assert spends() == [(9000, 600, 100)], "a column that the file lacks is left alone"
    assert counts(bring_in("spend", f"{HEAD},rebate\n{LINE},90.00,\n")) == (0, 0, 1, 0)
    assert spends() == [(9000, None, 100)], "a column that the file has replaces, also when it is empty"
    assert booked() == {"spend": -9000, "rebate": 0}


def test_extras_alone_change_nothing(bring_in: Any) -> None:
    bring_in("spend", f"{HEAD},备注\n{LINE},120.00,一\n")
    assert counts(bring_in("spend", f"{HEAD},备注\n{LINE},120.00,二\n")) == (0, 1, 0, 0)
    assert counts(bring_in("spend", f"{HEAD},备注\n{LINE},120.00,a\n{LINE},120.00,b\n")) == (0, 2, 0, 0)


def test_a_default_is_the_same_as_not_saying_it(bring_in: Any) -> None:
    placed = "platform,account,campaign,placement"
    bring_in("placements", f"{placed}\ntencent,a,c,p\n")
    assert counts(bring_in("placements", f"{placed},paid\ntencent,a,c,p,\n")) == (0, 1, 0, 0)
    assert counts(bring_in("placements", f"{placed},paid\ntencent,a,c,p,yes\n")) == (0, 1, 0, 0)
    assert counts(bring_in("placements", f"{placed},paid\ntencent,a,c,p,no\n")) == (0, 0, 1, 0)
    assert counts(bring_in("placements", f"{placed},form\ntencent,a,c,p,add\n")) == (0, 0, 1, 0)
    from siyu.traffic.models import PlacementTerms

    assert list(PlacementTerms.objects.values_list("form", "paid")) == [("add", False)]


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("touches", "touch_id,at,entry\nt-1,2026-03-02,e1\n", "touch_id,at,entry\nt-1,2026-03-03,e2\n"),
        (
            "joins",
            "at,pool,pool_id,id.unionid,entry\n2026-03-02,wecom,w,uMei,e1\n",
            "at,pool,pool_id,id.unionid,entry\n2026-03-02,wecom,w,uMei,e2\n",
        ),
        (
            "leaves",
            "at,pool,pool_id,id.unionid,by\n2026-03-02,wecom,w,uMei,customer\n",
            "at,pool,pool_id,id.unionid,by\n2026-03-02,wecom,w,uMei,staff\n",
        ),
    ],
)
def test_a_second_account_of_a_touch_a_join_or_a_leave_is_a_duplicate(
    bring_in: Any, kind: str, first: str, second: str
) -> None:
    assert counts(bring_in(kind, first)) == (1, 0, 0, 0)
    assert counts(bring_in(kind, second)) == (0, 1, 0, 0)
    both = first + second.split("\n", 1)[1]
    assert counts(bring_in(kind, both)) == (0, 2, 0, 0)
    from django.db import connection

    from siyu.connectors.files.projections import PROJECTIONS

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(x)::text FROM {PROJECTIONS[kind].table} x")
        (told,) = cursor.fetchone()
    assert "staff" not in told


def test_one_key_twice_in_a_file_is_a_duplicate_when_it_says_the_same(bring_in: Any) -> None:
    taken = bring_in("spend", f"{HEAD}\n{LINE},120\n{LINE},120.00\n{LINE},¥120.0\n")
    assert counts(taken) == (1, 2, 0, 0)
    assert spends() == [(12000, None, None)]


def test_a_file_that_is_finer_than_our_key_is_refused_with_the_question(bring_in: Any) -> None:
    other = LINE.replace("03-02", "03-03")
    text = f"{HEAD},时段\n{LINE},1,9点\n{other},5,9点\n{LINE},2,10点\n{LINE},1,11点\n"
    taken = bring_in("spend", text)
    assert counts(taken) == (1, 0, 0, 3)
    assert spends() == [(500, None, None)]
    rows = list(csv.reader(refused(taken)))
    assert [row[:-1] for row in rows[1:]] == [
        [*LINE.split(","), "1", "9点"],
        [*LINE.split(","), "2", "10点"],
        [*LINE.split(","), "1", "11点"],
    ]
    assert all("文件比我们的键更细吗" in row[-1] for row in rows[1:])
    assert "第 2 行" in rows[1][-1]
    bring_in("spend", f"{HEAD}\n{LINE},7\n")
    assert counts(bring_in("spend", text)) == (0, 1, 0, 3)
    assert spends() == [(700, None, None), (500, None, None)], "never taken as restatements"


def test_the_same_file_again_is_counted_in_full_and_changes_nothing(bring_in: Any) -> None:
    text = f"{HEAD}\n{LINE},120\n{LINE.replace('02', '03')},-1\n{LINE.replace('03-02', '03-04')},7\n"
    first = bring_in("spend", text)
    before = spends()
    again = bring_in("spend", text)
    assert (first.rows, counts(first)) == (3, (2, 0, 0, 1))
    assert (again.rows, counts(again)) == (3, (0, 2, 0, 1))
    assert Path(again.rejects_file).read_bytes().count(b"\n") == 2
    assert spends() == before


def test_the_same_file_restates_back_what_another_restated(bring_in: Any) -> None:
    text = f"{HEAD}\n{LINE},120\n{LINE.replace('03-02', '03-04')},7\n"
    bring_in("spend", text)
    bring_in("spend", f"{HEAD}\n{LINE},90\n")
    assert counts(bring_in("spend", text)) == (0, 1, 1, 0)
    assert spends() == [(12000, None, None), (700, None, None)]
    assert booked() == {"spend": -12700}


def test_refused_rows_can_be_mended_and_imported_again(bring_in: Any, tmp_path: Path) -> None:
    taken = bring_in(
        "spend", f'{HEAD},备注\n{LINE},-1,"=HYPERLINK(1)"\n{LINE.replace("tencent", "x")},1.234,b\n'
    )
    assert counts(taken) == (0, 0, 0, 2)
    path = Path(taken.rejects_file)
    assert path.is_absolute()
    rows = list(csv.DictReader(refused(taken)))
    assert list(rows[0]) == [*HEAD.split(","), "备注", "why"]
    assert rows[0]["备注"] == "'=HYPERLINK(1)"
    assert "cost" in rows[0]["why"]
    assert "'-1'" in rows[0]["why"]
    assert "金额不能为负" in rows[0]["why"]
    assert "platform" in rows[1]["why"]
    assert "最多两位小数" in rows[1]["why"]
    unmended = import_file("spend", path, rejects=tmp_path)
    assert counts(unmended) == (0, 0, 0, 2)
    text = (
        path.read_text(encoding="utf-8-sig")
        .replace(",-1,", ",1,")
        .replace(",x,", ",jd,")
        .replace("1.234", "1.23")
    )
    mended = bring_in("spend", text)
    assert counts(mended) == (2, 0, 0, 0)
    from siyu.facts.models import Fact

    assert Fact.objects.filter(extras__备注="=HYPERLINK(1)").count() == 1


def test_a_refused_row_of_too_many_cells_stays_refused_until_it_is_mended(
    bring_in: Any, tmp_path: Path
) -> None:
    taken = bring_in("spend", f"{HEAD}\n2026-03-02,tencent,ta-01,春,茶,朋友圈,120\n")
    again = import_file("spend", Path(taken.rejects_file), rejects=tmp_path / "again")
    assert counts(again) == (0, 0, 0, 1)


def test_nothing_refused_means_no_rejects_file(bring_in: Any) -> None:
    assert bring_in("spend", f"{HEAD}\n{LINE},1\n").rejects_file is None
    empty = bring_in("spend", f"{HEAD}\n")
    assert (counts(empty), empty.rejects_file, empty.state) == ((0, 0, 0, 0), None, "done")


def test_names_of_255_of_the_widest_characters_fit(bring_in: Any) -> None:
    import random

    wide = random.Random(3)
    names = ["".join(chr(wide.randint(0x20000, 0x2A6D0)) for _ in range(255)) for _ in range(4)]
    text = f"{HEAD}\n2026-03-02,tencent,{','.join(names[:3])},1\n"
    assert counts(bring_in("spend", text)) == (1, 0, 0, 0)
    assert counts(bring_in("spend", text)) == (0, 1, 0, 0)
    order = f"{ORDERS},entry,id.unionid\n{names[0]},{names[1]},2026-03-02,1,{names[2]},{names[3]}\n"
    assert counts(bring_in("orders", order)) == (1, 0, 0, 0)


def test_backslashes_quotes_and_line_breaks_survive_the_way_into_the_database(bring_in: Any) -> None:
    from siyu.facts.models import Fact

    odd = 'a\\b\\N\\t "x" 😀 \u0001\nnext'
    quoted = odd.replace('"', '""')
    bring_in("orders", f'{ORDERS},备注\n"o\\N""1""",s,2026-03-02,1,"{quoted}"\n')
    fact = Fact.objects.get(key__isnull=False)
    assert fact.data["order_id"] == 'o\\N"1"'
    assert fact.extras == {"备注": odd}
