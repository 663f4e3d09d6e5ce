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


Span = tuple[int, int, int] | tuple[int, int, int, int]
"""(days, 1 when it ended or 0 when it was still live, how many), and the age in days at which they came under
watch: 0 unless said."""


def survival(spans: Iterable[Span], age: int) -> float | None:
    """Kaplan–Meier: the share of memberships that outlives so many whole days.

    Leaving comes before censoring on the same day. None when nobody was seen that long, unless the share is 0
    already.
    """
    found = outliving(survival_curve(spans), age)
    return None if found is None else found.share


def survival_curve(spans: Iterable[Span]) -> list[Lasting]:
    """The whole curve: day 0, every day on which somebody left, and the last day on which anybody was seen.

    Late entry: who came under watch at an age is at risk from that day on, since those who had left by then
    were never seen. Where nobody was at risk on some day, nothing is known from that day on. The interval is
    Greenwood's (1926) on the log–log scale, so that it stays between 0 and 1.
    """
    ended: dict[int, int] = {}
    seen: dict[int, int] = {}
    entered: dict[int, int] = {}
    for days, was_left, memberships, *late in spans:
        begun = late[0] if late else 0
        entered[begun] = entered.get(begun, 0) + memberships
        seen[days] = seen.get(days, 0) + memberships
        if was_left:
            ended[days] = ended.get(days, 0) + memberships
    if 0 not in entered:
        return []
    at_risk, share, spread, before = 0, 1.0, 0.0, 0
    last, latest = max(seen), max(entered)
    points: list[Lasting] = []
    known: int | None = None
    for day in sorted({0, last, *seen, *entered}):
        if day and not at_risk and (day > before + 1 or day not in entered):
            known = before  # on the days between nobody was watched
            break
        at_risk += entered.get(day, 0)
        left = ended.get(day, 0)
        if left == at_risk and latest > day:
            known = day - 1  # all who were watched had left, and yet others were seen older
            break
        if left:
            share *= 1 - left / at_risk
            spread += left / (at_risk * (at_risk - left)) if at_risk > left else 0.0
        if left or day in (0, last):
            points.append(Lasting(day, share, *_interval(share, spread), at_risk))
        at_risk -= seen.get(day, 0)
        before = day
    if known is not None and points and known > points[-1].day:
        points.append(Lasting(known, share, *_interval(share, spread), at_risk))
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
