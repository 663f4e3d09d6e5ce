"""Survival, pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

Z80 = 1.2815515655446004
"""Half the width of an 80 % interval in standard errors."""


@dataclass(frozen=True)
class Lasting:
    """From this whole day on, this share outlives it; its 80 % interval, and how many were seen that long.

    `low` and `high` are None where the share is 1 or 0: nothing that happened says how far it is off.
    """

    day: int
    share: float
    low: float | None
    high: float | None
    at_risk: int


def survival(spans: Iterable[tuple[int, int, int]], age: int) -> float | None:
    """Kaplan–Meier: the share of memberships that outlives so many whole days.

    `spans`: (days, 1 when it ended or 0 when it was still live, how many). Leaving comes before censoring on
    the same day. None when nobody was seen that long, unless the share is 0 already.
    """
    found = outliving(survival_curve(spans), age)
    return None if found is None else found.share


def survival_curve(spans: Iterable[tuple[int, int, int]]) -> list[Lasting]:
    """The whole curve: day 0, every day on which somebody left, and the last day on which anybody was seen.

    The interval is Greenwood's (1926) on the log–log scale, so that it stays between 0 and 1.
    """
    ended: dict[int, int] = {}
    seen: dict[int, int] = {}
    for days, was_left, memberships in spans:
        seen[days] = seen.get(days, 0) + memberships
        if was_left:
            ended[days] = ended.get(days, 0) + memberships
    if not seen:
        return []
    at_risk, share, spread = sum(seen.values()), 1.0, 0.0
    last = max(seen)
    points: list[Lasting] = []
    for day in sorted({0, last, *seen}):
        left = ended.get(day, 0)
        if left:
            share *= 1 - left / at_risk
            spread += left / (at_risk * (at_risk - left)) if at_risk > left else 0.0
        if left or day in (0, last):
            points.append(Lasting(day, share, *_interval(share, spread), at_risk))
        at_risk -= seen.get(day, 0)
    return points


def outliving(curve: Sequence[Lasting], age: int) -> Lasting | None:
    """The point of a curve that holds at this age; None beyond what was seen, unless nobody is left."""
    reached = [point for point in curve if point.day <= age]
    if not reached or (curve[-1].day < age and reached[-1].share > 0):
        return None
    return reached[-1]


def _interval(share: float, spread: float) -> tuple[float | None, float | None]:
    if not 0 < share < 1:
        return None, None
    half = Z80 * sqrt(spread) / -log(share)
    return share ** exp(half), share ** exp(-half)
