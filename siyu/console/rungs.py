"""The columns of the ladder: what it is sorted by, what it is searched in, and what its file holds."""

from collections.abc import Callable
from typing import Any, Literal

from siyu.console.ladder import Rung
from siyu.console.tables import Column
from siyu.core.words import Say, say
from siyu.market.headings import HEADINGS

RATIOS = ("linkable", "return_at_horizon", "index_low", "index_high", "p_best")
YUAN = say("(元)", " (¥)")


def _of(name: str) -> Callable[[Rung], Any]:
    return lambda rung: rung.row[name]


def _path(rung: Rung) -> str:
    return rung.path


def _value_at(days: str) -> Callable[[Rung], Any]:
    return lambda rung: rung.row["value_at"][days]


def _column(
    name: str, kind: str, only: Literal["", "page", "file"] = "", heading: Say | None = None
) -> Column:
    """A field of the report; a file says its unit in the heading."""
    told = heading or (HEADINGS[name] + YUAN if kind == "fen" else HEADINGS[name])
    return Column(name=name, heading=told, kind=kind, of=_of(name), only=only)


def ladder_columns(by: str) -> tuple[Column, ...]:
    """The columns for one grouping."""
    return (
        Column(
            name="name",
            heading=HEADINGS[by],
            of=lambda rung: rung.name,
            under=_path,
            searched=True,
        ),
        Column(
            name="path", heading=say("所在", "Within"), of=lambda rung: rung.path, sorts=False, only="file"
        ),
        _column("spend_fen", "fen", heading=say("消耗", "Spend")),
        _column("cost_per_mille_fen", "fen", heading=say("展示/千次", "Per mille")),
        _column("cost_per_click_fen", "fen", heading=say("点击/次", "Per click")),
        _column("cost_per_won_fen", "fen", heading=say("私域用户/人", "Private user")),
        _column("cost_per_kept_fen", "fen", heading=say("留住/人", "Kept")),
        Column(
            name="value_at_90", heading=say("90 天毛利/人", "Margin, 90 d"), kind="fen", of=_value_at("90")
        ),
        _column("payback_day", "days", heading=say("回本日", "Payback")),
        _column("sale_return", "ratio"),
        _column("index", "ratio"),
        *(_column(name, "count", "file") for name in ("impressions", "clicks", "touches", "won", "kept")),
        *(_column(name, "fen", "file") for name in ("cost_fen", "sale_revenue_fen", "sale_margin_fen")),
        _column("sale_orders", "count", "file"),
        _column("value_to_date_fen", "fen", "file"),
        *(
            Column(
                name=f"value_at_{days}",
                heading=HEADINGS[f"value_at_{days}"] + YUAN,
                kind="fen",
                of=_value_at(days),
                only="file",
            )
            for days in ("30", "180")
        ),
        *(
            _column(name, "ratio", "file")
            for name in ("linkable", "return_at_horizon", "index_low", "index_high", "p_best")
        ),
        Column(
            name="reasons",
            heading=say("说明", "Why not"),
            of=lambda rung: "; ".join(map(str, rung.row["reasons"])),
            only="file",
        ),
    )
