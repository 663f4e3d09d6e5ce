-- What each placement cost and won in each week that begins on a Monday. `counted` is 0 where nothing was paid and
-- nobody was won: touches and orders alone make no price, but where they happen unpaid, spend is unknown.
WITH moved AS (
    SELECT placement, day, net_fen AS spend, 0 AS cost, impressions, clicks, 0 AS won, 1 AS spend_rows, 1 AS counted
    FROM spend
    UNION ALL
    SELECT placement, day, is_spend * amount_fen, (1 - is_spend) * amount_fen, NULL, NULL, 0, is_spend, 1 FROM acquired
    UNION ALL
    SELECT placement, day, 0, 0, NULL, NULL, won, 0, CASE WHEN won > 0 THEN 1 ELSE 0 END FROM busy_days
)
SELECT CAST(date_trunc('week', m.day) AS date) AS week, p.platform, p.account, p.campaign, p.placement, p.free,
       sum(m.spend) AS spend, sum(m.cost) AS cost, sum(m.impressions) AS impressions, sum(m.clicks) AS clicks,
       sum(m.won) AS won, sum(m.spend_rows) AS spend_rows, sum(m.counted) AS counted
FROM moved m JOIN placements p ON p.id = m.placement
GROUP BY 1, 2, 3, 4, 5, 6
ORDER BY 1, 2, 3, 4, 5
