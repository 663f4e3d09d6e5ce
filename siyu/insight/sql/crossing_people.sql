-- The people of the crossings, one row for each pool that holds them and each shop they bought in, as in `crossings`.
WITH kept AS (
    SELECT DISTINCT person, pool FROM membership WHERE left_at IS NULL
), bought AS (
    SELECT person, shop, sum(orders) AS orders, sum(margin_fen) AS margin_fen,
           sum(CASE WHEN margin_fen IS NULL THEN 1 ELSE 0 END) AS unknown
    FROM earned WHERE shop IS NOT NULL GROUP BY person, shop
)
SELECT w.person, w.moment, coalesce(p.platform, 'unknown') AS platform, k.pool, s.name AS shop,
       CAST(coalesce(b.orders, 0) AS bigint) AS orders,
       CASE WHEN coalesce(b.unknown, 0) > 0 OR a.person IS NOT NULL THEN NULL ELSE coalesce(b.margin_fen, 0) END AS margin_fen
FROM won_now w
LEFT JOIN placements p ON p.id = w.placement
LEFT JOIN kept k ON k.person = w.person
LEFT JOIN bought b ON b.person = w.person
LEFT JOIN shops s ON s.id = b.shop
LEFT JOIN alone a ON a.person = w.person
