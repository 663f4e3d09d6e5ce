"""The two loops of each placement: what the click sold at once, and what the won person was worth."""

from typing import Any

import duckdb

from siyu.insight.prices import (
    ALL,
    Z80,
    Group,
    groups,
    interval,
    money,
    rounded,
    row_of,
    share,
)
from siyu.insight.questions import Question
from siyu.insight.relations import statement

AGES = (7, 30, 90, 180)


def calculate(duck: duckdb.DuckDBPyConnection, question: Question) -> dict[str, Any]:
    """Per placement: both views over one spend, which pays more per yuan at each age, when they cross."""
    rows, total = groups(duck, question, AGES)
    spread = dict(_spread(duck))
    shown = [_row(group, question, spread.get(number)) for number, group in enumerate(rows)]
    totals = _row(total, question, spread.get(ALL), overall=True)
    for name in ("platform", "account", "campaign", "placement", "form"):
        del totals[name]
    return {"rows": shown, "totals": totals}


def _spread(duck: duckdb.DuckDBPyConnection) -> list[tuple[int, float | None]]:
    return duck.execute(statement("sold_spread")).fetchall()


def _row(group: Group, question: Question, spread: float | None, *, overall: bool = False) -> dict[str, Any]:
    base = row_of(group, question, overall=overall)
    paid = money(group, overall=overall)
    spend = paid.spend if paid.known else None
    won, margin = base["won"], base["sale_margin_fen"]
    commercial = share(margin, spend)
    privatised: dict[str, float | None] = {}
    band: dict[str, list[float] | None] = {}
    better: dict[str, str | None] = {}
    for age in AGES:
        value = group.curve.at(age)
        brought = share(None if value is None else value * won, spend)
        privatised[str(age)] = rounded(brought, 6)
        band[str(age)] = _times(interval(group, age), won, spend)
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
        "sale_return_interval": _sold_interval(margin, spend, spread),
        "value_at": {str(age): rounded(group.curve.at(age), 2) for age in AGES},
        "privatised_return_at": privatised,
        "privatised_interval_at": band,
        "better_at": better,
        "crossing_day": crossing,
        "payback_day": base["payback_day"],
    }


def _sold_interval(margin: int | None, spend: int | None, spread: float | None) -> list[float] | None:
    """The 80 % interval of the sale return: who bought is taken as chance, what was spent as known."""
    if margin is None or not spend or spread is None:
        return None
    half = Z80 * float(spread) ** 0.5
    return [round((margin - half) / spend, 6), round((margin + half) / spend, 6)]


def _times(per_person: list[float] | None, won: int, spend: int | None) -> list[float] | None:
    return [round(end * won / spend, 6) for end in per_person] if per_person and spend else None


def _better(commercial: float | None, privatised: float | None) -> str | None:
    if commercial is None or privatised is None:
        return None
    if commercial == privatised:
        return "equal"
    return "commercial" if commercial > privatised else "privatised"
