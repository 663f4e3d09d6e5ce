"""Taking an import back; remembering how a platform's file is read."""

from typing import Any

import pytest

from siyu.connectors.files.actions import (
    forget_preset,
    remember_preset,
    rename_preset,
    withdraw_import,
)
from siyu.connectors.files.queries import preset_named
from siyu.core.refusals import Refusal
from tests.cast import NOW
from tests.worlds import everything, failing_checks

HEAD = "date,platform,account,campaign,placement,cost\n"
LINE = "2026-03-02,tencent,a,c,p,"


def costs() -> list[int]:
    from siyu.traffic.models import Spend

    return list(Spend.objects.order_by("date").values_list("cost_fen", flat=True))


def take_back(taken: Any) -> None:
    withdraw_import(import_id=taken.id, actor="test", at=NOW)
    assert failing_checks() == []


def test_withdrawing_a_restatement_brings_back_what_was_said_before(bring_in: Any) -> None:
    bring_in("spend", f"{HEAD}{LINE}120\n")
    told = everything()
    second = bring_in("spend", f"{HEAD}{LINE}90\n2026-03-09,tencent,a,c,p,1\n")
    take_back(second)
    assert everything() == told


def test_withdrawing_what_was_restated_leaves_the_restatement(bring_in: Any) -> None:
    first = bring_in("spend", f"{HEAD}{LINE}120\n")
    bring_in("spend", f"{HEAD}{LINE}90\n")
    take_back(first)
    assert costs() == [9000]


def test_withdrawing_the_first_of_two_that_say_the_same_leaves_the_second(bring_in: Any) -> None:
    first = bring_in("spend", f"{HEAD}{LINE}120\n")
    second = bring_in("spend", f"{HEAD}{LINE}120\n")
    take_back(first)
    assert costs() == [12000]
    take_back(second)
    assert costs() == []


def test_a_withdrawn_file_may_come_again_as_if_it_never_had(bring_in: Any) -> None:
    first = bring_in("spend", f"{HEAD}{LINE}120\n")
    told = everything()
    take_back(first)
    again = bring_in("spend", f"{HEAD}{LINE}120\n")
    assert (again.accepted, again.duplicate) == (1, 0)
    assert everything() == told


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("placements", "platform,account,campaign,placement,form\ntencent,a,c,p,add\n"),
        ("entries", "code,title,platform,account,campaign,placement\ne1,t,tencent,a,c,p\n"),
        ("touches", "touch_id,at,entry,id.unionid,id.device\nt-1,2026-03-01,e1,uMei,dv\n"),
        ("joins", "at,pool,pool_id,entry,id.unionid,id.phone\n2026-03-01,wecom,w,e1,uMei,13800138000\n"),
        ("pool_counts", "date,pool,pool_id,entry,joined\n2026-03-05,fan_group,f,e1,7\n"),
        ("presences", "day,pool,pool_id,entry,id.unionid,id.phone\n2026-03-05,wecom,w,e1,uMei,13800138000\n"),
        ("leaves", "at,pool,pool_id,id.unionid\n2026-03-05,wecom,w,uMei\n"),
        (
            "orders",
            "order_id,shop,paid_at,amount,entry,id.phone,id.device\no-2,s,2026-03-02,5,e1,13800138000,dv\n",
        ),
        ("refunds", "refund_id,shop,order_id,at,amount\nr-1,s,o-1,2026-03-05,2\n"),
        ("costs", "cost_id,date,kind,amount,id.unionid\nc-1,2026-03-02,reward,3,uMei\n"),
    ],
)
def test_withdrawing_any_kind_leaves_the_world_as_it_was_without_it(
    bring_in: Any, kind: str, text: str
) -> None:
    bring_in("orders", "order_id,shop,paid_at,amount,entry,id.unionid\no-1,s,2026-03-02,9,e1,uMei\n")
    bring_in("touches", "touch_id,at,entry,id.device\nt-0,2026-02-28,e1,dv\n")
    told = everything()
    taken = bring_in(kind, text)
    assert everything() != told
    take_back(taken)
    assert everything() == told


def test_a_preset_is_how_a_platforms_file_is_read(bring_in: Any) -> None:
    remember_preset(
        name="巨量", kind="spend", mapping={"花了": "cost", "cost": None}, constants={"platform": "bytedance"},
        fingerprint="f", actor="Lin", at=NOW,
    )  # fmt: skip
    preset = preset_named("巨量", kind="spend")
    text = "date,account,campaign,placement,花了,cost\n2026-03-02,a,c,p,5,ignored\n"
    taken = bring_in("spend", text, mapping=preset.mapping, constants=preset.constants, preset=preset.name)
    assert taken.accepted == 1
    assert costs() == [500]


def test_a_preset_of_a_kind_is_replaced_by_its_name_and_keeps_to_its_kind(brand: Any) -> None:
    def remember(**more: Any) -> None:
        remember_preset(
            **{
                "name": "a",
                "kind": "spend",
                "mapping": {},
                "constants": {},
                "fingerprint": "",
                "actor": "Lin",
                "at": NOW,
                **more,
            }
        )

    remember()
    remember(constants={"platform": "jd"})
    assert preset_named("a", kind="spend").constants == {"platform": "jd"}
    with pytest.raises(Refusal, match="另一种文件"):
        remember(kind="orders")
    for name in ("", "  ", "x" * 101):
        with pytest.raises(Refusal, match="预设要有名字"):
            remember(name=name)
    with pytest.raises(Refusal, match="没有消耗的预设“b”"):
        preset_named("b", kind="spend")
    assert forget_preset(name="a", actor="Lin", at=NOW)
    assert not forget_preset(name="a", actor="Lin", at=NOW)


def test_a_preset_is_renamed_but_never_into_a_name_that_is_taken(brand: Any) -> None:
    def remember(name: str) -> None:
        remember_preset(
            name=name, kind="spend", mapping={}, constants={}, reading={"combine": {"cost": "sum"}},
            base="baidu", fingerprint="", actor="Lin", at=NOW,
        )  # fmt: skip

    remember("a")
    remember("b")
    rename_preset(name="a", to=" c ", actor="Lin", at=NOW)
    kept = preset_named("c", kind="spend")
    assert (kept.reading, kept.base) == ({"combine": {"cost": "sum"}}, "baidu")
    with pytest.raises(Refusal, match="已经有叫“b”的预设"):
        rename_preset(name="c", to="b", actor="Lin", at=NOW)
    with pytest.raises(Refusal, match="没有预设“a”"):
        rename_preset(name="a", to="d", actor="Lin", at=NOW)
    with pytest.raises(Refusal, match="内置预设的名字"):
        rename_preset(name="c", to="tmall-orders", actor="Lin", at=NOW)
    with pytest.raises(Refusal, match="内置预设的名字"):
        remember("baidu")
