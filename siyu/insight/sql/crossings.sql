-- The won of the period by the platform that won them, the pools that hold them at as-of (null: none any more) and the
-- shops they bought in since (null: none). Margins are net of refunds; one unknown makes the sum unknown.
SELECT platform, pool, shop, count(*) AS people, CAST(sum(orders) AS bigint) AS orders,
       CASE WHEN count(margin_fen) = count(*) THEN sum(margin_fen) END AS margin_fen
FROM crossing_people
GROUP BY 1, 2, 3
ORDER BY 1, 2 NULLS LAST, 3 NULLS LAST
