-- The people of one crossing, or of a part of it (`path`: null where any will do, `none` where nothing): orders and margin
-- in the shops of it, each person once.
SELECT person, min(moment) AS moment, CAST(sum(orders) AS bigint) AS orders,
       CASE WHEN count(margin_fen) = count(*) THEN sum(margin_fen) END AS margin_fen
FROM (
    SELECT c.person, c.shop, c.moment, max(c.orders) AS orders, max(c.margin_fen) AS margin_fen
    FROM crossing_people c JOIN path p
      ON coalesce(p.platform, c.platform) = c.platform
     AND coalesce(p.pool, c.pool, 'none') = coalesce(c.pool, 'none')
     AND coalesce(p.shop, c.shop, 'none') = coalesce(c.shop, 'none')
    GROUP BY c.person, c.shop, c.moment
) AS once
GROUP BY person ORDER BY 2, 1
