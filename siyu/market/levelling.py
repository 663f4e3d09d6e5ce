"""Prices by week, and how far they are apart."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import duckdb

from siyu.insight.prices import PLACEMENT, WINNING, rounded, share
from siyu.insight.prices import RELATIONS as PRICES
from siyu.insight.questions import Question
from siyu.insight.relations import build, statement
from siyu.lake.snapshot import hand_over
from siyu.market.rules import price_dispersion

RELATIONS = PRICES
BASE = (*WINNING, "attributed", "acquired")
SUMMED = ("spend", "cost", "impressions", "clicks", "won", "counted")
PRICED = ("cost_per_click_fen", "cost_per_mille_fen", "cost_per_won_fen")


def calculate(duck: duckdb.DuckDBPyConnection, question: Question) -> dict[str, Any]:
    """Rows per ISO week and placement or platform; `weeks` holds the dispersion of each price."""
    build(duck, BASE)
    _fill_midnights(duck, question)
    build(duck, ("busy_days",))
    cursor = duck.execute(statement("weekly"))
    names = [column[0] for column in cursor.description]
    summed: dict[tuple[date, tuple[str, ...]], dict[str, Any]] = {}
    fields = PLACEMENT if question.by == "placement" else PLACEMENT[:1]
    for values in cursor.fetchall():
        part = dict(zip(names, values, strict=True))
        key = (part["week"], tuple(part[name] for name in fields))
        found = summed.setdefault(key, dict.fromkeys(SUMMED, 0) | {"known": True})
        found["known"] = found["known"] and (part["free"] or bool(part["spend_rows"]))
        for name in SUMMED:
            found[name] += int(part[name] or 0)
    priced = [
        (week, _row(week, dict(zip(fields, key, strict=True)), found))
        for (week, key), found in sorted(summed.items())
        if found["counted"]
    ]
    mondays = sorted({week for week, _ in priced})
    weeks = [_week(monday, [row for week, row in priced if week == monday]) for monday in mondays]
    return {"rows": [_shown(row) for _, row in priced], "weeks": weeks, "totals": {"weeks": len(weeks)}}


def iso(monday: date) -> str:
    """An ISO week, `2026-W10`."""
    year, week, _ = monday.isocalendar()
    return f"{year}-W{week:02d}"


def _fill_midnights(duck: duckdb.DuckDBPyConnection, question: Question) -> None:
    """The days of the brand on which anything may have happened; the midnights come from the brand's zone."""
    duck.execute("CREATE TABLE midnights (day date, begins bigint, ends bigint)")
    first, last = duck.execute(
        """SELECT min(moment), max(moment) FROM (
               SELECT moment FROM won_now UNION ALL SELECT moment FROM touches
               UNION ALL SELECT paid_at FROM attributed) AS happened"""
    ).fetchall()[0]
    if first is None:
        return
    begin = max(question.since, question.day_of(first))
    days = (min(question.until, question.day_of(last) + timedelta(days=1)) - begin).days
    moments = [
        (begin + timedelta(days=n), question.micros(begin + timedelta(days=n))) for n in range(days + 1)
    ]
    rows = [(day, begins, ends) for (day, begins), (_, ends) in pairwise(moments)]
    hand_over(duck, "midnights", rows)


def _row(week: date, names: Mapping[str, str], found: Mapping[str, Any]) -> dict[str, Any]:
    spend = found["spend"] if found["known"] else None
    cost = spend + found["cost"] if spend is not None else None
    return {
        "week": iso(week),
        **{name: names.get(name) for name in PLACEMENT},
        "spend_fen": spend,
        "cost_fen": cost,
        "impressions": found["impressions"] or None,
        "clicks": found["clicks"] or None,
        "won": found["won"],
        "cost_per_click_fen": share(spend, found["clicks"]),
        "cost_per_mille_fen": share(None if spend is None else spend * 1000, found["impressions"]),
        "cost_per_won_fen": share(cost, found["won"]),
    }


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    """The prices rounded, once everything was calculated from the whole ones."""
    return {**row, **{price: rounded(row[price], 2) for price in PRICED}}


def _week(week: date, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The dispersion of each price over the rows that have one."""
    told: dict[str, Any] = {"week": iso(week), "from": week.isoformat()}
    for price in PRICED:
        priced = [row for row in rows if row[price] is not None and (row["cost_fen"] or 0) > 0]
        spread = price_dispersion([row[price] for row in priced], [row["cost_fen"] for row in priced])
        told[price.replace("_fen", "_dispersion")] = rounded(spread, 6)
    told["dispersion"] = told["cost_per_won_dispersion"]
    return told
