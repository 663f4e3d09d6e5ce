"""The page of an import, without a browser."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

SPEND = "日期,广告账户,广告计划,版位名称,花费\n2026-04-01,oc-9,试饮,信息流,100.50\n2026-04-02,oc-9,试饮,信息流,-3\n"
COLUMNS = {
    "column-0": "date",
    "column-1": "account",
    "column-2": "campaign",
    "column-3": "placement",
    "column-4": "cost",
}
Send = Callable[..., Any]


def test_what_is_missing_is_said_before_anything_is_begun(console: Client, send: Send) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    taken = send("日报.csv", SPEND)
    page = console.get(f"/imports/{taken.id}").content.decode()
    assert "还不能导入,缺: 平台 platform" in page
    console.post(f"/imports/{taken.id}/decide", {**COLUMNS, "wish": "run"})
    taken.refresh_from_db()
    assert (taken.state, taken.stage) == ("waiting", "")
    assert not ProcrastinateJob.objects.exists()


def test_the_first_rows_are_shown_as_they_will_be_read(console: Client, send: Send) -> None:
    taken = send(
        "orders.csv", "订单号,店铺,支付时间,实付,手机号\no1,s,2026/3/1 9:05,¥1280.5,+86 138-0013-8000\n"
    )
    page = console.get(f"/imports/{taken.id}").content.decode()
    for raw, read in (
        ("2026/3/1 9:05", "2026-03-01 09:05:00"),
        ("¥1280.5", "¥1,280.50"),
        ("+86 138-0013-8000", "13800138000"),
    ):
        assert f'<span class="raw">{raw}</span> → <span>{read}</span>' in page.replace("\n", "")


def test_a_value_that_will_be_refused_stands_out_with_its_reason(console: Client, send: Send) -> None:
    taken = send("日报.csv", SPEND)
    page = console.get(f"/imports/{taken.id}").content.decode()
    assert 'class="reading bad"' in page
    assert "金额不能为负" in page


def test_a_named_mapping_is_used_by_itself_next_time_and_for_mended_rows(
    console: Client, send: Send, work: Callable[[], None]
) -> None:
    taken = send("日报.csv", SPEND)
    mapping = {**COLUMNS, "fixed-platform": "bytedance", "preset_name": "巨量 日报"}
    console.post(f"/imports/{taken.id}/decide", {**mapping, "wish": "run"})
    work()
    taken.refresh_from_db()
    assert (taken.state, taken.accepted, taken.rejected) == ("done", 1, 1)
    mended = b"".join(console.get(f"/imports/{taken.id}/refused").streaming_content).decode("utf-8-sig")
    second = send("改好.csv", mended.replace(",-3,", ",3.00,"))
    assert second.preset == "巨量 日报"
    console.post(f"/imports/{second.id}/decide", {**COLUMNS, "fixed-platform": "bytedance", "wish": "run"})
    work()
    second.refresh_from_db()
    assert (second.state, second.accepted, second.rejected) == ("done", 1, 0)


def test_pressed_twice_is_imported_once(console: Client, send: Send, work: Callable[[], None]) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    from siyu.facts.models import Fact

    taken = send("日报.csv", SPEND)
    wish = {**COLUMNS, "fixed-platform": "bytedance", "wish": "run"}
    console.post(f"/imports/{taken.id}/decide", wish)
    console.post(f"/imports/{taken.id}/decide", wish)
    assert ProcrastinateJob.objects.count() == 1
    work()
    console.post(f"/imports/{taken.id}/decide", wish)
    assert ProcrastinateJob.objects.count() == 1
    assert Fact.objects.filter(name="import.finished").count() == 1


def test_a_try_changes_nothing_and_says_what_would_come_in(
    console: Client, send: Send, work: Callable[[], None]
) -> None:
    from siyu.facts.models import Fact

    taken = send("日报.csv", SPEND)
    console.post(f"/imports/{taken.id}/decide", {**COLUMNS, "fixed-platform": "bytedance", "wish": "try"})
    work()
    assert "试算:2 行里 1 新、0 重复、0 更正、1 拒收" in console.get(f"/imports/{taken.id}").content.decode()
    assert not Fact.objects.filter(key__isnull=False).exists()


def test_a_withdrawal_is_stated_in_numbers_and_the_ledger_is_empty_after_it(
    console: Client, send: Send, work: Callable[[], None]
) -> None:
    from django.db.models import Sum

    from siyu.ledger.models import Entry

    taken = send("日报.csv", SPEND)
    console.post(f"/imports/{taken.id}/decide", {**COLUMNS, "fixed-platform": "bytedance", "wish": "run"})
    work()
    page = console.get(f"/imports/{taken.id}").content.decode()
    assert "将撤回这次导入的 1 行(1 新、0 更正):它们的 1 笔分录以反向分录冲回,合计 -100.50 元" in page
    console.post(f"/imports/{taken.id}/withdraw")
    console.post(f"/imports/{taken.id}/withdraw")
    work()
    taken.refresh_from_db()
    assert (taken.state, taken.stage) == ("withdrawn", "")
    assert Entry.objects.aggregate(sum=Sum("amount_fen"))["sum"] == 0


def test_a_cancelled_import_leaves_a_fact_and_may_begin_once_more_with_its_file(
    console: Client, send: Send
) -> None:
    from siyu.facts.models import Fact, Import

    taken = send("日报.csv", SPEND)
    console.post(f"/imports/{taken.id}/cancel")
    taken.refresh_from_db()
    assert taken.state == "cancelled"
    assert Fact.objects.get(name="import.cancelled").actor == "owner@siyu.local"
    console.post(f"/imports/{taken.id}/again")
    assert Import.objects.latest("id").state == "waiting"
    assert Import.objects.latest("id").id != taken.id


def test_the_same_bytes_are_recognised(console: Client, send: Send) -> None:
    first = send("日报.csv", SPEND)
    second = send("改了名字.csv", SPEND)
    page = console.get(f"/imports/{second.id}").content.decode()
    assert "同一份文件还有一个没结束的导入" in page
    assert f'href="/imports/{first.id}"' in page


def test_several_files_at_once_are_an_import_each(console: Client, brand: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from siyu.facts.models import Import

    files = [SimpleUploadedFile(f"{n}.csv", SPEND.encode()) for n in range(3)]
    answer = console.post(
        "/imports/new", {"file": [*files, SimpleUploadedFile("x.csv", b"%PDF-1.7")]}, follow=True
    )
    assert Import.objects.count() == 3
    assert "x.csv: 这是PDF" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", b"%PDF-1.7 x", "PDF"),
        ("b.csv", b"", "空"),
        ("c.xlsx", b"PK\x03\x04 broken", "c.xlsx"),
        ("d.xls", b"\xd0\xcf\x11\xe0 old", "工作簿已损坏"),
    ],
)
def test_a_wrong_file_gets_its_answer_on_the_page_and_is_not_kept(
    console: Client, brand: Any, name: str, content: bytes, told: str
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from siyu.core.home import folder
    from siyu.facts.models import Import

    before = set(folder("uploads").iterdir())
    answer = console.post("/imports/new", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Import.objects.exists()
    assert set(folder("uploads").iterdir()) <= before


def test_a_name_with_a_path_and_markup_stays_a_name(console: Client, send: Send) -> None:
    taken = send("../../etc/<img src=x>.csv", SPEND.replace("oc-9", "<script>alert(1)</script>"))
    page = console.get(f"/imports/{taken.id}").content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "/" not in taken.files[0]["name"]
    assert Path(taken.files[0]["path"]).parent.name == "uploads"


def test_a_request_above_the_limit_is_answered_with_what_to_do(
    console: Client, brand: Any, settings: Any
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    settings.MOST_UPLOAD = 100
    answer = console.post("/imports/new", {"file": SimpleUploadedFile("a.csv", SPEND.encode())})
    assert answer.status_code == 413
    assert "siyu import" in answer.content.decode()


def test_refused_rows_are_sent_from_our_own_folder_only(console: Client, send: Send, tmp_path: Path) -> None:
    from siyu.facts.models import Import

    secret = tmp_path / "secret"
    secret.write_text("x")
    taken = send("日报.csv", SPEND)
    Import.objects.filter(id=taken.id).update(rejects_file=str(secret))
    assert console.get(f"/imports/{taken.id}/refused").status_code == 404


def test_files_go_when_their_import_is_done_and_after_a_week_of_waiting(
    console: Client, send: Send, work: Callable[[], None]
) -> None:
    from siyu.connectors.files.actions import drop_spent_uploads
    from siyu.core.home import folder
    from siyu.facts.models import Import

    done = send("日报.csv", SPEND)
    console.post(f"/imports/{done.id}/decide", {**COLUMNS, "fixed-platform": "bytedance", "wish": "run"})
    work()
    waiting = send("等.csv", SPEND)
    place = Path(waiting.files[0]["path"])
    assert not Path(done.files[0]["path"]).exists()
    assert place.exists()
    drop_spent_uploads(folder=folder("uploads"), at=waiting.created_at + timedelta(days=6))
    assert place.exists()
    drop_spent_uploads(folder=folder("uploads"), at=waiting.created_at + timedelta(days=8))
    assert not place.exists()
    assert Import.objects.get(id=waiting.id).state == "cancelled"


def test_a_hundred_columns_fold_away_and_a_gb18030_file_reads(console: Client, send: Send) -> None:
    header = "日期,平台,账户,计划,版位,消耗," + ",".join(f"附加列{n}" for n in range(100))
    row = "2026-03-01,腾讯,a,c,p,12.30," + ",".join("x" for _ in range(100))
    taken = send("宽.csv", f"{header}\n{row}\n".encode("gb18030"))
    page = console.get(f"/imports/{taken.id}").content.decode()
    assert "另外 100 列不对应我们的列" in page
    assert taken.kind == "spend"


def test_files_with_the_same_columns_are_told_apart_by_their_name(console: Client, send: Send) -> None:
    content = "at,pool,pool_id,id.phone\n2026-03-01,wecom,w,13800138000\n"
    assert send("leaves.csv", content).kind == "leaves"
    assert send("joins.csv", content).kind == "joins"
    assert "列名也符合" in console.get(f"/imports/{send('x.csv', content).id}").content.decode()


def test_a_mistake_of_ours_ends_an_import_that_says_so(
    console: Client, send: Send, work: Callable[[], None]
) -> None:
    from django.db import ProgrammingError, connection

    taken = send("日报.csv", SPEND)
    console.post(f"/imports/{taken.id}/decide", {**COLUMNS, "fixed-platform": "bytedance", "wish": "run"})
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE traffic_spend RENAME TO traffic_gone")
    try:
        with pytest.raises(ProgrammingError):
            work()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE traffic_gone RENAME TO traffic_spend")
    taken.refresh_from_db()
    assert taken.state == "failed"
    page = console.get(f"/imports/{taken.id}").content.decode()
    assert "siyu 自己出错了" in page
    assert "没有任何一行进来" in page
    console.post(f"/imports/{taken.id}/again")


def test_a_mistake_of_ours_leaves_an_import_as_it_was_when_it_was_to_be_withdrawn(
    console: Client, send: Send, work: Callable[[], None]
) -> None:
    from django.db import ProgrammingError, connection

    taken = send("日报.csv", SPEND)
    console.post(f"/imports/{taken.id}/decide", {**COLUMNS, "fixed-platform": "bytedance", "wish": "run"})
    work()
    console.post(f"/imports/{taken.id}/withdraw")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE traffic_spend RENAME TO traffic_gone")
    try:
        with pytest.raises(ProgrammingError):
            work()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE traffic_gone RENAME TO traffic_spend")
    taken.refresh_from_db()
    assert (taken.state, taken.stage) == ("done", "")
