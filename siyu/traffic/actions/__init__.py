"""The only writers of traffic."""

from siyu.traffic.actions.addressing import place_root_file, remove_root_file, set_address
from siyu.traffic.actions.dimensions import intern_entries, intern_placements, mark_texts
from siyu.traffic.actions.projections import (
    project_costs,
    project_entries,
    project_placements,
    project_spend,
    project_targets,
    project_touches,
)
from siyu.traffic.actions.publishing import (
    announce_entries,
    forget_spool,
    keep_arrivals,
    note_spool,
    publish_entries,
)
from siyu.traffic.actions.settlement import settle_costs, settle_spend

__all__ = [
    "announce_entries",
    "forget_spool",
    "intern_entries",
    "intern_placements",
    "keep_arrivals",
    "mark_texts",
    "note_spool",
    "place_root_file",
    "project_costs",
    "project_entries",
    "project_placements",
    "project_spend",
    "project_targets",
    "project_touches",
    "publish_entries",
    "remove_root_file",
    "set_address",
    "settle_costs",
    "settle_spend",
]
