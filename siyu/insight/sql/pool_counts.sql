-- Memberships live at as-of, begun and ended in the period, and people private at as-of: per pool, and over all.
SELECT pool, pool_id, sum(CASE WHEN left_at IS NULL THEN 1 ELSE 0 END)::bigint AS live,
       sum(CASE WHEN joined_at >= q.since AND joined_at < q.until THEN 1 ELSE 0 END)::bigint AS joined,
       sum(CASE WHEN left_at >= q.since AND left_at < q.until THEN 1 ELSE 0 END)::bigint AS left_count,
       count(DISTINCT CASE WHEN left_at IS NULL THEN person END) AS private_people
FROM membership CROSS JOIN question q GROUP BY pool, pool_id
UNION ALL
SELECT NULL, NULL, coalesce(sum(CASE WHEN left_at IS NULL THEN 1 ELSE 0 END), 0)::bigint,
       coalesce(sum(CASE WHEN joined_at >= q.since AND joined_at < q.until THEN 1 ELSE 0 END), 0)::bigint,
       coalesce(sum(CASE WHEN left_at >= q.since AND left_at < q.until THEN 1 ELSE 0 END), 0)::bigint,
       count(DISTINCT CASE WHEN left_at IS NULL THEN person END)
FROM membership CROSS JOIN question q
