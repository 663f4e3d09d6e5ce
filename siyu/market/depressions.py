"""Adding the depression index to the rows of `prices`."""

from collections.abc import Sequence
from typing import Any

from siyu.core.words import Say, say
from siyu.insight.prices import Group, money, rounded, why_spend_unknown
from siyu.insight.questions import Question
from siyu.market.rules import Measured, depression_indices

FEWEST = 5
"""People won past the horizon, below which there is no index."""
BLANK: dict[str, Any] = {"index": None, "index_low": None, "index_high": None, "p_best": None}


def add_indices(rows: Sequence[tuple[Group, dict[str, Any]]], question: Question) -> None:
    """Give each row its index with interval and P(best), or the reasons why it has none."""
    measured: list[tuple[dict[str, Any], Measured]] = []
    for group, row in rows:
        row.update(BLANK)
        reasons, found = _measure(group, question)
        if not row["spend_known"]:
            reasons = [*why_spend_unknown(group), *reasons]
        row["reasons"] = [str(reason) for reason in reasons]
        if found is not None:
            measured.append((row, found))
    for (row, _), index in zip(measured, depression_indices([one for _, one in measured]), strict=True):
        row["index"] = rounded(index.index, 6)
        row["index_low"] = rounded(index.low, 6)
        row["index_high"] = rounded(index.high, 6)
        row["p_best"] = rounded(index.p_best, 6)


def varies(value: float, variance: float | None) -> bool:
    """Whether a variance is more than the rounding of floating-point sums."""
    return variance is not None and variance > 1e-20 * value * value


def _measure(group: Group, question: Question) -> tuple[list[Say], Measured | None]:
    """Why a row has no index; or the ratio it enters the comparison with."""
    horizon = question.horizon
    if group.unknown:
        return [say("未知来源不参与比较", "unknown traffic is not compared")], None
    paid = money(group)
    won = group.sum("won")
    reasons = []
    if paid.cost is None:
        reasons.append(say("获客成本未知", "the acquisition cost is unknown"))
    elif paid.cost <= 0:
        reasons.append(
            say("获客成本为 0,没有价格可比", "the acquisition cost is 0: there is no price to compare")
            if paid.cost == 0
            else say("返点超过了消耗,没有价格可比", "rebates exceed the spend: there is no price to compare")
        )
    older = int(group.curve.people[horizon]) if horizon < len(group.curve.people) else 0
    if older < FEWEST:
        reasons.append(
            say(
                f"活过 {horizon} 天的只有 {older} 人,少于 {FEWEST} 人",
                f"only {older} people have lived past day {horizon}, fewer than {FEWEST}",
            )
        )
    value = group.curve.at(horizon)
    variance = group.variance.get(horizon)
    alone = group.sum("alone")
    if alone:
        reasons.append(
            say(
                f"赢得的人里有 {alone} 位只有一行、没有标识,买了什么看不到",
                f"{alone} of the won stand for a row without an identifier: what they buy cannot be seen",
            )
        )
    elif older >= FEWEST and value is None:
        reasons.append(
            say("有订单的毛利未知(缺货品成本)", "the margin of an order is unknown (no cost of goods)")
        )
    if value is not None and value <= 0:
        reasons.append(
            say(f"{horizon} 天的人均毛利不大于 0", f"the value per person at day {horizon} is not above 0")
        )
    if value is not None and value > 0 and older >= FEWEST and not varies(value, variance):
        reasons.append(
            say("人均毛利没有波动,无从估计误差", "the value does not vary, so its error cannot be estimated")
        )
    if reasons or value is None or variance is None or paid.cost is None:
        return reasons, None
    per_won = paid.cost / won
    return [], Measured(value / per_won, variance**0.5 / per_won, float(paid.cost))
