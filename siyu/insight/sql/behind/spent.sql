-- The rows that spend, and with it impressions and clicks, is the sum of: spend of the period, and rents.
SELECT coalesce(s.placement, 0) AS placement, s.source, NULL::bigint AS person, NULL::bigint AS moment, s.day, s.net_fen AS fen,
       s.impressions, s.clicks
FROM spend s
UNION ALL
SELECT coalesce(a.placement, 0), a.source, NULL, NULL, a.day, a.amount_fen, NULL, NULL FROM acquired a WHERE a.is_spend = 1
