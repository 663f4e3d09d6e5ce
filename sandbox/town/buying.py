"""The year's traffic of one placement: a day's impressions, clicks, spend, and when it wins people."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sandbox.town.lives import DAY
from sandbox.town.places import Place

HOURS = np.array(
    [2, 1, 1, 1, 1, 2, 4, 8, 12, 14, 15, 16, 18, 15, 13, 13, 14, 15, 18, 22, 26, 24, 16, 7], dtype=float
)
"""How the day's clicks are spread over its hours."""
WEEK = np.array([0.95, 0.93, 0.95, 1.0, 1.05, 1.08, 1.04])
MONTHS = {2: 0.75, 3: 1.35, 4: 1.35, 5: 1.1, 6: 1.1, 9: 1.15, 11: 1.5, 12: 1.15}
"""Months in which more or less is bought: spring festival, spring tea, autumn gifts, Double Eleven."""
REBATE = 0.02
"""What the ad platform gives back of what was spent."""
CLICKS = 22_000
"""Clicks a year of a placement that wins nobody."""


@dataclass(frozen=True)
class Traffic:
    """What a placement was shown, cost and won. Arrays by day; `won_at` and `bought_at` in seconds."""

    days: list[date]
    impressions: np.ndarray
    clicks: np.ndarray
    cost: np.ndarray
    """Fen."""
    won_at: np.ndarray
    bought_at: np.ndarray
    """Those who bought at the click and were not won."""


def traffic_of(draw: np.random.Generator, place: Place, *, first: date, length: int) -> Traffic:
    """A year of one placement, drawn around its expected course."""
    days = [first + timedelta(days=n) for n in range(length)]
    season = np.array([MONTHS.get(day.month, 1.0) * WEEK[day.weekday()] for day in days])
    season /= season.mean()
    share = np.linspace(0, 1, length)
    price = place.price_first * (place.price_last / max(place.price_first, 0.01)) ** share
    shaken = draw.gamma(60, 1 / 60, length)
    expected = season * shaken * place.people / length
    if not place.people:
        clicks_expected = season * shaken * CLICKS / length
        cost = price * clicks_expected
        won = np.zeros(length, dtype=int)
        only = draw.poisson(clicks_expected * place.click_wins)
    else:
        clicks_expected = expected / place.click_wins
        cost = price * expected
        won = _evenly(draw, expected)
        only = draw.poisson(expected * place.only_buy)
    clicks = draw.poisson(clicks_expected * draw.gamma(200, 1 / 200, length))
    impressions = draw.poisson(np.maximum(clicks_expected / place.shown_clicks, clicks))
    return Traffic(
        days=days,
        impressions=np.maximum(impressions, clicks),
        clicks=np.maximum(clicks, won + only),
        cost=np.round(cost * 100).astype(np.int64),
        won_at=_moments(draw, won),
        bought_at=_moments(draw, only),
    )


def _evenly(draw: np.random.Generator, expected: np.ndarray) -> np.ndarray:
    """Counts that keep within one of what was expected so far: a buyer's daily budget steadies the days."""
    reached = np.floor(np.cumsum(expected) + draw.random()).astype(int)
    return np.diff(reached, prepend=0)


def _moments(draw: np.random.Generator, counts: np.ndarray) -> np.ndarray:
    """Seconds since the first midnight, in order, spread over the hours of the day."""
    day = np.repeat(np.arange(len(counts)), counts)
    hour = draw.choice(24, size=len(day), p=HOURS / HOURS.sum())
    return np.sort(day * DAY + hour * 3600 + draw.integers(0, 3600, len(day))).astype(np.int64)
