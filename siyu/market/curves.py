"""Value by age of each row of a grouping, for drawing."""

from typing import Any

from siyu.insight import prices
from siyu.insight.questions import Question
from siyu.insight.relations import pose
from siyu.lake.snapshot import snapshot

LONGEST = 366


def value_curves(question: Question) -> list[dict[str, Any]]:
    """M(a) in fen for a = 0 … a year at most, in the order of the rows of `prices`."""
    with snapshot(prices.RELATIONS, question.bounds()) as duck:
        pose(duck, question)
        rows, _ = prices.groups(duck, question)
    return [
        {"mean": [float(value) for value in row.curve.mean[: min(row.curve.known, LONGEST)]]} for row in rows
    ]
