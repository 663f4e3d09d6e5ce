"""Files finer than our key: rows are added up as the preset says, before they are compared with what is stored."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from siyu.connectors.files.actions import withdraw_import
from siyu.connectors.files.reading import NotReadable
from siyu.facts.models import Fact
from tests.cast import NOW, import_file
from tests.rooms.files.test_imports_count_each_row_once import booked, counts, refused
from tests.worlds import everything, failing_checks

HEAD = "日期,时段,账户,计划,版位,消耗,展示,点击,城市"
HOURLY: dict[str, Any] = {
    "fixed": {"platform": "tencent"},
    "combine": {"cost": "sum", "impressions": "sum", "clicks": "sum"},
    "leave_out": {"日期": ["合计"]},
    "empty": {"values": ["--"]},
}
TEXT = (
    f"{HEAD}\n"
    "2026-03-02,9,a,c,p,1.10,100,--,杭州\n"
    "2026-03-02,10,a,c,p,2.20,--,--,杭州\n"
    "2026-03-02,10,a,c,p,2.20,--,--,杭州\n"
    "2026-03-03,9,a,c,p,5,10,1,杭州\n"
    "2026-03-03,10,a,c,p,0.50,5,--,苏州\n"
    "合计,,,,,11.00,115,1,\n"
)


@pytest.fixture
def hourly(bring_in: Any) -> Any:
    def bring(text: str, **more: Any) -> Any:
        taken = bring_in("spend", text, **{"reading": HOURLY, **more})
        assert failing_checks() == []
        return taken

    return bring


def spends() -> list[tuple[Any, ...]]:
    from siyu.traffic.models import Spend

    rows = Spend.objects.order_by("date")
    return [(str(row.date), row.cost_fen, row.impressions, row.clicks) for row in rows]


DAYS = [("2026-03-02", 550, 100, None), ("2026-03-03", 550, 15, 1)]


def test_hours_are_added_up_to_the_day_column_by_column(hourly: Any) -> None:
    taken = hourly(TEXT)
    assert (counts(taken), taken.rows) == ((2, 0, 0, 0), 2)
    assert (taken.left_out, taken.combined_from) == (1, 5)
    assert spends() == DAYS, "the same line twice is two lines; the sum of nothing stated is not stated"
    assert booked() == {"spend": -1100}


def test_a_fact_holds_the_day_and_the_extras_on_which_its_hours_agree(hourly: Any) -> None:
    hourly(TEXT)
    facts = Fact.objects.filter(name="spend.reported").order_by("row")
    assert [(fact.row, fact.extras) for fact in facts] == [(2, {"城市": "杭州"}), (5, None)]
    assert facts[0].data == {
        "platform": "tencent", "date": "2026-03-02", "account": "a", "campaign": "c", "placement": "p",
        "cost_fen": 550, "impressions": 100, "clicks": None,
    }  # fmt: skip


def test_the_same_finer_file_again_is_duplicates_and_a_restated_one_restates_the_sums(hourly: Any) -> None:
    hourly(TEXT)
    assert counts(hourly(TEXT)) == (0, 2, 0, 0)
    assert counts(hourly(TEXT.replace("2.20", "2.30"))) == (0, 1, 1, 0)
    assert spends()[0] == ("2026-03-02", 570, 100, None)
    assert booked() == {"spend": -1120}


def test_a_file_that_is_not_finer_comes_in_as_it_would_without_adding_up(hourly: Any, bring_in: Any) -> None:
    text = f"{HEAD}\n2026-03-02,9,a,c,p,1.10,100,--,杭州\n2026-03-03,9,a,c,p,5,10,1,\n"
    plain = {key: value for key, value in HOURLY.items() if key != "combine"}
    first = bring_in("spend", text, reading=plain)
    told = everything(), list(Fact.objects.filter(import_id=first.id).values("row", "data", "extras"))
    withdraw_import(import_id=first.id, actor="test", at=NOW)
    taken = hourly(text)
    assert (counts(taken), taken.combined_from) == ((2, 0, 0, 0), 0)
    assert (
        everything(),
        list(Fact.objects.filter(import_id=taken.id).values("row", "data", "extras")),
    ) == told


def test_withdrawing_a_finer_file_leaves_the_world_as_it_was(hourly: Any) -> None:
    hourly(TEXT)
    told = everything()
    second = hourly(TEXT.replace("2.20", "9"))
    withdraw_import(import_id=second.id, actor="test", at=NOW)
    assert everything() == told


def test_one_refused_hour_sends_its_whole_day_back_together(hourly: Any, tmp_path: Path) -> None:
    taken = hourly(TEXT.replace("2026-03-02,9,a,c,p,1.10", "2026-03-02,9,a,c,p,-1.10"))
    assert (taken.rows, counts(taken)) == (4, (1, 0, 0, 3))
    assert (taken.left_out, taken.combined_from) == (1, 2)
    assert spends() == DAYS[1:]
    rows = list(csv.reader(refused(taken)))
    assert [row[5] for row in rows[1:]] == ["-1.10", "2.20", "2.20"]
    assert "金额不能为负" in rows[1][-1]
    assert "同一个键的第 2 行被拒收" in rows[2][-1]
    assert "第 3 行: " in rows[2][-1]
    assert [(reason["column"], reason["rows"]) for reason in taken.reasons] == [("", 2), ("消耗", 1)]
    unmended = import_file("spend", Path(taken.rejects_file), rejects=tmp_path / "b", reading=HOURLY)
    assert counts(unmended) == (0, 0, 0, 3)
    text = Path(taken.rejects_file).read_text(encoding="utf-8-sig")
    assert counts(hourly(text.replace("-1.10", "1.10"))) == (1, 0, 0, 0)
    assert spends() == DAYS


@pytest.mark.parametrize(
    ("bad", "back"),
    [
        ("2026-03-0x,10,a,c,p,1,1,1,", 3),  # of any day: whatever it belongs to would be a part of it
        ("2026-03-02,10,,c,p,1,1,1,", 3),
        ("2026-03-0x,10,b,c,p,1,1,1,", 0),  # another account: no day of this one
        (",10,,,,1,1,1,", 0),
        ("2026-03-02,10,a,c,p,1", 0),
    ],
)
def test_a_refused_row_takes_along_every_key_that_it_may_belong_to(hourly: Any, bad: str, back: int) -> None:
    text = (
        f"{HEAD}\n2026-03-02,9,a,c,p,1,1,1,\n2026-03-02,10,a,c,p,1,1,1,\n2026-03-02,11,a,c,p,1,1,1,\n{bad}\n"
    )
    taken = hourly(text)
    assert taken.rejected == back + 1
    last = list(csv.reader(refused(taken)))[1][-1]
    assert ("整份重新导入" in last) is (not back and "b" not in bad)


def test_columns_that_nobody_combines_and_that_differ_are_refused_by_name(bring_in: Any) -> None:
    reading = {**HOURLY, "combine": {"cost": "sum"}}
    taken = bring_in("spend", TEXT, reading=reading)
    assert counts(taken) == (0, 0, 0, 5)
    why = [row[-1] for row in csv.reader(refused(taken))][1:]
    assert "在“impressions”上不同" in why[0]
    assert "在“impressions, clicks”上不同" in why[3]


def test_a_sum_beyond_what_a_column_may_hold_is_refused(hourly: Any) -> None:
    line = "2026-03-02,9,a,c,p,600000000000,1,1,\n"
    taken = hourly(f"{HEAD}\n{line}{line}2026-03-03,9,a,c,p,1000000000000,1,1,\n")
    assert counts(taken) == (1, 0, 0, 2)
    assert "加起来超过" in refused(taken).read()


LINES = "订单号,商品,店铺,支付时间,实付,运费成本,平台费,入口码,id.phone,id.openid,id.openid.app"
BY_LINE: dict[str, Any] = {
    "combine": {
        "amount": "sum", "paid_at": "first", "shipping_cost": "max", "platform_fee": "min", "entry": "last",
    }
}  # fmt: skip


def orders() -> list[tuple[Any, ...]]:
    from siyu.commerce.models import Order
    from siyu.traffic.models import Entry

    codes = dict(Entry.objects.values_list("id", "code"))
    rows = Order.objects.order_by("order_id")
    return [
        (
            row.order_id, row.paid_at.isoformat()[:16], row.amount_fen, row.shipping_cost_fen,
            row.platform_fee_fen, codes.get(row.entry_id), row.identifier_id is not None,
        )
        for row in rows
    ]  # fmt: skip


def test_the_lines_of_an_order_are_one_order(bring_in: Any) -> None:
    text = (
        f"{LINES}\n"
        "1,茶,s,2026-03-02 10:00:01,5.05,3,0.2,e1,13800138000,,\n"
        "1,杯,s,2026-03-02 10:00,7,8,0.1,e2,138****8000,,\n"
        "1,壶,s,2026-03-02 11:00,1,,,e3,,oA,wx1\n"
        "2,茶,s,2026-03-02 10:00,5,,,,138****8000,,\n"
        "2,杯,s,2026-03-02 10:00,5,,,,,,\n"
    )
    taken = bring_in("orders", text, reading=BY_LINE)
    assert (counts(taken), taken.combined_from) == ((2, 0, 0, 0), 5)
    assert orders() == [
        ("1", "2026-03-02T02:00", 1305, 800, 10, "e3", True),
        ("2", "2026-03-02T02:00", 1000, None, None, None, False),
    ]
    assert failing_checks() == []


@pytest.mark.parametrize("other", ["13800138001,,", ",oB,", ",oA,wx2"])
def test_identifiers_that_disagree_within_an_order_are_refused(bring_in: Any, other: str) -> None:
    row = "1,茶,s,2026-03-02 10:00,5,,,"
    text = f"{LINES}\n{row},13800138000,oA,wx1\n{row},{other}\n"
    taken = bring_in("orders", text, reading=BY_LINE)
    assert counts(taken) == (0, 0, 0, 2)
    assert "id." in refused(taken).read().splitlines()[1].rsplit("在“", 1)[1]


def test_first_and_last_go_by_the_rows_own_time_never_by_their_place(bring_in: Any) -> None:
    reading = {"combine": {"entry": "first", "amount": "last", "paid_at": "last"}}
    early = "1,,s,2026-03-02 09:00,7,,,zz,,,"
    late = "1,,s,2026-03-02 10:00,20,,,a,,,"
    tie = "1,,s,2026-03-02 10:00,3,,,b,,,"
    for lines in ([early, late, tie], [tie, late, early], [late, early, tie]):
        taken = bring_in("orders", "\n".join([LINES, *lines, ""]), reading=reading)
        assert taken.rejected == 0
        assert orders() == [("1", "2026-03-02T02:00", 2000, None, None, "zz", False)]


def test_joins_may_be_combined_within_their_key(bring_in: Any) -> None:
    text = "at,pool,pool_id,entry,id.unionid\n2026-03-02,wecom,w,,uMei\n2026-03-02,wecom,w,e1,uMei\n2026-03-02,wecom,w,e2,uBo\n"
    taken = bring_in("joins", text, reading={"combine": {"entry": "first"}})
    assert (counts(taken), taken.combined_from) == ((2, 0, 0, 0), 3)
    assert Fact.objects.get(name="pool.joined", data__contains={"id.unionid": "uMei"}).data["entry"] == "e1"


def test_rows_that_stand_for_somebody_of_their_own_are_combined_as_such(bring_in: Any) -> None:
    text = "at,pool,pool_id,名字,entry\n2026-03-02,wecom,w,梅,\n2026-03-02,wecom,w,梅,e1\n2026-03-02,wecom,w,博,e1\n"
    reading = {"combine": {"entry": "first"}, "present": {"alone": True, "name": "名字"}}
    taken = bring_in("joins", text, reading=reading)
    assert (counts(taken), taken.combined_from) == ((2, 0, 0, 0), 3)
    assert failing_checks() == []


def test_a_trial_of_a_finer_file_says_what_would_happen(bring_in: Any) -> None:
    taken = bring_in("spend", TEXT, reading=HOURLY, dry=True)
    assert (counts(taken), taken.combined_from, taken.left_out) == ((2, 0, 0, 0), 5, 1)
    assert spends() == []


def test_a_rule_for_a_column_that_cannot_be_combined_is_refused(bring_in: Any) -> None:
    with pytest.raises(NotReadable, match=r"combine\.account"):
        bring_in("spend", TEXT, reading={**HOURLY, "combine": {"account": "first"}})


def test_odd_names_of_columns_and_odd_texts_are_only_texts(bring_in: Any) -> None:
    from siyu.people.models import IdentifierKind

    IdentifierKind.objects.create(
        name="o'x\"y", zh="怪", en="odd", strong=True, single_valued=False, scoped=False, rank=200
    )
    out = io.StringIO()
    csv.writer(out).writerows(
        [
            ["order_id", "shop", "paid_at", "amount", "id.o'x\"y", "it's %s"],
            *[["1", "s'\\%", "2026-03-02", "5", "a'b", "x%"]] * 2,
        ]
    )
    taken = bring_in("orders", out.getvalue(), reading={"combine": {"amount": "sum"}})
    assert counts(taken) == (1, 0, 0, 0)
    fact = Fact.objects.get(name="order.paid")
    assert (fact.data["amount_fen"], fact.data["id.o'x\"y"], fact.extras) == (1000, "a'b", {"it's %s": "x%"})
