"""入口: making entries, looking at them, mending and ending them."""

import csv
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import now

from siyu.facts.models import Fact
from siyu.ledger.models import Entry as LedgerEntry
from siyu.traffic.models import Entry, EntryDescription, Target
from siyu.traffic.rules import LETTERS
from tests.cast import report
from tests.rooms.console.entries import TEA, make, text
from tests.worlds import failing_checks


def test_the_domain_is_asked_for_before_the_first_code_and_may_be_left_for_later(console: Client) -> None:
    asked = console.get("/entries/new")
    assert asked["Location"] == "/entries/address?first=1"
    assert "做第一个码之前" in text(console.get(asked["Location"]))
    assert console.post("/entries/address", {"act": "skip", "first": "1"})["Location"] == "/entries/new"
    page = text(console.get("/entries/new", SERVER_NAME="127.0.0.1"))
    assert "码现在指向 http://127.0.0.1" in page
    assert "不要打印" in page


def test_an_entry_is_made_with_a_code_that_cannot_be_mistaken_and_leaves_its_fact(console: Client) -> None:
    entry = make(console, utm_source="微信", utm_medium="cpc")
    assert len(entry.code) == 6
    assert set(entry.code) <= set(LETTERS)
    said = EntryDescription.objects.get()
    assert said.url == "https://forest.example/tea?utm_source=%E5%BE%AE%E4%BF%A1&utm_medium=cpc"
    assert said.placement is not None
    assert (said.placement.platform, said.form) == ("tencent", "commercial")
    fact = Fact.objects.get(name="entry.described")
    assert (fact.import_id, fact.actor, fact.data["code"]) == (None, "owner@siyu.local", entry.code)
    assert failing_checks() == []


def test_an_own_code_is_kept_and_a_taken_or_impossible_one_is_refused_with_the_form_as_it_was(
    console: Client,
) -> None:
    assert make(console, code="春茶-1").code == "春茶-1"
    for code, why in (("春茶-1", "已经有了"), ("a/b", "不含空格和斜杠"), ("~x", "不以 ~ 开头")):
        answer = console.post("/entries/new", {**TEA, "code": code})
        assert answer.status_code == 422
        assert why in text(answer)
        assert 'value="https://forest.example/tea"' in text(answer)
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"title": ""}, "起个名字"),
        ({"url": "javascript:alert(1)"}, "http://"),
        ({"account": ""}, "要么都填,要么都不填"),
        ({"platform": "mars"}, "没有平台"),
        ({"title": "x" * 256}, "最多 255"),
    ],
)
def test_what_a_file_would_refuse_the_form_refuses_too(
    console: Client, wrong: dict[str, str], why: str
) -> None:
    make(console)
    answer = console.post("/entries/new", {**TEA, **wrong})
    assert answer.status_code == 422
    assert why in text(answer)
    assert Entry.objects.count() == 1


def test_an_entry_is_mended_and_everybody_it_won_is_won_anew(console: Client, bring_in: Any) -> None:
    entry = make(console, code="tea")
    bring_in("orders", "order_id,shop,paid_at,amount,cost_of_goods,entry\n1,s,2026-03-02,10,4,tea\n")
    answer = console.post(f"/entries/{entry.id}", {**TEA, "act": "describe", "placement": "视频号"})
    assert answer.status_code == 302
    assert EntryDescription.objects.get().placement.placement == "视频号"  # type: ignore[union-attr]
    moved = LedgerEntry.objects.filter(kind="revenue").order_by("id").values_list("amount_fen", flat=True)
    assert list(moved) == [1000, -1000, 1000]
    refused = console.post(f"/entries/{entry.id}", {**TEA, "act": "describe", "title": ""})
    assert refused.status_code == 422
    assert failing_checks() == []


def test_an_entry_ends_and_opens_again(console: Client) -> None:
    entry = make(console)
    console.post(f"/entries/{entry.id}", {"act": "end"})
    assert "已结束" in text(console.get(f"/entries/{entry.id}"))
    assert "已结束" in text(console.get("/entries?standing=ended"))
    console.post(f"/entries/{entry.id}", {"act": "reopen"})
    assert Target.objects.get().way == "default"
    assert "开着" in text(console.get(f"/entries/{entry.id}"))


def test_targets_are_set_warn_before_they_expire_and_are_taken_back(console: Client) -> None:
    entry = make(console)
    soon = (now() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    form = {
        "act": "target",
        "app": "wechat",
        "way": "mini_program",
        "to": "https://wxaurl.cn/x",
        "expires": soon,
    }
    assert console.post(f"/entries/{entry.id}", form).status_code == 302
    assert "快到期" in text(console.get(f"/entries/{entry.id}"))
    assert "1 个去向快到期" in text(console.get("/entries"))
    bad = console.post(f"/entries/{entry.id}", {**form, "way": "scheme", "to": "javascript:alert(1)"})
    assert (bad.status_code, "taobao://" in text(bad)) == (422, True)
    console.post(f"/entries/{entry.id}", {"act": "target", "app": "wechat", "way": "default"})
    assert "去向快到期" not in text(console.get("/entries"))
    assert failing_checks() == []


def test_the_listing_counts_touches_people_and_the_cost_of_the_placement(
    console: Client, example: None
) -> None:
    page = console.get("/entries?from=2026-03-02&to=2026-04-13&as_of=2026-07-15&file=csv")
    lines = b"".join(page.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    rows = {row["入口码"]: row for row in csv.DictReader(lines)}
    placed = [row for row in rows.values() if row["版位"]]
    told = report("prices", by="placement")["rows"]
    for theirs, ours in (("touches", "触点"), ("won", "赢得的人")):
        known = sum(one[theirs] for one in told if one["platform"] != "unknown")
        assert sum(int(row[ours]) for row in placed) == known > 0
    costs = {one["placement"]: one["cost_fen"] for one in told}
    names = {one.code: one.entrydescription.placement for one in Entry.objects.filter(code__in=rows)}
    for code, row in rows.items():
        if row["版位"] and (fen := costs[names[code].placement]) is not None:
            assert round(float(row["版位成本(元)"]) * 100) == fen
    assert text(console.get("/entries")).count("<h1>") == 1


def test_a_code_that_data_names_and_nobody_described_is_shown_and_can_be_described(
    console: Client, bring_in: Any
) -> None:
    bring_in("touches", "touch_id,at,entry\n1,2026-03-02,old-poster\n")
    assert "1 个入口码在数据里出现过" in text(console.get("/entries"))
    entry = Entry.objects.get(code="old-poster")
    assert "没人描述过它" in text(console.get(f"/entries/{entry.id}"))
    console.post(f"/entries/{entry.id}", {**TEA, "act": "describe"})
    assert EntryDescription.objects.get().entry == entry


def test_a_pasted_table_becomes_a_file_in_which_every_row_has_a_code(console: Client) -> None:
    table = "名称\t平台\t账户\t计划\t版位\t目标链接\n朋友圈\t腾讯\ta\tc\tp\thttps://forest.example/1\n海报\t线下\ta\tc\tq\t\n"
    answer = console.post("/entries/bulk", {"table": table})
    assert answer.status_code == 302
    assert "海报" in text(console.get(answer["Location"]))
    from siyu.connectors.files.jobs import run_import
    from siyu.facts.models import Import

    run_import(import_id=Import.objects.get().id)
    assert Import.objects.get().accepted == 2
    assert {len(code) for code in Entry.objects.values_list("code", flat=True)} == {6}
    mixed = console.post("/entries/bulk", {"table": "code,title\nown,一\n,二\n"})
    path = Path(Import.objects.latest("id").files[0]["path"])
    assert mixed.status_code == 302
    assert path.read_text(encoding="utf-8").splitlines()[1].startswith("own,")
    assert len(path.read_text(encoding="utf-8").splitlines()[2].split(",")[0]) == 6
    for bad in ("", "title", "title\n\n"):
        assert console.post("/entries/bulk", {"table": bad}).status_code == 200
