-- The rows that the acquisition cost is the sum of: the spend, and every other cost that is acquisition.
SELECT coalesce(s.placement, 0) AS placement, s.source, NULL::bigint AS person, NULL::bigint AS moment, s.day, s.net_fen AS fen
FROM spend s
UNION ALL
SELECT coalesce(a.placement, 0), a.source, NULL, NULL, a.day, a.amount_fen FROM acquired a
