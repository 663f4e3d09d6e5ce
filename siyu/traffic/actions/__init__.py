"""The only writers of traffic."""

from siyu.traffic.actions.dimensions import intern_entries, intern_placements
from siyu.traffic.actions.projections import (
    project_costs,
    project_entries,
    project_placements,
    project_spend,
    project_touches,
)
from siyu.traffic.actions.settlement import settle_costs, settle_spend

__all__ = [
    "intern_entries",
    "intern_placements",
    "project_costs",
    "project_entries",
    "project_placements",
    "project_spend",
    "project_touches",
    "settle_costs",
    "settle_spend",
]
