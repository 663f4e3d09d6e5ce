"""Value by age of each row of a grouping, for drawing."""

from collections.abc import Mapping
from dataclasses import dataclass

from siyu.insight import prices
from siyu.insight.questions import Question
from siyu.insight.relations import pose
from siyu.lake.snapshot import snapshot

LONGEST = 366
BANDED = (3, 7, 14, 21, 30, 45, 60, 75, 90, 120, 150, 180, 240, 300, 365)
"""The ages at which a band is drawn; between them it is a straight line."""


@dataclass(frozen=True)
class ValueCurve:
    """M(a) in fen for a = 0 … a year at most, and its 80 % interval at some of those ages."""

    mean: list[float]
    bands: Mapping[int, tuple[float, float]]


def value_curves(question: Question) -> list[ValueCurve]:
    """The curve of each row, in the order of the rows of `prices`."""
    with snapshot(prices.RELATIONS, question.bounds()) as duck:
        pose(duck, question)
        rows, _ = prices.groups(duck, question, BANDED)
    return [curve_of(row) for row in rows]


def curve_of(row: prices.Group) -> ValueCurve:
    """The curve of one row whose variances are known at the ages of `BANDED`."""
    mean = [float(value) for value in row.curve.mean[: min(row.curve.known, LONGEST)]]
    told = {age: prices.interval(row, age) for age in BANDED if age < len(mean)}
    return ValueCurve(mean, {age: (band[0], band[1]) for age, band in told.items() if band is not None})
