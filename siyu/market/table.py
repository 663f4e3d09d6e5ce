"""A report on a terminal: the figures that answer its question, the totals, and why something is unknown.

Every field stands in `--format csv` and `--format json`; a screen holds a dozen.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from siyu.core.words import say
from siyu.market.headings import heading

PLACE = ("platform", "account", "campaign", "placement")
UNKNOWN = "—"
CHOSEN: Mapping[str, tuple[str, ...]] = {
    "prices": (
        "spend_fen",
        "clicks",
        "won",
        "kept",
        "cost_per_won_fen",
        "sale_return",
        "value_at_90",
        "payback_day",
        "return_at_horizon",
        "index",
        "index_low",
        "index_high",
        "p_best",
    ),
    "loops": (
        "spend_fen",
        "won",
        "sale_margin_fen",
        "sale_return",
        "privatised_return_at_30",
        "privatised_return_at_90",
        "better_at_90",
        "crossing_day",
        "payback_day",
    ),
    "pool": (
        *("pool", "pool_id", "seat", "live", "private_people", "joined", "joined_unknown"),
        *("left", "left_by_list", "survival_30", "survival_90", "counted_joined", "counted_left"),
    ),
    "levelling": ("week", "spend_fen", "won", "cost_per_click_fen", "cost_per_mille_fen", "cost_per_won_fen"),
}
"""What stands on the screen where a report has more fields than a screen has room for."""


def cells(
    report: str, rows: Sequence[Mapping[str, Any]], totals: Mapping[str, Any]
) -> tuple[list[str], list[list[str]]]:
    """The headings and the lines of the table, the totals last where they say something."""
    first: Mapping[str, Any] = rows[0] if rows else totals
    names = [name for name in first if name not in (*PLACE, "form") and not name.startswith("reasons")]
    shown = [name for name in CHOSEN.get(report, names) if name in first]
    placed = any(name in first for name in PLACE)
    lines = [[*([place(row)] if placed else []), *(told(name, row[name]) for name in shown)] for row in rows]
    if any(name in totals for name in shown):
        label = [str(say("合计", "Total"))] if placed else []
        line = [told(name, totals[name]) if name in totals else "" for name in shown]
        if not placed and not line[0]:
            line[0] = str(say("合计", "Total"))
        lines.append([*label, *line])
    return [
        *([str(say("版位", "Placement"))] if placed else []),
        *(str(heading(name)) for name in shown),
    ], lines


def place(row: Mapping[str, Any]) -> str:
    """A row's place in one cell; unknown traffic says so once."""
    named = [str(row[name]) for name in (*PLACE, "form") if row.get(name)]
    return str(say("未知", "unknown")) if named and named[0] == "unknown" else " / ".join(named) or UNKNOWN


def told(name: str, value: Any) -> str:
    """A value as a person reads it: money in yuan, ratios to two decimals, unknown as a dash."""
    if value is None:
        return UNKNOWN
    if isinstance(value, int | float) and not isinstance(value, bool):
        if name.endswith("_fen") or name.startswith("value_at"):
            return f"{value / 100:,.2f}"
        return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"
    return str(value)


def reasons(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Why rows have no index or unknown spend, a line each."""
    return [f"{_called(row)}: {'; '.join(row['reasons'])}" for row in rows if row.get("reasons")]


def _called(row: Mapping[str, Any]) -> str:
    """A placement, or a pool."""
    pool = [str(row[name]) for name in ("pool", "pool_id", "seat") if row.get(name)]
    return " ".join(pool) or place(row)
