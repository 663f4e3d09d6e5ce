"""Data of the charts: plain lists that the page's script draws. Doubt travels with every value."""

from collections.abc import Mapping, Sequence
from typing import Any

from siyu.core.words import say
from siyu.market.curves import ValueCurve
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
        {"name": label_of(row, by), "platform": row["platform"], "reason": row["reasons"][0]}
        for row in rows
        if row["index"] is None
    ]
    return {
        "points": points,
        "unknown": unknown,
        "words": {
            "interval": str(say("80% 区间", "80 % interval")),
            "p_best": str(say("最优概率", "P(best)")),
            "index": str(say("洼地指数", "index")),
            "unknown": str(say("未知", "unknown")),
            "best": str(say("最优 {}", "best {}")),
        },
    }


MEASURES = {
    "won": ("cost_per_won_fen", say("每个私域用户(元)", "per private user (¥)")),
    "click": ("cost_per_click_fen", say("每次点击(元)", "per click (¥)")),
    "mille": ("cost_per_mille_fen", say("千次展示(元)", "per mille (¥)")),
}
"""The prices that are watched week by week, by the name they have in an address."""
MOST_LINES = 12


def levelling_chart(
    rows: Sequence[Mapping[str, Any]], weeks: Sequence[Mapping[str, Any]], by: str, measure: str
) -> dict[str, Any]:
    """One price by week and row, and the spread of it."""
    field, words = MEASURES[measure]
    order = [week["week"] for week in weeks]
    prices: dict[str, dict[str, float]] = {}
    platforms: dict[str, str] = {}
    for row in rows:
        if row[field] is not None:
            name = label_of({**row, "form": None}, by)
            platforms[name] = row["platform"]
            prices.setdefault(name, {})[row["week"]] = round(row[field] / 100, 2)
    spread = [week[field.replace("_fen", "_dispersion")] for week in weeks]
    told = [one for one in spread if one is not None]
    quarter = max(1, len(told) // 4)
    return {
        "weeks": [week["from"][5:] for week in weeks],
        "series": [
            {"name": name, "platform": platforms[name], "values": [found.get(week) for week in order]}
            for name, found in list(prices.items())[:MOST_LINES]
        ],
        "dispersion": spread,
        # One week is chance, and the last one is seldom over: the first quarter's mean against the last's.
        "first": sum(told[:quarter]) / quarter if len(told) > 1 else None,
        "last": sum(told[-quarter:]) / quarter if len(told) > 1 else None,
        "words": {"price": str(words), "dispersion": str(say("离散度", "dispersion"))},
    }


def curve_chart(curves: Sequence[ValueCurve], rows: Sequence[Mapping[str, Any]], by: str) -> dict[str, Any]:
    """Value by age with its band and the cost line, for the rows that won most."""
    chosen = sorted(zip(curves, rows, strict=True), key=lambda pair: -(pair[1]["won"] or 0))[:6]
    return {
        "series": [
            {
                "name": label_of(row, by),
                "platform": row["platform"],
                "mean": [round(value / 100, 2) for value in curve.mean],
                "cost": None if row["cost_per_won_fen"] is None else row["cost_per_won_fen"] / 100,
                "payback": row["payback_day"],
                "bands": [
                    [int(age), round(band[0] / 100, 2), round(band[1] / 100, 2)]
                    for age, band in row["value_interval"].items()
                    if band is not None
                ],
            }
            for curve, row in chosen
            if curve.mean
        ],
        "words": {
            "value": str(say("人均累计毛利(元)", "value per person (¥)")),
            "age": str(say("天", "days")),
            "cost": str(say("成本", "cost")),
        },
    }
