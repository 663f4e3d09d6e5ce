-- Memberships live at as-of, begun and ended in the period, who ended them, and people private at as-of: per row of the
-- grouping (`pooled` names only what tells the rows apart), and over all. Those that were there before the first list of
-- their pool began nobody knows when: `joined_unknown` counts them by the day of that list, `joined` does not.
-- `untimed`: those of the period whose beginning is not stated, and which therefore are in no survival.
WITH placed AS (
    SELECT pool, pool_id, seat, person, joined_at, left_at, left_by, by_list, since FROM pooled
    UNION ALL
    SELECT NULL, NULL, NULL, person, joined_at, left_at, left_by, by_list, since FROM pooled
), told AS (
    SELECT p.pool, p.pool_id, p.seat, p.person, p.left_at, p.left_by, p.by_list, p.since,
           CASE WHEN p.joined_at >= q.since AND p.joined_at < q.until THEN 1 ELSE 0 END AS came,
           CASE WHEN p.left_at >= q.since AND p.left_at < q.until THEN 1 ELSE 0 END AS went
    FROM placed p CROSS JOIN question q
)
SELECT pool, pool_id, seat, CAST(sum(CASE WHEN left_at IS NULL THEN 1 ELSE 0 END) AS bigint) AS live,
       CAST(sum(CASE WHEN since < 2 THEN came ELSE 0 END) AS bigint) AS joined,
       CAST(sum(went) AS bigint) AS left_count,
       CAST(sum(CASE WHEN left_by = 'customer' THEN went ELSE 0 END) AS bigint) AS by_customer,
       CAST(sum(CASE WHEN left_by = 'staff' THEN went ELSE 0 END) AS bigint) AS by_staff,
       count(DISTINCT CASE WHEN left_at IS NULL THEN person END) AS private_people,
       CAST(sum(by_list * went) AS bigint) AS by_list,
       CAST(sum(CASE WHEN since = 2 THEN came ELSE 0 END) AS bigint) AS joined_unknown,
       CAST(sum(CASE WHEN since > 0 THEN came ELSE 0 END) AS bigint) AS untimed
FROM told GROUP BY 1, 2, 3
