"""Imports, restatements and withdrawals in any sequence: the state is that of the imports that still stand."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from siyu.connectors.files.actions import withdraw_import
from tests.cast import NOW, import_text
from tests.worlds import everything, failing_checks, forget_everything

few = st.integers(0, 2)
MAYBE = st.sampled_from(["", "1.00", "2.50"])
DAYS = st.sampled_from(["2026-03-01", "2026-03-02"])
PLACED = st.sampled_from(["tencent,a,c,p", "referral,r,c,p", ",,,"])
PEOPLE = st.tuples(
    st.sampled_from(["", "uMei", "uBo"]),
    st.sampled_from(["", "13800138000", "13800138001"]),
    st.sampled_from(["", "dv-1", "dv-2"]),
).map(",".join)
SOMEBODY = PEOPLE.filter(lambda told: told != ",,")
IDS = "id.unionid,id.phone,id.device"


def rows(*parts: st.SearchStrategy[Any]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.tuples(*parts).map(lambda told: ",".join(map(str, told))), min_size=1, max_size=3)


LINES: dict[str, tuple[str, st.SearchStrategy[list[str]]]] = {
    "spend": (
        "date,platform,account,campaign,placement,cost,rebate",
        rows(DAYS, PLACED.filter(lambda told: told != ",,,"), st.sampled_from(["5", "7.25"]), MAYBE),
    ),
    "placements": (
        "platform,account,campaign,placement,form,paid",
        rows(PLACED.filter(lambda told: told != ",,,"), st.sampled_from(["", "add"]), st.sampled_from(["", "no"])),
    ),
    "entries": (
        "code,title,platform,account,campaign,placement",
        rows(few.map("e{}".format), st.just("title"), PLACED),
    ),
    "touches": (
        f"touch_id,at,entry,{IDS}",
        rows(few.map("t{}".format), DAYS, few.map("e{}".format), PEOPLE),
    ),
    "joins": (
        f"at,pool,pool_id,entry,{IDS}",
        rows(DAYS, st.just("wecom,w"), st.sampled_from(["", "e0", "e1"]), SOMEBODY),
    ),
    "leaves": (f"at,pool,pool_id,{IDS}", rows(DAYS, st.just("wecom,w"), SOMEBODY)),
    "orders": (
        f"order_id,shop,paid_at,amount,cost_of_goods,entry,{IDS}",
        rows(few.map("o{}".format), st.just("s"), DAYS, st.sampled_from(["10", "20"]), MAYBE, st.sampled_from(["", "e0", "e1"]), PEOPLE),
    ),
    "refunds": (
        "refund_id,shop,order_id,at,amount,cost_of_goods_back",
        rows(few.map("r{}".format), st.just("s"), few.map("o{}".format), DAYS, st.just("1"), MAYBE),
    ),
    "costs": (
        f"cost_id,date,kind,amount,platform,account,campaign,placement,{IDS}",
        rows(few.map("c{}".format), DAYS, st.sampled_from(["reward", "message", "rent"]), st.just("3"), PLACED, PEOPLE),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class File:
    kind: str
    text: str


@st.composite
def files(draw: st.DrawFn) -> File:
    kind = draw(st.sampled_from(list(LINES)))
    head, lines = LINES[kind]
    return File(kind, "\n".join([head, *draw(lines)]) + "\n")


STEPS = st.lists(st.one_of(files(), files(), st.integers(0, 9)), min_size=2, max_size=8)
"""A file comes in, or (a number) one of those that stand is withdrawn."""


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_what_stands_is_what_importing_the_standing_files_alone_gives(
    brand: Any, tmp_path: Path, steps: list[File | int]
) -> None:
    forget_everything()
    standing: list[tuple[int, File]] = []
    for step in steps:
        if isinstance(step, File):
            taken = import_text(step.kind, step.text, folder=tmp_path)
            assert taken.rows == taken.accepted + taken.duplicate + taken.restated + taken.rejected
            standing.append((taken.id, step))
        elif standing:
            job, _ = standing.pop(step % len(standing))
            withdraw_import(import_id=job, actor="test", at=NOW)
        assert failing_checks() == []
    told = everything()
    forget_everything()
    for _, file in standing:
        import_text(file.kind, file.text, folder=tmp_path)
    assert everything() == told
