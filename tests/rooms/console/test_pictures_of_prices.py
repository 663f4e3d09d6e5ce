"""The pictures of 流量价格: one ladder a placement, and price against distance to the sale."""

from itertools import pairwise
from typing import Any

from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from siyu.console.drawing.distances import distances
from siyu.console.drawing.ladders import ladders, prices_of
from siyu.console.drawing.plane import Plane, spread, steps

PERIOD = "from=2026-03-02&to=2026-04-13&as_of=2026-07-15"


def row(name: str, **more: Any) -> dict[str, Any]:
    return {
        "platform": "tencent", "account": "a", "campaign": "c", "placement": name, "form": "add", "spend_fen": 10000,
        "cost_fen": 10000, "kept": 10, "cost_per_mille_fen": 2000.0, "cost_per_click_fen": 100.0, "cost_per_won_fen": 500.0,
        "value_at": {"90": 1000.0}, "index_low": 1.1, "index_high": 2.0, "median_days_to_sale": 2.0,
        "median_days_to_sale_interval": [1.0, 4.0], "sales_after_touch": 9, **more,
    }  # fmt: skip


def test_the_page_draws_both_and_tells_their_figures_in_words(console: Client, example: None) -> None:
    page = console.get(f"/prices?{PERIOD}").content.decode()
    assert "腾讯 朋友圈 · 点击 " in page
    assert "离成交越近越贵吗" in page
    assert page.count('data-chart="levelling"') == 2


def test_a_price_stands_as_many_times_the_median_above_as_below() -> None:
    cheap, middle, dear = (
        row(name, cost_per_click_fen=fen) for name, fen in (("a", 50.0), ("b", 100.0), ("c", 200.0))
    )
    drawn = ladders([cheap, middle, dear], "placement")
    assert drawn is not None
    clicks = {one.name: one.dots[1].y for one in drawn.strands}
    assert clicks["腾讯 a"] - clicks["腾讯 b"] == clicks["腾讯 b"] - clicks["腾讯 c"] > 0
    assert drawn.heads[1].median == 100.0


def test_an_unknown_price_breaks_the_line_and_a_free_one_is_no_price() -> None:
    broken = row("a", cost_per_click_fen=None, kept=0)
    assert prices_of(broken)["kept"] is None
    assert prices_of(row("free", cost_per_won_fen=0.0, cost_fen=0))["margin"] is None
    assert prices_of(row("loss", value_at={"90": -5.0}))["margin"] is None
    drawn = ladders([broken, row("b")], "placement")
    assert drawn is not None
    strand = next(one for one in drawn.strands if one.name == "腾讯 a")
    assert (len(strand.dots), len(strand.paths)) == (3, 0)  # mille, won and margin, no two beside each other


def test_what_is_undecided_looks_doubtful() -> None:
    drawn = ladders([row("a", index_low=0.9), row("b"), row("c", index_low=None)], "placement")
    assert drawn is not None
    assert {one.name: one.doubtful for one in drawn.strands} == {
        "腾讯 a": True,
        "腾讯 b": False,
        "腾讯 c": True,
    }


def test_one_placement_alone_is_not_compared() -> None:
    assert ladders([row("a")], "placement") is None
    assert distances([row("a")], "placement") == []


def test_a_nearer_sale_stands_further_to_the_left() -> None:
    near, far = (
        row("near", median_days_to_sale=0.0, median_days_to_sale_interval=None),
        row("far", sales_after_touch=3),
    )
    click, won = distances([near, far], "placement")
    assert [one.title for one in (click, won)] == ["每次点击(元)", "每个私域用户(元)"]
    spots = {one.name: one for one in click.spots}
    assert spots["腾讯 near"].x == click.plane.left < spots["腾讯 far"].x
    assert (spots["腾讯 near"].low, spots["腾讯 far"].doubtful) == (None, True)
    assert distances([near, row("x", median_days_to_sale=None)], "placement") == []


@given(st.lists(st.floats(0, 200), max_size=12))
def test_names_keep_their_order_and_their_room(heights: list[float]) -> None:
    placed = spread(heights, 14, 0, 200)
    order = sorted(range(len(heights)), key=lambda one: heights[one])
    stands = [placed[one] for one in order]
    assert all(after - before >= 14 - 0.11 for before, after in pairwise(stands))
    if len(heights) == 1:
        assert placed == [round(heights[0], 1)]


def test_axes_bear_round_numbers() -> None:
    assert steps(0, 4.2) == [0, 1, 2, 3, 4]
    assert steps(-0.4, 1.3) == [0.0, 0.5, 1.0]
    assert Plane(10, 1).beneath(percent=True)[-1].text == "100%"
