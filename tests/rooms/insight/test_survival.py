"""Kaplan–Meier against an example every textbook prints."""

import pytest

from siyu.insight.rules import survival

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
