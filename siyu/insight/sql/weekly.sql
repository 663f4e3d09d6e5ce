-- What each placement cost and won in each week that begins on a Monday.
WITH moved AS (
    SELECT placement, day, net_fen AS spend, 0 AS cost, impressions, clicks, 0 AS won, 1 AS spend_rows FROM spend
    UNION ALL
    SELECT placement, day, is_spend * amount_fen, (1 - is_spend) * amount_fen, NULL, NULL, 0, is_spend FROM acquired
    UNION ALL
    SELECT placement, day, 0, 0, NULL, NULL, won, 0 FROM won_days
)
SELECT CAST(date_trunc('week', m.day) AS date) AS week, p.platform, p.account, p.campaign, p.placement, p.free,
       sum(m.spend) AS spend, sum(m.cost) AS cost, sum(m.impressions) AS impressions, sum(m.clicks) AS clicks,
       sum(m.won) AS won, sum(m.spend_rows) AS spend_rows
FROM moved m JOIN placements p ON p.id = m.placement
GROUP BY 1, 2, 3, 4, 5, 6
ORDER BY 1, 2, 3, 4, 5
