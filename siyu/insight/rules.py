"""Survival, pure."""

from collections.abc import Iterable


def survival(spans: Iterable[tuple[int, int, int]], age: int) -> float | None:
    """Kaplan–Meier: the share of memberships that outlives so many whole days.

    `spans`: (days, 1 when it ended or 0 when it was still live, how many). Leaving comes before censoring on
    the same day. None when nobody was seen that long, unless the share is 0 already.
    """
    ended: dict[int, int] = {}
    seen: dict[int, int] = {}
    for days, was_left, memberships in spans:
        seen[days] = seen.get(days, 0) + memberships
        if was_left:
            ended[days] = ended.get(days, 0) + memberships
    if not seen:
        return None
    at_risk = sum(seen.values())
    share = 1.0
    for day in range(min(age, max(seen)) + 1):
        if day in ended:
            share *= 1 - ended[day] / at_risk
        at_risk -= seen.get(day, 0)
    return share if max(seen) >= age or share == 0 else None
