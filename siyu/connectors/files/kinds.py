"""Every kind of file siyu takes."""

from siyu.commerce.facts import ORDERS, REFUNDS
from siyu.facts.kinds import Kind
from siyu.pool.facts import COUNTS, JOINS, LEAVES, PRESENCES
from siyu.traffic.facts import COSTS, ENTRIES, PLACEMENTS, SPEND, TARGETS, TOUCHES

ALL = (
    *(PLACEMENTS, SPEND, ENTRIES, TARGETS, TOUCHES),
    *(JOINS, LEAVES, ORDERS, REFUNDS, COSTS),
    *(PRESENCES, COUNTS),
)
KINDS: dict[str, Kind] = {kind.name: kind for kind in ALL}
