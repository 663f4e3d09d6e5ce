"""What becomes of the people a placement won: how long they stay, what they buy and send back."""

from dataclasses import dataclass

import numpy as np

from sandbox.town.places import SPREAD, Place

REFUND_DAYS = 6
"""A refund comes one to six whole days after the order."""
DAY = 86400


@dataclass(frozen=True)
class Buys:
    """Orders of one placement's people: whose (an index), when (seconds), how much (fen), refunded when."""

    who: np.ndarray
    at: np.ndarray
    amount: np.ndarray
    refund_at: np.ndarray
    """Seconds; 0 where nothing is sent back."""


def departures(draw: np.random.Generator, place: Place, won_at: np.ndarray) -> np.ndarray:
    """When each of them leaves the pool, in seconds: an exponential life."""
    lives = draw.exponential(1 / max(place.leaves, 1e-9), len(won_at)) * DAY
    return won_at + np.maximum(lives, 3600).astype(np.int64)


def purchases(
    draw: np.random.Generator, place: Place, won_at: np.ndarray, until_at: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Whose and when: a Poisson process for each from the moment won to `until_at`, its rate gamma."""
    rates = draw.gamma(place.shape, 1 / place.shape, len(won_at)) * place.rate / 30
    length = np.maximum(until_at - won_at, 0)
    counts = draw.poisson(rates * length / DAY)
    who = np.repeat(np.arange(len(won_at)), counts)
    at = won_at[who] + 60 + (draw.random(len(who)) * np.maximum(length[who] - 120, 1)).astype(np.int64)
    return who, at


def amounts(draw: np.random.Generator, place: Place, count: int) -> np.ndarray:
    """What orders cost, in fen: lognormal around the basket."""
    drawn = draw.lognormal(np.log(place.basket) - SPREAD**2 / 2, SPREAD, count)
    return np.maximum(np.round(drawn, 1) * 100, 100).astype(np.int64)


def refunds(draw: np.random.Generator, place: Place, at: np.ndarray) -> np.ndarray:
    """When orders are sent back, in seconds; 0 for those that are kept."""
    sent = draw.random(len(at)) < place.refunded
    return np.where(sent, at + draw.integers(1, REFUND_DAYS + 1, len(at)) * DAY, 0)


def lived(draw: np.random.Generator, place: Place, won_at: np.ndarray, now: int) -> tuple[np.ndarray, Buys]:
    """The whole life so far of those a placement won: when each leaves, and all they bought before `now`."""
    leaves_at = departures(draw, place, won_at)
    who, at = purchases(draw, place, won_at, np.minimum(leaves_at, now))
    first = np.flatnonzero(draw.random(len(won_at)) < place.sells)
    moment = won_at[first] if place.form == "buy_and_join" else won_at[first] + 45
    who, at = np.concatenate([first, who]), np.concatenate([moment, at])
    order = np.argsort(at, kind="stable")
    who, at = who[order], at[order]
    return leaves_at, Buys(who, at, amounts(draw, place, len(at)), refunds(draw, place, at))
