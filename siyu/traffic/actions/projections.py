"""The tables of traffic, made from the folded facts of the touched keys.

Each function expects the temporary tables `touched(key)` and `folded(key, data)`; those of kinds with
identifiers also `named(key, identifier_id, others)`.
"""

from siyu.facts.actions import replace_rows
from siyu.traffic.actions.dimensions import intern_entries, intern_placements
from siyu.traffic.actions.publishing import announce_entries

PLACEMENT_JOIN = """
    traffic_placement p ON p.platform = f.data->>'platform' AND p.account = f.data->>'account'
    AND p.campaign = f.data->>'campaign' AND p.placement = f.data->>'placement'
"""


def project_placements() -> None:
    """What was said of placements."""
    intern_placements()
    replace_rows(
        table="traffic_placementterms",
        columns=("placement_id", "form", "paid"),
        select=f"""SELECT f.key, p.id, f.data->>'form', coalesce((f.data->>'paid')::boolean, true)
            FROM folded f JOIN {PLACEMENT_JOIN}""",
    )


def project_spend() -> None:
    """What placements cost a day."""
    intern_placements()
    replace_rows(
        table="traffic_spend",
        columns=("date", "placement_id", "cost_fen", "rebate_fen", "impressions", "clicks"),
        select=f"""SELECT f.key, (f.data->>'date')::date, p.id, (f.data->>'cost_fen')::bigint,
                   (f.data->>'rebate_fen')::bigint, (f.data->>'impressions')::bigint,
                   (f.data->>'clicks')::bigint
            FROM folded f JOIN {PLACEMENT_JOIN}""",
    )


def project_entries() -> None:
    """What was said of entries: where they stand and lead."""
    intern_placements()
    intern_entries(field="code")
    replace_rows(
        table="traffic_entrydescription",
        columns=("entry_id", "title", "form", "placement_id", "url"),
        select=f"""SELECT f.key, e.id, f.data->>'title', f.data->>'form', p.id, f.data->>'url'
            FROM folded f JOIN traffic_entry e ON e.code = f.data->>'code' LEFT JOIN {PLACEMENT_JOIN}""",
    )
    announce_entries()


def project_targets() -> None:
    """Where entries lead in each app."""
    intern_entries(field="code")
    replace_rows(
        table="traffic_target",
        columns=("entry_id", "app", "way", "url", "words", "expires_at"),
        select="""SELECT f.key, e.id, f.data->>'app', f.data->>'way', f.data->>'url', f.data->>'words',
                  (f.data->>'expires')::timestamptz
           FROM folded f JOIN traffic_entry e ON e.code = f.data->>'code'""",
    )
    announce_entries()


def project_touches() -> None:
    """Clicks and scans."""
    intern_entries(field="entry")
    replace_rows(
        table="traffic_touch",
        columns=("touch_id", "at", "entry_id", "action", "identifier_id", "others"),
        select="""SELECT f.key, f.data->>'touch_id', (f.data->>'at')::timestamptz, e.id, f.data->>'action',
                  n.identifier_id, coalesce(n.others, '{}')
           FROM folded f JOIN traffic_entry e ON e.code = f.data->>'entry' LEFT JOIN named n USING (key)""",
    )


def project_costs() -> None:
    """Money spent on other things than traffic."""
    intern_placements()
    replace_rows(
        table="traffic_cost",
        columns=("cost_id", "date", "kind", "amount_fen", "placement_id", "identifier_id", "others"),
        select=f"""SELECT f.key, f.data->>'cost_id', (f.data->>'date')::date, f.data->>'kind',
                   (f.data->>'amount_fen')::bigint, p.id, n.identifier_id, coalesce(n.others, '{{}}')
            FROM folded f LEFT JOIN named n USING (key) LEFT JOIN {PLACEMENT_JOIN}""",
    )
