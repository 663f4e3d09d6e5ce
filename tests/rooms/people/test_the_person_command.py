"""`siyu person`: what it shows, decides, and refuses."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from siyu.config.cli import main
from siyu.people.models import Identifier, Link
from tests.cast import report
from tests.conftest import EXAMPLE

MEI = "13800138000"
BO = "13900139000"


@pytest.fixture
def siyu(brand: Any, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """`siyu("show", "phone:…")` answers (status, the JSON document)."""

    def run(*words: str) -> Any:
        try:
            status = main(["person", *words, "--json"])
        except SystemExit as ended:
            status = int(ended.code or 0)
        return status, json.loads(capsys.readouterr().out)

    return run


@pytest.fixture
def two_people(bring_in: Any) -> None:
    bring_in(
        "entries",
        "code,title,platform,account,campaign,placement\nE1,Feed,tencent,A,C,feed\nE2,Stars,xiaohongshu,X,S,notes",
    )
    bring_in("touches", f"touch_id,at,entry,id.phone,id.device\nT1,2026-03-01 10:00,E2,{BO},d1")
    bring_in(
        "joins",
        "at,pool,pool_id,seat,entry,id.unionid,id.phone\n"
        f"2026-03-02 10:00,wecom,W,Lin,E1,uMei,{MEI}\n2026-03-03 10:00,group,G,,,,{BO}",
    )
    bring_in("leaves", f"at,pool,pool_id,seat,by,id.phone\n2026-03-09 10:00,wecom,W,Lin,customer,{MEI}")
    bring_in(
        "orders",
        "order_id,shop,paid_at,amount,cost_of_goods,id.phone,id.openid,id.openid.app\n"
        f"O1,茶,2026-03-05 10:00,100.00,40.00,{MEI},oMei,wx1\nO2,茶,2026-03-06 10:00,50.00,20.00,{BO},,",
    )
    bring_in("refunds", "refund_id,shop,order_id,at,amount\nR1,茶,O1,2026-03-07 10:00,10.00")
    bring_in("costs", f"cost_id,date,kind,amount,id.phone\nC1,2026-03-08,message,0.50,{MEI}")


@pytest.mark.usefixtures("two_people")
def test_show_tells_everything_that_is_known_of_a_person(siyu: Any) -> None:
    status, mei = siyu("show", f"phone:+86 {MEI[:3]}-{MEI[3:7]}-{MEI[7:]}")
    assert status == 0
    assert [(one["kind"], one["value"], one["app"]) for one in mei["identifiers"]] == [
        ("unionid", "uMei", ""),
        ("openid", "oMei", "wx1"),
        ("phone", MEI, ""),
    ]
    pair = mei["evidence"][0]
    assert (pair["a_value"], pair["b_value"], pair["rows"], pair["standing"]) == ("uMei", MEI, 1, "joined")
    (source,) = pair["sources"]
    assert (source["kind"], source["row"]) == ("joins", 2)
    assert source["files"][0].startswith("joins-")
    assert mei["memberships"] == [
        {
            "pool": "wecom",
            "pool_id": "W",
            "seat": "Lin",
            "joined_at": "2026-03-02T10:00:00+08:00",
            "since": 0,
            "left_at": "2026-03-09T10:00:00+08:00",
            "left_by_list": False,
        }
    ]
    assert mei["won_by"] == {
        "by": "entry",
        "entry": "E1",
        "platform": "tencent",
        "account": "A",
        "campaign": "C",
        "placement": "feed",
    }
    assert [order["margin_fen"] for order in mei["orders"]] == [6000]
    assert [refund["margin_fen"] for refund in mei["refunds"]] == [-1000]
    assert [cost["amount_fen"] for cost in mei["costs"]] == [50]
    assert mei["value_fen"] == 6000 - 1000 - 50
    assert mei["ledger_sum_fen"] == 10000 - 4000 - 1000 - 50


@pytest.mark.usefixtures("two_people")
def test_somebody_whose_join_names_no_entry_is_won_by_the_last_touch_of_seven_days(siyu: Any) -> None:
    _, bo = siyu("show", "device:d1")
    assert (bo["won_by"]["by"], bo["won_by"]["platform"]) == ("touch", "xiaohongshu")
    assert [touch["touch_id"] for touch in bo["touches"]] == ["T1"]


@pytest.mark.usefixtures("two_people")
def test_show_in_lines_speaks_both_languages(capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    for language, words in (
        ("zh", ("至今价值", "赢得于", "证据")),
        ("en", ("Value to date", "Won", "Evidence")),
    ):
        monkeypatch.setenv("SIYU_LANGUAGE", language)
        assert main(["person", "show", "unionid:uMei"]) == 0
        told = capsys.readouterr().out
        assert all(word in told for word in words)
        assert "49.50" in told


@pytest.mark.usefixtures("two_people")
def test_a_merge_makes_one_of_two_is_said_twice_and_is_undone(siyu: Any) -> None:
    before = {one.id: one.person_id for one in Identifier.objects.all()}
    status, told = siyu("merge", f"phone:{BO}", "unionid:uMei")
    assert (status, told["changed"], told["after"]["orders"]) == (0, True, 2)
    assert told["person"] == min(filter(None, before.values()))
    assert report("people")["totals"]["people"] == 1
    status, told = siyu("merge", f"phone:{BO}", "unionid:uMei")
    assert (status, told["changed"]) == (0, False)
    status, told = siyu("unmerge", f"phone:{BO}")
    assert (status, told["changed"], len(told["people"])) == (0, True, 2)
    assert {one.id: one.person_id for one in Identifier.objects.all()} == before
    status, told = siyu("unmerge", f"phone:{BO}")
    assert (status, told["changed"]) == (0, False)
    assert {one.id: one.person_id for one in Identifier.objects.all()} == before


@pytest.mark.usefixtures("two_people")
def test_the_side_of_a_merge_that_is_named_leaves_whole(siyu: Any) -> None:
    siyu("merge", f"phone:{BO}", "unionid:uMei")
    siyu("unmerge", f"phone:{MEI}")
    _, mei = siyu("show", f"phone:{MEI}")
    assert {one["value"] for one in mei["identifiers"]} == {"uMei", "oMei", MEI}


@pytest.mark.usefixtures("two_people")
def test_whoever_is_split_off_leaves_the_others_one(siyu: Any) -> None:
    # The phone ties unionid and openid together: without it they would fall apart.
    status, told = siyu("unmerge", f"phone:{MEI}")
    assert (status, len(told["people"])) == (0, 2)
    _, rest = siyu("show", "unionid:uMei")
    assert {one["value"] for one in rest["identifiers"]} == {"uMei", "oMei"}
    assert report("people")["totals"]["conflicts"] == 0  # decided, so nothing waits
    siyu("merge", f"phone:{MEI}", "unionid:uMei")
    assert not Link.objects.filter(standing="refused").exists()
    assert report("people")["totals"]["people"] == 2


@pytest.mark.usefixtures("two_people")
def test_new_rows_do_not_undo_what_a_human_decided(siyu: Any, bring_in: Any) -> None:
    siyu("unmerge", f"phone:{MEI}")
    bring_in(
        "orders", f"order_id,shop,paid_at,amount,id.phone,id.unionid\nO9,茶,2026-04-01 10:00,1.00,{MEI},uMei"
    )
    assert report("people")["totals"]["people"] == 3
    siyu("merge", f"phone:{BO}", "unionid:uMei")
    bring_in(
        "orders", f"order_id,shop,paid_at,amount,id.phone,id.unionid\nO10,茶,2026-01-01 10:00,1.00,{BO},uBo"
    )
    totals = report("people")["totals"]
    assert (totals["people"], totals["conflicts"]) == (3, 1)  # the new unionid stays outside, and waits


@pytest.mark.usefixtures("two_people")
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["show", "phone:13700137000"], "没有行提到过"),
        (["show", "phone:138****8000"], "打码"),
        (["show", "phone:12"], "不是电话号码"),
        (["show", "nonsense:1"], "类型有"),
        (["show", "uMei"], "类型有"),
        (["show", "unionid:umei"], "没有行提到过"),
        (["show", "unionid:uMei", f"phone:{MEI}"], "要一个标识"),
        (["merge", "unionid:uMei"], "要两个标识"),
        (["merge", "unionid:uMei", "device:d1"], "强标识"),
        (["unmerge", "device:d1"], "强标识"),
        (["unmerge", "unionid:uMei", f"phone:{BO}"], "同一位客户"),
        (["forget", "unionid:uMei"], "后续版本"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(siyu: Any, words: list[str], sentence: str) -> None:
    status, told = siyu(*words)
    assert status == 2
    assert sentence in told["error"]


def test_two_values_of_a_single_valued_kind_cannot_be_merged(siyu: Any, bring_in: Any) -> None:
    bring_in(
        "orders", "order_id,shop,paid_at,amount,id.unionid\nO1,茶,2026-03-05,1,u1\nO2,茶,2026-03-05,1,u2"
    )
    status, told = siyu("merge", "unionid:u1", "unionid:u2")
    assert status == 2
    assert "unionid" in told["error"]


def test_an_openid_of_two_apps_asks_of_which(siyu: Any, bring_in: Any) -> None:
    bring_in(
        "orders",
        "order_id,shop,paid_at,amount,id.openid,id.openid.app\nO1,茶,2026-03-05,1,o1,wx1\nO2,茶,2026-03-05,1,o1,wx2",
    )
    status, told = siyu("show", "openid:o1")
    assert status == 2
    assert "openid:o1@wx1, openid:o1@wx2" in told["error"]
    status, told = siyu("show", "openid:o1@wx2")
    assert (status, [order["order_id"] for order in told["orders"]]) == (0, ["O2"])


def test_a_device_seen_with_two_people_is_told_to_belong_to_nobody(siyu: Any, bring_in: Any) -> None:
    bring_in(
        "touches",
        f"touch_id,at,entry,id.phone,id.device\nT1,2026-03-01,E,{MEI},d\nT2,2026-03-01,E,{BO},d",
    )
    status, told = siyu("show", "device:d")
    assert status == 2
    assert "弱标识" in told["error"]


def test_on_a_terminal_it_asks_first_and_no_means_no(siyu: Any, two_people: None, monkeypatch: Any) -> None:
    class Terminal:
        def __init__(self, answer: str) -> None:
            self.answer = answer

        def isatty(self) -> bool:
            return True

        def readline(self) -> str:
            return self.answer

    for answer, status in (("n\n", 2), ("\n", 2), ("y\n", 0)):
        monkeypatch.setattr("sys.stdin", Terminal(answer))
        assert siyu("merge", f"phone:{BO}", "unionid:uMei")[0] == status
    monkeypatch.setattr("sys.stdin", Terminal("n\n"))
    assert siyu("unmerge", f"phone:{BO}", "--yes")[0] == 0


def test_the_example_is_told_person_by_person(siyu: Any, bring_in: Any) -> None:
    for name in ("placements", "entries", "touches", "joins", "leaves", "orders", "refunds", "costs"):
        bring_in(name, EXAMPLE / f"{name}.csv")
    for one in Identifier.objects.filter(person_id__isnull=False):
        told = f"{one.kind}:{one.value}" + (f"@{one.app}" if one.app else "")
        status, document = siyu("show", told)
        assert (status, document["person"]) == (0, one.person_id)
