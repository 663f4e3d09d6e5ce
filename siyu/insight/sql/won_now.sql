-- The won of the period, and whether they are private at as-of. Whoever was in a pool before its first list, nobody
-- knows since when, was won in no period that can be named.
SELECT w.person, w.moment, w.placement, w.age, w.entry, w.touch_id,
       CASE WHEN k.person IS NULL THEN 0 ELSE 1 END AS kept
FROM won w CROSS JOIN question q
LEFT JOIN (SELECT DISTINCT person FROM membership WHERE left_at IS NULL) AS k ON k.person = w.person
WHERE w.since < 2 AND w.moment >= q.since AND w.moment < q.until
