-- The won of the period by the platform that won them, the pools that hold them at as-of (null: none any more) and the
-- shops they bought in since (null: none). Margins are net of refunds; one unknown makes the sum unknown.
WITH kept AS (
    SELECT DISTINCT person, pool FROM membership WHERE left_at IS NULL
), bought AS (
    SELECT person, shop, sum(orders) AS orders, sum(margin_fen) AS margin_fen,
           sum(CASE WHEN margin_fen IS NULL THEN 1 ELSE 0 END) AS unknown
    FROM earned WHERE shop IS NOT NULL GROUP BY person, shop
)
SELECT coalesce(p.platform, 'unknown') AS platform, k.pool, s.name AS shop, count(*) AS people,
       CAST(coalesce(sum(b.orders), 0) AS bigint) AS orders,
       CASE WHEN coalesce(sum(b.unknown), 0) > 0 THEN NULL
            ELSE coalesce(sum(b.margin_fen), 0) END AS margin_fen
FROM won_now w
LEFT JOIN placements p ON p.id = w.placement
LEFT JOIN kept k ON k.person = w.person
LEFT JOIN bought b ON b.person = w.person
LEFT JOIN shops s ON s.id = b.shop
GROUP BY 1, 2, 3
ORDER BY 1, 2 NULLS LAST, 3 NULLS LAST
