"""Prices by week, and how far they are apart."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import duckdb

from siyu.insight.prices import PLACEMENT, rounded, share
from siyu.insight.prices import RELATIONS as PRICES
from siyu.insight.questions import Question
from siyu.insight.relations import build, statement
from siyu.market.rules import price_dispersion

RELATIONS = PRICES
BASE = ("membership", "touched", "first_join", "won", "won_now", "acquired")
PRICED = ("cost_per_click_fen", "cost_per_mille_fen", "cost_per_won_fen")


def calculate(duck: duckdb.DuckDBPyConnection, question: Question) -> dict[str, Any]:
    """Rows per ISO week and placement or platform; `weeks` holds the dispersion of each price."""
    build(duck, BASE)
    duck.execute("CREATE TABLE won_days (placement bigint, day date, won bigint)")
    _fill_won_days(duck, question)
    cursor = duck.execute(statement("weekly"))
    names = [column[0] for column in cursor.description]
    summed: dict[tuple[date, tuple[str, ...]], dict[str, Any]] = {}
    fields = PLACEMENT if question.by == "placement" else PLACEMENT[:1]
    for values in cursor.fetchall():
        part = dict(zip(names, values, strict=True))
        key = (part["week"], tuple(part[name] for name in fields))
        found = summed.setdefault(
            key, dict.fromkeys(("spend", "cost", "impressions", "clicks", "won"), 0) | {"known": True}
        )
        found["known"] = found["known"] and (part["free"] or bool(part["spend_rows"]))
        for name in ("spend", "cost", "impressions", "clicks", "won"):
            found[name] += int(part[name] or 0)
    rows = [
        _row(week, dict(zip(fields, key, strict=True)), found)
        for (week, key), found in sorted(summed.items())
    ]
    weeks = [
        _week(week, [row for row in rows if row["week"] == iso(week)])
        for week in sorted({key[0] for key in summed})
    ]
    return {"rows": rows, "weeks": weeks, "totals": {"weeks": len(weeks)}}


def iso(monday: date) -> str:
    """An ISO week, `2026-W10`."""
    year, week, _ = monday.isocalendar()
    return f"{year}-W{week:02d}"


def _fill_won_days(duck: duckdb.DuckDBPyConnection, question: Question) -> None:
    """The day of the brand on which people were won; the midnights come from the brand's zone."""
    days = (question.until - question.since).days
    midnights = [
        (question.since + timedelta(days=n), question.micros(question.since + timedelta(days=n)))
        for n in range(days + 1)
    ]
    duck.execute("CREATE TABLE midnights (day date, begins bigint, ends bigint)")
    if days:
        pairs = zip(midnights, midnights[1:], strict=False)
        duck.executemany(
            "INSERT INTO midnights VALUES (?, ?, ?)",
            [[day, begins, ends] for (day, begins), (_, ends) in pairs],
        )
    duck.execute(
        """INSERT INTO won_days SELECT w.placement, m.day, count(*) FROM won_now w
           JOIN midnights m ON w.moment >= m.begins AND w.moment < m.ends GROUP BY w.placement, m.day"""
    )


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
        "cost_per_click_fen": rounded(share(spend, found["clicks"]), 2),
        "cost_per_mille_fen": rounded(
            share(None if spend is None else spend * 1000, found["impressions"]), 2
        ),
        "cost_per_won_fen": rounded(share(cost, found["won"]), 2),
    }


def _week(week: date, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The dispersion of each price over the rows that have one."""
    told: dict[str, Any] = {"week": iso(week), "from": week.isoformat()}
    for price in PRICED:
        priced = [row for row in rows if row[price] is not None and row["cost_fen"]]
        spread = price_dispersion([row[price] for row in priced], [row["cost_fen"] for row in priced])
        told[price.replace("_fen", "_dispersion")] = rounded(spread, 6)
    told["dispersion"] = told["cost_per_won_dispersion"]
    return told
