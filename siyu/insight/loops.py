"""The two loops of each placement: what the click sold at once, and what the won person was worth."""

from typing import Any

import duckdb

from siyu.insight.prices import Group, groups, money, rounded, row_of, share
from siyu.insight.questions import Question

AGES = (7, 30, 90, 180)


def calculate(duck: duckdb.DuckDBPyConnection, question: Question) -> dict[str, Any]:
    """Per placement: both views over one spend, which pays more per yuan at each age, when they cross."""
    rows, total = groups(duck, question)
    shown = [_row(group, question) for group in rows]
    totals = _row(total, question, overall=True)
    for name in ("platform", "account", "campaign", "placement", "form"):
        del totals[name]
    return {"rows": shown, "totals": totals}


def _row(group: Group, question: Question, *, overall: bool = False) -> dict[str, Any]:
    base = row_of(group, question, overall=overall)
    paid = money(group, overall=overall)
    spend = paid.spend if paid.known else None
    won, margin = base["won"], base["sale_margin_fen"]
    commercial = share(margin, spend)
    privatised: dict[str, float | None] = {}
    better: dict[str, str | None] = {}
    for age in AGES:
        value = group.curve.at(age)
        brought = share(None if value is None else value * won, spend)
        privatised[str(age)] = rounded(brought, 6)
        better[str(age)] = _better(commercial, brought)
    crossing = group.curve.reaches(margin / won) if won and margin is not None else None
    kept = (
        "platform",
        "account",
        "campaign",
        "placement",
        "form",
        "spend_fen",
        "spend_known",
        "cost_fen",
        "won",
    )
    sale = ("sale_orders", "sale_revenue_fen", "sale_margin_fen", "sale_return")
    return {
        **{name: base[name] for name in (*kept, *sale)},
        "value_at": {str(age): rounded(group.curve.at(age), 2) for age in AGES},
        "privatised_return_at": privatised,
        "better_at": better,
        "crossing_day": crossing,
        "payback_day": base["payback_day"],
    }


def _better(commercial: float | None, privatised: float | None) -> str | None:
    if commercial is None or privatised is None:
        return None
    if commercial == privatised:
        return "equal"
    return "commercial" if commercial > privatised else "privatised"
