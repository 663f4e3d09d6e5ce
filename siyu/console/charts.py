"""Data of the charts: plain lists that the page's script draws. Doubt travels with every value."""

from collections.abc import Mapping, Sequence
from typing import Any

from siyu.core.words import say
from siyu.traffic.codes import FORMS, PLATFORMS

PLACE = ("platform", "account", "campaign", "placement", "form")


def label_of(row: Mapping[str, Any], by: str) -> str:
    """What a row is called in a chart."""
    if row.get("platform") == "unknown" or row.get("form") == "unknown":
        return str(say("未知来源", "unknown"))
    if by == "platform":
        return str(PLATFORMS.get(row["platform"], row["platform"]))
    if by == "form":
        return str(FORMS.get(row["form"], say("未说明", "not said")))
    platform = str(PLATFORMS.get(row["platform"], row["platform"]))
    return f"{platform} {row[by] or ''}".strip()


def depression_chart(rows: Sequence[Mapping[str, Any]], by: str) -> dict[str, Any]:
    """The indices with intervals, best first; below them those that have none, with the reason."""
    told = [row for row in rows if row["index"] is not None]
    best = max((row["linkable"] or 0 for row in told), default=0)
    points = [
        {
            "name": label_of(row, by),
            "platform": row["platform"],
            "index": row["index"],
            "low": row["index_low"],
            "high": row["index_high"],
            "p_best": row["p_best"],
            "doubtful": row["index_low"] <= 1 <= row["index_high"] or best - (row["linkable"] or 0) > 0.2,
        }
        for row in sorted(told, key=lambda row: row["index"])
    ]
    unknown = [
        {"name": label_of(row, by), "reason": row["reasons"][0]} for row in rows if row["index"] is None
    ]
    return {
        "points": points,
        "unknown": unknown,
        "words": {
            "interval": str(say("80% 区间", "80 % interval")),
            "p_best": str(say("最优概率", "P(best)")),
            "index": str(say("洼地指数", "index")),
        },
    }


def levelling_chart(rows: Sequence[Mapping[str, Any]], weeks: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The price of a private user by week and placement, and the spread of them."""
    names = list(dict.fromkeys(label_of({**row, "form": None}, "placement") for row in rows))
    order = [week["week"] for week in weeks]
    prices: dict[str, dict[str, float]] = {name: {} for name in names}
    platforms: dict[str, str] = {}
    for row in rows:
        name = label_of({**row, "form": None}, "placement")
        platforms[name] = row["platform"]
        if row["cost_per_won_fen"] is not None:
            prices[name][row["week"]] = row["cost_per_won_fen"] / 100
    return {
        "weeks": order,
        "series": [
            {"name": name, "platform": platforms[name], "values": [prices[name].get(week) for week in order]}
            for name in names
            if prices[name]
        ][:12],
        "dispersion": [week["dispersion"] for week in weeks],
        "words": {
            "price": str(say("每个私域用户(元)", "per private user (¥)")),
            "dispersion": str(say("离散度", "dispersion")),
        },
    }


def curve_chart(
    curves: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]], by: str
) -> dict[str, Any]:
    """Value by age with its band and the cost line, for the rows that won most."""
    chosen = sorted(zip(curves, rows, strict=True), key=lambda pair: -(pair[1]["won"] or 0))[:6]
    return {
        "series": [
            {
                "name": label_of(row, by),
                "platform": row["platform"],
                "mean": [round(value / 100, 2) for value in curve["mean"]],
                "cost": None if row["cost_per_won_fen"] is None else row["cost_per_won_fen"] / 100,
                "payback": row["payback_day"],
            }
            for curve, row in chosen
            if curve["mean"]
        ],
        "words": {
            "value": str(say("人均累计毛利(元)", "value per person (¥)")),
            "age": str(say("天", "days")),
            "cost": str(say("成本", "cost")),
        },
    }
