"""M(a) and its variance against an account of their own, and against what is true where truth is known."""

from typing import Any

import duckdb
import numpy as np
import pytest

from siyu.insight.curves import curves, variances
from siyu.market.rules import Z80

GROUPS, PEOPLE, RATE, MARGIN = 500, 80, 0.04, 2500.0
AGE = 30


@pytest.fixture(scope="module")
def simulated() -> dict[str, np.ndarray]:
    """500 placements of 80 people each, who buy at random, are of any age, and spend unevenly (fixed seed)."""
    draw = np.random.default_rng(20261125)
    person = np.arange(1, GROUPS * PEOPLE + 1)
    age = draw.integers(5, 121, len(person))
    days = np.arange(121)
    bought = draw.poisson(RATE, (len(person), len(days))) * (days[None, :] < age[:, None])
    who, day = np.nonzero(bought)
    fen = np.array(
        [draw.gamma(2.0, MARGIN / 2, bought[i, d]).round().sum() for i, d in zip(who, day, strict=True)]
    )
    return {"person": person, "age": age, "who": person[who], "day": day, "fen": fen.astype(np.int64)}


@pytest.fixture(scope="module")
def asked(simulated: dict[str, np.ndarray]) -> tuple[dict[int, Any], dict[tuple[int, int], float]]:
    """What siyu says of them."""
    duck = duckdb.connect()
    group = (simulated["person"] - 1) // PEOPLE + 1
    columns = {"person": simulated["person"], "placement": group, "age": simulated["age"]}
    duck.register("fresh", columns)
    duck.execute(
        "CREATE TABLE won_now AS SELECT person, 0::bigint AS moment, placement, age, 1 AS kept FROM fresh"
    )
    duck.register("moved", {"person": simulated["who"], "day": simulated["day"], "fen": simulated["fen"]})
    duck.execute(
        """CREATE TABLE earned AS SELECT w.person, w.placement, w.age, m.day, m.fen AS margin_fen,
                  1 AS shop, 1 AS orders FROM moved m JOIN won_now w ON w.person = m.person"""
    )
    duck.execute("CREATE TABLE groups AS SELECT DISTINCT placement AS grp, placement FROM won_now")
    found = curves(duck)
    return found, variances(duck, found, [AGE, 90])


def plainly(simulated: dict[str, np.ndarray], group: int, upto: int) -> tuple[float, float]:
    """Nelson's mean and Lawless and Nadeau's variance, with a matrix of people by days."""
    first = group * PEOPLE - PEOPLE
    age = simulated["age"][first : first + PEOPLE]
    x = np.zeros((PEOPLE, 121))
    for who, day, fen in zip(simulated["who"], simulated["day"], simulated["fen"], strict=True):
        if first < who <= first + PEOPLE:
            x[who - first - 1, day] += fen
    lived = age[:, None] > np.arange(upto + 1)[None, :]
    n = lived.sum(axis=0)
    mean = (x[:, : upto + 1] * lived).sum(axis=0) / n
    terms = (lived * (x[:, : upto + 1] - mean) / n).sum(axis=1)
    return float(mean.sum()), float((terms**2).sum())


def test_the_mean_and_its_variance_equal_those_of_an_account_of_their_own(simulated: Any, asked: Any) -> None:
    found, spread = asked
    for group in range(1, 9):
        for age in (AGE, 90):
            mean, variance = plainly(simulated, group, age)
            assert found[group].at(age) == pytest.approx(mean, rel=1e-12)
            assert spread[group, age] == pytest.approx(variance, rel=1e-9)


def test_the_mean_is_unbiased_and_four_of_five_intervals_hold_the_truth(asked: Any) -> None:
    found, spread = asked
    truth = (AGE + 1) * RATE * MARGIN
    means = np.array([found[group].at(AGE) for group in range(1, GROUPS + 1)])
    errors = np.array([spread[group, AGE] ** 0.5 for group in range(1, GROUPS + 1)])
    assert means.mean() == pytest.approx(truth, abs=4 * means.std() / GROUPS**0.5)
    assert errors.mean() == pytest.approx(means.std(), rel=0.1)
    covered = float((np.abs(means - truth) <= Z80 * errors).mean())
    assert 0.76 <= covered <= 0.84  # 0.8 ± 2.2 standard errors of 500 draws


def test_without_censoring_the_variance_is_that_of_a_mean() -> None:
    duck = duckdb.connect()
    values = [1000, 2000, 3000, 4000, 6000]
    duck.execute(
        "CREATE TABLE won_now (person bigint, moment bigint, placement bigint, age bigint, kept int)"
    )
    duck.execute(
        """CREATE TABLE earned (person bigint, placement bigint, age bigint, day bigint, margin_fen bigint,
                                shop bigint, orders int)"""
    )
    duck.execute("CREATE TABLE groups AS SELECT 0 AS grp, 7 AS placement")
    for person, fen in enumerate(values):
        duck.execute("INSERT INTO won_now VALUES (?, 0, 7, 100, 1)", [person])
        duck.execute("INSERT INTO earned VALUES (?, 7, 100, ?, ?, 1, 1)", [person, person, fen])
    found = curves(duck)
    assert found[0].at(90) == pytest.approx(np.mean(values))
    assert variances(duck, found, [90])[0, 90] == pytest.approx(np.var(values) / len(values))
