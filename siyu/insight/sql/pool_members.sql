-- The memberships of one row of the pools (`place`: null where any will do), those live at as-of, or begun or ended in
-- the period (`which`), and how many whole days each lasted. `left_by` `list`: a list lacks them. What was there before the
-- first list began nobody knows when.
SELECT m.person, m.pool, m.pool_id, nullif(m.seat, '') AS seat, CASE WHEN m.since < 2 THEN m.joined_at END AS joined_at,
       m.left_at, CASE WHEN m.by_list = 1 THEN 'list' ELSE m.left_by END AS left_by,
       CASE WHEN m.since < 2 THEN CAST(floor((coalesce(m.left_at, q.as_of) - m.joined_at) / 86400000000.0) AS bigint) END
           AS days
FROM membership m CROSS JOIN question q
JOIN place p ON coalesce(p.pool, m.pool) = m.pool AND coalesce(p.pool_id, m.pool_id) = m.pool_id
            AND coalesce(p.seat, m.seat) = m.seat
WHERE (p.which = 'live' AND m.left_at IS NULL)
   OR (p.which = 'joined' AND m.since < 2 AND m.joined_at >= q.since AND m.joined_at < q.until)
   OR (p.which = 'left' AND m.left_at >= q.since AND m.left_at < q.until)
ORDER BY m.joined_at, m.person, m.pool, m.pool_id, m.seat
