"""Which page of docs/numbers defines a field of a report."""

from collections.abc import Mapping

DIMENSIONS = ("platform", "account", "campaign", "placement", "form")
SPENT = ("spend_fen", "spend_known", "cost_fen")
SOLD = ("sale_orders", "sale_revenue_fen", "sale_margin_fen", "sale_return")
PRICED = ("cost_per_won_fen", "cost_per_click_fen", "cost_per_mille_fen")
COUNTED = ("counted_joined", "counted_left")

DISTANCE = (
    "median_days_to_sale",
    "median_days_to_sale_interval",
    "sales_after_touch",
    "median_days_to_sale_reason",
)

FIELDS: Mapping[str, tuple[str, ...]] = {
    "prices": (
        *DIMENSIONS,
        *SPENT,
        "impressions",
        "clicks",
        "touches",
        "won",
        "kept",
        "won_alone",
        *PRICED,
        "linkable",
        *SOLD,
        "value_to_date_fen",
        "value_at",
        "value_interval",
        "payback_day",
        "return_at_horizon",
        "index",
        "index_low",
        "index_high",
        "p_best",
        "reasons",
        *DISTANCE,
        "orders_linked",
        *COUNTED,
        "cost_per_counted_join_fen",
    ),
    "loops": (
        *DIMENSIONS,
        *SPENT,
        "won",
        *SOLD,
        "sale_return_interval",
        "value_at",
        "privatised_return_at",
        "privatised_interval_at",
        "better_at",
        "crossing_day",
        "payback_day",
    ),
    "pool": (
        "pool",
        "pool_id",
        "seat",
        "live",
        "joined",
        "left",
        "left_by_customer",
        "left_by_staff",
        "left_by_list",
        "joined_unknown",
        "private_people",
        "survival_30",
        "survival_30_interval",
        "survival_90",
        "survival_90_interval",
        "reasons",
        *COUNTED,
    ),
    "ledger": ("kind", "day", *DIMENSIONS[:4], "person", "amount_fen"),
    "people": ("people", "identifiers", "identifiers_per_person", "merges", "conflicts"),
    "crossings": ("platform", "pool", "shop", "people", "orders", "margin_fen"),
    "levelling": (
        "week",
        *DIMENSIONS[:4],
        "spend_fen",
        "cost_fen",
        "impressions",
        "clicks",
        "won",
        *PRICED,
        "weeks",
        "cost_per_click_dispersion",
        "cost_per_mille_dispersion",
        "cost_per_won_dispersion",
        "dispersion",
    ),
}
"""The fields of each report's rows and totals."""

PAGES: Mapping[str, tuple[str, ...]] = {
    "spend": ("spend_fen", "spend_known"),
    "acquisition-cost": ("cost_fen", "cost_per_won_fen"),
    "clicks": ("impressions", "clicks", "touches", "cost_per_click_fen", "cost_per_mille_fen"),
    "won": ("won",),
    "kept": ("kept", "private_people"),
    "linkable": ("linkable",),
    "orders-linked": ("orders_linked",),
    "sale": SOLD,
    "value-to-date": ("value_to_date_fen",),
    "value": ("value_at",),
    "value-interval": ("value_interval",),
    "payback": ("payback_day",),
    "return": ("return_at_horizon",),
    "depression-index": ("index", "index_low", "index_high", "p_best"),
    "unknown": ("reasons",),
    "placement": DIMENSIONS,
    "distance-to-sale": DISTANCE,
    "loops": (
        "privatised_return_at",
        "privatised_interval_at",
        "sale_return_interval",
        "better_at",
        "crossing_day",
    ),
    "pool": ("pool", "pool_id", "seat", "live", "joined", "left", "left_by_customer", "left_by_staff"),
    "presences": ("left_by_list", "joined_unknown", "won_alone"),
    "pool-counts": (*COUNTED, "cost_per_counted_join_fen"),
    "survival": ("survival_30", "survival_90", "survival_30_interval", "survival_90_interval"),
    "ledger": ("kind", "day", "amount_fen"),
    "person": ("person",),
    "people": ("people", "identifiers", "identifiers_per_person", "merges", "conflicts"),
    "crossings": ("shop", "orders", "margin_fen"),
    "levelling": ("week", "weeks"),
    "dispersion": (
        "cost_per_click_dispersion",
        "cost_per_mille_dispersion",
        "cost_per_won_dispersion",
        "dispersion",
    ),
}
"""The page of each field."""

PAGE_OF: Mapping[str, str] = {name: page for page, names in PAGES.items() for name in names}


def fields_of(report: str) -> tuple[str, ...]:
    """The fields that a report's rows and totals have."""
    return FIELDS[report]


def definition_of(field: str) -> str:
    """The name of the page that defines a field; `value_at_90` stands on the page of `value_at`.

    Raises KeyError for a field that no report has.
    """
    return PAGE_OF[field] if field in PAGE_OF else PAGE_OF[field.rpartition("_")[0]]
