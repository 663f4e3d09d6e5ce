"""Under-priced traffic: shrinking noisy ratios, and the spread of prices. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

Z80 = 1.2815515655446004
"""Half the width of an 80 % interval in standard errors."""
DRAWS = 10_000
SEED = 20260302


@dataclass(frozen=True)
class Measured:
    """A placement whose r = M(H) ÷ cost per private user is known: r, its standard error, its cost in fen."""

    ratio: float
    error: float
    cost: float


@dataclass(frozen=True)
class Index:
    """Above 1: under-priced. With an 80 % interval and the chance of being the best of those compared."""

    index: float
    low: float
    high: float
    p_best: float


def depression_indices(measured: Sequence[Measured]) -> list[Index]:
    """Empirical Bayes on log r: normal–normal, between-placement variance by DerSimonian and Laird (1986).

    Each r is replaced by the exponential of its posterior mean and divided by the cost-weighted mean of
    those. The interval is the posterior one with that mean held; P(best) comes from 10,000 posterior draws
    of a fixed seed. With a between-placement variance of 0 every index is 1 and P(best) the same for all.
    """
    if not measured:
        return []
    ratio = np.array([one.ratio for one in measured])
    variance = (np.array([one.error for one in measured]) / ratio) ** 2
    cost = np.array([one.cost for one in measured])
    logs = np.log(ratio)
    between = between_variance(logs, variance)
    weight = 1 / (variance + between)
    centre = float((weight * logs).sum() / weight.sum())
    if between == 0:
        return [Index(1.0, 1.0, 1.0, 1 / len(measured)) for _ in measured]
    precision = 1 / variance + 1 / between
    mean = (logs / variance + centre / between) / precision
    spread = np.sqrt(1 / precision)
    scale = float((cost * np.exp(mean)).sum() / cost.sum())
    draws = np.random.default_rng(SEED).normal(mean, spread, size=(DRAWS, len(measured)))
    best = np.bincount(draws.argmax(axis=1), minlength=len(measured)) / DRAWS
    return [
        Index(
            float(np.exp(mean[i]) / scale),
            float(np.exp(mean[i] - Z80 * spread[i]) / scale),
            float(np.exp(mean[i] + Z80 * spread[i]) / scale),
            float(best[i]),
        )
        for i in range(len(measured))
    ]


def between_variance(logs: np.ndarray, variance: np.ndarray) -> float:
    """The moment estimate of DerSimonian and Laird, never below 0."""
    weight = 1 / variance
    total = weight.sum()
    spread = total - (weight**2).sum() / total
    if spread <= 0:
        return 0.0
    centre = (weight * logs).sum() / total
    return max(0.0, float(((weight * (logs - centre) ** 2).sum() - (len(logs) - 1)) / spread))


def price_dispersion(prices: Sequence[float], costs: Sequence[float]) -> float | None:
    """The cost-weighted coefficient of variation of prices; None below two, or when nothing was paid."""
    if len(prices) < 2 or sum(costs) <= 0:
        return None
    price, cost = np.array(prices, dtype=float), np.array(costs, dtype=float)
    mean = float((cost * price).sum() / cost.sum())
    if mean == 0:
        return None
    return float(np.sqrt((cost * (price - mean) ** 2).sum() / cost.sum()) / mean)
