"""The only writers of commerce."""

from siyu.commerce.actions.margins import set_gross_margin
from siyu.commerce.actions.projections import project_orders, project_refunds
from siyu.commerce.actions.settlement import follow_entries, settle_everything, settle_orders, settle_refunds

__all__ = [
    "follow_entries",
    "project_orders",
    "project_refunds",
    "set_gross_margin",
    "settle_everything",
    "settle_orders",
    "settle_refunds",
]
