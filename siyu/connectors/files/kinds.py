"""Every kind of file siyu takes."""

from siyu.commerce.facts import ORDERS, REFUNDS
from siyu.facts.kinds import Kind
from siyu.pool.facts import COUNTS, JOINS, LEAVES
from siyu.traffic.facts import COSTS, ENTRIES, PLACEMENTS, SPEND, TARGETS, TOUCHES

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (PLACEMENTS, SPEND, ENTRIES, TARGETS, TOUCHES, JOINS, LEAVES, ORDERS, REFUNDS, COSTS, COUNTS)
}
