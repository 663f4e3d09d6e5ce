"""The depression index: DerSimonian and Laird against printed figures, the posterior against a grid."""

import numpy as np
import pytest
from scipy.stats import norm

from siyu.market.rules import DRAWS, Z80, Measured, between_variance, depression_indices, price_dispersion

BCG = [
    (4, 119, 11, 128),
    (6, 300, 29, 274),
    (3, 228, 11, 209),
    (62, 13536, 248, 12619),
    (33, 5036, 47, 5761),
    (180, 1361, 372, 1079),
    (8, 2537, 10, 619),
    (505, 87886, 499, 87892),
    (29, 7470, 45, 7232),
    (17, 1699, 65, 1600),
    (186, 50448, 141, 27197),
    (5, 2493, 3, 2338),
    (27, 16886, 29, 17825),
]
"""Thirteen trials of the BCG vaccine (Colditz et al., JAMA 271, 1994): ill and well, vaccinated and not."""


def test_the_variance_between_trials_of_bcg_is_as_printed() -> None:
    """Log risk ratios: tau² 0.3088, pooled −0.7141 with standard error 0.1787 (R package metafor, method DL)."""
    logs = np.array([np.log((a / (a + b)) / (c / (c + d))) for a, b, c, d in BCG])
    variance = np.array([1 / a - 1 / (a + b) + 1 / c - 1 / (c + d) for a, b, c, d in BCG])
    between = between_variance(logs, variance)
    assert between == pytest.approx(0.3088, abs=0.00005)
    weight = 1 / (variance + between)
    assert (weight * logs).sum() / weight.sum() == pytest.approx(-0.7141, abs=0.00005)
    assert weight.sum() ** -0.5 == pytest.approx(0.1787, abs=0.00005)


FOUR = [
    Measured(3.6, 1.3, 416.0),
    Measured(0.8, 0.35, 300.0),
    Measured(1.6, 0.3, 900.0),
    Measured(2.4, 1.9, 120.0),
]


def test_index_and_interval_are_those_of_the_posterior_on_a_grid() -> None:
    y = np.log([one.ratio for one in FOUR])
    v = np.array([(one.error / one.ratio) ** 2 for one in FOUR])
    cost = np.array([one.cost for one in FOUR])
    tau = between_variance(y, v)
    centre = ((y / (v + tau)).sum()) / (1 / (v + tau)).sum()
    grid = np.linspace(-6, 6, 200_001)
    low, mean, high = [], [], []
    for one, spread in zip(y, v, strict=True):
        density = norm.pdf(one, grid, spread**0.5) * norm.pdf(grid, centre, tau**0.5)
        density /= density.sum()
        mean.append(float((grid * density).sum()))
        low.append(float(grid[np.searchsorted(density.cumsum(), 0.1)]))
        high.append(float(grid[np.searchsorted(density.cumsum(), 0.9)]))
    scale = (cost * np.exp(mean)).sum() / cost.sum()
    for n, found in enumerate(depression_indices(FOUR)):
        assert found.index == pytest.approx(np.exp(mean[n]) / scale, rel=1e-3)
        assert found.low == pytest.approx(np.exp(low[n]) / scale, rel=1e-3)
        assert found.high == pytest.approx(np.exp(high[n]) / scale, rel=1e-3)
    assert sum(
        i.index * m.cost for i, m in zip(depression_indices(FOUR), FOUR, strict=True)
    ) / cost.sum() == (pytest.approx(1))


def test_p_best_of_two_is_within_three_errors_of_the_truth() -> None:
    """10,000 draws: the Monte Carlo error of P(best) is at most 0.005 (one standard error)."""
    two = FOUR[:2]
    y = np.log([one.ratio for one in two])
    v = np.array([(one.error / one.ratio) ** 2 for one in two])
    tau = between_variance(y, v)
    centre = ((y / (v + tau)).sum()) / (1 / (v + tau)).sum()
    mean, spread = centre + tau / (tau + v) * (y - centre), tau * v / (tau + v)
    truth = float(norm.cdf((mean[0] - mean[1]) / spread.sum() ** 0.5))
    found = depression_indices(two)
    assert found[0].p_best == pytest.approx(truth, abs=3 * (truth * (1 - truth) / DRAWS) ** 0.5)
    assert sum(one.p_best for one in found) == pytest.approx(1)


def test_the_same_question_draws_the_same_lots() -> None:
    assert depression_indices(FOUR) == depression_indices(FOUR)


def test_nothing_tells_equal_placements_apart() -> None:
    same = [Measured(2.0, 0.5, cost) for cost in (10.0, 20.0, 30.0)]
    assert [(one.index, one.low, one.high) for one in depression_indices(same)] == [(1.0, 1.0, 1.0)] * 3
    assert [one.p_best for one in depression_indices(same)] == [pytest.approx(1 / 3)] * 3


def test_nobody_measured_has_no_index() -> None:
    assert depression_indices([]) == []


def test_eighty_per_cent_lie_within_the_half_width() -> None:
    assert norm.cdf(Z80) - norm.cdf(-Z80) == pytest.approx(0.8, abs=1e-12)


def test_prices_are_apart_by_their_weighted_coefficient_of_variation() -> None:
    assert price_dispersion([30.0, 90.0], [60.0, 90.0]) == pytest.approx(864**0.5 / 66)
    assert price_dispersion([5.0, 5.0, 5.0], [1.0, 2.0, 3.0]) == 0
    assert price_dispersion([5.0], [1.0]) is None
    assert price_dispersion([], []) is None
