-- Memberships that began in the period, by whole days until they ended (ended 1) or until as-of (ended 0).
SELECT pool, pool_id, seat,
       CAST(floor((coalesce(left_at, q.as_of) - joined_at) / 86400000000.0) AS bigint) AS days,
       CASE WHEN left_at IS NULL THEN 0 ELSE 1 END AS ended, count(*) AS memberships
FROM pooled CROSS JOIN question q
WHERE joined_at >= q.since AND joined_at < q.until
GROUP BY 1, 2, 3, 4, 5
