-- Memberships that began in the period at a time that is stated, by whole days until they ended (ended 1) or until
-- as-of (ended 0). `entered`: the whole days they had lasted when anybody began to watch (a list of who is there shows
-- only those who have stayed so long). Those whose time is not stated are in no survival.
SELECT pool, pool_id, seat,
       CAST(floor((coalesce(left_at, q.as_of) - joined_at) / 86400000000.0) AS bigint) AS days,
       CASE WHEN left_at IS NULL THEN 0 ELSE 1 END AS ended,
       CAST(floor((observed - joined_at) / 86400000000.0) AS bigint) AS entered, count(*) AS memberships
FROM pooled p CROSS JOIN question q
WHERE p.since = 0 AND joined_at >= q.since AND joined_at < q.until AND (left_at IS NULL OR observed <= left_at)
GROUP BY 1, 2, 3, 4, 5, 6
