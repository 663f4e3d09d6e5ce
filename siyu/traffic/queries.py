"""What traffic owes the ledger, and reading placements and entries."""

SPEND_DUE = """
    SELECT x.date AS day, v.kind, v.amount_fen, 'spend' AS source, x.key AS source_key,
           x.placement_id, NULL::bigint AS identifier_id, false AS assumed
    FROM settling s JOIN traffic_spend x ON x.key = s.source_key
    CROSS JOIN LATERAL (VALUES ('spend', -x.cost_fen), ('rebate', x.rebate_fen)) AS v(kind, amount_fen)
    WHERE v.amount_fen <> 0
"""

COSTS_DUE = """
    SELECT x.date AS day, x.kind, -x.amount_fen AS amount_fen, 'costs' AS source, x.key AS source_key,
           x.placement_id, x.identifier_id, false AS assumed
    FROM settling s JOIN traffic_cost x ON x.key = s.source_key
    WHERE x.amount_fen <> 0
"""
