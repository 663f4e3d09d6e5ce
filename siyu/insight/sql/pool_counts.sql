-- Memberships live at as-of, begun and ended in the period, who ended them, and people private at as-of: per row of the
-- grouping (`pooled` names only what tells the rows apart), and over all.
WITH placed AS (
    SELECT pool, pool_id, seat, person, joined_at, left_at, left_by FROM pooled
    UNION ALL
    SELECT NULL, NULL, NULL, person, joined_at, left_at, left_by FROM pooled
)
SELECT pool, pool_id, seat, CAST(sum(CASE WHEN left_at IS NULL THEN 1 ELSE 0 END) AS bigint) AS live,
       CAST(sum(CASE WHEN joined_at >= q.since AND joined_at < q.until THEN 1 ELSE 0 END) AS bigint) AS joined,
       CAST(sum(CASE WHEN left_at >= q.since AND left_at < q.until THEN 1 ELSE 0 END) AS bigint) AS left_count,
       CAST(sum(CASE WHEN left_at >= q.since AND left_at < q.until AND left_by = 'customer' THEN 1 ELSE 0 END) AS bigint)
           AS by_customer,
       CAST(sum(CASE WHEN left_at >= q.since AND left_at < q.until AND left_by = 'staff' THEN 1 ELSE 0 END) AS bigint)
           AS by_staff,
       count(DISTINCT CASE WHEN left_at IS NULL THEN person END) AS private_people
FROM placed CROSS JOIN question q GROUP BY 1, 2, 3
