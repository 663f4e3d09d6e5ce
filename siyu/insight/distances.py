"""How far a click stands from the sale: the time from the touch to the payment, its median by group."""

from collections.abc import Mapping
from typing import Any

import duckdb
import numpy as np

from siyu.core.words import say
from siyu.insight.prices import Z80
from siyu.insight.relations import statement

DAY = 86_400_000_000
FEWEST = 5
"""With fewer sales than that the interval of a median would be the whole of them."""


def sale_distances(duck: duckdb.DuckDBPyConnection) -> Mapping[int, dict[str, Any]]:
    """The fields of each group that has a sale after a touch; -1 is all. `groups` has to be built."""
    found = duck.execute(statement("sale_distances")).fetchnumpy()
    gaps = np.asarray(found["gap"], dtype=float) / DAY
    groups, starts = np.unique(np.asarray(found["grp"]), return_index=True)
    return {int(group): told(own) for group, own in zip(groups, np.split(gaps, starts)[1:], strict=True)}


def nowhere() -> dict[str, Any]:
    """The fields of a group without any, and why."""
    return {
        "median_days_to_sale": None,
        "median_days_to_sale_interval": None,
        "sales_after_touch": 0,
        "median_days_to_sale_reason": str(
            say("没有同一个人先触达、后付款", "nobody was touched here and paid afterwards")
        ),
    }


def told(gaps: np.ndarray) -> dict[str, Any]:
    """The median of distances in days, sorted, with the 80 % interval by the ranks of the binomial."""
    count = len(gaps)
    half = Z80 * count**0.5 / 2
    low, high = max(1, round(count / 2 - half)), min(count, round(1 + count / 2 + half))
    band = [round(float(gaps[low - 1]), 6), round(float(gaps[high - 1]), 6)]
    return {
        "median_days_to_sale": round(float(np.median(gaps)), 6),
        "median_days_to_sale_interval": band if count >= FEWEST else None,
        "sales_after_touch": count,
        "median_days_to_sale_reason": None,
    }
