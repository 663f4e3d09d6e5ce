"""All definitions, in the order in which a reader meets them."""

from tests.spec.definitions import (
    commercial,
    counts,
    depression,
    distances,
    margins,
    periods,
    persons,
    pools,
    presences,
    reports,
    spending,
    values,
    winning,
)
from tests.spec.telling import Definition

DEFINITIONS: tuple[Definition, ...] = (
    *reports.DEFINITIONS,
    *periods.DEFINITIONS,
    *persons.DEFINITIONS,
    *winning.DEFINITIONS,
    *spending.DEFINITIONS,
    *margins.DEFINITIONS,
    *commercial.DEFINITIONS,
    *distances.DEFINITIONS,
    *values.DEFINITIONS,
    *depression.DEFINITIONS,
    *pools.DEFINITIONS,
    *presences.DEFINITIONS,
    *counts.DEFINITIONS,
)
