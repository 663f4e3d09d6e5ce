"""Kaplan–Meier against an example every textbook prints."""

from itertools import pairwise

import pytest

from siyu.insight.rules import outliving, survival, survival_curve

REMISSIONS = [
    (6, 3, 1),
    (7, 1, 0),
    (9, 0, 1),
    (10, 1, 1),
    (11, 0, 1),
    (13, 1, 0),
    (16, 1, 0),
    (17, 0, 1),
    (19, 0, 1),
]
REMISSIONS += [(20, 0, 1), (22, 1, 0), (23, 1, 0), (25, 0, 1), (32, 0, 2), (34, 0, 1), (35, 0, 1)]
"""Weeks in remission under 6-MP (Freireich et al., Blood 21, 1963): relapsed and censored in that week, 21 in all."""

SPANS = [(week, 1, left) for week, left, _ in REMISSIONS] + [(week, 0, seen) for week, _, seen in REMISSIONS]


@pytest.mark.parametrize(
    ("weeks", "share"),
    [
        (5, 1.0),
        (6, 0.857),
        (7, 0.807),
        (9, 0.807),
        (10, 0.753),
        (13, 0.690),
        (16, 0.627),
        (22, 0.538),
        (23, 0.448),
    ],
)
def test_the_remissions_of_6_mp_survive_as_printed(weeks: int, share: float) -> None:
    assert survival(SPANS, weeks) == pytest.approx(share, abs=0.0005)


def test_nobody_seen_that_long_is_unknown() -> None:
    assert survival(SPANS, 35) == pytest.approx(0.448, abs=0.0005)
    assert survival(SPANS, 36) is None
    assert survival([], 30) is None


def test_everybody_gone_is_nought_for_ever() -> None:
    assert survival([(3, 1, 4)], 2) == 1.0
    assert survival([(3, 1, 4)], 30) == 0.0


def test_leaving_comes_before_censoring_on_one_day() -> None:
    assert survival([(5, 1, 1), (5, 0, 1)], 5) == 0.5


def test_the_interval_of_6_mp_is_that_of_greenwood_on_the_log_log_scale() -> None:
    """The standard error that the books print beside 0.753 is 0.0963: ± 1.2816 × 0.0963 ÷ (0.753 × −ln 0.753)."""
    at_10 = outliving(survival_curve(SPANS), 10)
    assert at_10 is not None
    assert (at_10.low, at_10.high) == pytest.approx((0.6030, 0.8528), abs=0.0005)
    assert at_10.at_risk == 15


def test_a_curve_begins_whole_and_never_rises() -> None:
    curve = survival_curve(SPANS)
    assert (curve[0].day, curve[0].share, curve[0].low) == (0, 1.0, None)
    assert curve[-1].day == 35
    assert all(one.share >= other.share for one, other in pairwise(curve))
    assert all(
        one.low <= one.share <= one.high for one in curve if one.low is not None and one.high is not None
    )
    assert survival_curve([]) == []
